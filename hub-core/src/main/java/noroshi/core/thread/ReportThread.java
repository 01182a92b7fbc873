package noroshi.core.thread;

import java.util.LinkedHashSet;
import java.util.Set;
import noroshi.core.report.Stage;
import noroshi.core.thread.ReportThreadEvent.ConsentGranted;
import noroshi.core.thread.ReportThreadEvent.ConsentRevoked;
import noroshi.core.thread.ReportThreadEvent.CorrectionSubmitted;
import noroshi.core.thread.ReportThreadEvent.DeadlineApproaching;
import noroshi.core.thread.ReportThreadEvent.DeadlinePassed;
import noroshi.core.thread.ReportThreadEvent.DeliveriesMade;
import noroshi.core.thread.ReportThreadEvent.DeliveryClosed;
import noroshi.core.thread.ReportThreadEvent.ReceiptAcknowledged;
import noroshi.core.thread.ReportThreadEvent.ReportReturned;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.core.thread.ReportThreadEvent.SeverityAssessed;
import noroshi.core.thread.ReportThreadEvent.ThreadClosed;
import noroshi.core.thread.ReportThreadEvent.ThreadReopened;
import noroshi.core.thread.ReportThreadEvent.ThreadWithdrawn;
import noroshi.core.thread.ReportThreadEvent.TlpNarrowed;
import noroshi.core.thread.ReportThreadEvent.TlpWidened;
import noroshi.core.thread.ReportThreadEvent.WithdrawalAccepted;
import noroshi.core.thread.ReportThreadEvent.WithdrawalRejected;
import noroshi.core.thread.ReportThreadEvent.WithdrawalRequested;

/** 事案. One operator's one incident; its type says what can still be done with it. */
public sealed interface ReportThread {

    /** 未提出. Nothing was filed yet. */
    record Unopened() implements ReportThread {}

    /** What is filed and kept, in whatever state. */
    sealed interface Filed extends ReportThread {
        Dossier dossier();
    }

    /** 対応中. Takes reports and officers' acts. */
    sealed interface Running extends Filed {}

    /** 対応中. */
    record Open(Dossier dossier) implements Running {}

    /** 再開. Open again after it was closed: it takes what is filed, also after a final report, until the next one. */
    record Reopened(Dossier dossier) implements Running {}

    /** 取下げ審査中. A withdrawal waits for every competent authority; the attack may still prove real. */
    record WithdrawalPending(Dossier dossier, Set<DeliveryId> accepted) implements Running {

        public WithdrawalPending {
            accepted = Set.copyOf(accepted);
        }
    }

    /** 取下げ済. Kept, marked, excluded from counts. */
    record Withdrawn(Dossier dossier) implements Filed {}

    /** 終結. Until a competent authority, or what its operator learns later, opens it again. */
    record Closed(Dossier dossier) implements Filed {}

    ReportThread UNOPENED = new Unopened();

    /** The thread after {@code event}. */
    static ReportThread evolve(ReportThread thread, ReportThreadEvent event) {
        return switch (thread) {
            case Unopened _ -> event instanceof ReportSubmitted opening ? opened(opening) : thread;
            case Open(var dossier) -> advanced(new Open(Dossiers.after(dossier, event)), event);
            case Reopened(var dossier) -> advanced(new Reopened(Dossiers.after(dossier, event)), event);
            case WithdrawalPending(var dossier, var accepted) ->
                advanced(new WithdrawalPending(Dossiers.after(dossier, event), accepted), event);
            case Withdrawn(var dossier) -> new Withdrawn(Dossiers.after(dossier, event));
            case Closed(var dossier) -> {
                Dossier after = Dossiers.after(dossier, event);
                yield event instanceof ThreadReopened ? new Reopened(after) : new Closed(after);
            }
        };
    }

    private static ReportThread opened(ReportSubmitted opening) {
        return new Open(Dossiers.opened(opening));
    }

    private static ReportThread advanced(Running running, ReportThreadEvent event) {
        return switch (event) {
            case WithdrawalRequested _ -> new WithdrawalPending(running.dossier(), Set.of());
            case WithdrawalAccepted accepted -> accepted(running, accepted.delivery());
            case WithdrawalRejected _ -> new Open(running.dossier());
            case ThreadWithdrawn _ -> new Withdrawn(running.dossier());
            case ThreadClosed _ -> new Closed(running.dossier());
            case ReportSubmitted further ->
                running instanceof Reopened && further.filing().stage() == Stage.FINAL
                        ? new Open(running.dossier())
                        : running;
            case RoutingDecided _,
                    DeliveriesMade _,
                    ReceiptAcknowledged _,
                    ReportReturned _,
                    CorrectionSubmitted _,
                    DeadlineApproaching _,
                    DeadlinePassed _,
                    DeliveryClosed _,
                    ThreadReopened _,
                    ConsentGranted _,
                    ConsentRevoked _,
                    SeverityAssessed _,
                    TlpNarrowed _,
                    TlpWidened _ -> running;
        };
    }

    private static ReportThread accepted(Running running, DeliveryId by) {
        var all = new LinkedHashSet<DeliveryId>();
        if (running instanceof WithdrawalPending pending) {
            all.addAll(pending.accepted());
        }
        all.add(by);
        return new WithdrawalPending(running.dossier(), all);
    }
}
