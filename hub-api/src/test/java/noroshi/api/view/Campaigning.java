package noroshi.api.view;

import java.util.Arrays;
import java.util.List;
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
import noroshi.core.campaign.CampaignId;
import noroshi.core.campaign.Statement;
import noroshi.core.campaign.Wording;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.Remark;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;

/** 名寄せ. What the national office and ministries do with one campaign, step by step. */
public final class Campaigning {

    private static final String ANALYST = "nco:mori";

    private final RecordFixture record;
    private final CampaignId id;
    private final String name;

    private Campaigning(RecordFixture record, CampaignId id, String name) {
        this.record = record;
        this.id = id;
        this.name = name;
    }

    public static Campaigning of(RecordFixture record, String name) {
        return new Campaigning(record, CampaignId.of(AuthorityCode.NCO, name), name);
    }

    public CampaignId id() {
        return id;
    }

    private Statement statement(Tlp tlp, Story... stories) {
        return new Statement(new Wording(name, "概要 " + name), tlp, false, threads(stories));
    }

    private static List<ThreadId> threads(Story... stories) {
        return Arrays.stream(stories).map(Story::thread).toList();
    }

    private Campaigning then(Object command) {
        record.send(command);
        return this;
    }

    public Campaigning declaring(Tlp tlp, Story... stories) {
        return then(new DeclareCampaign(
                id,
                statement(tlp, stories),
                AuthorityCode.NCO,
                ANALYST,
                record.clock().instant()));
    }

    public Campaigning proposing(String authority, Story... stories) {
        return proposing(Tlp.AMBER, authority, stories);
    }

    public Campaigning proposing(Tlp tlp, String authority, Story... stories) {
        return then(new ProposeCampaign(
                id,
                statement(tlp, stories),
                new AuthorityCode(authority),
                "ministry:" + authority + ":sato",
                record.clock().instant()));
    }

    public Campaigning accepted() {
        return then(new AcceptProposal(
                id, AuthorityCode.NCO, ANALYST, record.clock().instant()));
    }

    public Campaigning declined() {
        return then(new DeclineProposal(
                id,
                new Remark("共通点なし"),
                AuthorityCode.NCO,
                ANALYST,
                record.clock().instant()));
    }

    public Campaigning linking(Story story) {
        return then(new LinkThread(
                id,
                story.thread(),
                null,
                AuthorityCode.NCO,
                ANALYST,
                record.clock().instant()));
    }

    public Campaigning unlinking(Story story) {
        return then(new UnlinkThread(
                id, story.thread(), AuthorityCode.NCO, ANALYST, record.clock().instant()));
    }

    public Campaigning merging(Campaigning other) {
        return then(new MergeCampaigns(
                id, other.id, null, AuthorityCode.NCO, ANALYST, record.clock().instant()));
    }

    public Campaigning unmerging(Campaigning other) {
        return then(new UnmergeCampaigns(
                id, other.id, null, AuthorityCode.NCO, ANALYST, record.clock().instant()));
    }

    public Campaigning splitting(String split, Story... stories) {
        return then(new SplitCampaign(
                id,
                CampaignId.of(AuthorityCode.NCO, split),
                new Wording(split, null),
                Tlp.AMBER,
                threads(stories),
                null,
                AuthorityCode.NCO,
                ANALYST,
                record.clock().instant()));
    }

    public Campaigning closed() {
        return then(new CloseCampaign(
                id, null, AuthorityCode.NCO, ANALYST, record.clock().instant()));
    }
}
