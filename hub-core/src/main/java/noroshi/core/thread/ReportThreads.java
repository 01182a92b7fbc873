package noroshi.core.thread;

import static noroshi.core.thread.Delivery.State.ACKNOWLEDGED;
import static noroshi.core.thread.Delivery.State.CLOSED;
import static noroshi.core.thread.Delivery.State.RETURNED;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.Affected;
import noroshi.core.regime.Duty;
import noroshi.core.regime.Question;
import noroshi.core.regime.Role;
import noroshi.core.register.Operator;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Consents;
import noroshi.core.report.Content;
import noroshi.core.report.Filing;
import noroshi.core.report.Remark;
import noroshi.core.report.ReportId;
import noroshi.core.report.Revision;
import noroshi.core.report.Stage;
import noroshi.core.report.ThreadId;
import noroshi.core.routing.Destination;
import noroshi.core.routing.Route;
import noroshi.core.routing.Routing;
import noroshi.core.sector.Sector;
import noroshi.core.thread.ReportThread.Closed;
import noroshi.core.thread.ReportThread.Filed;
import noroshi.core.thread.ReportThread.Open;
import noroshi.core.thread.ReportThread.Reopened;
import noroshi.core.thread.ReportThread.Running;
import noroshi.core.thread.ReportThread.Unopened;
import noroshi.core.thread.ReportThread.WithdrawalPending;
import noroshi.core.thread.ReportThread.Withdrawn;
import noroshi.core.thread.ReportThreadCommand.AcknowledgeReceipt;
import noroshi.core.thread.ReportThreadCommand.AssessSeverity;
import noroshi.core.thread.ReportThreadCommand.ChangeConsents;
import noroshi.core.thread.ReportThreadCommand.CloseDelivery;
import noroshi.core.thread.ReportThreadCommand.CorrectReport;
import noroshi.core.thread.ReportThreadCommand.DecideWithdrawal;
import noroshi.core.thread.ReportThreadCommand.OfficersAct;
import noroshi.core.thread.ReportThreadCommand.RecordDeliveries;
import noroshi.core.thread.ReportThreadCommand.ReopenThread;
import noroshi.core.thread.ReportThreadCommand.RequestWithdrawal;
import noroshi.core.thread.ReportThreadCommand.Reroute;
import noroshi.core.thread.ReportThreadCommand.ReturnReport;
import noroshi.core.thread.ReportThreadCommand.Submission;
import noroshi.core.thread.ReportThreadCommand.SubmitFollowUp;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import noroshi.core.thread.ReportThreadCommand.TellDeadlines;
import noroshi.core.thread.ReportThreadEvent.ConsentGranted;
import noroshi.core.thread.ReportThreadEvent.CorrectionSubmitted;
import noroshi.core.thread.ReportThreadEvent.Decided;
import noroshi.core.thread.ReportThreadEvent.DeliveriesMade;
import noroshi.core.thread.ReportThreadEvent.DeliveryClosed;
import noroshi.core.thread.ReportThreadEvent.Lines;
import noroshi.core.thread.ReportThreadEvent.Opened;
import noroshi.core.thread.ReportThreadEvent.ReceiptAcknowledged;
import noroshi.core.thread.ReportThreadEvent.ReportReturned;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.core.thread.ReportThreadEvent.SeverityAssessed;
import noroshi.core.thread.ReportThreadEvent.SubmissionTaken;
import noroshi.core.thread.ReportThreadEvent.ThreadClosed;
import noroshi.core.thread.ReportThreadEvent.ThreadReopened;
import noroshi.core.thread.ReportThreadEvent.ThreadWithdrawn;
import noroshi.core.thread.ReportThreadEvent.WithdrawalAccepted;
import noroshi.core.thread.ReportThreadEvent.WithdrawalRejected;
import noroshi.core.thread.ReportThreadEvent.WithdrawalRequested;
import org.jspecify.annotations.Nullable;

/** 事案の決定. What follows from a command on a report thread: events, none, or a refusal. */
public final class ReportThreads {

    /** 時計のずれの許容. How far ahead of the hub's clock a time of awareness may lie. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private ReportThreads() {}

    /**
     * What follows from {@code command}; none where it was followed before.
     *
     * @throws Refused if the command can't be followed; nothing is recorded then
     */
    public static List<? extends ReportThreadEvent> decide(ReportThreadCommand command, Case known) {
        return switch (command) {
            case Submission submission -> isRepeated(submission, known) ? List.of() : taken(submission, known);
            case RecordDeliveries record -> recorded(record, known.thread());
            case ChangeConsents change -> consented(change, known);
            case AssessSeverity assess -> assessed(assess, known.thread());
            case Reroute reroute -> rerouted(reroute, known);
            case TellDeadlines tell -> Deadlines.told(tell, known.thread());
            case OfficersAct act -> acted(act, known);
        };
    }

