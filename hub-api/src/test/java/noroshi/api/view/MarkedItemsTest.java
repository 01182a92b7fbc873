package noroshi.api.view;

import static noroshi.api.view.Story.Telling.about;
import static noroshi.api.view.Story.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import noroshi.api.view.candidate.Candidates.Candidate;
import noroshi.api.view.candidate.Candidates.Shared;
import noroshi.api.view.thread.ThreadSheet;
import noroshi.api.view.thread.ThreadSheet.Happening;
import noroshi.api.view.thread.ThreadSheet.Report;
import noroshi.api.view.timeline.TimelineEntry;
import noroshi.api.view.timeline.TimelineQuery.Filter;
import noroshi.api.view.timeline.TimelineQuery.Order;
import noroshi.core.report.Changes.Change;
import noroshi.core.report.Content;
import noroshi.core.report.Mark;
import noroshi.core.report.Mark.Flag;
import noroshi.core.report.Stage;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator marks in its report, as each reads it, and what becomes of what was there before. */
@Timeout(120)
class MarkedItemsTest {

    private static final String ADDRESSEE = "ministry:MHLW:ito";
    private static final String BY_LABEL = "ministry:METI:sato";
    private static final Map<String, Object> DETAILS = Map.of("advice", "支払わないこと", "response", "回線遮断");

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

    private Story story() {
        return Story.begin(record, about("kitahama-medical", "marked").tlp(Tlp.GREEN))
                .detailing(DETAILS)
                .delivered();
    }

    private static Mark advice(Flag flag) {
        return new Mark("details.advice", flag);
    }

    private ThreadSheet sheet(String identity, Story story) throws InterruptedException {
        record.catchUp();
        return record.threads().sheet(viewer(identity), story.thread()).orElseThrow();
    }

    private static Content content(ThreadSheet sheet) {
        return Objects.requireNonNull(sheet.content());
    }

    private List<String> found(String identity, String words, @Nullable Instant asOf) throws InterruptedException {
        record.catchUp();
        var filter = new Filter(null, null, null, null, null, null, null, null, null, asOf, words, false, Order.ASC);
        return record.timeline().page(viewer(identity), filter, null, 50).items().stream()
                .map(TimelineEntry::kind)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Flag.class)
    void theAddresseeReadsWhatIsMarkedAndTheLabelPassesOnTheRest(Flag flag) throws Exception {
        Story story = story().detailing(DETAILS, advice(flag));

        assertThat(content(sheet(ADDRESSEE, story)).details()).isEqualTo(DETAILS);
        assertThat(content(sheet(ADDRESSEE, story)).marks()).containsExactly(advice(flag));
        assertThat(content(sheet("operator:kitahama-medical", story)).marks()).containsExactly(advice(flag));
        Content told = content(sheet(BY_LABEL, story));
        assertThat(told.details()).containsExactly(Map.entry("response", "回線遮断"));
        assertThat(told.marks()).isEmpty();
        assertThat(told.contact()).isEmpty();
    }

    @Test
    void whatIsMarkedLaterIsPulledBackFromWhereItStood() throws Exception {
        Story story = story();
        assertThat(content(sheet(BY_LABEL, story)).details()).containsKey("advice");
        assertThat(found(BY_LABEL, "支払わない", null)).containsExactly("CORRECTION_SUBMITTED");
        Instant before = record.clock().instant();

        story.detailing(Map.of("response", "復旧"), advice(Flag.LEGAL_PRIVILEGE));

        assertThat(content(sheet(BY_LABEL, story)).details()).containsOnlyKeys("response");
        assertThat(changes(BY_LABEL, story))
                .doesNotContain("details.advice", "marks")
                .contains("details.response");
        assertThat(changes(ADDRESSEE, story)).contains("details.advice", "details.response", "marks");
        for (String identity : List.of(BY_LABEL, ADDRESSEE)) {
            assertThat(found(identity, "支払わない", null)).as(identity).isEmpty();
            assertThat(found(identity, "支払わない", before))
                    .as("%s, then", identity)
                    .isEmpty();
            assertThat(found(identity, "回線遮断", null)).as(identity).containsExactly("CORRECTION_SUBMITTED");
        }
    }

    private List<String> changes(String identity, Story story) throws InterruptedException {
        return sheet(identity, story).history().stream()
                .map(Happening::changes)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .map(Change::item)
                .toList();
    }

    @Test
    void aMarkTakenAwayFreesTheItemFromThenOn() throws Exception {
        Story story = Story.begin(record, about("kitahama-medical", "freed").tlp(Tlp.GREEN))
                .detailing(DETAILS, advice(Flag.PERSONAL_DATA))
                .detailing(DETAILS);
        story.followUp(Stage.FOLLOW_UP, 1);

        ThreadSheet told = sheet(BY_LABEL, story);
        assertThat(content(told).details()).isEqualTo(DETAILS);
        assertThat(told.reports())
                .extracting(Report::content)
                .last()
                .satisfies(last ->
                        assertThat(Objects.requireNonNull(last).details()).isEqualTo(DETAILS));
        assertThat(found(BY_LABEL, "支払わない", null)).containsExactly("CORRECTION_SUBMITTED", "REPORT_SUBMITTED");
        assertThat(changes(BY_LABEL, story)).as("both before and after").doesNotContain("details.advice");
    }

    /** Live and rebuilt, the texts that are searched are the same. */
    @Test
    void whatIsSearchedFollowsFromTheRecordAlone() throws Exception {
        story().detailing(DETAILS, advice(Flag.LEGAL_PRIVILEGE))
                .detailing(DETAILS)
                .followUp(Stage.FOLLOW_UP, 2);
        record.catchUp();
        List<String> live = record.rows("timeline_text");

        record.views().rebuild("timeline");

        assertThat(live).hasSize(5);
        assertThat(record.rows("timeline_text")).isEqualTo(live);
    }

    @Test
    void noCandidateIsFoundByWhatIsMarked() throws Exception {
        Map<String, Object> extension = Map.of("encryptedExtension", List.of(".zq9"));
        Story one = Story.begin(record, about("kitahama-medical", "one").tlp(Tlp.GREEN))
                .detailing(extension);
        Story other = Story.begin(record, about("wangan-water", "other").tlp(Tlp.GREEN))
                .detailing(extension);
        assertThat(shared(one)).contains(".zq9");

        other.detailing(extension, new Mark("details.encryptedExtension", Flag.LEGAL_PRIVILEGE));

        assertThat(shared(one)).doesNotContain(".zq9");
    }

    private List<String> shared(Story story) throws InterruptedException {
        record.catchUp();
        return record.candidates().candidates(viewer("nco:mori"), story.thread()).orElseThrow().candidates().stream()
                .map(Candidate::reasons)
                .flatMap(List::stream)
                .map(Shared::value)
                .toList();
    }
}
