package noroshi.core.campaign;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.campaign.Campaign.Beginning;
import noroshi.core.campaign.Campaign.Closed;
import noroshi.core.campaign.Campaign.Declared;
import noroshi.core.campaign.Campaign.Declined;
import noroshi.core.campaign.Campaign.Known;
import noroshi.core.campaign.Campaign.Merged;
import noroshi.core.campaign.Campaign.Proposed;
import noroshi.core.campaign.Campaign.Unknown;
import noroshi.core.campaign.CampaignCommand.AcceptProposal;
import noroshi.core.campaign.CampaignCommand.CloseCampaign;
import noroshi.core.campaign.CampaignCommand.DeclareCampaign;
import noroshi.core.campaign.CampaignCommand.DeclineProposal;
import noroshi.core.campaign.CampaignCommand.LinkThread;
import noroshi.core.campaign.CampaignCommand.MergeCampaigns;
import noroshi.core.campaign.CampaignCommand.ProposeCampaign;
import noroshi.core.campaign.CampaignCommand.SplitCampaign;
import noroshi.core.campaign.CampaignCommand.UnlinkThread;
import noroshi.core.campaign.CampaignCommand.UnmergeCampaigns;
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
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.ThreadId;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;

/**
 * 攻撃キャンペーンの決定. All that a decision on campaigns rests on, and what follows from it.
 *
 * @param drills of each thread that a command names, whether it is a drill: what it was when it was opened it stays (L7)
 */
public record Campaigns(Map<CampaignId, Campaign> byId, Map<ThreadId, Boolean> drills) {

    /** Before anything happened to these. */
    public static Campaigns of(Set<CampaignId> campaigns) {
        var byId = new HashMap<CampaignId, Campaign>();
        campaigns.forEach(campaign -> byId.put(campaign, Campaign.UNKNOWN));
        return new Campaigns(byId, Map.of());
    }

    public Campaigns {
        byId = Map.copyOf(byId);
        drills = Map.copyOf(drills);
    }

    public Campaigns after(CampaignEvent event) {
        var next = new HashMap<>(byId);
        touched(event).forEach(id -> next.computeIfPresent(id, (_, campaign) -> Campaign.evolve(id, campaign, event)));
        return new Campaigns(next, drills);
    }

    private static List<CampaignId> touched(CampaignEvent event) {
        return switch (event) {
            case CampaignMerged it -> List.of(it.campaign(), it.merged());
            case CampaignUnmerged it -> List.of(it.campaign(), it.merged());
            case CampaignSplit it -> List.of(it.campaign(), it.split());
            case CampaignDeclared _,
                    CampaignProposed _,
                    ProposalAccepted _,
                    ProposalDeclined _,
                    ThreadLinked _,
                    ThreadUnlinked _,
                    CampaignClosed _ -> List.of(event.campaign());
        };
    }

    public Campaigns after(ReportThreadEvent event) {
        if (!(event instanceof ReportSubmitted submitted) || drills.containsKey(submitted.thread())) {
            return this;
        }
        var next = new HashMap<>(drills);
        next.put(submitted.thread(), submitted.filing().exercise());
        return new Campaigns(byId, next);
    }

    public Campaign campaign(CampaignId id) {
        return byId.getOrDefault(id, Campaign.UNKNOWN);
    }

    /**
     * What follows from {@code command}; none where it is so already.
     *
     * @throws Refused if it is not the authority's to ask, or the campaign or a thread is not such that it can be done
     */
    public List<CampaignEvent> decide(CampaignCommand command) {
        if (!(command instanceof ProposeCampaign)) {
            requireNationalOffice(command.authority());
        }
        return switch (command) {
            case DeclareCampaign it -> declared(it);
            case ProposeCampaign it -> proposed(it);
            case AcceptProposal it -> accepted(it);
            case DeclineProposal it -> declined(it);
            case LinkThread it -> linked(it);
            case UnlinkThread it -> unlinked(it);
            case MergeCampaigns it -> merged(it);
            case UnmergeCampaigns it -> unmerged(it);
            case SplitCampaign it -> split(it);
            case CloseCampaign it -> closed(it);
        };
    }

