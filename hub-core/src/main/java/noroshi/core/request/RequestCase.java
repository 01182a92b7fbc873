package noroshi.core.request;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.bulletin.BulletinEvent;
import noroshi.core.bulletin.BulletinEvent.BulletinDrafted;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.campaign.CampaignEvent;
import noroshi.core.campaign.CampaignEvent.CampaignDeclared;
import noroshi.core.campaign.CampaignEvent.CampaignProposed;
import noroshi.core.campaign.CampaignId;
import noroshi.core.deadline.Tokyo;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.request.Request.Asked;
import noroshi.core.request.Request.Ended;
import noroshi.core.request.Request.Made;
import noroshi.core.request.Request.Open;
import noroshi.core.request.Request.Unmade;
import noroshi.core.request.RequestCommand.AcknowledgeRequest;
import noroshi.core.request.RequestCommand.AddresseesAct;
import noroshi.core.request.RequestCommand.AnswerRequest;
import noroshi.core.request.RequestCommand.CancelRequest;
import noroshi.core.request.RequestCommand.ClarifyRequest;
import noroshi.core.request.RequestCommand.CloseRequest;
import noroshi.core.request.RequestCommand.DeclineRequest;
import noroshi.core.request.RequestCommand.ExtendRequest;
import noroshi.core.request.RequestCommand.MakeRequest;
import noroshi.core.request.RequestCommand.PassRequestOn;
import noroshi.core.request.RequestCommand.QuestionRequest;
import noroshi.core.request.RequestCommand.TellRequest;
import noroshi.core.request.RequestEvent.RequestAcknowledged;
import noroshi.core.request.RequestEvent.RequestAnswered;
import noroshi.core.request.RequestEvent.RequestCancelled;
import noroshi.core.request.RequestEvent.RequestClarified;
import noroshi.core.request.RequestEvent.RequestClosed;
import noroshi.core.request.RequestEvent.RequestDeclined;
import noroshi.core.request.RequestEvent.RequestDueApproaching;
import noroshi.core.request.RequestEvent.RequestExtended;
import noroshi.core.request.RequestEvent.RequestMade;
import noroshi.core.request.RequestEvent.RequestOverdue;
import noroshi.core.request.RequestEvent.RequestPassedOn;
import noroshi.core.request.RequestEvent.RequestQuestioned;
import noroshi.core.sector.Scope;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;

/**
 * 要請の判断の前提. All that a decision on a request rests on, read from the ledger in one condition.
 *
 * @param drills of each thing that it concerns, whether it belongs to a drill
 */
public record RequestCase(Request request, Map<UUID, Boolean> drills) {

    /** Before anything happened. */
    public static final RequestCase NONE = new RequestCase(Request.UNMADE, Map.of());

    /** Those that ask, judge or only oversee: nothing is asked of them. */
    private static final Set<AuthorityCode> NEVER_ASKED =
            Set.of(AuthorityCode.NCO, new AuthorityCode("HQ"), new AuthorityCode("AOC"));

    public RequestCase {
        drills = Map.copyOf(drills);
    }

    public RequestCase after(RequestEvent event) {
        return new RequestCase(Request.evolve(request, event), drills);
    }

    public RequestCase after(ReportThreadEvent event) {
        return event instanceof ReportSubmitted it
                ? of(it.thread().value(), it.filing().exercise())
                : this;
    }

    public RequestCase after(CampaignEvent event) {
        if (event instanceof CampaignDeclared it) {
            return of(it.campaign().value(), it.exercise());
        }
        return event instanceof CampaignProposed it ? of(it.campaign().value(), it.exercise()) : this;
    }

    public RequestCase after(BulletinEvent event) {
        return event instanceof BulletinDrafted it
                ? of(it.bulletin().value(), it.facts().exercise())
                : this;
    }

    private RequestCase of(UUID id, boolean drill) {
        var all = new HashMap<>(drills);
        all.put(id, drill);
        return new RequestCase(request, all);
    }

    /**
     * What follows from {@code command}; none where it is recorded so already.
     *
     * @throws Refused if it can't be asked so, or the request's state does not allow it
     */
    public List<RequestEvent> decide(RequestCommand command) {
        return switch (command) {
            case MakeRequest it -> made(it);
            case AcknowledgeRequest it -> acknowledged(it);
            case AnswerRequest it -> answered(it);
            case QuestionRequest it -> questioned(it);
            case DeclineRequest it -> declined(it);
            case PassRequestOn it -> passedOn(it);
            case ClarifyRequest it -> clarified(it);
            case ExtendRequest it -> extended(it);
            case CloseRequest it -> closed(it);
            case CancelRequest it -> cancelled(it);
            case TellRequest it -> told(it.at());
        };
    }

    private List<RequestEvent> made(MakeRequest command) {
        return switch (request) {
            case Unmade _ -> {
                requireSound(command);
                yield List.of(new RequestMade(
                        command.request(), command.facts(), command.content(), command.by(), command.at()));
            }
            case Made made when says(made.asked(), command) -> List.of();
            case Made _ ->
                throw new Refused(
                        Reason.IDEMPOTENCY_CONFLICT, "Idempotency-Key", command.request(), "同じ内容", "the same content");
        };
    }

