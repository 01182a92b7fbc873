package noroshi.core.thread;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Consent;
import noroshi.core.report.Content;
import noroshi.core.report.Filing;
import noroshi.core.report.ReportId;
import noroshi.core.report.Revision;
import noroshi.core.report.Severity;
import noroshi.core.report.Stage;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.jspecify.annotations.Nullable;

/** 事案への操作. Everything that can be asked of a report thread. Times come in with the command. */
public sealed interface ReportThreadCommand {

    ThreadId thread();

    /**
     * 提出. What an operator files under an id of its own. Taken once, the same again changes nothing, and anything
     * else under that id, in this thread or another, is refused. A refusal takes nothing and uses up no id: what was
     * refused may be filed again under it and is decided on what is known then.
     */
    sealed interface Submission extends ReportThreadCommand {

        ReportId report();

        OperatorSlug operator();

        /** SHA-256 (hex) of what was filed, by which a reused idempotency key is found out. */
        String bodyHash();

        Instant receivedAt();
    }

    /** What an addressee does with its delivery. */
    sealed interface OfficersAct extends ReportThreadCommand {

        DeliveryId delivery();

        AuthorityCode authority();

        /** The identity of the officer who acts. */
        String by();

        Instant at();
    }

    /** 提出. Opens a thread. */
    @Command(namespace = "noroshi", name = "SubmitReport", version = "1")
    record SubmitReport(
            ThreadId thread,
            ReportId report,
            OperatorSlug operator,
            Filing filing,
            Content content,
            String bodyHash,
            Instant receivedAt)
            implements Submission {}

    /** 続報・詳報・最終報の提出. Continues a thread; what it leaves out stands as it was. */
    @Command(namespace = "noroshi", name = "SubmitFollowUp", version = "1")
    record SubmitFollowUp(
            ThreadId thread,
            ReportId report,
            OperatorSlug operator,
            Stage stage,
            Revision revision,
            String bodyHash,
            Instant receivedAt)
            implements Submission {}

    /** 補正. Corrects what was filed; never overwrites it. */
    @Command(namespace = "noroshi", name = "CorrectReport", version = "1")
    record CorrectReport(
            ThreadId thread,
            ReportId report,
            OperatorSlug operator,
            Revision revision,
            String reason,
            String bodyHash,
            Instant receivedAt)
            implements Submission {}

    /** 取下げの申出. */
    @Command(namespace = "noroshi", name = "RequestWithdrawal", version = "1")
    record RequestWithdrawal(
            ThreadId thread, ReportId report, OperatorSlug operator, String reason, String bodyHash, Instant receivedAt)
            implements Submission {}

    /** 送達の記録. The broker has acknowledged these deliveries of {@code report}. */
    @Command(namespace = "noroshi", name = "RecordDeliveries", version = "1")
    record RecordDeliveries(ThreadId thread, ReportId report, List<DeliveryId> deliveries, Instant at)
            implements ReportThreadCommand {

        public RecordDeliveries {
            deliveries = List.copyOf(deliveries);
        }
    }

    /**
     * 受領確認. Of one report and of those before it.
     *
     * @param report the submission that was received, by the id under which it was delivered, or null for all that
     *     were filed so far
     */
    @Command(namespace = "noroshi", name = "AcknowledgeReceipt", version = "1")
    record AcknowledgeReceipt(
            ThreadId thread,
            DeliveryId delivery,
            AuthorityCode authority,
            @Nullable ReportId report,
            String by,
            Instant at)
            implements OfficersAct {}

    /** 差戻し・補正依頼. The clock runs on. */
    @Command(namespace = "noroshi", name = "ReturnReport", version = "1")
    record ReturnReport(
            ThreadId thread, DeliveryId delivery, AuthorityCode authority, String reason, String by, Instant at)
            implements OfficersAct {}

    /** 終結. Of one delivery; the thread closes when every competent authority has closed. */
    @Command(namespace = "noroshi", name = "CloseDelivery", version = "1")
    record CloseDelivery(ThreadId thread, DeliveryId delivery, AuthorityCode authority, String by, Instant at)
            implements OfficersAct {}

    /** 再開. A competent authority takes up again what every one of them had closed; all close anew then. */
    @Command(namespace = "noroshi", name = "ReopenThread", version = "1")
    record ReopenThread(
            ThreadId thread, DeliveryId delivery, AuthorityCode authority, String reason, String by, Instant at)
            implements OfficersAct {}

    /** 取下げの可否. The thread is withdrawn only when every competent authority accepts. */
    @Command(namespace = "noroshi", name = "DecideWithdrawal", version = "1")
    record DecideWithdrawal(
            ThreadId thread,
            DeliveryId delivery,
            AuthorityCode authority,
            boolean accepted,
            String reason,
            String by,
            Instant at)
            implements OfficersAct {}

    /** 期限の確認. What the clock has to tell of the thread's open duties, if anything; the same again tells nothing. */
    @Command(namespace = "noroshi", name = "TellDeadlines", version = "1")
    record TellDeadlines(ThreadId thread, Instant at) implements ReportThreadCommand {}

    /**
     * 同意の変更. The operator agrees to more, or to less, without a filing; what it does not name stands as it was.
     * What is agreed to already, or not at all, changes nothing.
     */
    @Command(namespace = "noroshi", name = "ChangeConsents", version = "1")
    record ChangeConsents(
            ThreadId thread, OperatorSlug operator, Set<Consent> granted, Set<Consent> revoked, Instant at)
            implements ReportThreadCommand {

        public ChangeConsents {
            granted = Set.copyOf(granted);
            revoked = Set.copyOf(revoked);
        }
    }

    /** 深刻度の評価. The national office assesses, after the event; the operator's estimate stands as it was. */
    @Command(namespace = "noroshi", name = "AssessSeverity", version = "1")
    record AssessSeverity(ThreadId thread, Severity severity, String reason, String by, Instant at)
            implements ReportThreadCommand {}

    /**
     * 共有範囲の縮小, by an authority that holds the thread. It narrows for everybody, and never widens; the label that
     * stands already changes nothing.
     */
    @Command(namespace = "noroshi", name = "NarrowTlp", version = "1")
    record NarrowTlp(ThreadId thread, AuthorityCode authority, Tlp tlp, String reason, String by, Instant at)
            implements ReportThreadCommand {}

    /**
     * 共有範囲の変更, by the originator. It widens only what it names, so that it undoes no narrowing that it has not seen.
     *
     * @param from the label that it takes the thread to have, or null where it narrows
     */
    @Command(namespace = "noroshi", name = "ChangeTlp", version = "1")
    record ChangeTlp(
            ThreadId thread,
            OperatorSlug operator,
            @Nullable Tlp from,
            Tlp tlp,
            String reason,
            String by,
            Instant at) implements ReportThreadCommand {}

    /** 再振分け. The register has changed for the day of awareness: adds and waives, removes nothing. */
    @Command(namespace = "noroshi", name = "Reroute", version = "1")
    record Reroute(ThreadId thread, OperatorSlug operator, Instant at) implements ReportThreadCommand {}
}
