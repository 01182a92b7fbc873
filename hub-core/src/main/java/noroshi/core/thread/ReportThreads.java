package noroshi.core.thread;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorEntry;
import noroshi.core.report.Consents;
import noroshi.core.report.Content;
import noroshi.core.report.Filing;
import noroshi.core.report.Mark;
import noroshi.core.report.Remark;
import noroshi.core.report.ReportId;
import noroshi.core.report.Revision;
import noroshi.core.report.Stage;
import noroshi.core.thread.ReportThread.Closed;
import noroshi.core.thread.ReportThread.Filed;
import noroshi.core.thread.ReportThread.Open;
import noroshi.core.thread.ReportThread.Reopened;
import noroshi.core.thread.ReportThread.Running;
import noroshi.core.thread.ReportThread.Unopened;
import noroshi.core.thread.ReportThread.WithdrawalPending;
import noroshi.core.thread.ReportThread.Withdrawn;
import noroshi.core.thread.ReportThreadCommand.AssessSeverity;
import noroshi.core.thread.ReportThreadCommand.ChangeConsents;
import noroshi.core.thread.ReportThreadCommand.ChangeTlp;
import noroshi.core.thread.ReportThreadCommand.CorrectReport;
import noroshi.core.thread.ReportThreadCommand.NarrowTlp;
import noroshi.core.thread.ReportThreadCommand.OfficersAct;
import noroshi.core.thread.ReportThreadCommand.RecordDeliveries;
import noroshi.core.thread.ReportThreadCommand.RequestWithdrawal;
import noroshi.core.thread.ReportThreadCommand.Reroute;
import noroshi.core.thread.ReportThreadCommand.Submission;
import noroshi.core.thread.ReportThreadCommand.SubmitFollowUp;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import noroshi.core.thread.ReportThreadCommand.TellDeadlines;
import noroshi.core.thread.ReportThreadEvent.ConsentGranted;
import noroshi.core.thread.ReportThreadEvent.CorrectionSubmitted;
import noroshi.core.thread.ReportThreadEvent.DeliveriesMade;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;
import noroshi.core.thread.ReportThreadEvent.SeverityAssessed;
import noroshi.core.thread.ReportThreadEvent.SubmissionTaken;
import noroshi.core.thread.ReportThreadEvent.ThreadReopened;
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
            case NarrowTlp narrow -> Labelling.narrowed(narrow, known.thread());
            case ChangeTlp change -> Labelling.changed(change, known);
            case Reroute reroute -> rerouted(reroute, known);
            case TellDeadlines tell -> Deadlines.told(tell, known.thread());
            case OfficersAct act -> OfficersActs.of(act, known);
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
            throw Required.threadUnknown(report.thread());
        }
        OperatorEntry entry = Required.registered(known.operator(), report.operator());
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
        requireMarkable(report.content().marks(), ERASED, report.content());
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
                submitted, Routed.of(Dossiers.opened(submitted), report.report(), entry, known, report.receivedAt()));
    }

    private static List<ReportThreadEvent> followedUp(SubmitFollowUp followUp, Case known) {
        Filed filed = Required.continuable(known.thread(), followUp);
        Dossier dossier = filed.dossier();
        OperatorEntry entry = Required.registered(known.operator(), followUp.operator());
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
        Revision revision = dossier.held(followUp.revision());
        requireSameKind(revision, dossier);
        Filing filing = revision.applyTo(dossier.filing(), followUp.stage());
        requireAwarenessPast(filing.awarenessAt(), followUp.receivedAt());
        Content before = contentOf(dossier);
        Content content = revision.applyTo(before);
        requireMarkable(revision.marks(), before, content);
        Instant stated = revision.occurredAt();
        var submitted = new ReportSubmitted(
                followUp.thread(),
                followUp.report(),
                followUp.operator(),
                filing,
                // what is marked is freed by a correction alone
                content.keeping(before.marks()),
                followUp.bodyHash(),
                stated == null ? followUp.receivedAt() : stated,
                followUp.receivedAt());
        return continued(filed, submitted, filing.consents(), entry, known, followUp.receivedAt());
    }

    private static List<ReportThreadEvent> corrected(CorrectReport correction, Case known) {
        Filed filed = Required.continuable(known.thread(), correction);
        Dossier dossier = filed.dossier();
        OperatorEntry entry = Required.registered(known.operator(), correction.operator());
        Revision revision = dossier.held(correction.revision());
        requireSameKind(revision, dossier);
        Filing filing = revision.applyTo(dossier.filing(), dossier.filing().stage());
        requireAwarenessPast(filing.awarenessAt(), correction.receivedAt());
        Content before = contentOf(dossier);
        Content content = revision.applyTo(before);
        requireMarkable(revision.marks(), before, content);
        var submitted = new CorrectionSubmitted(
                correction.thread(),
                correction.report(),
                filing,
                content,
                revision.changes(dossier.filing(), before),
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
        events.add(Routed.of(after(filed.dossier(), events), report, entry, known, receivedAt));
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
        return switch (Required.running(thread, request)) {
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
            throw Required.threadUnknown(record.thread());
        }
        List<DeliveryId> fresh = record.deliveries().stream()
                .filter(id -> !Required.delivery(filed.dossier(), id).isOf(record.report()))
                .toList();
        return fresh.isEmpty()
                ? List.of()
                : List.of(new DeliveriesMade(record.thread(), record.report(), fresh, record.at()));
    }

    /** A consent is revoked whatever became of the thread; it is given only where somebody still works on it. */
    private static List<ReportThreadEvent> consented(ChangeConsents change, Case known) {
        Filed filed = Required.own(known.thread(), change.thread(), change.operator());
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
        Required.requireRunning(filed, change);
        var events = new ArrayList<>(changes);
        OperatorEntry entry = Required.registered(known.operator(), change.operator());
        events.add(Routed.of(after(dossier, changes), null, entry, known, change.at()));
        return events;
    }

    private static List<ReportThreadEvent> assessed(AssessSeverity assess, ReportThread thread) {
        if (!(thread instanceof Filed filed)) {
            throw Required.threadUnknown(assess.thread());
        }
        if (filed instanceof Withdrawn) {
            throw Required.withdrawn(assess);
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

    private static List<? extends ReportThreadEvent> rerouted(Reroute reroute, Case known) {
        if (!(known.thread() instanceof Running running)) {
            return List.of();
        }
        OperatorEntry entry = Required.registered(known.operator(), reroute.operator());
        Dossier dossier = running.dossier();
        // a change is followed once more after a rebuild, also for what was filed since, and that not from before it
        // was there
        Instant filed = dossier.reports().getLast().receivedAt();
        return Routed.anew(dossier, entry, known, reroute.at().isBefore(filed) ? filed : reroute.at());
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

    /** What is to be kept back is there, or was by the version before. */
    private static void requireMarkable(@Nullable List<Mark> stated, Content before, Content after) {
        List<Mark> marks = stated == null ? List.of() : stated;
        for (int i = 0; i < marks.size(); i++) {
            marks.get(i)
                    .fault(
                            "marks[%d].item".formatted(i),
                            item -> after.states(item) || before.states(item) || before.isMarked(item))
                    .ifPresent(fault -> {
                        throw new Refused(fault);
                    });
        }
        int all = after.keeping(before.marks()).marks().size();
        if (!marks.isEmpty() && all > MOST_MARKS) {
            throw new Refused(
                    Reason.ITEM_NOT_MARKABLE,
                    "marks",
                    all,
                    "1事案に%d件以下".formatted(MOST_MARKS),
                    "%d of a thread at most".formatted(MOST_MARKS));
        }
    }

    private static Content contentOf(Dossier dossier) {
        return Objects.requireNonNullElse(dossier.content(), ERASED);
    }

    /** 1事案の標識の上限. Follow-ups add up, and every one of them repeats all that there are. */
    private static final int MOST_MARKS = 400;

    private static final Content ERASED = new Content("", "", List.of(), Map.of(), Map.of(), List.of(), List.of());
}
