package noroshi.api.view;

import static noroshi.api.view.Story.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import noroshi.api.page.Page;
import noroshi.api.page.Parameters;
import noroshi.api.view.situation.SituationProjection;
import noroshi.api.view.timeline.TimelineChange;
import noroshi.api.view.timeline.TimelineEntry;
import noroshi.api.view.timeline.TimelineProjection;
import noroshi.api.view.timeline.TimelineQuery.Filter;
import noroshi.api.view.timeline.TimelineQuery.Order;
import noroshi.core.campaign.CampaignEvent;
import noroshi.core.register.OperatorEvent.OperatorRevised;
import noroshi.core.report.ThreadId;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Viewer;
import noroshi.core.thread.ReportThreadEvent.ThreadClosed;
import noroshi.core.thread.ReportThreadEvent.ThreadReopened;
import noroshi.core.thread.ReportThreadEvent.ThreadWithdrawn;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a view says of now and what it says as of now are the same; and what it says as of an earlier time is what a view
 * says that was made from the record up to then.
 */
@Timeout(120)
class AgreementTest {

    private static final List<Viewer> VIEWERS = List.of(
            viewer("nco:mori"),
            viewer("pm-cao:abe"),
            viewer("ministry:METI:sato"),
            viewer("ministry:METI"),
            viewer("ministry:MLIT:ono"),
            viewer("police:13"),
            viewer("ppc"),
            viewer("hq"));
    private static final int LOOKED_BACK = 5;

    /** What happened in all the histories. */
    private static final Set<Class<?>> HAPPENED = new HashSet<>();

    /** What a row of the timeline says; its circle is today's. */
    private static final String TOLD = """
            position, entry_id, thread_id, report_id, kind, actor, occurred_at, recorded_at, sector, lines, awareness,
            regimes, ministry, severity, official_severity, exercise, what, summary, label, operator""";

    /** What is counted of a thread, and by whom. */
    private static final String COUNTED = """
            thread_id, from_position, state, exercise, sectors, severity, official_severity, region, regimes,
            open_obligations, operator, addressees, named, tlp, passing, ceptoars""";

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void liveAsOfAndRebuiltAgree(long seed) throws Exception {
        try (var record = new RecordFixture()) {
            var history = new RandomHistory(record, new Random(seed));
            record.catchUp();
            int head = Math.toIntExact(record.ledger().head());
            record.ledger()
                    .read(0, head)
                    .forEach(recorded -> HAPPENED.add(recorded.payload().getClass()));
            asOfNowIsLive(record);
            countedIsEachThreadAsItWas(record, history.stories(), record.clock().instant(), head);
            List<Instant> moments = history.moments();
            var random = new Random(seed);
            for (int i = 0; i < LOOKED_BACK; i++) {
                Instant then = moments.get(random.nextInt(moments.size()));
                long position = record.ledger().positionAt(then).orElseThrow();
                asOfThenIsAsRebuiltUntilThen(record, position, 9000 + i);
                countedIsEachThreadAsItWas(record, history.stories(), then, position);
                pagesOfAnySizeAgree(record, then);
                changesLeadFromOneTimeToAnother(
                        record, random, List.of(then, moments.get(random.nextInt(moments.size()))));
            }
        }
    }

    @AfterAll
    static void threadsWereClosedAndCampaignsDidWhateverTheyCan() {
        assertThat(HAPPENED)
                .contains(ThreadClosed.class, ThreadReopened.class, ThreadWithdrawn.class, OperatorRevised.class)
                .contains(CampaignEvent.class.getPermittedSubclasses());
    }

    private static void asOfNowIsLive(RecordFixture record) {
        Instant now = record.clock().instant();
        for (Viewer viewer : VIEWERS) {
            assertThat(record.situation().count(viewer, now))
                    .as(viewer.identity())
                    .isEqualTo(record.situation().count(viewer, null));
            for (String q : new String[] {null, "障害", "害", "vpn 装置"}) {
                assertThat(record.timeline().page(viewer, filter(now, q), null, Parameters.MOST))
                        .as("%s, q=%s", viewer.identity(), q)
                        .isEqualTo(record.timeline().page(viewer, filter(null, q), null, Parameters.MOST));
            }
        }
    }

    /** Whatever is counted, and by whatever way: what has not changed since is taken from the tally of now. */
    private static void countedIsEachThreadAsItWas(
            RecordFixture record, List<Story> stories, Instant then, long position) {
        Map<ThreadId, Circle> today = new Companionship(record.database())
                .beside(stories.stream()
                        .collect(Collectors.toMap(
                                Story::thread, story -> story.state().circleNow())));
        Map<ThreadId, ThreadState> asTheyWere = new HashMap<>();
        for (ThreadId thread : today.keySet()) {
            ThreadState.find(record.ledger().ofTag("thread", thread.toString()).stream()
                            .filter(event -> event.position() <= position)
                            .toList())
                    .ifPresent(state -> asTheyWere.put(thread, state));
        }
        for (Viewer viewer : VIEWERS) {
            var census = new Census(viewer);
            asTheyWere.forEach((thread, state) -> census.count(state, Objects.requireNonNull(today.get(thread))));
            assertThat(record.situation().count(viewer, then))
                    .as("%s as of %d", viewer.identity(), position)
                    .isEqualTo(census.counted());
        }
    }

