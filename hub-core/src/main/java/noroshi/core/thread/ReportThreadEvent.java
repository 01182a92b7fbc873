package noroshi.core.thread;

import java.time.Instant;
import java.util.List;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.obligation.ObligationId;
import noroshi.core.regime.Duty;
import noroshi.core.regime.Exclusion;
import noroshi.core.regime.Role;
import noroshi.core.regime.Rule;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Changes;
import noroshi.core.report.Consent;
import noroshi.core.report.Content;
import noroshi.core.report.Filing;
import noroshi.core.report.Remark;
import noroshi.core.report.ReportId;
import noroshi.core.report.Severity;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.jspecify.annotations.Nullable;

/**
 * 事案の記録. Everything that can happen to a report thread. A name or a component here is part of the
 * record for ever.
 */
public sealed interface ReportThreadEvent {

    ThreadId thread();

    /** When it happened in the world: what a timeline is ordered by. */
    Instant occurredAt();

    /**
     * 受理. A submission that became part of its thread. By its tag it is found from any thread, so that an id is used
     * but once.
     */
    sealed interface SubmissionTaken extends ReportThreadEvent {

        ReportId report();

        /** SHA-256 (hex) of what was filed. */
        String bodyHash();
    }

    /**
     * 報告の提出. A report of any stage was received.
     *
     * @param content null once it is erased
     */
    @Event(namespace = "noroshi", name = "ReportSubmitted", version = "1")
    record ReportSubmitted(
            @EventTag(key = "thread") ThreadId thread,
            @EventTag(key = "submission") ReportId report,
            OperatorSlug operator,
            Filing filing,
            @Nullable Content content,
            String bodyHash,
            Instant occurredAt,
            Instant receivedAt)
            implements SubmissionTaken {}

    /**
     * 振分けの決定. Where the thread goes from here on, and which duties follow.
     *
     * @param report the submission that led to it, or null when the register or a consent did
     * @param lines the affected sectors and businesses it was decided on
     * @param deliveries deliveries added, and those that stand on more rules now
     * @param opened obligations added
     * @param waived obligations that no longer stand
     * @param recomputed obligations whose deadline moved, for the time of awareness was corrected
     */
    @Event(namespace = "noroshi", name = "RoutingDecided", version = "1")
    record RoutingDecided(
            @EventTag(key = "thread") ThreadId thread,
            @Nullable ReportId report,
            Lines lines,
            List<Decided> deliveries,
            List<Opened> opened,
            List<ObligationId> waived,
            List<Opened> recomputed,
            List<Exclusion> exclusions,
            Instant occurredAt)
            implements ReportThreadEvent {

        public RoutingDecided {
            deliveries = List.copyOf(deliveries);
            opened = List.copyOf(opened);
            waived = List.copyOf(waived);
            recomputed = List.copyOf(recomputed);
            exclusions = List.copyOf(exclusions);
        }
    }

    /**
     * 影響を受けた分野・事業. Top-level sectors and businesses by code, and what nobody claimed.
     *
     * @param seat 所在地. The prefecture (JIS X 0401) of the operator's seat, as the register had it: where a report
     *     counts that names no place of damage; null only before any decision
     */
    record Lines(
            List<String> sectors,
            List<String> businesses,
            List<String> unclaimed,
            @Nullable String seat) {

        /** As before any decision. */
        public static final Lines NONE = new Lines(List.of(), List.of(), List.of(), null);

        public Lines {
            sectors = List.copyOf(sectors);
            businesses = List.copyOf(businesses);
            unclaimed = List.copyOf(unclaimed);
        }
    }

    /** 送達の決定. */
    record Decided(DeliveryId delivery, AuthorityCode addressee, Role role, List<Rule> rules) {

        public Decided {
            rules = List.copyOf(rules);
        }
    }

    /** 義務の発生. */
    record Opened(ObligationId obligation, Duty duty) {}

    /** 送達. The broker has taken these deliveries of {@code report}. */
    @Event(namespace = "noroshi", name = "DeliveriesMade", version = "1")
    record DeliveriesMade(
            @EventTag(key = "thread") ThreadId thread, ReportId report, List<DeliveryId> deliveries, Instant occurredAt)
            implements ReportThreadEvent {

        public DeliveriesMade {
            deliveries = List.copyOf(deliveries);
        }
    }

