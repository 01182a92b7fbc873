package noroshi.api.desk;

import static noroshi.api.view.Story.Telling.about;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import noroshi.api.view.ApiProjection;
import noroshi.api.view.Folds;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.Story;
import noroshi.api.view.Views;
import noroshi.core.mode.Mode;
import noroshi.core.mode.ModeCommand.SwitchMode;
import noroshi.core.sector.SectorCode;
import noroshi.core.thread.ReportThreadEvent.Opened;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.core.thread.ReportThreadEvent.TargetExceeded;
import noroshi.ledger.Projector;
import noroshi.ledger.ViewTables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The terminal of scenario S3 and a power company; the first contact with each one's ministry is awaited within 24 hours of
 * awareness, in a large-scale failure within 6 of the switch.
 */
@Timeout(120)
class RunningThreadsModeTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Instant SWITCHED = Instant.parse("2026-11-10T03:00:00Z");
    private static final Instant SHORTER = SWITCHED.plus(Duration.ofHours(6));
    private static final Instant BACK = SWITCHED.plus(Duration.ofHours(7));
    private static final String FIRST_CONTACT = "R1";

    private RecordFixture record;

    @BeforeEach
    void tell() throws Exception {
        record = new RecordFixture();
        record.setClock(SWITCHED);
        Story.begin(record, about("isewan-terminal", "p").occurred("2026-11-10T06:20:00+09:00"));
        Story.begin(record, about("chubu-power", "e").occurred("2026-11-10T06:20:00+09:00"));
    }

    @AfterEach
    void close() {
        record.close();
    }

    @Test
    void whatRunsGetsTheModesTargetsOnceAndItsOwnAgain() throws Exception {
        Instant own = targets().findFirst().orElseThrow();
        assertThat(own).isAfter(BACK);
        try (Hub one = hub();
                Hub other = hub()) {
            switchTo(Mode.LARGE_SCALE, SWITCHED);
            quiet(one);
            assertThat(recomputed()).containsExactly(SHORTER);
            switchTo(Mode.LARGE_SCALE, SWITCHED);
            quiet(one);
            assertThat(recomputed()).as("repeated").hasSize(1);

            switchTo(Mode.NORMAL, BACK);
            quiet(one);
            assertThat(recomputed()).containsExactly(SHORTER, own);

            record.setClock(own);
            quiet(one);
            quiet(other);
            assertThat(exceeded())
                    .as("what was filed in time, no switch makes late")
                    .isEmpty();
        }
    }

    /** Nobody is late by the switch itself, and nobody has more time by it. */
    @Test
    void aTargetThatIsNearerStays() throws Exception {
        Instant own = targets().findFirst().orElseThrow();
        try (Hub one = hub()) {
            switchTo(Mode.LARGE_SCALE, own.minus(Duration.ofHours(1)));
            quiet(one);

            assertThat(recomputed()).isEmpty();
        }
    }

    /** With a hundred thousand of them, nobody holds a transaction for all, and nobody who is killed begins anew. */
    @Test
    void theRunningThreadsAreTakenPageByPageAndWhoeverTakesOverGoesOn() throws Exception {
        try (Projector running =
                projector(new RunningThreads(new Folds(record.ledger()), record.commands(), record.clock()))) {
            running.start();
            switchTo(Mode.LARGE_SCALE, SWITCHED);
            assertThat(running.await(record.ledger().head(), LONG)).isTrue();
        }
        var tables = new ViewTables(Views.SCHEMA, 1);
        try (Connection connection = record.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            var killed = new ModeReroutes(record.commands(), 1);
            statement.execute(killed.ddl(tables));
            killed.project(record.ledger().read(0, 1_000), tables, connection);
            killed.act(tables, connection);
            connection.commit();
            assertThat(recomputed()).hasSizeLessThan(2);
            String first = last(statement);
            killed.act(tables, connection);
            String second = last(statement);
            connection.rollback();

            var next = new ModeReroutes(record.commands(), 1);
            assertThat(last(statement)).isEqualTo(first).isNotEqualTo(second);
            next.act(tables, connection);
            assertThat(last(statement)).isEqualTo(second);
            assertThat(recomputed()).containsExactly(SHORTER);
            next.act(tables, connection);
            assertThat(last(statement)).as("nothing is left").isEmpty();
        }
    }

    /** To a table that is built anew the switch is new; what was reported since got its target by it, from its own awareness. */
    @Test
    void aSwitchThatIsFollowedOnceMoreChangesNothing() throws Exception {
        try (Hub hub = hub()) {
            switchTo(Mode.LARGE_SCALE, SWITCHED);
            quiet(hub);
            Story.begin(record, about("isewan-terminal", "later").occurred("2026-11-10T13:00:00+09:00"));
            quiet(hub);
        }
        assertThat(targets().toList().getLast()).isEqualTo("2026-11-10T10:10:00Z");
        long decided = routings().count();

        var tables = new ViewTables(Views.SCHEMA, 2);
        try (Connection connection = record.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            var rebuilt = new ModeReroutes(record.commands());
            statement.execute(rebuilt.ddl(tables));
            rebuilt.project(record.ledger().read(0, 1_000), tables, connection);
            rebuilt.act(tables, connection);
            connection.commit();
        }

        assertThat(routings().count()).isEqualTo(decided);
    }

    private static String last(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select last_thread from api.view_mode_reroute_1")) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private void switchTo(Mode mode, Instant at) {
        record.send(new SwitchMode(mode, List.of(new SectorCode("PORT")), "港湾の広域障害", "nco:sato", at));
    }

    private Stream<Instant> targets() {
        return routings()
                .flatMap(routing -> routing.opened().stream())
                .filter(this::isFirstContact)
                .map(this::due);
    }

    private List<Instant> recomputed() {
        return routings()
                .flatMap(routing -> routing.recomputed().stream())
                .filter(this::isFirstContact)
                .map(this::due)
                .toList();
    }

    private boolean isFirstContact(Opened opened) {
        return opened.duty().rule().id().equals(FIRST_CONTACT);
    }

    private Instant due(Opened opened) {
        return opened.duty().deadline().dueBefore();
    }

    private Stream<RoutingDecided> routings() {
        return record.ledger().read(0, 1_000).stream()
                .flatMap(event -> event.payload() instanceof RoutingDecided routing ? Stream.of(routing) : Stream.of());
    }

    private List<Instant> exceeded() {
        return record.ledger().read(0, 1_000).stream()
                .filter(event -> event.payload() instanceof TargetExceeded)
                .map(event -> event.occurredAt())
                .toList();
    }

    /** A process of its own, as far as the clock can tell. */
    private record Hub(Projector running, Projector mode) implements AutoCloseable {

        @Override
        public void close() {
            mode.close();
            running.close();
        }
    }

    private Hub hub() {
        var hub = new Hub(
                projector(new RunningThreads(new Folds(record.ledger()), record.commands(), record.clock())),
                projector(new ModeReroutes(record.commands(), 1)));
        hub.running.start();
        hub.mode.start();
        return hub;
    }

    private Projector projector(ApiProjection projection) {
        return new Projector(record.dataSource(), record.ledger(), Views.SCHEMA, projection, new SimpleMeterRegistry());
    }

    /** Until the clock has nothing more to do and its table has come to the record's end. */
    private void quiet(Hub hub) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        do {
            assertThat(System.nanoTime())
                    .as("still something to tell: %s %s", hub.running.fault(), hub.mode.fault())
                    .isLessThan(end);
            assertThat(hub.mode.await(record.ledger().head(), LONG)).isTrue();
            assertThat(hub.running.await(record.ledger().head(), LONG)).isTrue();
        } while (isDue() || hub.running.position() < record.ledger().head());
    }

    private boolean isDue() {
        return record.database()
                        .sql("""
                                select (select count(*) from api.mode_reroute)
                                  + (select count(*) from api.running_thread where told_from <= ?)
                                """)
                        .param(record.clock().instant().atOffset(ZoneOffset.UTC))
                        .query(Long.class)
                        .single()
                > 0;
    }
}