    private static boolean isRepeated(Submission submission, Case known) {
        Case.Taken before = known.taken().get(submission.report());
        if (before == null) {
            return false;
        }
        if (!before.thread().equals(submission.thread()) || !before.bodyHash().equals(submission.bodyHash())) {
            throw new Refused(
                    Reason.IDEMPOTENCY_CONFLICT,
                    "Idempotency-Key",
                    submission.report(),
                    "内容ごとに新しいキー",
                    "a new key for each content");
        }
        return true;
    }

    private static List<? extends ReportThreadEvent> taken(Submission submission, Case known) {
        return switch (submission) {
            case SubmitReport report -> submitted(report, known);
            case SubmitFollowUp followUp -> followedUp(followUp, known);
            case CorrectReport correction -> corrected(correction, known);
            case RequestWithdrawal request -> withdrawalRequested(request, known.thread());
        };
    }

    private static List<ReportThreadEvent> submitted(SubmitReport report, Case known) {
        if (!(known.thread() instanceof Unopened)) {
            // a thread's id is derived from the report that opens it, so only a forger gets here
            throw threadUnknown(report.thread());
        }
        OperatorEntry entry = registered(known.operator(), report.operator());
        Filing filing = report.filing();
        if (filing.stage() == Stage.FOLLOW_UP) {
            throw new Refused(
                    Reason.STAGE_NOT_ALLOWED,
                    "stage",
                    filing.stage(),
                    "事案を開く報告は PRELIMINARY、DETAILED または FINAL",
                    "PRELIMINARY, DETAILED or FINAL to open a thread");
        }
        requireAwarenessPast(filing.awarenessAt(), report.receivedAt());
        Instant occurredAt = filing.occurredAt() == null ? filing.awarenessAt() : filing.occurredAt();
        var submitted = new ReportSubmitted(
                report.thread(),
                report.report(),
                report.operator(),
                filing,
                report.content(),
                report.bodyHash(),
                occurredAt,
                report.receivedAt());
        return List.of(
                submitted, routed(Dossiers.opened(submitted), report.report(), entry, known, report.receivedAt()));
    }

    private static List<ReportThreadEvent> followedUp(SubmitFollowUp followUp, Case known) {
        Filed filed = continuable(known.thread(), followUp);
        Dossier dossier = filed.dossier();
        OperatorEntry entry = registered(known.operator(), followUp.operator());
        if (followUp.stage() == Stage.PRELIMINARY) {
            throw new Refused(
                    Reason.STAGE_NOT_ALLOWED,
                    "stage",
                    followUp.stage(),
                    "続く報告は FOLLOW_UP、DETAILED または FINAL",
                    "FOLLOW_UP, DETAILED or FINAL to continue a thread");
        }
        boolean saidTheLast = dossier.isFinal() && !dossier.isReturned();
        if (saidTheLast && filed instanceof Closed) {
            throw new Refused(
                    Reason.THREAD_CLOSED,
                    "threadId",
                    followUp.thread(),
                    "補正、または所管省庁による再開",
                    "a correction, or a reopening by a competent authority first");
        }
        if (saidTheLast && !(filed instanceof Reopened)) {
            throw new Refused(
                    Reason.AFTER_FINAL, "stage", followUp.stage(), "補正または差戻し", "a correction, or a return first");
        }
        requireSameKind(followUp.revision(), dossier);
        Filing filing = followUp.revision().applyTo(dossier.filing(), followUp.stage());
        requireAwarenessPast(filing.awarenessAt(), followUp.receivedAt());
        Instant stated = followUp.revision().occurredAt();
        var submitted = new ReportSubmitted(
                followUp.thread(),
                followUp.report(),
                followUp.operator(),
                filing,
                followUp.revision().applyTo(contentOf(dossier)),
                followUp.bodyHash(),
                stated == null ? followUp.receivedAt() : stated,
                followUp.receivedAt());
        return continued(filed, submitted, filing.consents(), entry, known, followUp.receivedAt());
    }

