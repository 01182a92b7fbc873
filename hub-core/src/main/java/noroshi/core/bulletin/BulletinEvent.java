package noroshi.core.bulletin;

import java.time.Instant;
import java.util.List;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Remark;
import noroshi.core.report.Tlp;
import noroshi.core.sector.SectorCode;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.jspecify.annotations.Nullable;

/**
 * 情報提供の記録. Everything that can happen to a bulletin. The tag {@code thread} names the key that seals its words,
 * one a bulletin; the threads it draws on are no tags of it, so that no filing waits for an officer's act.
 */
public sealed interface BulletinEvent {

    BulletinId bulletin();

    Instant at();

    /** 起案・改案. A revision is what would leave. */
    @Event(namespace = "noroshi", name = "BulletinDrafted", version = "1")
    record BulletinDrafted(
            @EventTag(key = "thread") BulletinId bulletin,
            int revision,
            BulletinFacts facts,
            @Nullable BulletinContent content,
            String by,
            Instant at)
            implements BulletinEvent {}

    /** 発信者の承認. */
    @Event(namespace = "noroshi", name = "BulletinApprovedByOriginator", version = "1")
    record BulletinApprovedByOriginator(
            @EventTag(key = "thread") BulletinId bulletin,
            int revision,
            OperatorSlug operator,
            @Nullable Tlp widenedTo,
            String by,
            Instant at)
            implements BulletinEvent {}

    /** 発信者の不承認. */
    @Event(namespace = "noroshi", name = "BulletinDeclinedByOriginator", version = "1")
    record BulletinDeclinedByOriginator(
            @EventTag(key = "thread") BulletinId bulletin,
            int revision,
            OperatorSlug operator,
            @Nullable Remark reason,
            String by,
            Instant at)
            implements BulletinEvent {}

    /** 発出. */
    @Event(namespace = "noroshi", name = "BulletinIssued", version = "1")
    record BulletinIssued(@EventTag(key = "thread") BulletinId bulletin, int revision, String by, Instant at)
            implements BulletinEvent {}

    /** 伝達. */
    @Event(namespace = "noroshi", name = "BulletinRelayed", version = "1")
    record BulletinRelayed(
            @EventTag(key = "thread") BulletinId bulletin,
            Recipient recipient,
            List<SectorCode> sectors,
            Step to,
            String by,
            Instant at)
            implements BulletinEvent {

        public BulletinRelayed {
            sectors = List.copyOf(sectors);
        }
    }

    /** 受領. */
    @Event(namespace = "noroshi", name = "BulletinReceived", version = "1")
    record BulletinReceived(@EventTag(key = "thread") BulletinId bulletin, Recipient recipient, String by, Instant at)
            implements BulletinEvent {}

    /** 回収. */
    @Event(namespace = "noroshi", name = "BulletinRecalled", version = "1")
    record BulletinRecalled(
            @EventTag(key = "thread") BulletinId bulletin,
            @Nullable Remark reason,
            String by,
            Instant at) implements BulletinEvent {}

    /** 廃棄の確認. The recipient holds no copy any more. */
    @Event(namespace = "noroshi", name = "BulletinReturned", version = "1")
    record BulletinReturned(@EventTag(key = "thread") BulletinId bulletin, Recipient recipient, String by, Instant at)
            implements BulletinEvent {}
}