    /**
     * 受領確認. The addressee has recorded its receipt; only this discharges a duty.
     *
     * @param report the latest report received: this one and those before it
     * @param fulfilled the obligations that are met by it
     */
    @Event(namespace = "noroshi", name = "ReceiptAcknowledged", version = "1")
    record ReceiptAcknowledged(
            @EventTag(key = "thread") ThreadId thread,
            DeliveryId delivery,
            AuthorityCode authority,
            ReportId report,
            List<ObligationId> fulfilled,
            String by,
            Instant occurredAt)
            implements ReportThreadEvent {

        public ReceiptAcknowledged {
            fulfilled = List.copyOf(fulfilled);
        }
    }

    /** 差戻し. */
    @Event(namespace = "noroshi", name = "ReportReturned", version = "1")
    record ReportReturned(
            @EventTag(key = "thread") ThreadId thread,
            DeliveryId delivery,
            AuthorityCode authority,
            @Nullable Remark reason,
            String by,
            Instant occurredAt)
            implements ReportThreadEvent {}

    /**
     * 補正. Refers to what it corrects and overwrites nothing.
     *
     * @param filing the particulars as corrected
     * @param content the content as corrected, null once it is erased
     * @param changes item by item, null once they are erased
     */
    @Event(namespace = "noroshi", name = "CorrectionSubmitted", version = "1")
    record CorrectionSubmitted(
            @EventTag(key = "thread") ThreadId thread,
            @EventTag(key = "submission") ReportId report,
            Filing filing,
            @Nullable Content content,
            @Nullable Changes changes,
            @Nullable Remark reason,
            String bodyHash,
            Instant occurredAt)
            implements SubmissionTaken {}

    /** 取下げの申出. */
    @Event(namespace = "noroshi", name = "WithdrawalRequested", version = "1")
    record WithdrawalRequested(
            @EventTag(key = "thread") ThreadId thread,
            @EventTag(key = "submission") ReportId report,
            @Nullable Remark reason,
            String bodyHash,
            Instant occurredAt)
            implements SubmissionTaken {}

    /** 取下げの承認, by one competent authority. */
    @Event(namespace = "noroshi", name = "WithdrawalAccepted", version = "1")
    record WithdrawalAccepted(
            @EventTag(key = "thread") ThreadId thread,
            DeliveryId delivery,
            AuthorityCode authority,
            @Nullable Remark reason,
            String by,
            Instant occurredAt)
            implements ReportThreadEvent {}

    /** 取下げの不承認. The thread goes on. */
    @Event(namespace = "noroshi", name = "WithdrawalRejected", version = "1")
    record WithdrawalRejected(
            @EventTag(key = "thread") ThreadId thread,
            DeliveryId delivery,
            AuthorityCode authority,
            @Nullable Remark reason,
            String by,
            Instant occurredAt)
            implements ReportThreadEvent {}

    /** 取下げ. Every competent authority has accepted; the record stays, marked. */
    @Event(namespace = "noroshi", name = "ThreadWithdrawn", version = "1")
    record ThreadWithdrawn(@EventTag(key = "thread") ThreadId thread, List<ObligationId> waived, Instant occurredAt)
            implements ReportThreadEvent {

        public ThreadWithdrawn {
            waived = List.copyOf(waived);
        }
    }

    /**
     * 期限間近. What is owed to one authority until one instant is not filed yet, and little time is left for it.
     *
     * @param dueBefore the first instant that is too late
     * @param occurredAt from when on it approaches
     */
    @Event(namespace = "noroshi", name = "DeadlineApproaching", version = "1")
    record DeadlineApproaching(
            @EventTag(key = "thread") ThreadId thread,
            AuthorityCode authority,
            List<ObligationId> obligations,
            Instant dueBefore,
            Instant occurredAt)
            implements ReportThreadEvent {

        public DeadlineApproaching {
            obligations = List.copyOf(obligations);
        }
    }

    /** 期限の到来. What was owed to one authority until {@link #occurredAt} was not filed by then. */
    sealed interface DeadlinePassed extends ReportThreadEvent {

        AuthorityCode authority();

        List<ObligationId> obligations();
    }

    /** 期限経過. Of duties to which a law or an order gives a number of days. */
    @Event(namespace = "noroshi", name = "DeadlineMissed", version = "1")
    record DeadlineMissed(
            @EventTag(key = "thread") ThreadId thread,
            AuthorityCode authority,
            List<ObligationId> obligations,
            Instant occurredAt)
            implements DeadlinePassed {

        public DeadlineMissed {
            obligations = List.copyOf(obligations);
        }
    }