    private static List<ReportThreadEvent> corrected(CorrectReport correction, Case known) {
        Filed filed = continuable(known.thread(), correction);
        Dossier dossier = filed.dossier();
        OperatorEntry entry = registered(known.operator(), correction.operator());
        requireSameKind(correction.revision(), dossier);
        Filing filing =
                correction.revision().applyTo(dossier.filing(), dossier.filing().stage());
        requireAwarenessPast(filing.awarenessAt(), correction.receivedAt());
        Content before = contentOf(dossier);
        var submitted = new CorrectionSubmitted(
                correction.thread(),
                correction.report(),
                filing,
                correction.revision().applyTo(before),
                correction.revision().changes(dossier.filing(), before),
                new Remark(correction.reason()),
                correction.bodyHash(),
                correction.receivedAt());
        return continued(filed, submitted, filing.consents(), entry, known, correction.receivedAt());
    }

    /** A submission that continues a thread, what it says of consents before it, and the route after it. */
    private static List<ReportThreadEvent> continued(
            Filed filed,
            SubmissionTaken submitted,
            Consents consents,
            OperatorEntry entry,
            Case known,
            Instant receivedAt) {
        ReportId report = submitted.report();
        var events = new ArrayList<ReportThreadEvent>();
        if (filed instanceof Closed) {
            events.add(new ThreadReopened(submitted.thread(), report, null, null, null, receivedAt));
        }
        events.addAll(Consenting.to(consents, filed.dossier(), report, receivedAt));
        events.add(submitted);
        events.add(routed(after(filed.dossier(), events), report, entry, known, receivedAt));
        return events;
    }

    private static Dossier after(Dossier dossier, List<ReportThreadEvent> events) {
        Dossier after = dossier;
        for (ReportThreadEvent event : events) {
            after = Dossiers.after(after, event);
        }
        return after;
    }

    private static List<ReportThreadEvent> withdrawalRequested(RequestWithdrawal request, ReportThread thread) {
        return switch (running(thread, request)) {
            case Open _, Reopened _ ->
                List.of(new WithdrawalRequested(
                        request.thread(),
                        request.report(),
                        new Remark(request.reason()),
                        request.bodyHash(),
                        request.receivedAt()));
            case WithdrawalPending _ ->
                throw new Refused(
                        Reason.WITHDRAWAL_PENDING, "threadId", request.thread(), "所管省庁の決定待ち", "to await the decisions");
        };
    }

    private static List<ReportThreadEvent> recorded(RecordDeliveries record, ReportThread thread) {
        if (!(thread instanceof Filed filed)) {
            throw threadUnknown(record.thread());
        }
        List<DeliveryId> fresh = record.deliveries().stream()
                .filter(id -> !delivery(filed.dossier(), id).isOf(record.report()))
                .toList();
        return fresh.isEmpty()
                ? List.of()
                : List.of(new DeliveriesMade(record.thread(), record.report(), fresh, record.at()));
    }

    /** A consent is revoked whatever became of the thread; it is given only where somebody still works on it. */
    private static List<ReportThreadEvent> consented(ChangeConsents change, Case known) {
        Filed filed = own(known.thread(), change.thread(), change.operator());
        Dossier dossier = filed.dossier();
        Consents to = dossier.filing().consents().granting(change.granted()).revoking(change.revoked());
        List<ReportThreadEvent> changes = Consenting.to(to, dossier, null, change.at());
        if (changes.isEmpty()) {
            return List.of();
        }
        boolean grants = changes.stream().anyMatch(ConsentGranted.class::isInstance);
        if (!(filed instanceof Running) && !grants) {
            return changes;
        }
        requireRunning(filed, change);
        var events = new ArrayList<>(changes);
        OperatorEntry entry = registered(known.operator(), change.operator());
        events.add(routed(after(dossier, changes), null, entry, known, change.at()));
        return events;
    }

    private static List<ReportThreadEvent> assessed(AssessSeverity assess, ReportThread thread) {
        if (!(thread instanceof Filed filed)) {
            throw threadUnknown(assess.thread());
        }
        if (filed instanceof Withdrawn) {
            throw withdrawn(assess);
        }
        Assessment before = filed.dossier().assessment();
        if (before != null && before.severity().equals(assess.severity())) {
            return List.of();
        }
        return List.of(new SeverityAssessed(
                assess.thread(),
                AuthorityCode.NCO,
                assess.severity(),
                new Remark(assess.reason()),
                assess.by(),
                assess.at()));
    }