    private static boolean says(Asked asked, MakeRequest command) {
        return asked.facts().equals(command.facts()) && command.content().equals(asked.content());
    }

    private void requireSound(MakeRequest command) {
        RequestFacts facts = command.facts();
        requireAddressees(facts.addressees(), Tokyo.dayOf(command.at()));
        requireLater(facts.dueBefore(), command.at());
        if (facts.onward() && facts.tlp().isNarrowerThan(Tlp.AMBER)) {
            throw new Refused(
                    Reason.INVALID,
                    "tlp",
                    facts.tlp(),
                    "AMBER 以上に広い共有範囲 (onward のため)",
                    "AMBER or wider, to be passed on");
        }
        for (ThreadId thread : facts.threads()) {
            requireKnown(Reason.THREAD_UNKNOWN, "threadIds", thread.value(), facts.exercise());
        }
        for (CampaignId campaign : facts.campaigns()) {
            requireKnown(Reason.CAMPAIGN_UNKNOWN, "campaignIds", campaign.value(), facts.exercise());
        }
        for (BulletinId bulletin : facts.bulletins()) {
            requireKnown(Reason.BULLETIN_UNKNOWN, "bulletinIds", bulletin.value(), facts.exercise());
        }
    }

    private static void requireAddressees(List<AuthorityCode> addressees, LocalDate today) {
        if (addressees.isEmpty()) {
            throw new Refused(Reason.INVALID, "ministries", "[]", "1つ以上の機関", "one authority or more");
        }
        for (AuthorityCode addressee : addressees) {
            boolean inForce = Scope.shipped().authoritiesOn(today).stream()
                    .anyMatch(row -> row.code().equals(addressee));
            if (!inForce || NEVER_ASKED.contains(addressee)) {
                throw new Refused(
                        Reason.INVALID,
                        "ministries",
                        addressee,
                        "要請できる機関のコード",
                        "the code of an authority that can be asked");
            }
        }
    }

    private static void requireLater(Instant dueBefore, Instant than) {
        if (!dueBefore.isAfter(than)) {
            throw new Refused(
                    Reason.INVALID, "dueBefore", dueBefore, "%s より後".formatted(than), "later than %s".formatted(than));
        }
    }

    /** L7. */
    private void requireKnown(Reason unknown, String item, UUID id, boolean exercise) {
        Boolean drill = drills.get(id);
        if (drill == null) {
            throw new Refused(unknown, item, id, "記録のあるもの", "one that is recorded");
        }
        if (drill != exercise) {
            throw new Refused(
                    Reason.EXERCISE_MIXED,
                    item,
                    id,
                    exercise ? "訓練のもの" : "訓練でないもの",
                    exercise ? "one of a drill" : "one that is no drill");
        }
    }

    private List<RequestEvent> acknowledged(AcknowledgeRequest command) {
        if (part(command).acknowledgedAt() != null) {
            return List.of();
        }
        requireOpen(command);
        return List.of(new RequestAcknowledged(command.request(), command.authority(), command.by(), command.at()));
    }

    private List<RequestEvent> answered(AnswerRequest command) {
        if (part(command).answers().stream().anyMatch(answer -> answer.says(command))) {
            return List.of();
        }
        requireOpen(command);
        return List.of(new RequestAnswered(
                command.request(),
                command.authority(),
                command.text(),
                command.tlp(),
                command.complete(),
                command.by(),
                command.at()));
    }

    private List<RequestEvent> questioned(QuestionRequest command) {
        boolean asked = part(command).questions().stream()
                .anyMatch(question -> command.question().equals(question.text()));
        if (asked) {
            return List.of();
        }
        requireOpen(command);
        return List.of(new RequestQuestioned(
                command.request(), command.authority(), command.question(), command.by(), command.at()));
    }

    private List<RequestEvent> declined(DeclineRequest command) {
        Part part = part(command);
        if (part.declines().contains(command.reason())) {
            return List.of();
        }
        requireOpen(command);
        if (part.declined() == null && part.doneAt() != null) {
            throw new Refused(
                    Reason.REQUEST_ANSWERED,
                    "requestId",
                    command.request(),
                    "最終回答のない要請",
                    "one without its whole answer");
        }
        return List.of(new RequestDeclined(
                command.request(), command.authority(), command.reason(), command.by(), command.at()));
    }

    private List<RequestEvent> passedOn(PassRequestOn command) {
        Part part = part(command);
        List<OperatorSlug> others = command.operators().stream()
                .distinct()
                .filter(operator -> !part.operators().contains(operator))
                .toList();
        if (others.isEmpty()) {
            return List.of();
        }
        if (!requireOpen(command).asked().facts().onward()) {
            throw new Refused(
                    Reason.REQUEST_NOT_ONWARD, "requestId", command.request(), "伝達できる要請", "one that may be passed on");
        }
        return List.of(new RequestPassedOn(command.request(), command.authority(), others, command.by(), command.at()));
    }

