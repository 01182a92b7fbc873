package noroshi.core.asset;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.obligation.ObligationId;
import noroshi.core.regime.Rule;
import noroshi.core.regime.cyberresponse.AssetDuty;
import noroshi.core.register.OperatorSlug;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.jspecify.annotations.Nullable;

/**
 * 資産届出の記録. What an operator has notified of a 特定重要電子計算機 (サイバー対処能力強化法 art. 4). The tag {@code thread}
 * names the key that seals the particulars, one an asset; the tag {@code operator} lets a filing be decided on them.
 */
public sealed interface AssetEvent {

    OperatorSlug operator();

    /** When it came about. */
    Instant at();

    /** 届出に関する記録. What happened to one asset. */
    sealed interface OfAsset extends AssetEvent {

        AssetId asset();
    }

    /** 届出. The first notification of an asset. */
    @Event(namespace = "noroshi", name = "AssetNotified", version = "1")
    record AssetNotified(
            @EventTag(key = "thread") AssetId asset,
            @EventTag(key = "operator") OperatorSlug operator,
            AssetFacts facts,
            @Nullable AssetParticulars particulars,
            AssetDuty duty,
            String by,
            Instant at)
            implements OfAsset {}

    /**
     * 変更の届出. Something else is notified of it, and all of it is here.
     *
     * @param duty what the law asks for its introduction, by these facts
     * @param rule by what a change is notified
     */
    @Event(namespace = "noroshi", name = "AssetChanged", version = "1")
    record AssetChanged(
            @EventTag(key = "thread") AssetId asset,
            @EventTag(key = "operator") OperatorSlug operator,
            AssetFacts facts,
            @Nullable AssetParticulars particulars,
            AssetDuty duty,
            Rule rule,
            String by,
            Instant at)
            implements OfAsset {}

    /** 使用の終了. Its use ends with this day. */
    @Event(namespace = "noroshi", name = "AssetUseEnded", version = "1")
    record AssetUseEnded(
            @EventTag(key = "thread") AssetId asset,
            @EventTag(key = "operator") OperatorSlug operator,
            LocalDate lastDay,
            Rule rule,
            String by,
            Instant at)
            implements OfAsset {}

    /** 届出の受領. A competent minister recorded the receipt of the notification as it stood. */
    @Event(namespace = "noroshi", name = "AssetReceiptRecorded", version = "1")
    record AssetReceiptRecorded(
            @EventTag(key = "thread") AssetId asset,
            @EventTag(key = "operator") OperatorSlug operator,
            AuthorityCode authority,
            String by,
            Instant at)
            implements OfAsset {}

    /**
     * 届出期限の接近. Nothing that can meet these duties was notified, and their deadline is near.
     *
     * @param at from when on it has been near
     */
    @Event(namespace = "noroshi", name = "AssetDeadlineApproaching", version = "1")
    record AssetDeadlineApproaching(
            @EventTag(key = "operator") OperatorSlug operator,
            AuthorityCode authority,
            List<ObligationId> obligations,
            Instant dueBefore,
            Instant at)
            implements AssetEvent {

        public AssetDeadlineApproaching {
            obligations = List.copyOf(obligations);
        }
    }

    /**
     * 届出期限の経過. The last day of these duties has passed before what can meet them was notified.
     *
     * @param at when it passed
     */
    @Event(namespace = "noroshi", name = "AssetDeadlineMissed", version = "1")
    record AssetDeadlineMissed(
            @EventTag(key = "operator") OperatorSlug operator,
            AuthorityCode authority,
            List<ObligationId> obligations,
            Instant at)
            implements AssetEvent {

        public AssetDeadlineMissed {
            obligations = List.copyOf(obligations);
        }
    }
}