    /** L5. */
    private static void requireNationalOffice(AuthorityCode authority) {
        if (!authority.equals(AuthorityCode.NCO)) {
            throw new Refused(
                    Reason.NOT_COMPETENT, "authority", authority, AuthorityCode.NCO.value(), AuthorityCode.NCO.value());
        }
    }

    private List<CampaignEvent> declared(DeclareCampaign command) {
        Statement statement = command.statement();
        if (isBegun(command.campaign(), new Beginning(statement, null))) {
            return List.of();
        }
        requireThreads(statement.threads(), statement.exercise());
        return List.of(new CampaignDeclared(
                command.campaign(),
                statement.wording(),
                statement.tlp(),
                statement.exercise(),
                statement.threads(),
                null,
                command.by(),
                command.at()));
    }

    private List<CampaignEvent> proposed(ProposeCampaign command) {
        Statement statement = command.statement();
        if (isBegun(command.campaign(), new Beginning(statement, null))) {
            return List.of();
        }
        requireThreads(statement.threads(), statement.exercise());
        return List.of(new CampaignProposed(
                command.campaign(),
                statement.wording(),
                statement.tlp(),
                statement.exercise(),
                statement.threads(),
                command.authority(),
                command.by(),
                command.at()));
    }

    /** Whether the campaign began so already. */
    private boolean isBegun(CampaignId id, Beginning beginning) {
        return switch (campaign(id)) {
            case Unknown _ -> false;
            case Known known -> {
                if (!known.beginning().equals(beginning)) {
                    throw new Refused(Reason.IDEMPOTENCY_CONFLICT, "Idempotency-Key", id, "同じ内容", "the same content");
                }
                yield true;
            }
        };
    }

    private List<CampaignEvent> accepted(AcceptProposal command) {
        return switch (campaign(command.campaign())) {
            case Unknown _ -> throw unknown(command.campaign());
            case Proposed _ -> List.of(new ProposalAccepted(command.campaign(), command.by(), command.at()));
            case Declined _ -> throw decided(command.campaign());
            case Declared _, Merged _, Closed _ -> List.of();
        };
    }

    private List<CampaignEvent> declined(DeclineProposal command) {
        return switch (campaign(command.campaign())) {
            case Unknown _ -> throw unknown(command.campaign());
            case Proposed _ ->
                List.of(new ProposalDeclined(command.campaign(), command.reason(), command.by(), command.at()));
            case Declined _ -> List.of();
            case Declared _, Merged _, Closed _ -> throw decided(command.campaign());
        };
    }

    private List<CampaignEvent> linked(LinkThread command) {
        Declared campaign = open(command.campaign());
        if (campaign.members().holds(command.thread())) {
            return List.of();
        }
        requireThreads(List.of(command.thread()), isDrill(campaign));
        return List.of(
                new ThreadLinked(command.campaign(), command.thread(), command.reason(), command.by(), command.at()));
    }

    private List<CampaignEvent> unlinked(UnlinkThread command) {
        Declared campaign = open(command.campaign());
        return campaign.members().holds(command.thread())
                ? List.of(new ThreadUnlinked(command.campaign(), command.thread(), command.by(), command.at()))
                : List.of();
    }

    private List<CampaignEvent> merged(MergeCampaigns command) {
        requireTwo(command.campaign(), command.merged());
        Declared into = open(command.campaign());
        if (campaign(command.merged()) instanceof Merged merged && merged.into().equals(command.campaign())) {
            return List.of();
        }
        Declared merged = open(command.merged());
        if (isDrill(into) != isDrill(merged)) {
            throw mixed("campaign", command.merged(), isDrill(into));
        }
        return List.of(new CampaignMerged(
                command.campaign(), command.merged(), merged.threads(), command.reason(), command.by(), command.at()));
    }

