package noroshi.api.view.thread;

import static noroshi.api.view.Story.Telling.about;
import static noroshi.api.view.Story.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import noroshi.api.page.Page;
import noroshi.api.page.Parameters;
import noroshi.api.view.Campaigning;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.Story;
import noroshi.api.view.ThreadState.Phase;
import noroshi.api.view.thread.SeveritySheet.Estimate;
import noroshi.api.view.thread.SeveritySheet.Official;
import noroshi.api.view.thread.ThreadSheet.DeliveryItem;
import noroshi.api.view.thread.ThreadSheet.Happening;
import noroshi.api.view.timeline.TimelineQuery.Filter;
import noroshi.core.obligation.Obligation.Standing;
import noroshi.core.regime.Exclusion;
import noroshi.core.regime.Role;
import noroshi.core.register.DemoRegister;
import noroshi.core.report.Consent;
import noroshi.core.report.NamedUuid;
import noroshi.core.report.Stage;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.sector.Scope;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Viewer;
import noroshi.core.thread.Delivery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ThreadQueryTest {

    private static final Recipients RECIPIENTS = new Recipients(
            Scope::shipped,
            slug -> DemoRegister.entries().stream()
                    .anyMatch(entry -> entry.slug().value().equals(slug)));

    private static final ThreadId NO_THREAD = new ThreadId(NamedUuid.of("no such thread"));

    @SuppressWarnings("NullAway.Init")
    private static RecordFixture record;

    @BeforeAll
    static void open() throws Exception {
        record = new RecordFixture();
    }

    @AfterAll
    static void close() {
        record.close();
    }

    private static ThreadSheet sheet(String identity, Story story) throws InterruptedException {
        record.catchUp();
        return record.threads().sheet(viewer(identity), story.thread()).orElseThrow();
    }

    @Test
    void theOperatorSeesItsThreadWithAllDeliveriesAndObligations() throws Exception {
        Story story =
                Story.begin(record, about("isewan-terminal", "t1")).delivered().acknowledged("MLIT");
        ThreadSheet sheet = sheet("operator:isewan-terminal", story);
        assertThat(sheet.operator()).isEqualTo("isewan-terminal");
        assertThat(sheet.state()).isEqualTo(Phase.OPEN);
        assertThat(sheet.reports()).singleElement().satisfies(report -> {
            assertThat(report.stage()).isEqualTo(Stage.PRELIMINARY);
            assertThat(report.receiptNumber()).startsWith("NR-");
            assertThat(report.content()).isNotNull();
        });
        assertThat(sheet.deliveries())
                .extracting(DeliveryItem::addressee, DeliveryItem::role, DeliveryItem::rule, DeliveryItem::state)
                .containsExactlyInAnyOrder(
                        tuple("MLIT", Role.LEAD, "R3", Delivery.State.ACKNOWLEDGED),
                        tuple("PM_CAO", Role.CO_COMPETENT, "R3", Delivery.State.MADE),
                        tuple("NCO", Role.COPY, "R3", Delivery.State.MADE),
                        tuple("DEVELOPMENT_BUREAU_CHUBU", Role.COPY, "R1", Delivery.State.MADE),
                        tuple("TRANSPORT_BUREAU_CHUBU", Role.COPY, "R1", Delivery.State.MADE));
        assertThat(sheet.obligations()).extracting(one -> one.state()).contains(Standing.MET, Standing.OPEN);
        assertThat(sheet.history())
                .extracting(Happening::kind)
                .containsExactly("REPORT_SUBMITTED", "ROUTING_DECIDED", "DELIVERIES_MADE", "RECEIPT_ACKNOWLEDGED");
    }

    @Test
    void aCorrectionShowsInWhatStandsAndLeavesTheReportAsItWasFiled() throws Exception {
        Story story = Story.begin(record, about("setouchi-chem", "t2").saying("誤った件名", "概要"))
                .correct("正しい件名");
        ThreadSheet sheet = sheet("operator:setouchi-chem", story);
        assertThat(sheet.content())
                .extracting(content -> content == null ? "" : content.title())
                .isEqualTo("正しい件名");
        assertThat(sheet.reports())
                .extracting(ThreadSheet.Report::content)
                .singleElement()
                .extracting(content -> content == null ? "" : content.title())
                .isEqualTo("誤った件名");
        assertThat(sheet.history())
                .filteredOn(one -> one.kind().equals("CORRECTION_SUBMITTED"))
                .singleElement()
                .satisfies(correction -> assertThat(correction.changes())
                        .isNotNull()
                        .singleElement()
                        .satisfies(change -> assertThat(change.after()).isEqualTo("正しい件名")));
    }

    @Test
    void aWithdrawnThreadStaysVisibleToItsAddressees() throws Exception {
        Story story = Story.begin(record, about("nangoku-gas", "t3").tlp(Tlp.RED))
                .delivered()
                .withdrawalRequested();
        assertThat(sheet("ministry:METI:sato", story).state()).isEqualTo(Phase.WITHDRAWAL_REQUESTED);
        story.withdrawalAccepted("METI");
        assertThat(sheet("ministry:METI:sato", story).state()).isEqualTo(Phase.WITHDRAWAL_REQUESTED);
        story.withdrawalAccepted("PM_CAO");
        ThreadSheet sheet = sheet("ministry:METI:sato", story);
        assertThat(sheet.state()).isEqualTo(Phase.WITHDRAWN);
        assertThat(sheet.obligations()).extracting(one -> one.state()).containsOnly(Standing.WAIVED);
        assertThat(sheet.history()).extracting(Happening::summary).contains("取下げの申出：誤報", "取下げの承認 (METI)：了承");
    }

    @Test
    void theEstimateAndTheOfficialSeverityStandApartEachWithItsHistory() throws Exception {
        Story story = Story.begin(record, about("nangoku-gas", "severity").severity(2))
                .followUp(Stage.FOLLOW_UP, 3)
                .followUp(Stage.FOLLOW_UP, null)
                .assessed(2, 0, 1)
                .assessed(4, 0, 1);

        var severity = sheet("ministry:METI:sato", story).severity();
        assertThat(severity).isNotNull().satisfies(both -> {
            assertThat(both.estimate()).isEqualTo(3);
            assertThat(both.estimates()).extracting(Estimate::level).containsExactly(2, 3);
            assertThat(both.official())
                    .extracting(one -> one == null ? -1 : one.overall())
                    .isEqualTo(4);
            assertThat(both.assessments()).extracting(Official::overall).containsExactly(2, 4);
        });
        assertThat(record.timeline()
                        .page(viewer("ministry:METI:sato"), Filter.ALL, null, 1)
                        .items())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.kind()).isEqualTo("SEVERITY_ASSESSED");
                    assertThat(entry.severity()).isEqualTo(3);
                    assertThat(entry.officialSeverity()).isEqualTo(4);
                });
        assertThat(assessed("nco:mori", 4)).isEqualTo(1);
        assertThat(assessed("nco:mori", 3)).isZero();
        assertThat(assessed("ppc", 4)).as("told to nobody by what it finds").isZero();
    }

    private static int assessed(String identity, int level) {
        var filter = new Filter(
                null, null, null, null, null, null, level, null, null, null, null, false, Filter.ALL.order());
        return record.timeline()
                .page(viewer(identity), filter, null, 50)
                .items()
                .size();
    }

    @Test
    void aThreadReopenedSaysWhyToThoseWhoMayReadIt() throws Exception {
        Story story = Story.begin(record, about("setouchi-chem", "reopened"))
                .acknowledged("METI")
                .closed("METI");
        assertThat(sheet("operator:setouchi-chem", story).state()).isEqualTo(Phase.CLOSED);

        ThreadSheet sheet = sheet("operator:setouchi-chem", story.reopened("METI", "再侵入の疑い"));
        assertThat(sheet.state()).isEqualTo(Phase.REOPENED);
        assertThat(sheet.history()).extracting(Happening::summary).contains("事案の再開 (METI)：再侵入の疑い");
    }

    @Test
    void redWithoutAnOfficerShowsTheOwnDeliveryAndNoWords() throws Exception {
        Story story = Story.begin(
                        record, about("nangoku-gas", "t4").tlp(Tlp.RED).saying("秘密", "秘密"))
                .delivered();
        ThreadSheet sheet = sheet("ministry:METI", story);
        assertThat(sheet.operator()).isNull();
        assertThat(sheet.content()).isNull();
        assertThat(sheet.deliveries()).extracting(DeliveryItem::addressee).containsExactly("METI");
        assertThat(sheet.history()).extracting(Happening::summary).noneMatch(line -> line.contains("秘密"));
    }

    @Test
    void threadsAreListedTheLatestFirstAndPageByPage() throws Exception {
        for (int i = 0; i < 5; i++) {
            Story.begin(record, about("toto-broadcast", "list" + i));
        }
        Story.begin(record, about("toto-broadcast", "drill").drill());
        record.catchUp();
        Viewer operator = viewer("operator:toto-broadcast");
        Page<ThreadItem> first = record.threads().page(operator, false, null, 3);
        Page<ThreadItem> second =
                record.threads().page(operator, false, new Parameters().cursorOfPosition(first.nextCursor()), 3);
        assertThat(first.items()).hasSize(3);
        assertThat(second.items()).hasSize(2);
        assertThat(second.nextCursor()).isNull();
        assertThat(first.items()).doesNotContainAnyElementsOf(second.items());
        assertThat(first.items().getFirst().position())
                .isGreaterThan(second.items().getFirst().position());
        assertThat(record.threads().page(operator, true, null, 3).items()).hasSize(1);
    }

    @Test
    void whatDoesNotExistIsNotFound() throws Exception {
        record.catchUp();
        assertThat(record.threads().sheet(viewer("nco:mori"), NO_THREAD)).isEmpty();
        assertThat(record.receipts().receipt(viewer("auditor"), NO_THREAD)).isEmpty();
        assertThat(record.explanations().explain(viewer("auditor"), NO_THREAD, officerOf("NCO")))
                .isEmpty();
    }

    @Test
    void aReceiptNamesEachSubmissionWithItsPlaceInTheChain() {
        Story story = Story.begin(record, about("aoba-bank", "t5"))
                .followUp(Stage.FOLLOW_UP, null)
                .correct("件名")
                .withdrawalRequested();
        Receipt receipt =
                record.receipts().receipt(viewer("auditor"), story.thread()).orElseThrow();
        assertThat(receipt.submissions())
                .extracting(Receipt.Item::kind)
                .containsExactly(
                        "REPORT_SUBMITTED", "REPORT_SUBMITTED", "CORRECTION_SUBMITTED", "WITHDRAWAL_REQUESTED");
        assertThat(receipt.submissions()).allSatisfy(item -> {
            assertThat(item.leafHash()).matches("[0-9a-f]{64}");
            assertThat(item.chain()).matches("[0-9a-f]{64}").isNotEqualTo(item.previousChain());
        });
    }

    @Test
    void aDeliveryIsExplainedByItsRuleAndTheRegisterItRestsOn() {
        Story story = Story.begin(record, about("wangan-water", "t6"));
        Explanation why = record.explanations()
                .explain(viewer("auditor"), story.thread(), officerOf("MLIT"))
                .orElseThrow();
        assertThat(why.delivered()).isTrue();
        assertThat(why.shownWhy()).isEqualTo(Disclosure.Why.ADDRESSEE);
        assertThat(why.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.role()).isEqualTo(Role.LEAD);
            assertThat(decision.grounds()).extracting(Explanation.Ground::rule).contains("R3", "R1");
            assertThat(decision.registerPosition()).isPositive().isLessThan(decision.position());
        });
    }

    @Test
    void aNonDeliveryIsExplainedByWhatDidNotApply() {
        Story story = Story.begin(record, about("kitahama-medical", "t7"));
        Explanation why = record.explanations()
                .explain(viewer("auditor"), story.thread(), officerOf("PM_CAO"))
                .orElseThrow();
        assertThat(why.delivered()).isFalse();
        assertThat(why.shownWhy()).isEqualTo(Disclosure.Why.LABEL_ALLOWS);
        assertThat(why.why()).isEqualTo(Explanation.Why.NO_RULE_NAMES_IT);
        assertThat(why.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.grounds()).isEmpty();
            assertThat(decision.exclusions())
                    .extracting(Explanation.Excluded::rule, Explanation.Excluded::why)
                    .containsExactly(
                            tuple("R3", Exclusion.Why.NOT_DESIGNATED),
                            tuple("R7", Exclusion.Why.NO_PERSONAL_DATA),
                            tuple("R8", Exclusion.Why.NO_CONSENT),
                            tuple("REPORT", Exclusion.Why.NO_CONSENT),
                            tuple("REPORT", Exclusion.Why.NO_CONSENT));
        });
    }

    @Test
    void whoKnowsOfItByACampaignAloneIsExplainedSoAndByWhichUntilItIsUnlinked() throws Exception {
        Story plant = Story.begin(record, about("setouchi-chem", "t8"));
        Story town = Story.begin(record, about("midorikawa-city", "t8"));
        var campaign = Campaigning.of(record, "t8").declaring(Tlp.AMBER, plant, town);
        record.catchUp();

        Explanation beside = explained(town, "METI");
        assertThat(beside.delivered()).isFalse();
        assertThat(beside.why()).isEqualTo(Explanation.Why.NO_RULE_NAMES_IT);
        assertThat(beside.shown()).isEqualTo(Disclosure.Extent.MASKED);
        assertThat(beside.shownWhy()).isEqualTo(Disclosure.Why.SAME_CAMPAIGN);
        assertThat(beside.campaigns()).containsExactly(campaign.id().value());

        assertThat(explained(plant, "METI").campaigns())
                .as("what is its own, it knows by itself")
                .isNull();
        assertThat(explained(town, "MHLW").shownWhy()).isEqualTo(Disclosure.Why.NOT_ADDRESSED);

        campaign.unlinking(town);
        record.catchUp();
        assertThat(explained(town, "METI").shownWhy()).isEqualTo(Disclosure.Why.NOT_ADDRESSED);
        assertThat(explained(town, "METI").campaigns()).isNull();
    }

    @Test
    void whoKnowsOnlyThatItIsThereIsExplainedItsOwnDeliveryAndNotWhoseItIs() {
        Story story = Story.begin(record, about("kitahama-medical", "t9").tlp(Tlp.RED));

        Explanation own = explained(story, "NCO");
        assertThat(own.shownWhy()).isEqualTo(Disclosure.Why.RED_RELAYED);
        assertThat(own.decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.grounds()).isNotEmpty();
            assertThat(decision.registerPosition()).isNull();
            assertThat(decision.sectors()).isEmpty();
            assertThat(decision.businesses()).isEmpty();
            assertThat(decision.unclaimed()).isEmpty();
            assertThat(decision.exclusions()).isEmpty();
        });
        for (String other : List.of("MHLW", "PPC", "FSA")) {
            assertThat(record.explanations().explain(viewer("nco:mori"), story.thread(), officerOf(other)))
                    .as(other)
                    .isEmpty();
        }
        assertThat(record.explanations()
                        .explain(viewer("auditor"), story.thread(), officerOf("MHLW"))
                        .orElseThrow()
                        .decisions())
                .singleElement()
                .satisfies(decision -> assertThat(decision.registerPosition()).isPositive());
    }

    /** Nothing is ever delivered to them; what they see, and why, is explained all the same. */
    @Test
    void whoIsNoAuthorityIsExplainedWhatItSees() throws Exception {
        Story story = Story.begin(record, about("new-airport", "t10"));
        record.catchUp();

        assertThat(shownTo(story, "ceptoar:AIRPORT")).isEqualTo(Disclosure.Why.ROLE_READS_NONE);
        story.granting(Consent.CEPTOAR_ANONYMISED);
        record.catchUp();
        assertThat(shownTo(story, "ceptoar:AIRPORT")).isEqualTo(Disclosure.Why.CEPTOAR_ANONYMISED);
        assertThat(shownTo(story, "ceptoar:PORT")).isEqualTo(Disclosure.Why.ROLE_READS_NONE);
        assertThat(shownTo(story, "operator:new-airport")).isEqualTo(Disclosure.Why.OWN);
        assertThat(shownTo(story, "operator:aoba-bank")).isEqualTo(Disclosure.Why.OTHER_OPERATOR);
        assertThat(shownTo(story, "council:jpcert")).isEqualTo(Disclosure.Why.ROLE_READS_NONE);
        assertThat(shownTo(story, "hq")).isEqualTo(Disclosure.Why.COUNTED_ONLY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "NOBODY",
                "ceptoar:",
                "ceptoar:NOWHERE",
                "operator:",
                "operator:nobody",
                "council:",
                "hq:x",
                "MLIT:x"
            })
    void nobodyIsExplainedWhoIsNot(String text) {
        assertThat(RECIPIENTS.find(text)).isEmpty();
    }

    private static Disclosure.Why shownTo(Story story, String recipient) {
        Explanation explained = record.explanations()
                .explain(
                        viewer("auditor"),
                        story.thread(),
                        RECIPIENTS.find(recipient).orElseThrow())
                .orElseThrow();
        assertThat(explained.recipient()).isEqualTo(recipient);
        assertThat(explained.delivered()).isFalse();
        assertThat(explained.decisions()).isNotEmpty();
        return explained.shownWhy();
    }

    private static Viewer officerOf(String authority) {
        return RECIPIENTS.find(authority).orElseThrow();
    }

    private static Explanation explained(Story story, String recipient) {
        return record.explanations()
                .explain(viewer("nco:mori"), story.thread(), officerOf(recipient))
                .orElseThrow();
    }
}
