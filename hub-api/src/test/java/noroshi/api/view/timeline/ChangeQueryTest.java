package noroshi.api.view.timeline;

import static noroshi.api.view.Story.Telling.about;
import static noroshi.api.view.Story.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import noroshi.api.page.Parameters;
import noroshi.api.view.Campaigning;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.Story;
import noroshi.api.view.timeline.TimelineChange.Kind;
import noroshi.api.view.timeline.TimelineQuery.Filter;
import noroshi.api.view.timeline.TimelineQuery.Order;
import noroshi.core.report.Stage;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That every difference leads from the one timeline to the other is shown by {@code AgreementTest}. */
@Timeout(120)
class ChangeQueryTest {

    private static final Viewer OFFICE = viewer("nco:mori");

    /** RED is for named officers; this token names none. */
    private static final Viewer NAMELESS = viewer("ministry:METI");

    @SuppressWarnings("NullAway.Init")
    private static RecordFixture record;

    @SuppressWarnings("NullAway.Init")
    private static Instant atFirst;

    @SuppressWarnings("NullAway.Init")
    private static Instant red;

    @SuppressWarnings("NullAway.Init")
    private static Instant green;

    @SuppressWarnings("NullAway.Init")
    private static Instant linked;

    @SuppressWarnings("NullAway.Init")
    private static Instant unlinked;

    @SuppressWarnings("NullAway.Init")
    private static Campaigning campaign;

    @BeforeAll
    static void tell() throws Exception {
        record = new RecordFixture();
        Story bank = Story.begin(record, about("aoba-bank", "bank"));
        Story gas = Story.begin(record, about("nangoku-gas", "gas").tlp(Tlp.AMBER));
        atFirst = now();
        gas.label(Tlp.RED);
        red = now();
        gas.label(Tlp.GREEN);
        green = now();
        record.setClock(now().plusSeconds(60));
        campaign = Campaigning.of(record, "c").declaring(Tlp.AMBER, bank).linking(gas);
        linked = now();
        record.setClock(now().plusSeconds(60));
        campaign.unlinking(gas);
        unlinked = now();
        record.catchUp();
    }

    private static Instant now() {
        return record.clock().instant();
    }

    @AfterAll
    static void close() {
        record.close();
    }

    private static Filter filter(@Nullable Instant until, @Nullable String campaign, @Nullable String q) {
        return new Filter(null, null, null, campaign, null, null, null, null, null, until, q, false, Order.ASC);
    }

    private static List<TimelineChange> changes(Viewer viewer, Instant since, Filter filter) {
        return record.changes()
                .page(viewer, filter, since, null, Parameters.MOST)
                .items();
    }

    private static List<TimelineChange> changes(Viewer viewer, Instant since, @Nullable Instant until) {
        return changes(viewer, since, filter(until, null, null));
    }

    private static List<TimelineChange> of(List<TimelineChange> changes, Kind kind) {
        return changes.stream().filter(one -> one.change() == kind).toList();
    }

    @Test
    void beforeAnythingWasKnownAllAppearsAndBetweenOneInstantAndItselfNothing() {
        assertThat(changes(OFFICE, Instant.parse("2020-01-01T00:00:00Z"), (Instant) null))
                .extracting(TimelineChange::after)
                .isEqualTo(record.timeline()
                        .page(OFFICE, filter(null, null, null), null, Parameters.MOST)
                        .items());
        assertThat(changes(OFFICE, red, red)).isEmpty();
        assertThat(changes(OFFICE, unlinked, (Instant) null)).isEmpty();
    }

    @Test
    void whatWasRecordedSinceAppears() {
        assertThat(of(changes(OFFICE, atFirst, red), Kind.APPEARED))
                .allSatisfy(change -> assertThat(change.before()).isNull())
                .extracting(TimelineChange::after)
                .extracting(entry -> Objects.requireNonNull(entry).kind())
                .containsExactly("CORRECTION_SUBMITTED", "ROUTING_DECIDED");
    }

    @Test
    void aWiderLabelShowsMoreOfTheEarlierEntries() {
        assertThat(of(changes(NAMELESS, red, green), Kind.CHANGED)).isNotEmpty().allSatisfy(change -> {
            assertThat(Objects.requireNonNull(change.before()).operator()).isNull();
            assertThat(Objects.requireNonNull(change.before()).tlp()).isEqualTo(Tlp.RED);
            assertThat(Objects.requireNonNull(change.after()).operator()).isEqualTo("nangoku-gas");
            assertThat(Objects.requireNonNull(change.after()).tlp()).isEqualTo(Tlp.GREEN);
        });
        assertThat(changes(NAMELESS, red, filter(green, null, "nangoku")))
                .isNotEmpty()
                .extracting(TimelineChange::change)
                .containsOnly(Kind.APPEARED);
    }

    @Test
    void aNarrowerLabelTookThemAway() {
        assertThat(changes(NAMELESS, atFirst, filter(red, null, "nangoku")))
                .isNotEmpty()
                .allSatisfy(change -> {
                    assertThat(change.change()).isEqualTo(Kind.GONE);
                    assertThat(change.after()).isNull();
                });
    }

    @Test
    void whatTheViewerMayReadNoMoreIsInNeither() throws Exception {
        try (var own = new RecordFixture()) {
            Story story = Story.begin(own, about("nangoku-gas", "narrowed").tlp(Tlp.AMBER));
            Instant before = own.clock().instant();
            story.followUp(Stage.FOLLOW_UP, 1);
            Instant after = own.clock().instant();
            story.label(Tlp.RED);
            own.catchUp();
            assertThat(own.changes()
                            .page(NAMELESS, filter(after, null, "nangoku"), before, null, 50)
                            .items())
                    .isEmpty();
            assertThat(own.changes()
                            .page(NAMELESS, filter(after, null, null), before, null, 50)
                            .items())
                    .isNotEmpty()
                    .allSatisfy(change -> assertThat(
                                    Objects.requireNonNull(change.after()).operator())
                            .isNull());
        }
    }

    @Test
    void linksBringTheEntriesOfACampaignAndUnlinkingTakesThem() {
        String id = campaign.id().toString();
        List<TimelineChange> came = changes(OFFICE, green, filter(linked, id, null));
        assertThat(came).extracting(TimelineChange::change).containsOnly(Kind.APPEARED);
        assertThat(came)
                .extracting(change -> Objects.requireNonNull(change.after()).operator())
                .contains("aoba-bank", "nangoku-gas");
        List<TimelineChange> went = changes(OFFICE, linked, filter(unlinked, id, null));
        assertThat(went).isNotEmpty().allSatisfy(change -> {
            assertThat(change.change()).isEqualTo(Kind.GONE);
            assertThat(Objects.requireNonNull(change.before()).operator()).isEqualTo("nangoku-gas");
        });
    }
}
