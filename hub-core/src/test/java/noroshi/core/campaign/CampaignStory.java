package noroshi.core.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import noroshi.core.campaign.Campaign.Known;
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
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Filing;
import noroshi.core.report.Remark;
import noroshi.core.report.ReportId;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.thread.Filings;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;
import org.jspecify.annotations.Nullable;

/** What is done to campaigns, one act after another; campaigns and threads by short names. */
final class CampaignStory {

    static final AuthorityCode FSA = AuthorityCode.FSA;

    private static final Instant AT = Instant.parse("2026-11-10T00:00:00Z");
    private static final String ANALYST = "nco:sato";
    private static final Remark REASON = new Remark("同じ送信元");

    private Campaigns known;

    /** @param threads names of threads; one that begins with "drill" is a drill */
    CampaignStory(String... threads) {
        known = Campaigns.of(Set.of());
        for (String name : threads) {
            known = known.after(submitted(thread(name), name.startsWith("drill")));
        }
    }

    private static ReportSubmitted submitted(ThreadId thread, boolean drill) {
        Filings filings = Filings.of("isewan-terminal", "2026-11-10T06:30:00+09:00", "PORT");
        Filing filing = (drill ? filings.asExercise() : filings).filing();
        return new ReportSubmitted(
                thread,
                ReportId.of(new OperatorSlug("isewan-terminal"), thread.toString()),
                new OperatorSlug("isewan-terminal"),
                filing,
                Filings.CONTENT,
                "hash",
                AT,
                AT);
    }

    static CampaignId campaign(String name) {
        return CampaignId.of(AuthorityCode.NCO, name);
    }

    static ThreadId thread(String name) {
        return new ThreadId(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)));
    }

    static List<ThreadId> threads(String... names) {
        return Arrays.stream(names).map(CampaignStory::thread).toList();
    }

    static Statement statement(String... threads) {
        boolean exercise = threads.length > 0 && threads[0].startsWith("drill");
        return new Statement(new Wording("名称", null), Tlp.AMBER, exercise, threads(threads));
    }

    static DeclareCampaign declare(String campaign, String... threads) {
        return new DeclareCampaign(campaign(campaign), statement(threads), AuthorityCode.NCO, ANALYST, AT);
    }

    static ProposeCampaign propose(String campaign, String... threads) {
        return new ProposeCampaign(campaign(campaign), statement(threads), FSA, "ministry:FSA:kato", AT);
    }

    static AcceptProposal accept(String campaign) {
        return new AcceptProposal(campaign(campaign), AuthorityCode.NCO, ANALYST, AT);
    }

    static DeclineProposal decline(String campaign) {
        return new DeclineProposal(campaign(campaign), REASON, AuthorityCode.NCO, ANALYST, AT);
    }

    static LinkThread link(String campaign, String thread) {
        return new LinkThread(campaign(campaign), thread(thread), REASON, AuthorityCode.NCO, ANALYST, AT);
    }

    static UnlinkThread unlink(String campaign, String thread) {
        return new UnlinkThread(campaign(campaign), thread(thread), AuthorityCode.NCO, ANALYST, AT);
    }

    static MergeCampaigns merge(String into, String merged) {
        return new MergeCampaigns(campaign(into), campaign(merged), REASON, AuthorityCode.NCO, ANALYST, AT);
    }

    static UnmergeCampaigns unmerge(String from, String merged) {
        return new UnmergeCampaigns(campaign(from), campaign(merged), REASON, AuthorityCode.NCO, ANALYST, AT);
    }

    static SplitCampaign split(String campaign, String split, String... threads) {
        return new SplitCampaign(
                campaign(campaign),
                campaign(split),
                new Wording("分割", null),
                Tlp.AMBER,
                threads(threads),
                null,
                AuthorityCode.NCO,
                ANALYST,
                AT);
    }

    static CloseCampaign close(String campaign) {
        return new CloseCampaign(campaign(campaign), null, AuthorityCode.NCO, ANALYST, AT);
    }

    List<CampaignEvent> decide(CampaignCommand command) {
        return knowing(command).decide(command);
    }

    CampaignStory then(CampaignCommand... commands) {
        for (CampaignCommand command : commands) {
            known = knowing(command);
            known.decide(command).forEach(event -> known = known.after(event));
        }
        return this;
    }

    private Campaigns knowing(CampaignCommand command) {
        var byId = new HashMap<>(known.byId());
        command.campaigns().forEach(id -> byId.putIfAbsent(id, Campaign.UNKNOWN));
        return new Campaigns(byId, known.drills());
    }

    Campaign state(String campaign) {
        return known.campaign(campaign(campaign));
    }

    Campaigns known() {
        return known;
    }

    /** What a campaign holds, or null if there is none of that name. */
    @Nullable Set<ThreadId> held(String campaign) {
        return state(campaign) instanceof Known it ? new HashSet<>(it.threads()) : null;
    }
}