    private static List<ReportThreadEvent> rerouted(Reroute reroute, Case known) {
        if (!(known.thread() instanceof Running running)) {
            return List.of();
        }
        OperatorEntry entry = registered(known.operator(), reroute.operator());
        RoutingDecided decided = routed(running.dossier(), null, entry, known, reroute.at());
        boolean changesNothing = decided.deliveries().isEmpty()
                && decided.opened().isEmpty()
                && decided.waived().isEmpty()
                && decided.recomputed().isEmpty();
        return changesNothing ? List.of() : List.of(decided);
    }

    private static List<? extends ReportThreadEvent> acted(OfficersAct act, Case known) {
        if (!(known.thread() instanceof Filed filed)) {
            throw threadUnknown(act.thread());
        }
        Delivery delivery = delivery(filed.dossier(), act.delivery());
        if (!delivery.addressee().equals(act.authority())) {
            throw new Refused(
                    Reason.NOT_ADDRESSEE,
                    "deliveryId",
                    act.authority(),
                    delivery.addressee().value(),
                    delivery.addressee().value());
        }
        return switch (act) {
            case AcknowledgeReceipt receipt -> acknowledged(receipt, known, filed.dossier(), delivery);
            case ReturnReport returned -> returned(returned, filed, delivery);
            case CloseDelivery close -> closed(close, filed, delivery);
            case ReopenThread reopen -> reopened(reopen, filed, delivery);
            case DecideWithdrawal decision -> withdrawalDecided(decision, filed, delivery);
        };
    }

    private static List<ReportThreadEvent> acknowledged(
            AcknowledgeReceipt receipt, Case known, Dossier dossier, Delivery delivery) {
        // also of a withdrawn thread: that it was received is a fact
        ReportId upTo = dossier.later(named(receipt, known, dossier), delivery.received());
        List<ObligationId> fulfilled = dossier.open().stream()
                .filter(obligation -> obligation.duty().addressee().equals(receipt.authority())
                        && dossier.isFiled(obligation.duty().type(), upTo))
                .map(Obligation::id)
                .toList();
        // a duty that was opened after the receipt (Reroute, a correction) is met by recording it again
        boolean repeated = upTo.equals(delivery.received())
                && delivery.acknowledged(upTo, receipt.at()).state() == delivery.state();
        if (repeated && fulfilled.isEmpty()) {
            return List.of();
        }
        return List.of(new ReceiptAcknowledged(
                receipt.thread(),
                receipt.delivery(),
                receipt.authority(),
                upTo,
                fulfilled,
                receipt.by(),
                receipt.at()));
    }

    /** The report that the receipt is of; a correction or a withdrawal stands for the report it came after. */
    private static ReportId named(AcknowledgeReceipt receipt, Case known, Dossier dossier) {
        if (receipt.report() == null) {
            return dossier.latestReport();
        }
        Case.Taken submission = known.taken().get(receipt.report());
        if (submission == null) {
            throw new Refused(
                    Reason.REPORT_UNKNOWN, "reportId", receipt.report(), "この事案の提出", "a submission of this thread");
        }
        return submission.upTo();
    }

    private static List<ReportThreadEvent> returned(ReturnReport returned, Filed filed, Delivery delivery) {
        requireRunning(filed, returned);
        if (delivery.state() == RETURNED) {
            return List.of();
        }
        return List.of(new ReportReturned(
                returned.thread(),
                returned.delivery(),
                returned.authority(),
                new Remark(returned.reason()),
                returned.by(),
                returned.at()));
    }

    private static List<ReportThreadEvent> closed(CloseDelivery close, Filed filed, Delivery delivery) {
        if (delivery.state() == CLOSED || filed instanceof Closed) {
            return List.of();
        }
        requireRunning(filed, close);
        if (delivery.state() != ACKNOWLEDGED) {
            throw new Refused(
                    Reason.DELIVERY_NOT_ACKNOWLEDGED,
                    "deliveryId",
                    delivery.state(),
                    "受領確認済 (ACKNOWLEDGED)",
                    "ACKNOWLEDGED first");
        }
        filed.dossier().open().stream()
                .filter(obligation -> !obligation.duty().soft()
                        && obligation.duty().addressee().equals(close.authority()))
                .findFirst()
                .ifPresent(owed -> {
                    throw new Refused(
                            Reason.DUTY_OPEN,
                            "obligations",
                            owed.duty().type(),
                            "履行または免除された義務",
                            "every duty towards it met or waived");
                });
        var closed = new DeliveryClosed(close.thread(), close.delivery(), close.authority(), close.by(), close.at());
        boolean all =
                Dossiers.after(filed.dossier(), closed).competent().stream().allMatch(one -> one.state() == CLOSED);
        return all ? List.of(closed, new ThreadClosed(close.thread(), close.at())) : List.of(closed);
    }

