package noroshi.api.view;

import static noroshi.api.view.Story.Telling.about;
import static noroshi.api.view.Story.viewer;
import static noroshi.core.report.Consent.CEPTOAR_ANONYMISED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import noroshi.api.page.Parameters;
import noroshi.api.view.campaign.CampaignSheet.Linked;
import noroshi.api.view.thread.ThreadItem;
import noroshi.api.view.thread.ThreadSheet;
import noroshi.api.view.thread.ThreadSheet.Happening;
import noroshi.api.view.timeline.Arrived;
import noroshi.api.view.timeline.TimelineEntry;
import noroshi.api.view.timeline.TimelineQuery;
import noroshi.api.view.timeline.TimelineQuery.Order;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a masked thread tells of where and when it happened, by each outlet: of the airport, the only one that the register
 * has, no sector; of the chemical works, one of three, its sector; of no one its business, who leads, or the hour.
 */
@Timeout(120)
class MaskedThreadsTest {

    private static final Viewer OFFICE = viewer("nco:mori");

    /** Knows of the airport and of the chemical works beside its own city. */
    private static final Viewer BESIDE = viewer("ministry:MIC:ueda");

    private static final Map<String, Story> STORIES = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init")
    private static RecordFixture record;

    @SuppressWarnings("NullAway.Init")
    private static Campaigning attack;

    @BeforeAll
    static void tell() throws Exception {
        record = new RecordFixture();
        record.register(2, "CHEMICAL");
        record.register(2, "WATER");
        record.register(1, "GOV_ADMIN");
        begin("airport", about("new-airport", "airport").severity(2));
        begin("chemical", about("setouchi-chem", "chemical").severity(3));
        begin("city", about("midorikawa-city", "city"));
        begin("red airport", about("new-airport", "red airport").tlp(Tlp.RED));
        begin("red chemical", about("setouchi-chem", "red chemical").tlp(Tlp.RED));
        begin("red water", about("wangan-water", "red water").tlp(Tlp.RED));
        attack =
                Campaigning.of(record, "波状攻撃").declaring(Tlp.AMBER, story("airport"), story("chemical"), story("city"));
        story("airport").delivered().granting(CEPTOAR_ANONYMISED);
        story("chemical").granting(CEPTOAR_ANONYMISED);
        record.catchUp();
    }

    @AfterAll
    static void close() {
        record.close();
    }

    private static void begin(String name, Story.Telling telling) {
        STORIES.put(name, Story.begin(record, telling.in("12")));
    }

    private static Story story(String name) {
        return Objects.requireNonNull(STORIES.get(name));
    }

    private static ThreadSheet sheet(Viewer viewer, String name) {
        return record.threads().sheet(viewer, story(name).thread()).orElseThrow();
    }

    private static void isBeginningOfDay(OffsetDateTime time) {
        assertThat(time.toLocalTime()).isEqualTo(LocalTime.MIDNIGHT);
        assertThat(time.getOffset()).isEqualTo(ZoneOffset.ofHours(9));
    }

