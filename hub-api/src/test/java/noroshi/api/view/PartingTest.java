package noroshi.api.view;

import static noroshi.api.view.Story.Telling.about;
import static noroshi.api.view.Story.viewer;
import static noroshi.core.report.Consent.POLICE_SHARE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import noroshi.api.page.Parameters;
import noroshi.api.view.ThreadState.Phase;
import noroshi.api.view.thread.ThreadItem;
import noroshi.api.view.thread.ThreadSheet;
import noroshi.api.view.thread.ThreadSheet.DeliveryItem;
import noroshi.api.view.thread.ThreadSheet.Happening;
import noroshi.api.view.timeline.TimelineEntry;
import noroshi.api.view.timeline.TimelineQuery.Filter;
import noroshi.core.obligation.Obligation.Standing;
import noroshi.core.report.Stage;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Viewer;
import noroshi.core.thread.Delivery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A consent revoked ends what is shared (L9): whoever was only consulted keeps what was delivered, and learns no more. */
@Timeout(120)
class PartingTest {

    private static final Viewer POLICE = viewer("police:34");

    @SuppressWarnings("NullAway.Init")
    private RecordFixture record;

    @BeforeEach
    void open() throws Exception {
        record = new RecordFixture();
    }

    @AfterEach
    void close() {
        record.close();
    }

    private Story consulted() {
        return Story.begin(record, about("setouchi-chem", "parting").saying("製造管理系の停止", "概要"))
                .granting(POLICE_SHARE);
    }

    @Test
    void whatWasDeliveredUntilThenStaysAndNothingAfterItIsSeen() throws Exception {
        Story story = consulted().delivered().revoking(POLICE_SHARE).followUp(Stage.DETAILED, 4);
        story.correct("後から判明した秘密").assessed(4, 0, 0);

        ThreadSheet sheet = sheet(story);
        assertThat(sheet.state()).isEqualTo(Phase.OPEN);
        assertThat(sheet.stage()).isEqualTo(Stage.PRELIMINARY);
        assertThat(sheet.reports()).hasSize(1);
        assertThat(sheet.toString()).contains("製造管理系の停止").doesNotContain("秘密");
        assertThat(sheet.history())
                .extracting(Happening::kind)
                .containsExactly(
                        "REPORT_SUBMITTED", "ROUTING_DECIDED", "CONSENT_GRANTED", "ROUTING_DECIDED", "DELIVERIES_MADE");
        assertThat(sheet.deliveries()).extracting(DeliveryItem::state).containsExactly(Delivery.State.MADE);
        assertThat(sheet.obligations()).extracting(ObligationItem::state).containsExactly(Standing.WAIVED);
        assertThat(listed()).singleElement().satisfies(item -> {
            assertThat(item.title()).isEqualTo("製造管理系の停止");
            assertThat(item.stage()).isEqualTo(Stage.PRELIMINARY);
        });
        assertThat(timeline(null))
                .hasSize(5)
                .allMatch(entry -> entry.officialSeverity() == null)
                .extracting(TimelineEntry::kind)
                .doesNotContain("CONSENT_REVOKED", "CORRECTION_SUBMITTED", "SEVERITY_ASSESSED");
        assertThat(timeline("秘密")).isEmpty();
        assertThat(record.situation().count(POLICE, null).threads()).isZero();
    }

    @Test
    void whatWasOnItsWayWhenTheConsentWasRevokedIsNotSeen() throws Exception {
        Story story = consulted().delivered().followUp(Stage.FOLLOW_UP, 3).revoking(POLICE_SHARE);

        assertThat(sheet(story).reports()).hasSize(1);
        assertThat(timeline(null))
                .filteredOn(entry -> entry.kind().equals("REPORT_SUBMITTED"))
                .hasSize(1);
    }

    @Test
    void whomNothingWasDeliveredToByThenKnowsOfNothing() throws Exception {
        Story story = consulted().revoking(POLICE_SHARE);
        record.catchUp();

        assertThat(record.threads().sheet(POLICE, story.thread())).isEmpty();
        assertThat(listed()).isEmpty();
        assertThat(timeline(null)).isEmpty();
    }

    @Test
    void whomNothingWasDeliveredToByThenReadsWhatTheLabelLetsAnyoneRead() throws Exception {
        Story story = Story.begin(
                        record, about("setouchi-chem", "open").tlp(Tlp.CLEAR).saying("公表済の停止", "概要"))
                .granting(POLICE_SHARE)
                .revoking(POLICE_SHARE);

        ThreadSheet sheet = sheet(story);
        assertThat(sheet.toString()).contains("公表済の停止");
        assertThat(sheet.deliveries())
                .as("its own alone")
                .extracting(DeliveryItem::state)
                .containsExactly(Delivery.State.DECIDED);
    }

    @Test
    void aConsentGivenAgainShowsWhatWasMissed() throws Exception {
        Story story = consulted()
                .delivered()
                .revoking(POLICE_SHARE)
                .followUp(Stage.FOLLOW_UP, 3)
                .granting(POLICE_SHARE);

        assertThat(sheet(story).reports()).hasSize(2);
        assertThat(timeline(null)).extracting(TimelineEntry::kind).contains("CONSENT_REVOKED");
    }

    @Test
    void whoIsOwedTheReportByLawReadsOn() throws Exception {
        Story story = consulted().delivered().revoking(POLICE_SHARE).followUp(Stage.FOLLOW_UP, 3);
        record.catchUp();

        ThreadSheet sheet = record.threads()
                .sheet(viewer("ministry:METI:sato"), story.thread())
                .orElseThrow();
        assertThat(sheet.reports()).hasSize(2);
        assertThat(sheet.history()).extracting(Happening::summary).contains("同意の撤回：policeShare");
    }

    private ThreadSheet sheet(Story story) throws InterruptedException {
        record.catchUp();
        return record.threads().sheet(POLICE, story.thread()).orElseThrow();
    }

    private List<ThreadItem> listed() {
        return record.threads().page(POLICE, false, null, Parameters.MOST).items();
    }

    private List<TimelineEntry> timeline(@Nullable String words) {
        var all = Filter.ALL;
        var filter = new Filter(null, null, null, null, null, null, null, null, null, null, words, false, all.order());
        return record.timeline().page(POLICE, filter, null, Parameters.MOST).items();
    }
}