    /** Few entries a page are gone along to, many are looked up: the same entries in the same order. */
    private static void pagesOfAnySizeAgree(RecordFixture record, Instant then) {
        for (Viewer viewer : VIEWERS) {
            for (String q : new String[] {null, "障害", "害"}) {
                Filter filter = filter(then, q);
                var walked = new ArrayList<TimelineEntry>();
                String next = null;
                do {
                    Page<TimelineEntry> page =
                            record.timeline().page(viewer, filter, new Parameters().cursorOfPosition(next), 3);
                    walked.addAll(page.items());
                    next = page.nextCursor();
                } while (next != null);
                assertThat(walked)
                        .as("%s, q=%s", viewer.identity(), q)
                        .isEqualTo(record.timeline()
                                .page(viewer, filter, null, Parameters.MOST)
                                .items());
            }
        }
    }

    /** What was told to have changed, done to what was known then, gives what was known later, and what is known now. */
    private static void changesLeadFromOneTimeToAnother(RecordFixture record, Random random, List<Instant> moments) {
        Instant since = moments.stream().min(Comparator.naturalOrder()).orElseThrow();
        Instant until = moments.stream().max(Comparator.naturalOrder()).orElseThrow();
        for (Viewer viewer : VIEWERS) {
            String q = random.nextBoolean() ? "障害" : null;
            String campaign = random.nextBoolean() ? one(random, campaigns(record)) : null;
            String ministry = random.nextBoolean() ? one(random, "METI", "MLIT", "NCO", "PREF_POLICE_13") : null;
            for (Instant end : new Instant[] {until, null}) {
                Filter filter = filter(end, q, campaign, ministry);
                Map<UUID, TimelineEntry> known = entries(record, viewer, filter(since, q, campaign, ministry));
                for (TimelineChange change : changes(record, viewer, filter, since)) {
                    assertThat(known.get(change.entryId())).isEqualTo(change.before());
                    if (change.after() == null) {
                        known.remove(change.entryId());
                    } else {
                        known.put(change.entryId(), change.after());
                    }
                }
                assertThat(known)
                        .as(
                                "%s, q=%s, campaign=%s, ministry=%s, %s to %s",
                                viewer.identity(), q, campaign, ministry, since, end)
                        .isEqualTo(entries(record, viewer, filter));
            }
        }
    }

    private static Map<UUID, TimelineEntry> entries(RecordFixture record, Viewer viewer, Filter filter) {
        return record.timeline().page(viewer, filter, null, Parameters.MOST).items().stream()
                .collect(Collectors.toMap(TimelineEntry::entryId, entry -> entry));
    }

    /** A few a page, each once. */
    private static List<TimelineChange> changes(RecordFixture record, Viewer viewer, Filter filter, Instant since) {
        var changes = new ArrayList<TimelineChange>();
        String next = null;
        do {
            Page<TimelineChange> page =
                    record.changes().page(viewer, filter, since, new Parameters().cursorOfPosition(next), 7);
            changes.addAll(page.items());
            next = page.nextCursor();
        } while (next != null);
        assertThat(changes).extracting(TimelineChange::entryId).doesNotHaveDuplicates();
        return changes;
    }

    private static String[] campaigns(RecordFixture record) {
        return Stream.concat(
                        record
                                .database()
                                .sql("select campaign_id::text from api.campaign order by began")
                                .query(String.class)
                                .list()
                                .stream(),
                        Stream.of(UUID.nameUUIDFromBytes(new byte[0]).toString()))
                .toArray(String[]::new);
    }

    private static Filter filter(@Nullable Instant asOf, @Nullable String q) {
        return filter(asOf, q, null, null);
    }

    private static Filter filter(
            @Nullable Instant asOf, @Nullable String q, @Nullable String campaign, @Nullable String ministry) {
        return new Filter(null, ministry, null, campaign, null, null, null, null, null, asOf, q, false, Order.DESC);
    }

    private static void asOfThenIsAsRebuiltUntilThen(RecordFixture record, long position, int generation)
            throws Exception {
        var folds = new Folds(record.ledger());
        var tables = new ViewTables(Views.SCHEMA, generation);
        List<RecordedEvent> until = record.ledger().read(0, Math.toIntExact(position));
        assertThat(until).hasSize(Math.toIntExact(position));
        try (Connection connection = record.dataSource().getConnection()) {
            for (ApiProjection projection : List.of(new TimelineProjection(folds), new SituationProjection(folds))) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(projection.ddl(tables));
                }
                projection.project(until, tables, connection);
            }
        }
        assertThat(rows(record, TOLD, "api.timeline", "position <= " + position))
                .isNotEmpty()
                .isEqualTo(rows(record, TOLD, tables.of("timeline"), "true"));
        assertThat(rows(record, "*", "api.timeline_text", "position <= " + position))
                .isEqualTo(rows(record, "*", tables.of("timeline_text"), "true"));
        assertThat(rows(
                        record,
                        COUNTED,
                        "api.situation",
                        "from_position <= %1$d and to_position > %1$d".formatted(position)))
                .isEqualTo(rows(record, COUNTED, tables.of("situation"), "to_position = " + Long.MAX_VALUE));
    }

    private static List<String> rows(RecordFixture record, String columns, String table, String which) {
        return record.database()
                .sql("select r::text as row from (select %s from %s where %s) r order by 1"
                        .formatted(columns, table, which))
                .query((row, _) -> row.getString("row"))
                .list();
    }

    @SafeVarargs
    private static <T> T one(Random random, T... of) {
        return of[random.nextInt(of.length)];
    }
}