    /** Each viewer, the thread that it knows of, and what it is told of its lines. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ministry:MIC:ueda | airport      |
            ministry:MIC:ueda | chemical     | CHEMICAL
            ministry:MIC:ueda | city         | GOV_ADMIN
            ministry:MIC:ueda | red water    | WATER,GOV_ADMIN,KI_WATER
            nco:mori          | airport      | AIRPORT,KI_AIRPORT
            nco:mori          | red airport  |
            nco:mori          | red chemical | CHEMICAL
            ministry:MLIT     | red airport  |
            ministry:MLIT     | red water    | WATER
            ministry:MLIT:ono | red water    | WATER,GOV_ADMIN,KI_WATER
            ceptoar:AIRPORT   | airport      | AIRPORT
            ceptoar:CHEMICAL  | chemical     | CHEMICAL
            """)
    void aSheetTellsTheLinesThatItsViewerMayKnow(String identity, String name, @Nullable String lines) {
        assertThat(sheet(viewer(identity), name).sectors())
                .isEqualTo(lines == null ? List.of() : List.of(lines.split(",")));
    }

    @Test
    void aMaskedSheetTellsNoHourNoRegimeAndNobodyWhoLeads() {
        ThreadSheet masked = sheet(BESIDE, "airport");
        ThreadSheet read = sheet(OFFICE, "airport");

        assertThat(masked.history()).isNotEmpty().allSatisfy(one -> isBeginningOfDay(one.occurredAt()));
        assertThat(masked.history())
                .extracting(Happening::recordedAt)
                .isSubsetOf(read.history().stream().map(Happening::recordedAt).toList());
        assertThat(read.history().getFirst().occurredAt()).hasToString("2026-11-05T03:10+09:00");
        assertThat(masked.regimes()).isEmpty();
        assertThat(masked.toString()).doesNotContain("AIRPORT", "MLIT", "KI_", "new-airport", "ACTION_PLAN");
    }

    @Test
    void aListTellsAsMuchAsTheSheet() {
        List<ThreadItem> items =
                record.threads().page(OFFICE, false, null, Parameters.MOST).items();

        assertThat(sectors(items, "red airport")).isEmpty();
        assertThat(sectors(items, "red chemical")).containsExactly("CHEMICAL");
        assertThat(sectors(items, "airport")).containsExactly("AIRPORT", "KI_AIRPORT");
    }

    private static List<String> sectors(List<ThreadItem> items, String name) {
        return items.stream()
                .filter(item -> item.threadId().equals(story(name).thread().value()))
                .findFirst()
                .orElseThrow()
                .sectors();
    }

    @Test
    void aCampaignTellsAsMuchOfItsThreads() {
        Map<UUID, List<String>> told =
                record.campaigns().sheet(BESIDE, attack.id(), null, 100).orElseThrow().threads().stream()
                        .collect(Collectors.toMap(Linked::threadId, Linked::sectors));

        assertThat(told)
                .isEqualTo(Map.of(
                        story("airport").thread().value(), List.of(),
                        story("chemical").thread().value(), List.of("CHEMICAL"),
                        story("city").thread().value(), List.of("GOV_ADMIN")));
    }

    private static List<TimelineEntry> timeline(Viewer viewer, TimelineQuery.Filter filter, String name) {
        return record.timeline().page(viewer, filter, null, Parameters.MOST).items().stream()
                .filter(entry -> story(name).thread().value().equals(entry.threadId()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"airport, , 2", "chemical, CHEMICAL, 3"})
    void anEntryTellsTheDayTheSeverityAndASectorThatLeavesEnough(String name, @Nullable String sector, int severity) {
        List<TimelineEntry> masked = timeline(BESIDE, TimelineQuery.Filter.ALL, name);

        assertThat(masked).isNotEmpty().allSatisfy(entry -> {
            isBeginningOfDay(entry.occurredAt());
            assertThat(entry.sector()).isEqualTo(sector);
            assertThat(entry.ministry()).isNull();
            assertThat(entry.regime()).isNull();
            assertThat(entry.operator()).isNull();
            assertThat(entry.severity()).isEqualTo(severity);
        });
        assertThat(masked)
                .extracting(TimelineEntry::recordedAt)
                .isSubsetOf(timeline(OFFICE, TimelineQuery.Filter.ALL, name).stream()
                        .map(TimelineEntry::recordedAt)
                        .toList());
        assertThat(timeline(BESIDE, TimelineQuery.Filter.ALL, "city"))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.ministry()).isEqualTo("MIC"));
    }

    /** What is not told is not found either; the city is the asker's own, and red water: of the city too. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sector   | AIRPORT     |
            sector   | KI_AIRPORT  |
            sector   | CHEMICAL    | chemical
            sector   | GOV_ADMIN   | city,red water
            ministry | MLIT        | red water
            ministry | METI        |
            ministry | MIC         | city,red water
            regime   | ACTION_PLAN | city,red water
            """)
    void byWhatIsNotToldNothingIsFound(String item, String value, @Nullable String expected) {
        Set<String> found = expected == null ? Set.of() : Set.of(expected.split(","));

        assertThat(found(BESIDE, item, value)).isEqualTo(found);
        assertThat(followed(BESIDE, item, value)).isEqualTo(found);
        assertThat(changed(BESIDE, item, value)).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nco:mori      | sector   | AIRPORT    | airport
            nco:mori      | sector   | KI_AIRPORT | airport
            nco:mori      | sector   | CHEMICAL   | chemical,red chemical
            nco:mori      | ministry | MLIT       | airport,red water
            ministry:MLIT | sector   | WATER      | red water
            ministry:MLIT | sector   | GOV_ADMIN  | city
            ministry:MLIT | sector   | KI_WATER   |
            ministry:MLIT | ministry | MLIT       | airport,red airport,red water
            """)
    void byWhatIsToldItIsFound(String identity, String item, String value, @Nullable String expected) {
        Set<String> found = expected == null ? Set.of() : Set.of(expected.split(","));

        assertThat(found(viewer(identity), item, value)).isEqualTo(found);
        assertThat(followed(viewer(identity), item, value)).isEqualTo(found);
    }

    private static Set<String> found(Viewer viewer, String item, String value) {
        return names(record.timeline().page(viewer, filter(item, value), null, Parameters.MOST).items().stream());
    }

    private static Set<String> followed(Viewer viewer, String item, String value) {
        var filter = new Arrived.Filter(
                item.equals("sector") ? value : null,
                item.equals("ministry") ? value : null,
                item.equals("regime") ? value : null,
                false);
        return names(record.arrivals().after(0, record.ledger().head()).shownTo(viewer, filter).stream()
                .flatMap(news -> news.entries().stream()));
    }

    private static Set<String> changed(Viewer viewer, String item, String value) {
        return names(
                record
                        .changes()
                        .page(viewer, filter(item, value), Instant.parse("2020-01-01T00:00:00Z"), null, 500)
                        .items()
                        .stream()
                        .flatMap(change -> Stream.ofNullable(change.after())));
    }

    private static TimelineQuery.Filter filter(String item, String value) {
        return new TimelineQuery.Filter(
                item.equals("sector") ? value : null,
                item.equals("ministry") ? value : null,
                null,
                null,
                item.equals("regime") ? value : null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                Order.DESC);
    }

    private static Set<String> names(Stream<TimelineEntry> entries) {
        Map<UUID, String> names = STORIES.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getValue().thread().value(), Map.Entry::getKey));
        return entries.map(entry -> names.getOrDefault(entry.threadId(), "?")).collect(Collectors.toSet());
    }

    @Test
    void whoFollowsIsToldWhatTheTimelineShows() {
        var told = new LinkedHashMap<UUID, TimelineEntry>();
        record.arrivals()
                .after(0, record.ledger().head())
                .shownTo(BESIDE, new Arrived.Filter(null, null, null, false))
                .forEach(news -> {
                    news.recalled().forEach(recall -> told.remove(recall.entryId()));
                    news.entries().forEach(entry -> told.put(entry.entryId(), entry));
                });

        assertThat(told.values())
                .containsExactlyInAnyOrderElementsOf(record.timeline()
                        .page(BESIDE, TimelineQuery.Filter.ALL, null, Parameters.MOST)
                        .items());
    }

    @Test
    void theRegisterOfNowDecidesByTheMembershipsOfTheDay() throws Exception {
        try (var own = new RecordFixture()) {
            Story airport = Story.begin(own, about("new-airport", "airport"));
            Story city = Story.begin(own, about("midorikawa-city", "city"));
            Campaigning.of(own, "登録簿").declaring(Tlp.AMBER, airport, city);
            own.register(1, "AIRPORT");
            own.catchUp();
            assertThat(own.threads()
                            .sheet(BESIDE, airport.thread())
                            .orElseThrow()
                            .sectors())
                    .isEmpty();

            own.register(2, "AIRPORT");
            own.catchUp();
            assertThat(own.threads()
                            .sheet(BESIDE, airport.thread())
                            .orElseThrow()
                            .sectors())
                    .containsExactly("AIRPORT");

            own.register(2, "AIRPORT", LocalDate.of(2026, 11, 6));
            own.catchUp();
            assertThat(own.threads()
                            .sheet(BESIDE, airport.thread())
                            .orElseThrow()
                            .sectors())
                    .as("two of the three joined on the day after")
                    .isEmpty();
        }
    }
}