    private static List<ReportThreadEvent> reopened(ReopenThread reopen, Filed filed, Delivery delivery) {
        requireCompetent(delivery);
        return switch (filed) {
            case Closed _ ->
                List.of(new ThreadReopened(
                        reopen.thread(),
                        null,
                        reopen.authority(),
                        new Remark(reopen.reason()),
                        reopen.by(),
                        reopen.at()));
            case Withdrawn _ -> throw withdrawn(reopen);
            case Running _ -> {
                if (delivery.state() == CLOSED) {
                    throw new Refused(
                            Reason.THREAD_NOT_CLOSED,
                            "threadId",
                            reopen.thread(),
                            "すべての所管省庁が終結した事案",
                            "a thread that every competent authority has closed");
                }
                yield List.of();
            }
        };
    }

    private static void requireCompetent(Delivery delivery) {
        if (!delivery.role().isCompetent()) {
            throw new Refused(
                    Reason.NOT_COMPETENT,
                    "deliveryId",
                    delivery.role(),
                    "LEAD または CO_COMPETENT",
                    "LEAD or CO_COMPETENT");
        }
    }

    private static List<ReportThreadEvent> withdrawalDecided(
            DecideWithdrawal decision, Filed filed, Delivery delivery) {
        requireCompetent(delivery);
        if (filed instanceof Withdrawn && decision.accepted()) {
            return List.of();
        }
        if (!(filed instanceof WithdrawalPending(var dossier, var accepted))) {
            throw new Refused(
                    Reason.WITHDRAWAL_NOT_REQUESTED,
                    "threadId",
                    decision.thread(),
                    "取下げの申出のある事案",
                    "a thread whose withdrawal was requested");
        }
        if (!decision.accepted()) {
            return List.of(new WithdrawalRejected(
                    decision.thread(),
                    decision.delivery(),
                    decision.authority(),
                    new Remark(decision.reason()),
                    decision.by(),
                    decision.at()));
        }
        if (accepted.contains(delivery.id())) {
            return List.of();
        }
        List<ReportThreadEvent> events = new ArrayList<>();
        events.add(new WithdrawalAccepted(
                decision.thread(),
                decision.delivery(),
                decision.authority(),
                new Remark(decision.reason()),
                decision.by(),
                decision.at()));
        boolean all = dossier.competent().stream()
                .map(Delivery::id)
                .allMatch(id -> id.equals(delivery.id()) || accepted.contains(id));
        if (all) {
            events.add(new ThreadWithdrawn(
                    decision.thread(),
                    dossier.open().stream().map(Obligation::id).toList(),
                    decision.at()));
        }
        return events;
    }

    /** What is new in the route: adds deliveries, adds, waives or recomputes obligations, removes nothing. */
    private static RoutingDecided routed(
            Dossier dossier, @Nullable ReportId report, OperatorEntry entry, Case known, Instant at) {
        Filing filing = Dossiers.withAwareness(dossier.filing(), dossier.clockFrom());
        // what the operator has notified itself counts, whatever its entry says
        OperatorEntry user = known.assets().inUseOn(filing.awarenessDay()) ? entry.usingCriticalComputer() : entry;
        Route route = Routing.of(filing, user, known.scope());
        ThreadId thread = dossier.thread();
        List<Decided> deliveries = new ArrayList<>();
        boolean led = dossier.deliveries().values().stream().anyMatch(delivery -> delivery.role() == Role.LEAD);
        for (Destination destination : route.destinations()) {
            var id = DeliveryId.of(thread, destination.addressee());
            Role role = after(led, destination);
            Delivery before = dossier.deliveries().get(id);
            if (before == null) {
                deliveries.add(new Decided(id, destination.addressee(), role, destination.rules()));
            } else if (!before.rules().containsAll(destination.rules())) {
                deliveries.add(before.strengthened(role, destination.rules()));
            }
        }
        Map<ObligationId, Duty> duties = new LinkedHashMap<>();
        route.duties().forEach(duty -> duties.put(ObligationId.of(thread, duty), duty));
        List<Opened> opened = new ArrayList<>();
        List<Opened> recomputed = new ArrayList<>();
        duties.forEach((id, duty) -> {
            Obligation before = dossier.obligations().get(id);
            if (before == null) {
                opened.add(new Opened(id, duty));
            } else if (before.state() != Obligation.State.MET
                    && (before.state() == Obligation.State.WAIVED
                            || !before.duty().equals(duty))) {
                recomputed.add(new Opened(id, duty));
            }
        });
        List<ObligationId> waived = dossier.open().stream()
                .map(Obligation::id)
                .filter(id -> !duties.containsKey(id))
                .toList();
        return new RoutingDecided(
                thread,
                report,
                lines(Question.of(filing, entry, known.scope()).affected(), entry),
                deliveries,
                opened,
                waived,
                recomputed,
                route.exclusions(),
                at);
    }