    /** What is answered already stays answered as it was: a second reply takes nothing back. */
    private List<RequestEvent> clarified(ClarifyRequest command) {
        List<RequestQuestion> asked = part(command, command.authority()).questions();
        if (command.question() > asked.size()) {
            throw new Refused(
                    Reason.REQUEST_NOT_QUESTIONED,
                    "question",
                    command.question(),
                    "%s がした質問 %d 件まで".formatted(command.authority(), asked.size()),
                    "one of the %d that %s has asked".formatted(asked.size(), command.authority()));
        }
        List<RequestQuestion> read = asked.subList(0, command.question());
        if (read.stream().noneMatch(RequestQuestion::isOpen)) {
            requireSaid(command, read.getLast());
            return List.of();
        }
        requireOpen(command);
        return List.of(new RequestClarified(
                command.request(),
                command.authority(),
                command.question(),
                command.reply(),
                command.by(),
                command.at()));
    }

    private static void requireSaid(ClarifyRequest command, RequestQuestion question) {
        if (!command.reply().equals(question.reply())) {
            throw new Refused(
                    Reason.REQUEST_NOT_QUESTIONED,
                    "question",
                    command.question(),
                    "回答を待つ質問",
                    "a question that waits for its reply");
        }
    }

    /** Only ever later: a time that others reckon with is not shortened behind their backs. */
    private List<RequestEvent> extended(ExtendRequest command) {
        AuthorityCode alone = command.authority();
        Map<AuthorityCode, Part> owing =
                new TreeMap<>(alone == null ? requireOpen(command).parts() : Map.of(alone, part(command, alone)));
        owing.values().removeIf(part -> part.doneAt() != null);
        boolean stands =
                owing.values().stream().anyMatch(part -> part.dueBefore().equals(command.dueBefore()));
        owing.values().removeIf(part -> !part.dueBefore().isBefore(command.dueBefore()));
        if (owing.isEmpty() && stands) {
            return List.of();
        }
        requireLater(command.dueBefore(), requireOpen(command).asked().facts().dueBefore());
        requireLater(command.dueBefore(), command.at());
        if (owing.isEmpty()) {
            throw new Refused(
                    Reason.REQUEST_ANSWERED,
                    "dueBefore",
                    command.dueBefore(),
                    "回答が済んでおらず期限がより早い宛先",
                    "an addressee who owes an answer by an earlier time");
        }
        return owing.keySet().stream()
                .<RequestEvent>map(authority -> new RequestExtended(
                        command.request(),
                        authority,
                        command.dueBefore(),
                        command.reason(),
                        command.by(),
                        command.at()))
                .toList();
    }

    private List<RequestEvent> closed(CloseRequest command) {
        if (made(command) instanceof Ended ended && !ended.cancelled()) {
            return List.of();
        }
        requireOpen(command);
        return List.of(new RequestClosed(command.request(), command.reason(), command.by(), command.at()));
    }

    private List<RequestEvent> cancelled(CancelRequest command) {
        if (made(command) instanceof Ended ended && ended.cancelled()) {
            return List.of();
        }
        requireOpen(command);
        return List.of(new RequestCancelled(command.request(), command.reason(), command.by(), command.at()));
    }

    /** What has come about by {@code now} and is not told yet, under the time at which it came about. */
    private List<RequestEvent> told(Instant now) {
        if (!(request instanceof Open open)) {
            return List.of();
        }
        var events = new ArrayList<RequestEvent>();
        open.parts().forEach((authority, part) -> {
            switch (part.toTell(now)) {
                case NOTHING -> {}
                case APPROACHING ->
                    events.add(new RequestDueApproaching(
                            open.asked().id(), authority, part.dueBefore(), part.approachesAt()));
                case PASSED -> events.add(new RequestOverdue(open.asked().id(), authority, part.dueBefore()));
            }
        });
        return events;
    }

    private Part part(AddresseesAct command) {
        return part(command, command.authority());
    }

    /** Who is not asked does not learn that anything is. */
    private Part part(RequestCommand command, AuthorityCode authority) {
        Part part = made(command).parts().get(authority);
        if (part == null) {
            throw unknown(command);
        }
        return part;
    }

    private Made made(RequestCommand command) {
        return Request.made(request).orElseThrow(() -> unknown(command));
    }

    private Open requireOpen(RequestCommand command) {
        return switch (made(command)) {
            case Open open -> open;
            case Ended _ ->
                throw new Refused(Reason.REQUEST_ENDED, "requestId", command.request(), "対応中の要請", "one that is open");
        };
    }

    private static Refused unknown(RequestCommand command) {
        return new Refused(
                Reason.REQUEST_UNKNOWN,
                "requestId",
                command.request(),
                "閲覧できる要請",
                "a request that the caller may read");
    }
}