    private List<CampaignEvent> unmerged(UnmergeCampaigns command) {
        requireTwo(command.campaign(), command.merged());
        Declared from = open(command.campaign());
        return switch (campaign(command.merged())) {
            case Unknown _ -> throw unknown(command.merged());
            case Merged merged -> {
                if (!merged.into().equals(command.campaign())) {
                    throw partOf(command.merged(), merged.into());
                }
                yield List.of(new CampaignUnmerged(
                        command.campaign(),
                        command.merged(),
                        from.members().by(command.merged()),
                        from.members().onlyBy(command.merged()),
                        command.reason(),
                        command.by(),
                        command.at()));
            }
            case Proposed _, Declined _, Declared _, Closed _ -> List.of();
        };
    }

    private List<CampaignEvent> split(SplitCampaign command) {
        requireTwo(command.campaign(), command.split());
        if (!(campaign(command.campaign()) instanceof Known origin)) {
            throw unknown(command.campaign());
        }
        var statement = new Statement(command.wording(), command.tlp(), isDrill(origin), command.leaving());
        if (isBegun(command.split(), new Beginning(statement, command.campaign()))) {
            return List.of();
        }
        Declared campaign = open(command.campaign());
        for (ThreadId thread : command.leaving()) {
            if (!campaign.members().holds(thread)) {
                throw new Refused(Reason.THREAD_NOT_LINKED, "threadIds", thread, "構成事案", "a thread of the campaign");
            }
        }
        return List.of(
                new CampaignDeclared(
                        command.split(),
                        statement.wording(),
                        statement.tlp(),
                        statement.exercise(),
                        statement.threads(),
                        command.campaign(),
                        command.by(),
                        command.at()),
                new CampaignSplit(
                        command.campaign(),
                        command.split(),
                        command.leaving(),
                        command.reason(),
                        command.by(),
                        command.at()));
    }

    private List<CampaignEvent> closed(CloseCampaign command) {
        if (campaign(command.campaign()) instanceof Closed) {
            return List.of();
        }
        open(command.campaign());
        return List.of(new CampaignClosed(command.campaign(), command.reason(), command.by(), command.at()));
    }

    private Declared open(CampaignId id) {
        return switch (campaign(id)) {
            case Unknown _ -> throw unknown(id);
            case Proposed _, Declined _ ->
                throw new Refused(Reason.CAMPAIGN_NOT_DECLARED, "campaign", id, "宣言された攻撃キャンペーン", "a declared campaign");
            case Declared declared -> declared;
            case Merged merged -> throw partOf(id, merged.into());
            case Closed _ ->
                throw new Refused(Reason.CAMPAIGN_CLOSED, "campaign", id, "終結していない攻撃キャンペーン", "an open campaign");
        };
    }

    private void requireThreads(List<ThreadId> threads, boolean exercise) {
        for (ThreadId thread : threads) {
            Boolean drill = drills.get(thread);
            if (drill == null) {
                throw new Refused(Reason.THREAD_UNKNOWN, "threadId", thread, "記録のある事案", "a recorded thread");
            }
            if (drill != exercise) {
                throw mixed("threadId", thread, exercise);
            }
        }
    }

    private static boolean isDrill(Known campaign) {
        return campaign.beginning().statement().exercise();
    }

    private static void requireTwo(CampaignId campaign, CampaignId other) {
        if (campaign.equals(other)) {
            throw new Refused(Reason.INVALID, "campaignId", other, "別の攻撃キャンペーン", "another campaign");
        }
    }

    private static Refused unknown(CampaignId id) {
        return new Refused(Reason.CAMPAIGN_UNKNOWN, "campaign", id, "記録のある攻撃キャンペーン", "a recorded campaign");
    }

    private static Refused decided(CampaignId id) {
        return new Refused(Reason.PROPOSAL_DECIDED, "campaign", id, "決定前の提案", "a proposal that is not decided");
    }

    private static Refused partOf(CampaignId id, CampaignId into) {
        return new Refused(Reason.CAMPAIGN_MERGED, "campaign", id, into.toString(), into.toString());
    }

    /** L7. */
    private static Refused mixed(String item, Object came, boolean exercise) {
        return new Refused(
                Reason.EXERCISE_MIXED,
                item,
                came,
                exercise ? "訓練のもの" : "訓練でないもの",
                exercise ? "one of a drill" : "one that is no drill");
    }
}
