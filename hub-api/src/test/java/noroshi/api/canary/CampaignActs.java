package noroshi.api.canary;

import static noroshi.api.canary.History.METI;
import static noroshi.api.canary.History.NCO;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import noroshi.core.campaign.Campaign;
import noroshi.core.campaign.Campaign.Declared;
import noroshi.core.campaign.Campaign.Known;
import noroshi.core.campaign.Campaign.Merged;
import noroshi.core.campaign.Campaign.Proposed;
import noroshi.core.campaign.CampaignDisclosure;
import noroshi.core.campaign.CampaignEvent;
import noroshi.core.campaign.CampaignEvent.CampaignDeclared;
import noroshi.core.campaign.CampaignEvent.CampaignProposed;
import noroshi.core.campaign.CampaignEvent.ProposalAccepted;
import noroshi.core.campaign.CampaignId;
import noroshi.core.campaign.Campaigns;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.ThreadId;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Disclosure.Extent;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import noroshi.ledger.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/** 名寄せの経過. What the national office and a ministry may do with campaigns in any order; and who may read their words. */
final class CampaignActs {

    private static final int MOST_THREADS = 3;
    private static final int KINDS = 12;

    private final History history;
    private final Random random;
    private final List<CampaignId> campaigns = new ArrayList<>();

    CampaignActs(History history, Random random) {
        this.history = history;
        this.random = random;
    }

    List<CampaignId> all() {
        return campaigns;
    }

    void act() {
        act(random.nextInt(KINDS));
    }

    void eachOnce() {
        IntStream.range(0, KINDS).forEach(this::act);
    }

    private void act(int kind) {
        switch (kind) {
            case 0, 1 -> declare();
            case 2, 3 -> propose();
            case 4, 5 -> decide();
            case 6 -> link();
            case 7 -> unlink();
            case 8 -> merge();
            case 9 -> unmerge();
            case 10 -> split();
            case 11 -> close();
            default -> throw new IllegalStateException("no such act");
        }
    }

    private void declare() {
        begin(NCO, MOST_THREADS);
    }

    /** A ministry knows of few threads. */
    private void propose() {
        begin(METI, 1);
    }

    private void begin(String officer, int most) {
        boolean drill = random.nextInt(6) == 0;
        begun(officer, "/v1/campaigns", drill, """
                "exercise": %s, "threadIds": [%s]""".formatted(drill, history.ids(most, drill)));
    }

    private void begun(String officer, String path, boolean drill, String rest) {
        String word = history.word();
        history.post(officer, path, """
                {"name": "波状 %1$s", "description": "概要 %1$s", "tlp": "%2$s", %3$s}""".formatted(word, history.label(), rest))
                .map(answer ->
                        new CampaignId(UUID.fromString(answer.path("campaignId").asString())))
                .ifPresent(id -> {
                    campaigns.add(id);
                    history.plant(new Canary(word, "campaign", () -> drill, viewer -> reads(viewer, id)));
                });
    }

    private void decide() {
        history.some(in(Proposed.class)).ifPresent(id -> {
            if (random.nextBoolean()) {
                history.post(NCO, "/v1/campaigns/%s/acceptance".formatted(id), "");
            } else {
                AuthorityCode proposer = proposer(id);
                String word = history.planted(
                        "decline of a proposal",
                        (viewer, _) ->
                                viewer.role() == Role.NCO || viewer.authority().equals(Optional.ofNullable(proposer)));
                act(id, "decline", "", word);
            }
        });
    }

    private void link() {
        history.some(in(Declared.class)).ifPresent(id -> {
            String thread = "\"threadId\": %s, ".formatted(history.ids(1, isDrill(id)));
            act(id, "threads", thread, reason("link"));
        });
    }

    private void unlink() {
        history.some(holding())
                .ifPresent(id -> history.ask(
                        HttpMethod.DELETE,
                        NCO,
                        "/v1/campaigns/%s/threads/%s"
                                .formatted(id, history.any(known(id).threads())),
                        ""));
    }