    /** 目標超過. Of duties without a number in law ("速やかに"): nothing was missed, and nothing is illegal. */
    @Event(namespace = "noroshi", name = "TargetExceeded", version = "1")
    record TargetExceeded(
            @EventTag(key = "thread") ThreadId thread,
            AuthorityCode authority,
            List<ObligationId> obligations,
            Instant occurredAt)
            implements DeadlinePassed {

        public TargetExceeded {
            obligations = List.copyOf(obligations);
        }
    }

    /** 送達の終結, by one addressee. */
    @Event(namespace = "noroshi", name = "DeliveryClosed", version = "1")
    record DeliveryClosed(
            @EventTag(key = "thread") ThreadId thread,
            DeliveryId delivery,
            AuthorityCode authority,
            String by,
            Instant occurredAt)
            implements ReportThreadEvent {}

    /** 事案の終結. Every competent authority has closed. */
    @Event(namespace = "noroshi", name = "ThreadClosed", version = "1")
    record ThreadClosed(@EventTag(key = "thread") ThreadId thread, Instant occurredAt) implements ReportThreadEvent {}

    /**
     * 事案の再開. Every closing is undone: each competent authority closes anew. What was owed, met or waived stays so.
     *
     * @param report the submission that came after the closing, or null where an authority took it up again
     * @param authority that authority, or null where a submission came
     * @param reason the authority's, null where there is none or it is erased
     * @param by the officer, or null where a submission came
     */
    @Event(namespace = "noroshi", name = "ThreadReopened", version = "1")
    record ThreadReopened(
            @EventTag(key = "thread") ThreadId thread,
            @Nullable ReportId report,
            @Nullable AuthorityCode authority,
            @Nullable Remark reason,
            @Nullable String by,
            Instant occurredAt)
            implements ReportThreadEvent {}

    /**
     * 同意の付与. The operator agrees to more than it did.
     *
     * @param report the submission that said so, or null where it was said by itself
     */
    @Event(namespace = "noroshi", name = "ConsentGranted", version = "1")
    record ConsentGranted(
            @EventTag(key = "thread") ThreadId thread,
            @Nullable ReportId report,
            List<Consent> consents,
            Instant occurredAt)
            implements ReportThreadEvent {

        public ConsentGranted {
            consents = List.copyOf(consents);
        }
    }

    /**
     * 同意の撤回. The operator no longer agrees. It ends what would still be shared; what was delivered stays recorded.
     *
     * @param report the submission that said so, or null where it was said by itself
     * @param waived obligations that rested on these consents alone
     */
    @Event(namespace = "noroshi", name = "ConsentRevoked", version = "1")
    record ConsentRevoked(
            @EventTag(key = "thread") ThreadId thread,
            @Nullable ReportId report,
            List<Consent> consents,
            List<ObligationId> waived,
            Instant occurredAt)
            implements ReportThreadEvent {

        public ConsentRevoked {
            consents = List.copyOf(consents);
            waived = List.copyOf(waived);
        }
    }

    /** 深刻度の評価, by the national office after the event (深刻度評価基準). Another one comes after it, never in its place. */
    @Event(namespace = "noroshi", name = "SeverityAssessed", version = "1")
    record SeverityAssessed(
            @EventTag(key = "thread") ThreadId thread,
            AuthorityCode authority,
            Severity severity,
            @Nullable Remark reason,
            String by,
            Instant occurredAt)
            implements ReportThreadEvent {}

    /**
     * 共有範囲の縮小. The thread's label is a narrower one, for all of it. No filing undoes what a holder narrowed.
     *
     * @param authority the holder, or null where the originator narrowed its own
     * @param reason null once it is erased
     */
    @Event(namespace = "noroshi", name = "TlpNarrowed", version = "1")
    record TlpNarrowed(
            @EventTag(key = "thread") ThreadId thread,
            @Nullable AuthorityCode authority,
            Tlp tlp,
            @Nullable Remark reason,
            String by,
            Instant occurredAt)
            implements ReportThreadEvent {}

    /**
     * 共有範囲の拡大, by the originator alone and expressly: what holders had narrowed is undone by it.
     *
     * @param from the label that it widened
     * @param reason null once it is erased
     */
    @Event(namespace = "noroshi", name = "TlpWidened", version = "1")
    record TlpWidened(
            @EventTag(key = "thread") ThreadId thread,
            Tlp from,
            Tlp tlp,
            @Nullable Remark reason,
            String by,
            Instant occurredAt)
            implements ReportThreadEvent {}
}