    private static Role after(boolean led, Destination destination) {
        return led && destination.role() == Role.LEAD ? Role.CO_COMPETENT : destination.role();
    }

    private static Lines lines(Affected affected, OperatorEntry entry) {
        var sectors = new LinkedHashSet<String>();
        affected.sectors().forEach(sector -> sectors.add(top(sector)));
        var businesses = new LinkedHashSet<String>();
        affected.businesses()
                .forEach(held -> businesses.add(held.business().code().value()));
        return new Lines(List.copyOf(sectors), List.copyOf(businesses), affected.unclaimed(), entry.prefecture());
    }

    private static String top(Sector sector) {
        return sector.parent() == null ? sector.code().value() : sector.parent().value();
    }

    private static OperatorEntry registered(Operator operator, OperatorSlug slug) {
        return switch (operator) {
            case Operator.Registered(var entry) -> entry;
            case Operator.Unregistered _ ->
                throw new Refused(Reason.OPERATOR_UNKNOWN, "operator", slug, "登録のある事業者", "an operator in the register");
        };
    }

    /** This operator's thread; another operator's is as good as none. */
    private static Filed own(ReportThread thread, ThreadId id, OperatorSlug operator) {
        if (!(thread instanceof Filed filed) || !filed.dossier().operator().equals(operator)) {
            throw threadUnknown(id);
        }
        return filed;
    }

    private static Running running(ReportThread thread, Submission submission) {
        return requireRunning(own(thread, submission.thread(), submission.operator()), submission);
    }

    /** What can still be reported on: what was closed is opened again by what its operator learns later. */
    private static Filed continuable(ReportThread thread, Submission submission) {
        Filed filed = own(thread, submission.thread(), submission.operator());
        if (filed instanceof Withdrawn) {
            throw withdrawn(submission);
        }
        return filed;
    }

    private static Running requireRunning(Filed filed, ReportThreadCommand command) {
        return switch (filed) {
            case Running running -> running;
            case Withdrawn _ -> throw withdrawn(command);
            case Closed _ ->
                throw new Refused(Reason.THREAD_CLOSED, "threadId", command.thread(), "対応中の事案", "a running thread");
        };
    }

    private static Refused withdrawn(ReportThreadCommand command) {
        return new Refused(Reason.THREAD_WITHDRAWN, "threadId", command.thread(), "対応中の事案", "a running thread");
    }

    private static Refused threadUnknown(ThreadId thread) {
        return new Refused(Reason.THREAD_UNKNOWN, "threadId", thread, "この事業者の開いた事案", "a thread this operator opened");
    }

    private static Delivery delivery(Dossier dossier, DeliveryId id) {
        Delivery delivery = dossier.deliveries().get(id);
        if (delivery == null) {
            throw new Refused(Reason.DELIVERY_UNKNOWN, "deliveryId", id, "この事案の送達", "a delivery of this thread");
        }
        return delivery;
    }

    /** A drill never mixes with what is real. */
    private static void requireSameKind(Revision revision, Dossier dossier) {
        Boolean stated = revision.exercise();
        boolean exercise = dossier.filing().exercise();
        if (stated != null && stated != exercise) {
            throw new Refused(
                    Reason.INVALID, "exercise", stated, "この事案と同じ " + exercise, exercise + ", as the thread has it");
        }
    }

    private static void requireAwarenessPast(Instant awarenessAt, Instant receivedAt) {
        if (awarenessAt.isAfter(receivedAt.plus(CLOCK_TOLERANCE))) {
            throw new Refused(
                    Reason.AWARENESS_IN_FUTURE,
                    "awarenessAt",
                    awarenessAt,
                    receivedAt + " 以前",
                    "not after " + receivedAt);
        }
    }

    private static Content contentOf(Dossier dossier) {
        return Objects.requireNonNullElse(dossier.content(), ERASED);
    }

    private static final Content ERASED = new Content("", "", List.of(), Map.of(), Map.of());
}
