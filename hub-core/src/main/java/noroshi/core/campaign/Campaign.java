package noroshi.core.campaign;

import java.util.List;
import noroshi.core.campaign.CampaignEvent.CampaignClosed;
import noroshi.core.campaign.CampaignEvent.CampaignDeclared;
import noroshi.core.campaign.CampaignEvent.CampaignMerged;
import noroshi.core.campaign.CampaignEvent.CampaignProposed;
import noroshi.core.campaign.CampaignEvent.CampaignSplit;
import noroshi.core.campaign.CampaignEvent.CampaignUnmerged;
import noroshi.core.campaign.CampaignEvent.ProposalAccepted;
import noroshi.core.campaign.CampaignEvent.ProposalDeclined;
import noroshi.core.campaign.CampaignEvent.ThreadLinked;
import noroshi.core.campaign.CampaignEvent.ThreadUnlinked;
import noroshi.core.report.ThreadId;
import org.jspecify.annotations.Nullable;

/** 攻撃キャンペーン. Threads judged to share an actor or a vector. */
public sealed interface Campaign {

    /** Before anything was said of it. */
    Campaign UNKNOWN = new Unknown();

    /** 未宣言. */
    record Unknown() implements Campaign {}

    /** Something was said of it. */
    sealed interface Known extends Campaign {

        /** What was said of it first. */
        Beginning beginning();

        /** The threads that it holds, in the order in which they came. */
        List<ThreadId> threads();
    }

    /**
     * 始まり.
     *
     * @param from the campaign that it was split from, or null
     */
    record Beginning(Statement statement, @Nullable CampaignId from) {}

    /** 提案中. It holds nothing before it is accepted. */
    record Proposed(Beginning beginning) implements Known {

        @Override
        public List<ThreadId> threads() {
            return List.of();
        }
    }

    /** 不採用. */
    record Declined(Beginning beginning) implements Known {

        @Override
        public List<ThreadId> threads() {
            return List.of();
        }
    }

    /** 宣言済. */
    record Declared(Beginning beginning, Members members) implements Known {

        @Override
        public List<ThreadId> threads() {
            return members.threads();
        }
    }

    /** 統合済. Part of another; it keeps what it held. */
    record Merged(Beginning beginning, Members members, CampaignId into) implements Known {

        @Override
        public List<ThreadId> threads() {
            return members.threads();
        }
    }

    /** 終結. */
    record Closed(Beginning beginning, Members members) implements Known {

        @Override
        public List<ThreadId> threads() {
            return members.threads();
        }
    }

    /** The campaign {@code id} after an event that touches it. */
    static Campaign evolve(CampaignId id, Campaign campaign, CampaignEvent event) {
        return switch (event) {
            case CampaignDeclared it ->
                new Declared(new Beginning(it.statement(), it.from()), Members.NONE.with(it.threads(), it.campaign()));
            case CampaignProposed it -> new Proposed(new Beginning(it.statement(), null));
            case ProposalAccepted _ ->
                campaign instanceof Proposed it
                        ? new Declared(
                                it.beginning(),
                                Members.NONE.with(it.beginning().statement().threads(), id))
                        : campaign;
            case ProposalDeclined _ -> campaign instanceof Proposed it ? new Declined(it.beginning()) : campaign;
            case ThreadLinked it -> holding(campaign, members(campaign).with(List.of(it.linked()), id));
            case ThreadUnlinked it -> holding(campaign, members(campaign).without(List.of(it.unlinked())));
            case CampaignMerged it ->
                it.merged().equals(id)
                        ? merged(campaign, it.campaign())
                        : holding(campaign, members(campaign).with(it.threads(), it.merged()));
            case CampaignUnmerged it ->
                it.merged().equals(id)
                        ? restored(campaign, it.restored())
                        : holding(campaign, members(campaign).withoutOrigin(it.merged()));
            case CampaignSplit it ->
                it.split().equals(id)
                        ? campaign
                        : holding(campaign, members(campaign).without(it.threads()));
            case CampaignClosed _ ->
                campaign instanceof Declared it ? new Closed(it.beginning(), it.members()) : campaign;
        };
    }

    private static Members members(Campaign campaign) {
        return campaign instanceof Declared it ? it.members() : Members.NONE;
    }

    private static Campaign holding(Campaign campaign, Members members) {
        return campaign instanceof Declared it ? new Declared(it.beginning(), members) : campaign;
    }

    private static Campaign merged(Campaign campaign, CampaignId into) {
        return campaign instanceof Declared it ? new Merged(it.beginning(), it.members(), into) : campaign;
    }

    private static Campaign restored(Campaign campaign, List<ThreadId> threads) {
        return campaign instanceof Merged it
                ? new Declared(it.beginning(), it.members().retaining(threads))
                : campaign;
    }
}
