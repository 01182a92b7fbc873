package noroshi.api.view.campaign;

import static noroshi.api.view.Story.Telling.about;
import static noroshi.api.view.Story.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import noroshi.api.page.Page;
import noroshi.api.page.Parameters;
import noroshi.api.view.CampaignSight;
import noroshi.api.view.Campaigning;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.Story;
import noroshi.api.view.campaign.CampaignProjection.State;
import noroshi.api.view.campaign.CampaignQuery.Filter;
import noroshi.api.view.campaign.CampaignSheet.Deed;
import noroshi.api.view.campaign.CampaignSheet.Linked;
import noroshi.api.view.timeline.TimelineEntry;
import noroshi.api.view.timeline.TimelineQuery;
import noroshi.core.report.Stage;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class CampaignQueryTest {

    private static final int ALL = 100;
    private static final Viewer NCO = viewer("nco:mori");
    private static final Viewer FSA = viewer("ministry:FSA:kato");
    private static final Viewer MLIT = viewer("ministry:MLIT:tanaka");

    @SuppressWarnings("NullAway.Init")
    private static RecordFixture record;

    @SuppressWarnings("NullAway.Init")
    private static Story bank;

    @SuppressWarnings("NullAway.Init")
    private static Story airport;

    @SuppressWarnings("NullAway.Init")
    private static Campaigning attack;

    @SuppressWarnings("NullAway.Init")
    private static Campaigning secret;

    @BeforeAll
    static void tell() throws Exception {
        record = new RecordFixture();
        bank = Story.begin(record, about("aoba-bank", "bank").saying("銀行の合言葉", "銀行への攻撃"));
        airport = Story.begin(record, about("new-airport", "airport").saying("空港の合言葉", "空港への攻撃"));
        Story hospital =
                Story.begin(record, about("kitahama-medical", "hospital").tlp(Tlp.RED));
        attack = Campaigning.of(record, "波状攻撃").declaring(Tlp.AMBER, bank, airport);
        secret = Campaigning.of(record, "秘密の名称").declaring(Tlp.RED, bank, hospital);
        record.catchUp();
    }

    @AfterAll
    static void close() {
        record.close();
    }

    @Test
    void theNationalOfficeSeesWhatACampaignHolds() {
        CampaignSheet sheet = sheet(NCO, attack);

        assertThat(sheet.campaign().name()).isEqualTo("波状攻撃");
        assertThat(sheet.campaign().state()).isEqualTo(State.DECLARED);
        assertThat(sheet.threads()).extracting(Linked::operator).containsExactlyInAnyOrder("aoba-bank", "new-airport");
    }

    @Test
    void aMinistryKnowsOfAnAmberThreadWithoutNamesWhereACampaignHoldsOneOfItsOwnBesideIt() throws Exception {
        Story chemical = Story.begin(record, about("setouchi-chem", "chemical").saying("化学の合言葉", "化学への攻撃"));
        Story narrower = Story.begin(
                record, about("setouchi-chem", "narrower").tlp(Tlp.AMBER_STRICT).saying("化学の秘密", "化学への攻撃"));
        Story city = Story.begin(record, about("midorikawa-city", "city").saying("市の合言葉", "市への攻撃"));
        Viewer mic = viewer("ministry:MIC:ueda");
        assertThat(record.threads().sheet(mic, chemical.thread())).isEmpty();

        Campaigning.of(record, "化学と市").declaring(Tlp.AMBER, chemical, narrower, city);
        record.catchUp();

        var known = record.threads().sheet(mic, chemical.thread()).orElseThrow();
        assertThat(known.operator()).isNull();
        assertThat(known.content()).isNull();
        assertThat(known.deliveries()).isEmpty();
        assertThat(record.threads().sheet(mic, narrower.thread())).isEmpty();
        assertThat(timeline(mic, chemical)).isNotEmpty().allSatisfy(entry -> {
            assertThat(entry.operator()).isNull();
            assertThat(entry.summary()).doesNotContain("合言葉", "化学への攻撃");
        });
        assertThat(timeline(mic, narrower)).isEmpty();
        assertThat(timeline(viewer("ministry:MHLW:ito"), chemical)).isEmpty();
    }

    private static List<TimelineEntry> timeline(Viewer viewer, Story story) {
        return record.timeline().page(viewer, TimelineQuery.Filter.ALL, null, ALL).items().stream()
                .filter(entry -> story.thread().value().equals(entry.threadId()))
                .toList();
    }

    @Test
    void aMinistryLearnsNoNamesOfAThreadThatWasNotDeliveredToIt() {
        assertThat(sheet(FSA, attack).threads())
                .extracting(Linked::threadId, Linked::title)
                .containsExactlyInAnyOrder(
                        tuple(bank.thread().value(), "銀行の合言葉"),
                        tuple(airport.thread().value(), null));
        assertThat(sheet(MLIT, attack).threads())
                .extracting(Linked::operator)
                .as("what is bound to the Act's purpose is not told, nor that it is there")
                .containsExactly("new-airport");
        assertThat(sheet(FSA, attack).toString()).doesNotContain("new-airport", "空港");
        assertThat(sheet(FSA, attack).nextCursor()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ministry:MHLW:ito",
                "ministry:METI:sato",
                "operator:aoba-bank",
                "ppc",
                "police:13",
                "ceptoar:FINANCE",
                "council:x",
                "auditor",
                "admin",
                "hq"
            })
    void whoMaySeeNoneOfItsThreadsDoesNotLearnOfTheCampaign(String identity) {
        assertThat(record.campaigns().sheet(viewer(identity), attack.id(), null, ALL))
                .isEmpty();
        assertThat(names(viewer(identity), attack.id().toString())).isEmpty();
        assertThat(record.campaigns()
                        .page(viewer(identity), filter(bank.thread()), null, ALL)
                        .items())
                .isEmpty();
    }

    /** A RED label masks the words; that there is a campaign shows, as does a RED thread that is addressed to it. */
    @Test
    void redWordsAreTheNationalOfficesOwn() {
        assertThat(sheet(NCO, secret).campaign().name()).isEqualTo("秘密の名称");
        CampaignSheet seen = sheet(FSA, secret);
        assertThat(seen.campaign().name()).isNull();
        assertThat(seen.campaign().description()).isNull();
        assertThat(seen.threads()).extracting(Linked::operator).containsExactly("aoba-bank");
        assertThat(sheet(viewer("ministry:MHLW"), secret).threads())
                .singleElement()
                .satisfies(linked -> {
                    assertThat(linked.operator()).isNull();
                    assertThat(linked.title()).isNull();
                });
    }

    @Test
    void theRedWordsOfAProposalAreReadByItsProposersNamedOfficersAlone() throws Exception {
        Campaigning proposal =
                Campaigning.of(record, "秘密の提案").proposing(Tlp.RED, "FSA", bank).declined();
        record.catchUp();

        assertThat(sheet(FSA, proposal).toString()).contains("秘密の提案", "共通点なし");
        CampaignSheet unnamed = sheet(viewer("ministry:FSA"), proposal);
        assertThat(unnamed.campaign().proposedBy()).isEqualTo("FSA");
        assertThat(unnamed.history()).hasSize(2);
        assertThat(unnamed.toString()).doesNotContain("秘密の提案", "共通点なし");
    }

    @Test
    void aProposalIsKnownToItsProposerAndTheNationalOffice() throws Exception {
        Campaigning proposal = Campaigning.of(record, "提案").proposing("FSA", bank, airport);
        record.catchUp();

        assertThat(sheet(NCO, proposal).threads()).hasSize(2);
        assertThat(sheet(FSA, proposal).campaign().proposedBy()).isEqualTo("FSA");
        assertThat(sheet(FSA, proposal).threads())
                .extracting(Linked::operator)
                .containsExactlyInAnyOrder("aoba-bank", null);
        assertThat(record.campaigns().sheet(MLIT, proposal.id(), null, ALL)).isEmpty();
        assertThat(entries(MLIT, proposal, null)).isEmpty();
        assertThat(entries(FSA, proposal, null))
                .contains(bank.thread().value(), airport.thread().value());

        proposal.accepted();
        record.catchUp();
        assertThat(sheet(MLIT, proposal).campaign().proposedBy()).isNull();
        assertThat(entries(MLIT, proposal, null)).containsOnly(airport.thread().value());
    }

    @Test
    void whatWasDoneIsTheNationalOfficesAndTheDecisionItsProposersToo() throws Exception {
        Campaigning proposal =
                Campaigning.of(record, "不採用").proposing("FSA", bank, airport).declined();
        Campaigning accepted =
                Campaigning.of(record, "採用").proposing("FSA", bank).accepted().linking(airport);
        record.catchUp();

        assertThat(sheet(FSA, proposal).history())
                .extracting(Deed::kind)
                .containsExactly("PROPOSAL_DECLINED", "CAMPAIGN_PROPOSED");
        assertThat(sheet(FSA, proposal).history().getFirst().reason()).isEqualTo("共通点なし");
        assertThat(sheet(FSA, accepted).history())
                .extracting(Deed::kind)
                .containsExactly("PROPOSAL_ACCEPTED", "CAMPAIGN_PROPOSED");
        assertThat(sheet(FSA, accepted).toString()).doesNotContain("new-airport", "空港");
        assertThat(sheet(NCO, accepted).history())
                .extracting(Deed::kind)
                .containsExactly("THREAD_LINKED", "PROPOSAL_ACCEPTED", "CAMPAIGN_PROPOSED");
        assertThat(sheet(MLIT, accepted).history()).isEmpty();
    }

    @Test
    void theTimelineOfACampaignIsOfWhatItHeldThen() throws Exception {
        Campaigning campaign = Campaigning.of(record, "動く").declaring(Tlp.AMBER, bank, airport);
        record.catchUp();
        var before = record.database()
                .sql("select recorded_at from ledger.events order by position desc limit 1")
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
        bank.followUp(Stage.FOLLOW_UP, null);
        campaign.unlinking(airport);
        record.catchUp();

        assertThat(entries(NCO, campaign, null)).containsOnly(bank.thread().value());
        assertThat(entries(NCO, campaign, before))
                .containsOnly(bank.thread().value(), airport.thread().value());
        assertThat(entries(MLIT, campaign, before))
                .containsOnly(airport.thread().value());
        assertThat(entries(viewer("police:13"), campaign, before)).isEmpty();
    }

    @Test
    void aCampaignSaysWhomItsThreadsReach() throws Exception {
        Campaigning campaign = Campaigning.of(record, "届く先").declaring(Tlp.AMBER, bank);
        record.catchUp();
        assertThat(reached(campaign)).contains("FSA", "NCO").doesNotContain("MLIT");

        campaign.linking(airport);
        record.catchUp();
        assertThat(reached(campaign)).contains("FSA", "NCO", "MLIT");

        Campaigning whole = Campaigning.of(record, "全体").declaring(Tlp.AMBER).merging(campaign);
        record.catchUp();
        assertThat(reached(campaign)).isEmpty();
        assertThat(reached(whole)).contains("FSA", "NCO", "MLIT");
        assertThat(sheet(FSA, campaign).campaign().mergedInto())
                .isEqualTo(whole.id().value());
    }

    @Test
    void aPageGoesOnWhereTheLastEnded() {
        Page<CampaignItem> first = record.campaigns().page(NCO, filter(bank.thread()), null, 1);
        assertThat(first.nextCursor()).isNotNull();
        var parameters = new Parameters();
        Page<CampaignItem> second = record.campaigns()
                .page(NCO, filter(bank.thread()), parameters.cursorOfPosition(first.nextCursor()), ALL);
        assertThat(second.items()).isNotEmpty().doesNotContainAnyElementsOf(first.items());

        CampaignSheet sheet =
                record.campaigns().sheet(NCO, attack.id(), null, 1).orElseThrow();
        CampaignSheet rest = record.campaigns()
                .sheet(NCO, attack.id(), parameters.cursorOfId(sheet.nextCursor()), 1)
                .orElseThrow();
        assertThat(rest.threads()).hasSize(1).doesNotContainAnyElementsOf(sheet.threads());
    }

    private static Filter filter(@Nullable ThreadId thread) {
        return new Filter(null, thread, false);
    }

    private static List<String> names(Viewer viewer, String id) {
        return record.campaigns().page(viewer, filter(null), null, ALL).items().stream()
                .map(item -> item.campaignId().toString())
                .filter(id::equals)
                .toList();
    }

    private static CampaignSheet sheet(Viewer viewer, Campaigning campaign) {
        return record.campaigns().sheet(viewer, campaign.id(), null, ALL).orElseThrow();
    }

    private static List<@Nullable UUID> entries(Viewer viewer, Campaigning campaign, @Nullable Instant asOf) {
        var filter = new TimelineQuery.Filter(
                null,
                null,
                null,
                campaign.id().toString(),
                null,
                null,
                null,
                null,
                null,
                asOf,
                null,
                false,
                TimelineQuery.Order.DESC);
        return record.timeline().page(viewer, filter, null, ALL).items().stream()
                .<@Nullable UUID>map(TimelineEntry::threadId)
                .toList();
    }

    private static List<String> reached(Campaigning campaign) {
        return record.database()
                .sql("select authority from api.campaign_authority where campaign_id = ? and to_position = ?")
                .param(campaign.id().value())
                .param(CampaignSight.OPEN_END)
                .query((row, _) -> row.getString("authority"))
                .list();
    }
}
