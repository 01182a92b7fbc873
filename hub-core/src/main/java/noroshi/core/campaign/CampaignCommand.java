package noroshi.core.campaign;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.Remark;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.jspecify.annotations.Nullable;

/** 攻撃キャンペーンの申請. What can be asked of campaigns; only a proposal is anybody's but the national office's. */
public sealed interface CampaignCommand {

    CampaignId campaign();

    /** Who asks. */
    AuthorityCode authority();

    /** Which person asks, as the text of their identity. */
    String by();

    Instant at();

    /** Every campaign that the decision rests on. */
    default Set<CampaignId> campaigns() {
        return Set.of(campaign());
    }

    /** Every thread that it must know of. */
    default List<ThreadId> threads() {
        return List.of();
    }

    /** 宣言. Let there be this campaign. */
    @Command(namespace = "noroshi", name = "DeclareCampaign", version = "1")
    record DeclareCampaign(CampaignId campaign, Statement statement, AuthorityCode authority, String by, Instant at)
            implements CampaignCommand {

        @Override
        public List<ThreadId> threads() {
            return statement.threads();
        }
    }

    /** 提案. A ministry holds that these threads belong together; the national office decides. */
    @Command(namespace = "noroshi", name = "ProposeCampaign", version = "1")
    record ProposeCampaign(CampaignId campaign, Statement statement, AuthorityCode authority, String by, Instant at)
            implements CampaignCommand {

        @Override
        public List<ThreadId> threads() {
            return statement.threads();
        }
    }

    /** 提案の採用. */
    @Command(namespace = "noroshi", name = "AcceptProposal", version = "1")
    record AcceptProposal(CampaignId campaign, AuthorityCode authority, String by, Instant at)
            implements CampaignCommand {}

    /** 提案の不採用. */
    @Command(namespace = "noroshi", name = "DeclineProposal", version = "1")
    record DeclineProposal(CampaignId campaign, Remark reason, AuthorityCode authority, String by, Instant at)
            implements CampaignCommand {}

    /** 名寄せ. */
    @Command(namespace = "noroshi", name = "LinkThread", version = "1")
    record LinkThread(
            CampaignId campaign,
            ThreadId thread,
            @Nullable Remark reason,
            AuthorityCode authority,
            String by,
            Instant at)
            implements CampaignCommand {

        @Override
        public List<ThreadId> threads() {
            return List.of(thread);
        }
    }

    /** 名寄せの解除. */
    @Command(namespace = "noroshi", name = "UnlinkThread", version = "1")
    record UnlinkThread(CampaignId campaign, ThreadId thread, AuthorityCode authority, String by, Instant at)
            implements CampaignCommand {}

    /** 統合. Let {@code merged} be part of this campaign. */
    @Command(namespace = "noroshi", name = "MergeCampaigns", version = "1")
    record MergeCampaigns(
            CampaignId campaign,
            CampaignId merged,
            @Nullable Remark reason,
            AuthorityCode authority,
            String by,
            Instant at)
            implements CampaignCommand {

        @Override
        public Set<CampaignId> campaigns() {
            return campaign.equals(merged) ? Set.of(campaign) : Set.of(campaign, merged);
        }
    }

    /** 統合の取消し. Let {@code merged} stand for itself again. */
    @Command(namespace = "noroshi", name = "UnmergeCampaigns", version = "1")
    record UnmergeCampaigns(
            CampaignId campaign,
            CampaignId merged,
            @Nullable Remark reason,
            AuthorityCode authority,
            String by,
            Instant at)
            implements CampaignCommand {

        @Override
        public Set<CampaignId> campaigns() {
            return campaign.equals(merged) ? Set.of(campaign) : Set.of(campaign, merged);
        }
    }

    /**
     * 分割. Let some of its threads be a campaign of their own.
     *
     * @param split the new campaign, of drills if the one that is split is
     * @param leaving which threads leave for it
     */
    @Command(namespace = "noroshi", name = "SplitCampaign", version = "1")
    record SplitCampaign(
            CampaignId campaign,
            CampaignId split,
            Wording wording,
            Tlp tlp,
            List<ThreadId> leaving,
            @Nullable Remark reason,
            AuthorityCode authority,
            String by,
            Instant at)
            implements CampaignCommand {

        public SplitCampaign {
            leaving = List.copyOf(leaving);
        }

        @Override
        public Set<CampaignId> campaigns() {
            return campaign.equals(split) ? Set.of(campaign) : Set.of(campaign, split);
        }
    }

    /** 終結. */
    @Command(namespace = "noroshi", name = "CloseCampaign", version = "1")
    record CloseCampaign(CampaignId campaign, @Nullable Remark reason, AuthorityCode authority, String by, Instant at)
            implements CampaignCommand {}
}
