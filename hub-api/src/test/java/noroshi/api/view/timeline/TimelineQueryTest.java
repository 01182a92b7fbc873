package noroshi.api.view.timeline;

import static noroshi.api.view.Story.Telling.about;
import static noroshi.api.view.Story.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import noroshi.api.page.Page;
import noroshi.api.page.Parameters;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.Story;
import noroshi.api.view.timeline.TimelineQuery.Filter;
import noroshi.api.view.timeline.TimelineQuery.Order;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.register.OperatorCommand.RegisterOperator;
import noroshi.core.register.OperatorSlug;
import noroshi.core.register.Revisions;
import noroshi.core.report.Kind;
import noroshi.core.report.ReportId;
import noroshi.core.report.Revision;
import noroshi.core.report.Stage;
import noroshi.core.report.SubmissionCommand.RefuseSubmission;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Viewer;
import noroshi.core.thread.Filings;
import noroshi.core.thread.ReportThreadCommand.SubmitFollowUp;
import noroshi.core.thread.Stating;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class TimelineQueryTest {

    private static final Viewer OFFICE = viewer("nco:mori");
    private static final Map<String, Story> STORIES = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init")
    private static RecordFixture record;

    @SuppressWarnings("NullAway.Init")
    private static Instant beforeWater;

    @BeforeAll
    static void tell() throws Exception {
        record = new RecordFixture();
        STORIES.put(
                "hospital",
                Story.begin(
                        record,
                        about("kitahama-medical", "h")
                                .occurred("2026-11-05T03:10:00+09:00")
                                .severity(3)
                                .saying("電子カルテの暗号化", "ランサムウェア 100%_停止")));
        STORIES.put(
                "port",
                Story.begin(record, about("isewan-terminal", "p").occurred("2026-11-10T06:30:00+09:00"))
                        .delivered()
                        .acknowledged("PM_CAO"));
        STORIES.put(
                "drill",
                Story.begin(
                        record,
                        about("chubu-power", "d")
                                .occurred("2026-11-11T00:00:00+09:00")
                                .drill()));
        beforeWater = record.clock().instant();
        STORIES.put(
                "water",
                Story.begin(
                        record,
                        about("wangan-water", "w")
                                .occurred("2026-12-01T16:20:00+09:00")
                                .severity(1)));
        record.catchUp();
    }

    @AfterAll
    static void close() {
        record.close();
    }

    private static Set<String> found(Viewer viewer, Filter filter) {
        Map<UUID, String> names = STORIES.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getValue().thread().value(), Map.Entry::getKey));
        return record.timeline().page(viewer, filter, null, Parameters.MOST).items().stream()
                .map(entry -> names.getOrDefault(entry.threadId(), "?"))
                .collect(Collectors.toSet());
    }

    private static Filter filter(String item, String value) {
        return new Filter(
                text(item, "sector", value),
                text(item, "ministry", value),
                text(item, "operator", value),
                text(item, "campaign", value),
                text(item, "regime", value),
                item.equals("severity") ? Integer.valueOf(value) : null,
                item.equals("officialSeverity") ? Integer.valueOf(value) : null,
                item.equals("from") ? Instant.parse(value) : null,
                item.equals("to") ? Instant.parse(value) : null,
                item.equals("asOf") ? Instant.parse(value) : null,
                text(item, "q", value),
                item.equals("exercise") && Boolean.parseBoolean(value),
                Order.DESC);
    }

    private static @Nullable String text(String item, String name, String value) {
        return item.equals(name) ? value : null;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    exercise | false                | hospital,port,water
                    exercise | true                 | drill
                    sector   | HEALTHCARE           | hospital
                    sector   | WATER                | water
                    sector   | KI_WATER             | water
                    sector   | GOV_ADMIN            | water
                    sector   | GAS                  |
                    sector   | GAS' or 'a'='a       |
                    ministry | MHLW                 | hospital
                    ministry | MLIT                 | port,water
                    ministry | PM_CAO               | port,water
                    ministry | METI                 |
                    operator | isewan-terminal      | port
                    operator | chubu-power          |
                    campaign | anything             |
                    campaign | 00000000-0000-8000-8000-000000000000 |
                    regime   | CYBER_RESPONSE_ACT   | port,water
                    regime   | ACTION_PLAN          | hospital,port,water
                    severity | 3                    | hospital
                    severity | 1                    | water
                    severity | 0                    |
                    from     | 2026-11-09T21:30:00Z | port,water
                    to       | 2026-11-09T21:30:00Z | hospital
                    asOf     | 2020-01-01T00:00:00Z |
                    asOf     | 2030-01-01T00:00:00Z | hospital,port,water
                    q        | カルテ               | hospital
                    q        | 暗号                 | hospital
                    q        | 暗号 ﾗﾝｻﾑ            | hospital
                    q        | 暗号 停電            |
                    q        | 100%_停              | hospital
                    q        | 1%停                 |
                    q        | VPN                  | hospital,port,water
                    q        | 06-0000              |
                    """)
    void aFilterFindsItsThreadsAndNoOthers(String item, String value, @Nullable String expected) {
        assertThat(found(OFFICE, filter(item, value)))
                .isEqualTo(expected == null ? Set.of() : Set.of(expected.split(",")));
    }

    @Test
    void asOfAnEarlierTimeShowsWhatWasKnownThen() {
        assertThat(found(OFFICE, filter("asOf", beforeWater.toString()))).containsExactlyInAnyOrder("hospital", "port");
    }

    @Test
    void whatIsDatedAheadOfItsRecordIsKnownFromItsRecordOn() throws Exception {
        try (var own = new RecordFixture()) {
            Story story = Story.begin(own, about("nangoku-gas", "ahead"));
            Instant before = own.clock().instant();
            own.setClock(before.plusSeconds(60));
            Instant ahead = Instant.parse("2099-01-01T00:00:00Z");
            own.send(new SubmitFollowUp(
                    story.thread(),
                    ReportId.of(new OperatorSlug("nangoku-gas"), "dated ahead"),
                    new OperatorSlug("nangoku-gas"),
                    Stage.FOLLOW_UP,
                    datedAt(ahead),
                    "00".repeat(32),
                    own.clock().instant()));
            own.catchUp();
            for (String q : new String[] {null, "nangoku"}) {
                assertThat(occurrences(own, own.clock().instant(), q)).contains(ahead);
                assertThat(occurrences(own, before, q)).isNotEmpty().doesNotContain(ahead);
            }
        }
    }

    private static List<Instant> occurrences(RecordFixture own, Instant asOf, @Nullable String q) {
        var filter = new Filter(null, null, null, null, null, null, null, null, null, asOf, q, false, Order.DESC);
        return own.timeline().page(OFFICE, filter, null, 50).items().stream()
                .map(entry -> entry.occurredAt().toInstant())
                .toList();
    }

    private static Revision datedAt(Instant occurred) {
        return Stating.that(it -> it.occurredAt = occurred);
    }

    @Test
    void aSubmissionBearsTheSectorAndMinistryDecidedWithIt() {
        TimelineEntry entry = record.timeline().page(OFFICE, filter("sector", "WATER"), null, 50).items().stream()
                .filter(one -> one.kind().equals("REPORT_SUBMITTED"))
                .findFirst()
                .orElseThrow();
        assertThat(entry.sector()).isEqualTo("WATER");
        assertThat(entry.regime()).isEqualTo("CYBER_RESPONSE_ACT");
        assertThat(entry.ministry()).isEqualTo("MLIT");
        assertThat(entry.operator()).isEqualTo("wangan-water");
        assertThat(entry.severity()).isEqualTo(1);
        assertThat(entry.occurredAt()).hasToString("2026-12-01T16:20+09:00");
        assertThat(entry.summary()).isEqualTo("速報：wangan-water の障害");
    }

    @Test
    void anActBearsItsAuthority() {
        assertThat(record.timeline()
                        .page(OFFICE, filter("operator", "isewan-terminal"), null, 50)
                        .items())
                .filteredOn(entry -> entry.kind().equals("RECEIPT_ACKNOWLEDGED"))
                .extracting(TimelineEntry::ministry)
                .containsExactly("PM_CAO");
    }

    @Test
    void pagesFollowEachOtherInBothOrdersWithoutGapOrRepetition() {
        List<TimelineEntry> down = walk(Order.DESC, 2);
        List<TimelineEntry> up = walk(Order.ASC, 3);
        assertThat(down).hasSizeGreaterThan(6).doesNotHaveDuplicates();
        assertThat(up).isEqualTo(down.reversed());
        assertThat(up).isSortedAccordingTo((one, other) -> {
            int byTime = one.occurredAt().compareTo(other.occurredAt());
            return byTime == 0 ? Long.compare(one.position(), other.position()) : byTime;
        });
    }

    @Test
    void aCursorHoldsUnderWrites() throws Exception {
        try (var own = new RecordFixture()) {
            Story.begin(own, about("aoba-bank", "one").occurred("2026-10-21T00:00:00+09:00"))
                    .delivered();
            own.catchUp();
            Page<TimelineEntry> first = own.timeline().page(OFFICE, Filter.ALL, null, 1);
            var after = new Parameters().cursorOfPosition(first.nextCursor());
            Page<TimelineEntry> second = own.timeline().page(OFFICE, Filter.ALL, after, 1);
            // one before and one after what the cursor points at
            Story.begin(own, about("aoba-bank", "later").occurred("2026-10-30T00:00:00+09:00"));
            own.catchUp();
            assertThat(own.timeline().page(OFFICE, Filter.ALL, after, 1)).isEqualTo(second);
        }
    }

    private static Page<TimelineEntry> page(Order order, @Nullable String cursor, int limit) {
        var all = new Filter(null, null, null, null, null, null, null, null, null, null, null, false, order);
        var parameters = new Parameters();
        Page<TimelineEntry> page = record.timeline().page(OFFICE, all, parameters.cursorOfPosition(cursor), limit);
        parameters.require();
        return page;
    }

    private static List<TimelineEntry> walk(Order order, int limit) {
        var entries = new ArrayList<TimelineEntry>();
        String cursor = null;
        do {
            Page<TimelineEntry> page = page(order, cursor, limit);
            entries.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return entries;
    }

    @Test
    void aDeliveryAddedLaterOpensTheEarlierEntriesToItsAddressee() throws Exception {
        try (var own = new RecordFixture()) {
            Viewer officer = viewer("ministry:METI:sato");
            Story story = Story.begin(own, about("kokken-institute", "unrouted"));
            own.catchUp();
            Instant before = own.clock().instant();
            assertThat(own.timeline().page(officer, Filter.ALL, null, 50).items())
                    .isEmpty();

            own.send(new RegisterOperator(
                    Revisions.ofSector(Filings.entry("kokken-institute"), "CHEMICAL"),
                    "test",
                    own.clock().instant()));
            story.rerouted();
            own.catchUp();
            assertThat(own.timeline().page(officer, Filter.ALL, null, 50).items())
                    .extracting(TimelineEntry::kind)
                    .containsExactlyInAnyOrder("REPORT_SUBMITTED", "ROUTING_DECIDED", "ROUTING_DECIDED");

            assertThat(deliveredTo("METI", own, null)).hasSize(3);
            assertThat(deliveredTo("METI", own, own.clock().instant())).hasSize(3);
            assertThat(deliveredTo("METI", own, before)).isEmpty();
            assertThat(deliveredTo("NCO", own, before)).hasSize(2);
        }
    }

    private static List<TimelineEntry> deliveredTo(String authority, RecordFixture own, @Nullable Instant asOf) {
        var filter =
                new Filter(null, authority, null, null, null, null, null, null, null, asOf, null, false, Order.ASC);
        return own.timeline().page(OFFICE, filter, null, 50).items();
    }

    /** RED is for named officers; this token names none. */
    private static final Viewer NAMELESS = viewer("ministry:METI");

    private static List<TimelineEntry> labelled(RecordFixture own, @Nullable Instant asOf, @Nullable String q) {
        var filter = new Filter(null, null, null, null, null, null, null, null, null, asOf, q, false, Order.ASC);
        return own.timeline().page(NAMELESS, filter, null, 50).items();
    }

    @Test
    void aLabelNarrowedSinceIsNarrowInThePastToo() throws Exception {
        try (var own = new RecordFixture()) {
            Story story = Story.begin(own, about("nangoku-gas", "narrowed").tlp(Tlp.AMBER));
            Instant then = own.clock().instant();
            own.catchUp();
            assertThat(labelled(own, then, "nangoku"))
                    .extracting(TimelineEntry::tlp)
                    .containsOnly(Tlp.AMBER);
            story.label(Tlp.RED);
            own.catchUp();

            assertThat(labelled(own, then, null)).isNotEmpty().allSatisfy(entry -> {
                assertThat(entry.tlp()).isEqualTo(Tlp.RED);
                assertThat(entry.operator()).isNull();
            });
            assertThat(labelled(own, then, "nangoku")).isEmpty();
            assertThat(labelled(own, null, "nangoku")).isEmpty();
        }
    }

    @Test
    void aLabelWidenedSinceIsAsNarrowInThePastAsItWas() throws Exception {
        try (var own = new RecordFixture()) {
            Story story = Story.begin(own, about("nangoku-gas", "widened").tlp(Tlp.AMBER))
                    .label(Tlp.RED);
            Instant then = own.clock().instant();
            story.label(Tlp.GREEN);
            Instant since = own.clock().instant();
            own.catchUp();

            // also what was filed before it became RED
            assertThat(labelled(own, then, null)).isNotEmpty().allSatisfy(entry -> {
                assertThat(entry.tlp()).isEqualTo(Tlp.RED);
                assertThat(entry.operator()).isNull();
            });
            assertThat(labelled(own, then, "nangoku")).isEmpty();
            assertThat(labelled(own, since, "nangoku")).isNotEmpty().allSatisfy(entry -> {
                assertThat(entry.tlp()).isEqualTo(Tlp.GREEN);
                assertThat(entry.operator()).isEqualTo("nangoku-gas");
            });
            assertThat(labelled(own, null, "nangoku")).isEqualTo(labelled(own, since, "nangoku"));
        }
    }

    @Test
    void aRefusedFollowUpNamesItsThreadIsNotReadWithItAndStaysADrillOfADrill() throws Exception {
        try (var own = new RecordFixture()) {
            Story real = Story.begin(own, about("nangoku-gas", "real"));
            Story drill = Story.begin(own, about("wangan-water", "drill").drill());
            for (Story story : List.of(real, drill)) {
                ThreadId thread = story.thread();
                var operator = new OperatorSlug(story == real ? "nangoku-gas" : "wangan-water");
                own.send(new RefuseSubmission(
                        ReportId.of(operator, "late"),
                        operator,
                        thread,
                        Kind.FOLLOW_UP,
                        story == drill,
                        "reports.submitted",
                        List.of(Fault.of(Reason.AFTER_FINAL, "stage", "FOLLOW_UP", "補正", "a correction")),
                        own.clock().instant(),
                        own.clock().instant()));
            }
            own.catchUp();
            // the circle of the thread moves, and not that of what was refused
            real.label(Tlp.GREEN);
            drill.label(Tlp.GREEN);
            own.catchUp();

            assertThat(refused(own, OFFICE, false))
                    .containsExactly(real.thread().value());
            assertThat(refused(own, OFFICE, true))
                    .containsExactly(drill.thread().value());
            assertThat(refused(own, viewer("ministry:METI:sato"), false)).isEmpty();
        }
    }

    private static List<UUID> refused(RecordFixture own, Viewer viewer, boolean exercise) {
        var filter = new Filter(null, null, null, null, null, null, null, null, null, null, null, exercise, Order.ASC);
        return own.timeline().page(viewer, filter, null, 50).items().stream()
                .filter(entry -> entry.kind().equals("SUBMISSION_REFUSED"))
                .map(TimelineEntry::threadId)
                .toList();
    }

    @Test
    void aRefusedSubmissionIsShownToTheNationalOfficeAloneAndQuotesNothing() throws Exception {
        try (var own = new RecordFixture()) {
            var operator = new OperatorSlug("aoba-bank");
            own.send(new RefuseSubmission(
                    ReportId.of(operator, "bad"),
                    operator,
                    null,
                    null,
                    false,
                    "intake.aoba-bank",
                    List.of(Fault.of(Reason.UNREADABLE, "body", "秘密の値", "Avro", "Avro")),
                    own.clock().instant(),
                    own.clock().instant()));
            own.catchUp();
            assertThat(own.timeline().page(OFFICE, Filter.ALL, null, 50).items())
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.kind()).isEqualTo("SUBMISSION_REFUSED");
                        assertThat(entry.threadId()).isNull();
                        assertThat(entry.operator()).isEqualTo("aoba-bank");
                        assertThat(entry.summary()).isEqualTo("不受理：UNREADABLE body");
                    });
            assertThat(own.timeline()
                            .page(viewer("ministry:FSA:ono"), Filter.ALL, null, 50)
                            .items())
                    .isEmpty();
        }
    }
}
