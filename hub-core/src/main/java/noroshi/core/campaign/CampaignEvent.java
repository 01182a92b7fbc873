package noroshi.core.campaign;

import java.time.Instant;
import java.util.List;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.Remark;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.jspecify.annotations.Nullable;

/**
 * 攻撃キャンペーンの記録. The tag {@code thread} names the key that seals a campaign's words, one a campaign; the tag
 * {@code campaign} the other campaign that an event also touches. No event bears a thread's own tag: what a thread is
 * does not change by what it is linked with (L4).
 */
public sealed interface CampaignEvent {

    CampaignId campaign();

    Instant at();

    /**
     * 宣言. The national office holds that these threads share an actor or a vector (L5).
     *
     * @param wording null once it is erased
     * @param from the campaign that it was split from, or null
     */
    @Event(namespace = "noroshi", name = "CampaignDeclared", version = "1")
    record CampaignDeclared(
            @EventTag(key = "thread") CampaignId campaign,
            @Nullable Wording wording,
            Tlp tlp,
            boolean exercise,
            List<ThreadId> threads,
            @Nullable CampaignId from,
            String by,
            Instant at)
            implements CampaignEvent {

        public CampaignDeclared {
            threads = List.copyOf(threads);
        }

        Statement statement() {
            return new Statement(wording, tlp, exercise, threads);
        }
    }

    /** 提案. A ministry holds so; nothing is linked by it. */
    @Event(namespace = "noroshi", name = "CampaignProposed", version = "1")
    record CampaignProposed(
            @EventTag(key = "thread") CampaignId campaign,
            @Nullable Wording wording,
            Tlp tlp,
            boolean exercise,
            List<ThreadId> threads,
            AuthorityCode authority,
            String by,
            Instant at)
            implements CampaignEvent {

        public CampaignProposed {
            threads = List.copyOf(threads);
        }

        Statement statement() {
            return new Statement(wording, tlp, exercise, threads);
        }
    }

    /** 提案の採用. The campaign is declared as it was proposed. */
    @Event(namespace = "noroshi", name = "ProposalAccepted", version = "1")
    record ProposalAccepted(@EventTag(key = "thread") CampaignId campaign, String by, Instant at)
            implements CampaignEvent {}

    /** 提案の不採用. */
    @Event(namespace = "noroshi", name = "ProposalDeclined", version = "1")
    record ProposalDeclined(
            @EventTag(key = "thread") CampaignId campaign,
            @Nullable Remark reason,
            String by,
            Instant at) implements CampaignEvent {}

    /** 名寄せ. */
    @Event(namespace = "noroshi", name = "ThreadLinked", version = "1")
    record ThreadLinked(
            @EventTag(key = "thread") CampaignId campaign,
            ThreadId linked,
            @Nullable Remark reason,
            String by,
            Instant at)
            implements CampaignEvent {}

    /** 名寄せの解除. */
    @Event(namespace = "noroshi", name = "ThreadUnlinked", version = "1")
    record ThreadUnlinked(@EventTag(key = "thread") CampaignId campaign, ThreadId unlinked, String by, Instant at)
            implements CampaignEvent {}

    /**
     * 統合. {@code merged} is part of {@code campaign} from here on.
     *
     * @param threads what {@code merged} held
     */
    @Event(namespace = "noroshi", name = "CampaignMerged", version = "1")
    record CampaignMerged(
            @EventTag(key = "thread") CampaignId campaign,
            @EventTag(key = "campaign") CampaignId merged,
            List<ThreadId> threads,
            @Nullable Remark reason,
            String by,
            Instant at)
            implements CampaignEvent {

        public CampaignMerged {
            threads = List.copyOf(threads);
        }
    }

    /**
     * 統合の取消し. {@code merged} stands for itself again.
     *
     * @param restored what {@code merged} holds again
     * @param left what {@code campaign} held by the merger alone, and holds no longer
     */
    @Event(namespace = "noroshi", name = "CampaignUnmerged", version = "1")
    record CampaignUnmerged(
            @EventTag(key = "thread") CampaignId campaign,
            @EventTag(key = "campaign") CampaignId merged,
            List<ThreadId> restored,
            List<ThreadId> left,
            @Nullable Remark reason,
            String by,
            Instant at)
            implements CampaignEvent {

        public CampaignUnmerged {
            restored = List.copyOf(restored);
            left = List.copyOf(left);
        }
    }

    /** 分割. These threads are a campaign of their own, which was declared just before. */
    @Event(namespace = "noroshi", name = "CampaignSplit", version = "1")
    record CampaignSplit(
            @EventTag(key = "thread") CampaignId campaign,
            @EventTag(key = "campaign") CampaignId split,
            List<ThreadId> threads,
            @Nullable Remark reason,
            String by,
            Instant at)
            implements CampaignEvent {

        public CampaignSplit {
            threads = List.copyOf(threads);
        }
    }

    /** 終結. */
    @Event(namespace = "noroshi", name = "CampaignClosed", version = "1")
    record CampaignClosed(
            @EventTag(key = "thread") CampaignId campaign,
            @Nullable Remark reason,
            String by,
            Instant at) implements CampaignEvent {}
}