    private void merge() {
        history.some(in(Declared.class)).ifPresent(id -> {
            List<CampaignId> others = in(Declared.class).stream()
                    .filter(other -> !other.equals(id) && isDrill(other) == isDrill(id))
                    .toList();
            history.some(others)
                    .ifPresentOrElse(other -> act(id, "merge", other(other), reason("merger")), this::declare);
        });
    }

    private void unmerge() {
        history.some(in(Merged.class))
                .ifPresentOrElse(
                        id -> act(((Merged) known(id)).into(), "unmerge", other(id), reason("undone merger")),
                        this::merge);
    }

    private static String other(CampaignId other) {
        return "\"campaignId\": \"%s\", ".formatted(other);
    }

    private void split() {
        history.some(holding())
                .ifPresent(id -> begun(NCO, "/v1/campaigns/%s/split".formatted(id), isDrill(id), """
                        "threadIds": ["%s"], "reason": "分割 %s\"""".formatted(
                                history.any(known(id).threads()), reason("split"))));
    }

    private void close() {
        history.some(in(Declared.class)).ifPresent(id -> act(id, "close", "", reason("close")));
    }

    private void act(CampaignId id, String act, String items, String word) {
        history.post(NCO, "/v1/campaigns/%s/%s".formatted(id, act), """
                {%s"reason": "判断 %s"}""".formatted(items, word));
    }

    /** A word on what a judgement rests on, which is told to the national office alone. */
    private String reason(String where) {
        return history.planted("reason of a " + where, (viewer, _) -> viewer.role() == Role.NCO);
    }

    // --- as it is recorded

    private List<CampaignEvent> events(CampaignId id) {
        return Stream.of("thread", "campaign")
                .flatMap(tag -> history.events(tag, id.toString()).stream())
                .sorted(Comparator.comparingLong(RecordedEvent::position))
                .flatMap(recorded -> recorded.payload() instanceof CampaignEvent event ? Stream.of(event) : Stream.of())
                .toList();
    }

    private Known known(CampaignId id) {
        Campaigns known = Campaigns.of(Set.of(id));
        for (CampaignEvent event : events(id)) {
            known = known.after(event);
        }
        return (Known) known.campaign(id);
    }

    private List<CampaignId> in(Class<? extends Campaign> state) {
        return campaigns.stream().filter(id -> state.isInstance(known(id))).toList();
    }

    private List<CampaignId> holding() {
        return in(Declared.class).stream()
                .filter(id -> !known(id).threads().isEmpty())
                .toList();
    }

    private boolean isDrill(CampaignId id) {
        return known(id).beginning().statement().exercise();
    }

    private @Nullable AuthorityCode proposer(CampaignId id) {
        return events(id).stream()
                .flatMap(event -> event instanceof CampaignProposed it ? Stream.of(it.authority()) : Stream.of())
                .findFirst()
                .orElse(null);
    }

    private boolean isDeclared(CampaignId id) {
        return events(id).stream()
                .anyMatch(event -> event instanceof CampaignDeclared || event instanceof ProposalAccepted);
    }

    // --- who may read

    private boolean reads(Viewer viewer, CampaignId id) {
        Known known = known(id);
        Extent most = known.threads().stream()
                .map(thread -> Disclosure.of(
                                viewer, history.state(thread).circle().beside(companions(thread)))
                        .extent())
                .max(Extent::compareTo)
                .orElse(Extent.NONE);
        return CampaignDisclosure.of(viewer, known.beginning().statement().tlp(), proposer(id), isDeclared(id), most)
                == CampaignDisclosure.FULL;
    }

    /** To whom something was delivered that a declared campaign holds together with the thread. */
    private Set<AuthorityCode> companions(ThreadId thread) {
        var companions = new HashSet<AuthorityCode>();
        campaigns.stream()
                .filter(id -> isDeclared(id) && known(id).threads().contains(thread))
                .flatMap(id -> known(id).threads().stream())
                .forEach(one -> companions.addAll(history.state(one).circle().addressees()));
        return companions;
    }
}
