package noroshi.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ProjectorTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private TestServer.Database database;
    private TestLedger ledger;

    @BeforeEach
    void open() {
        database = TestServer.database();
        ledger = TestLedger.on(database);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private Projector projector(TestLedger of, Projection projection) {
        return new Projector(of.pool(), of.ledger(), "views", projection, new SimpleMeterRegistry());
    }

    private void append(int count) {
        List<CompletableFuture<Long>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(ledger.append(AppendCondition.none(), Tale.told("t" + i % 10, i)));
        }
        all.forEach(CompletableFuture::join);
    }

    private void assertExact() {
        assertThat(database.text(TallyProjection.SUMS))
                .isEqualTo(database.text("select count(*) || '/' || sum(position) from ledger.event_tag"));
        assertThat(database.number("select count(*) from views.line"))
                .isEqualTo(database.number("select count(*) from ledger.events"));
    }

    @Test
    void aViewFollowsTheRecord() throws Exception {
        append(2_500);
        try (Projector projector = projector(ledger, new TallyProjection())) {
            projector.start();
            assertThat(projector.await(2_500, LONG)).isTrue();
            assertExact();
            append(10);
            assertThat(projector.await(2_510, LONG)).isTrue();
            assertThat(projector.position()).isEqualTo(2_510);
            assertThat(projector.fault()).isEmpty();
            assertThat(projector.await(2_511, Duration.ofMillis(50))).isFalse();
            assertExact();
        }
    }

    /** Acts for each row that somebody else puts there, as time would. */
    private static class Alarm extends TallyProjection implements Timed {

        private final AtomicInteger acts = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();

        @Override
        public boolean isDue(ReadersNames names, Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    var row = statement.executeQuery("select exists (select 1 from alarm)")) {
                return row.next() && row.getBoolean(1);
            }
        }

        @Override
        public void act(ViewTables tables, Connection connection) throws Exception {
            if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("not now");
            }
            try (Statement statement = connection.createStatement()) {
                acts.addAndGet(statement.executeUpdate("delete from alarm"));
            }
        }
    }

    @Test
    void whatTimeBringsIsDoneThoughNothingIsRecordedAndByOneProcessAlone() throws Exception {
        database.execute("create table alarm (n int); grant all on alarm to public");
        var one = new Alarm();
        var other = new Alarm();
        try (Projector first = projector(ledger, one);
                Projector second = projector(ledger, other)) {
            first.start();
            second.start();
            for (int i = 1; i <= 5; i++) {
                database.execute("insert into alarm values (1)");
                awaitNoAlarm();
                assertThat(one.acts.get() + other.acts.get()).isEqualTo(i);
            }
            append(3);
            assertThat(first.await(3, LONG)).isTrue();
            assertExact();
        }
    }

    @Test
    void whatTimeBringsIsDoneThoughTheViewNeverComesToTheRecordsEnd() throws Exception {
        database.execute("create table alarm (n int); grant all on alarm to public");
        var rush = new AtomicInteger(Integer.MAX_VALUE);
        Alarm alarm = new Alarm() {
            @Override
            public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection)
                    throws SQLException {
                super.project(batch, tables, connection);
                if (rush.getAndDecrement() > 0) {
                    append(1);
                }
            }
        };
        try (Projector projector = projector(ledger, alarm)) {
            append(1);
            projector.start();
            for (int i = 1; i <= 3; i++) {
                database.execute("insert into alarm values (1)");
                awaitNoAlarm();
            }
            rush.set(0);
            assertThat(alarm.acts).hasValue(3);
        }
    }

    @Test
    void whatFailedIsTriedAgain() throws Exception {
        database.execute("create table alarm (n int); grant all on alarm to public; insert into alarm values (1)");
        var alarm = new Alarm();
        alarm.failures.set(2);
        try (Projector projector = projector(ledger, alarm)) {
            projector.start();
            awaitNoAlarm();
            assertThat(alarm.acts).hasValue(1);
            assertThat(alarm.failures).hasNegativeValue();
        }
    }

    private void awaitNoAlarm() throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        while (database.number("select count(*) from alarm") > 0) {
            assertThat(System.nanoTime()).as("still to be done").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void anAppendWakesTheViewWithoutWaitingForTheClock() throws Exception {
        try (Projector projector = projector(ledger, new TallyProjection())) {
            projector.start();
            append(1);
            assertThat(projector.await(1, LONG)).isTrue();
            long start = System.nanoTime();
            for (int i = 2; i <= 51; i++) {
                append(1);
                assertThat(projector.await(i, LONG)).isTrue();
            }
            // By its own clock alone it would take up to half a second for each, twenty-five in all.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void aWaitEndsWhenAnotherProcessBringsTheViewThere() throws Exception {
        try (TestLedger other = TestLedger.on(database);
                Projector working = projector(other, new TallyProjection());
                Projector waiting = projector(ledger, new TallyProjection())) {
            working.start();
            append(100);
            assertThat(waiting.await(100, LONG)).isTrue();
        }
    }

    @Test
    void theViewIsExactHoweverConnectionsAreCut() throws Exception {
        try (TestLedger other = TestLedger.on(database);
                Projector one = projector(ledger, new TallyProjection());
                Projector two = projector(other, new TallyProjection())) {
            one.start();
            two.start();
            List<CompletableFuture<Long>> all = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                all.add(ledger.append(AppendCondition.none(), Tale.told("t" + i % 10, i)));
                if (i % 30 == 0) {
                    database.cutConnections(0.3);
                }
            }
            for (CompletableFuture<Long> append : all) {
                append.handle((position, failure) -> position).get(60, SECONDS);
            }
            long head = database.number("select max(position) from ledger.events");
            assertThat(head).isPositive();
            assertThat(one.await(head, LONG)).isTrue();
        }
        assertExact();
    }

    @Test
    void onlyTheHolderOfTheLeaseProjects() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Projection watched = new TallyProjection() {
            @Override
            public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection)
                    throws SQLException {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("select pg_sleep(0.01)");
                    super.project(batch, tables, connection);
                } finally {
                    inside.decrementAndGet();
                }
            }
        };
        try (TestLedger other = TestLedger.on(database);
                Projector one = projector(ledger, watched);
                Projector two = projector(other, watched)) {
            one.start();
            two.start();
            for (int i = 1; i <= 30; i++) {
                append(1);
                assertThat(two.await(i, LONG)).isTrue();
            }
        }
        assertThat(most).hasValue(1);
        assertExact();
    }

    @Test
    void aHolderThatStandsStillLosesTheLease() throws Exception {
        append(10);
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Projection stalling = new TallyProjection() {
            @Override
            public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection)
                    throws SQLException {
                super.project(batch, tables, connection);
                stuck.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new SQLException(e);
                }
            }
        };
        try (TestLedger other = TestLedger.on(database);
                Projector paused = projector(other, stalling);
                Projector healthy = projector(ledger, new TallyProjection())) {
            paused.start();
            assertThat(stuck.await(30, SECONDS)).isTrue();
            healthy.start();
            long start = System.nanoTime();
            assertThat(healthy.await(10, LONG)).isTrue();
            // two to three seconds; a machine may be three times slower
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(9));
            release.countDown();
            append(10);
            assertThat(healthy.await(20, LONG)).isTrue();
        }
        assertExact();
    }

    @Test
    void aViewThatCannotProjectStopsSaysSoAndGoesOnOnceItCan() throws Exception {
        append(5);
        AtomicBoolean broken = new AtomicBoolean(true);
        CountDownLatch failed = new CountDownLatch(2);
        Projection brittle = new TallyProjection() {
            @Override
            public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection)
                    throws SQLException {
                super.project(batch, tables, connection);
                if (broken.get()) {
                    failed.countDown();
                    throw new IllegalArgumentException("no such colour");
                }
            }
        };
        try (Projector projector = projector(ledger, brittle)) {
            projector.start();
            assertThat(failed.await(30, SECONDS)).isTrue();
            assertThat(projector.position()).isZero();
            assertThat(projector.fault())
                    .hasValueSatisfying(fault ->
                            assertThat(fault).contains("no such colour").contains("views.tally"));
            broken.set(false);
            assertThat(projector.await(5, LONG)).isTrue();
            assertExact();
        }
    }

    @Test
    void theLagIsToldAtOnceAndIsNoNumberWhileTheDatabaseIsAway() throws Exception {
        append(5);
        var meters = new SimpleMeterRegistry();
        try (var projector = new Projector(ledger.pool(), ledger.ledger(), "views", new TallyProjection(), meters)) {
            projector.start();
            assertThat(projector.await(5, LONG)).isTrue();
            awaitLag(projector, meters, 0);
            database.away();
            awaitLag(projector, meters, Double.NaN);
            database.back();
            awaitLag(projector, meters, 0);
        }
    }

    private static void awaitLag(Projector projector, SimpleMeterRegistry meters, double expected)
            throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        double lag = meters.get("projector.lag").gauge().value();
        while (Double.compare(lag, expected) != 0 && System.nanoTime() < end) {
            assertThat(projector.await(Long.MAX_VALUE, Duration.ofMillis(20))).isFalse();
            lag = meters.get("projector.lag").gauge().value();
        }
        assertThat(lag).isEqualTo(Double.valueOf(expected));
    }

    @Test
    void aGapInTheRecordStopsTheView() throws Exception {
        append(5);
        database.execute("delete from ledger.events where position = 3");
        try (Projector projector = projector(ledger, new TallyProjection())) {
            projector.start();
            awaitFault(projector, true);
            assertThat(projector.fault())
                    .hasValueSatisfying(fault -> assertThat(fault).contains("position 4 (expected: 3)"));
            assertThat(projector.position()).isZero();
        }
    }

    @Test
    void aRebuiltViewEqualsTheLiveOneWhileWritingGoesOn() throws Exception {
        append(3_000);
        AtomicBoolean done = new AtomicBoolean();
        try (Projector projector = projector(ledger, new TallyProjection())) {
            projector.start();
            assertThat(projector.await(3_000, LONG)).isTrue();
            Thread writer = Thread.ofPlatform().start(() -> {
                while (!done.get()) {
                    append(20);
                }
            });
            long first = Rebuild.run(ledger.pool(), ledger.ledger(), "views", new TallyProjection(), position -> {});
            long second = Rebuild.run(ledger.pool(), ledger.ledger(), "views", new TallyProjection(), position -> {});
            done.set(true);
            writer.join();
            assertThat(second).isGreaterThanOrEqualTo(first).isGreaterThanOrEqualTo(3_000);
            assertThat(projector.await(ledger.ledger().head(), LONG)).isTrue();
        }
        assertExact();
        assertThat(database.text("select string_agg(generation || ' ' || live, ',') from views.view_pointer"))
                .isEqualTo("3 true");
        assertThat(database.number(
                        "select count(*) from pg_tables where schemaname = 'views' and tablename like 'view_line%'"))
                .isEqualTo(1);
    }

    @Test
    void aRebuildComesToItsEndThoughMoreIsRecordedInEachOfItsRounds() throws Exception {
        append(2_500);
        var rounds = new AtomicInteger();
        Projection rush = new TallyProjection() {
            @Override
            public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection)
                    throws SQLException {
                super.project(batch, tables, connection);
                if (rounds.incrementAndGet() < 100) {
                    append(1);
                }
            }
        };
        long made = Rebuild.run(ledger.pool(), ledger.ledger(), "views", rush, position -> {});
        assertThat(made).isGreaterThanOrEqualTo(2_500);
        assertThat(rounds).hasValueLessThan(10);
        try (Projector projector = projector(ledger, new TallyProjection())) {
            projector.start();
            assertThat(projector.await(ledger.ledger().head(), LONG)).isTrue();
        }
        assertExact();
    }

    /** The database ends a session that leaves a transaction open for two seconds. */
    @Test
    void aRebuildMayWaitForAnotherBetweenItsLaps() throws Exception {
        append(2_500);
        var grows = new AtomicBoolean(true);
        Projection growing = new TallyProjection() {
            @Override
            public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection)
                    throws SQLException {
                super.project(batch, tables, connection);
                if (grows.getAndSet(false)) {
                    append(1_600);
                }
            }
        };
        var waited = new AtomicInteger();
        long made;
        try (Convoy.Member slow = ledger.ledger().past().convoy().join()) {
            slow.reached(1_400);
            made = Rebuild.run(ledger.pool(), ledger.ledger(), "views", growing, position -> {
                // asked once in a tenth of a second while the rebuild waits, which it does where the first lap ended
                boolean isOver = waited.get() > 30 || position > 2_500;
                slow.reached(isOver ? position : position < 2_500 ? 1_400 : 1_400 + waited.incrementAndGet());
            });
        }
        assertThat(waited).hasValueGreaterThan(30);
        assertThat(made).isGreaterThanOrEqualTo(4_100);
    }

    @Test
    void aRebuildThatFailsLeavesTheLiveViewAndTheNextOneClearsUp() throws Exception {
        append(5);
        Projection failing = new TallyProjection() {
            @Override
            public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) {
                throw new IllegalStateException("half way");
            }
        };
        try (Projector projector = projector(ledger, new TallyProjection())) {
            projector.start();
            assertThat(projector.await(5, LONG)).isTrue();
            assertThatIllegalStateException()
                    .isThrownBy(() -> Rebuild.run(ledger.pool(), ledger.ledger(), "views", failing, position -> {}))
                    .withMessage("half way");
            assertExact();
            Rebuild.run(ledger.pool(), ledger.ledger(), "views", new TallyProjection(), position -> {});
        }
        assertExact();
        assertThat(database.number("select count(*) from views.view_pointer")).isEqualTo(1);
    }

    @Test
    void twoRebuildsOfOneViewAtOnceAreRefused() throws Exception {
        append(5);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Projection slow = new TallyProjection() {
            @Override
            public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection)
                    throws SQLException {
                super.project(batch, tables, connection);
                inside.countDown();
                try {
                    Lease.during(connection, release::await);
                } catch (Exception e) {
                    throw new SQLException(e);
                }
            }
        };
        CompletableFuture<Long> first = CompletableFuture.supplyAsync(() -> {
            try {
                return Rebuild.run(ledger.pool(), ledger.ledger(), "views", slow, position -> {});
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(inside.await(30, SECONDS)).isTrue();
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        Rebuild.run(ledger.pool(), ledger.ledger(), "views", new TallyProjection(), position -> {}))
                .withMessageContaining("under way");
        release.countDown();
        assertThat(first.get(30, SECONDS)).isEqualTo(5);
    }

    /** The view as the next release has it: one column more. */
    private static class NextTally extends TallyProjection {
        @Override
        public int edition() {
            return 2;
        }

        @Override
        public String ddl(ViewTables tables) {
            return super.ddl(tables)
                    + "; alter table %s add column told text not null default 'anew'".formatted(tables.of("line"));
        }
    }

    @Test
    void anUpgradeMakesTheViewAnewBesideTheLiveOneAndTheEarlierReleaseStandsAside() throws Exception {
        append(1_500);
        try (var other = TestLedger.on(database);
                Projector earlier = projector(ledger, new TallyProjection());
                Projector later = projector(other, new NextTally())) {
            earlier.start();
            assertThat(earlier.await(1_500, LONG)).isTrue();
            later.start();
            assertThat(later.await(1_500, LONG)).isTrue();
            awaitEdition(2);
            append(10);
            assertThat(earlier.await(1_510, LONG)).isTrue();
            assertThat(database.number("select count(*) from views.line where told = 'anew'"))
                    .isEqualTo(1_510);
            // it is at ease a moment after the view is there
            awaitFault(later, false);
        }
        assertExact();
    }

    /** The view as a later release has it: one table less. */
    private static final class LeanTally extends TallyProjection {
        @Override
        public int edition() {
            return 2;
        }

        @Override
        public List<String> tables() {
            return List.of("tally", "note");
        }

        @Override
        public List<String> formerTables() {
            return List.of("line");
        }

        @Override
        public String ddl(ViewTables tables) {
            return "create table %s (n int); create table %s (n int)".formatted(tables.of("tally"), tables.of("note"));
        }

        @Override
        public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) {}
    }

    @Test
    void aTableThatALaterEditionHasNotGoesWithTheEarlierOne() throws Exception {
        append(10);
        try (Projector earlier = projector(ledger, new TallyProjection())) {
            earlier.start();
            assertThat(earlier.await(10, LONG)).isTrue();
        }
        assertThat(database.text("select to_regclass('views.line') || ' ' || to_regclass('views.view_line_1')"))
                .isEqualTo("views.line views.view_line_1");
        Rebuild.run(ledger.pool(), ledger.ledger(), "views", new LeanTally(), position -> {});
        assertThat(database.text("select string_agg(relname, ' ' order by relname) from pg_class"
                        + " where relnamespace = 'views'::regnamespace and relkind in ('r', 'v')"))
                .isEqualTo("note tally view_note_2 view_pointer view_tally_2");
    }

    private static void awaitFault(Projector projector, boolean expected) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        var pause = new Signal();
        while (projector.fault().isPresent() != expected) {
            assertThat(System.nanoTime()).as("%s", projector.fault()).isLessThan(end);
            pause.awaitAfter(0, Duration.ofMillis(20));
        }
    }

    private void awaitEdition(int edition) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        var pause = new Signal();
        while (database.number("select edition from views.view_pointer where live") != edition) {
            assertThat(System.nanoTime()).isLessThan(end);
            pause.awaitAfter(0, Duration.ofMillis(20));
        }
    }

    @Test
    void ofTwoProcessesOfTheNextReleaseOneMakesItAnew() throws Exception {
        append(1_500);
        try (Projector earlier = projector(ledger, new TallyProjection())) {
            earlier.start();
            assertThat(earlier.await(1_500, LONG)).isTrue();
        }
        try (var other = TestLedger.on(database);
                Projector one = projector(ledger, new NextTally());
                Projector two = projector(other, new NextTally())) {
            one.start();
            two.start();
            awaitEdition(2);
            append(5);
            assertThat(one.await(1_505, LONG)).isTrue();
            assertThat(two.await(1_505, LONG)).isTrue();
        }
        assertExact();
        assertThat(database.text("select string_agg(generation || ' ' || edition, ',') from views.view_pointer"))
                .isEqualTo("2 2");
    }

    @Test
    void aPointerMadeBeforeThereWereEditionsIsOfTheFirst() throws Exception {
        append(20);
        try (Projector first = projector(ledger, new TallyProjection())) {
            first.start();
            assertThat(first.await(20, LONG)).isTrue();
        }
        database.execute("alter table views.view_pointer drop column edition");
        try (Projector earlier = projector(ledger, new TallyProjection())) {
            earlier.start();
            append(5);
            assertThat(earlier.await(25, LONG)).isTrue();
        }
        assertExact();
        assertThat(database.text("select string_agg(generation || ' ' || edition, ',') from views.view_pointer"))
                .isEqualTo("1 1");
    }

    @Test
    void aRebuildByTheEarlierReleaseGoesBackToItsEdition() throws Exception {
        append(20);
        try (Projector later = projector(ledger, new NextTally())) {
            later.start();
            assertThat(later.await(20, LONG)).isTrue();
        }
        Rebuild.run(ledger.pool(), ledger.ledger(), "views", new TallyProjection(), _ -> {});
        try (Projector earlier = projector(ledger, new TallyProjection())) {
            earlier.start();
            append(5);
            assertThat(earlier.await(25, LONG)).isTrue();
        }
        assertExact();
    }

    @Test
    void aProjectorThatLivesThroughARebuildByTheEarlierReleaseMakesItsOwnAnew() throws Exception {
        append(20);
        try (Projector later = projector(ledger, new NextTally())) {
            later.start();
            assertThat(later.await(20, LONG)).isTrue();
            Rebuild.run(ledger.pool(), ledger.ledger(), "views", new TallyProjection(), _ -> {});
            awaitEdition(2);
            append(5);
            assertThat(later.await(25, LONG)).isTrue();
            assertThat(later.isRenewing()).isFalse();
        }
        assertExact();
    }

    @Test
    void aViewThatNobodyKeepsSaysSo() throws Exception {
        append(20);
        try (Projector later = projector(ledger, new NextTally())) {
            later.start();
            assertThat(later.await(20, LONG)).isTrue();
        }
        try (Projector earlier = projector(ledger, new TallyProjection())) {
            earlier.start();
            append(1);
            awaitFault(earlier, true);
            assertThat(earlier.fault())
                    .hasValueSatisfying(
                            fault -> assertThat(fault)
                                    .isEqualTo(
                                            "views.tally stands at position 20 of 21: no process keeps its edition 2 (here: 1)"));
        }
    }

    /** A view of few events, which holds the others too where it is given them. */
    private static final class SeldomTally extends TallyProjection {

        private final AtomicInteger rounds = new AtomicInteger();

        @Override
        public boolean concerns(Object happened) {
            return happened.equals(CONCERNING);
        }

        @Override
        public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
            rounds.incrementAndGet();
            super.project(batch, tables, connection);
        }
    }

    private static final Object CONCERNING = Tale.told("t1", -1);

    /** Notes, before it takes a batch, how far the other has come. */
    private static class Slow extends TallyProjection {

        private final AtomicLong longestLead = new AtomicLong();
        private volatile @Nullable Projector quick;

        @Override
        public String name() {
            return "slow";
        }

        @Override
        public List<String> tables() {
            return List.of("slow_tally", "slow_line");
        }

        @Override
        public String ddl(ViewTables tables) {
            return "create table %s (n int); create table %s (n int)"
                    .formatted(tables.of("slow_tally"), tables.of("slow_line"));
        }

        @Override
        public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
            long first = batch.getFirst().position();
            try {
                // time enough to run away
                Objects.requireNonNull(quick).await(first + 3 * Round.BATCH, Duration.ofMillis(200));
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
            longestLead.accumulateAndGet(Objects.requireNonNull(quick).position() - first, Math::max);
        }
    }

    @Test
    void viewsThatCatchUpGoSideBySide() throws Exception {
        int many = 10 * Round.BATCH;
        ledger.record(IntStream.rangeClosed(1, many)
                .mapToObj(i -> new Tale.Ended("t" + i, i))
                .toArray());
        var slow = new Slow();
        try (Projector quick = projector(ledger, new TallyProjection());
                Projector behind = projector(ledger, slow)) {
            slow.quick = quick;
            behind.start();
            quick.start();
            assertThat(behind.await(many, LONG)).isTrue();
            assertThat(quick.await(many, LONG)).isTrue();
            assertThat(slow.longestLead).hasValueLessThan(3 * Round.BATCH);
            assertExact();
        }
    }

    @Test
    void whatDoesNotConcernAViewIsPassedOverWithoutARound() throws Exception {
        var seldom = new SeldomTally();
        try (Projector projector = projector(ledger, seldom)) {
            projector.start();
            append(1);
            assertThat(projector.await(1, LONG)).isTrue();
            int before = seldom.rounds.get();
            long began = System.nanoTime();
            for (int i = 2; i <= 200; i++) {
                append(1);
                assertThat(projector.await(i, LONG)).isTrue();
            }
            long mayBePutDown =
                    1 + (System.nanoTime() - began) / Duration.ofMillis(250).toNanos();
            // woken for nothing, it puts down earlier
            assertThat(seldom.rounds.get() - before).isLessThanOrEqualTo((int) (2 * mayBePutDown));
            ledger.record(CONCERNING);
            assertThat(projector.await(201, LONG)).isTrue();
            assertThat(database.number("select count(*) from views.line")).isEqualTo(201);
        }
        assertExact();
    }

    @Test
    void howFarAViewHasPassedIsPutDownForOthers() throws Exception {
        try (Projector projector = projector(ledger, new SeldomTally());
                var elsewhere = new ViewPosition(ledger.pool(), ledger.ledger(), "views", "tally")) {
            projector.start();
            append(500);
            assertThat(elsewhere.await(500, LONG)).isTrue();
        }
        assertExact();
    }

    @Test
    void aViewThatIsSeldomConcernedIsExactHoweverConnectionsAreCutAndWhoeverKeepsIt() throws Exception {
        try (var other = TestLedger.on(database);
                Projector one = projector(ledger, new SeldomTally());
                Projector two = projector(other, new SeldomTally())) {
            one.start();
            two.start();
            for (int i = 0; i < 60; i++) {
                append(i % 7);
                ledger.record(CONCERNING);
                other.record(Tale.told("t2", i));
                if (i % 10 == 0) {
                    database.cutConnections(0.5);
                }
            }
            long head = database.number("select max(position) from ledger.events");
            assertThat(one.await(head, LONG)).isTrue();
            assertThat(two.await(head, LONG)).isTrue();
        }
        try (Projector last = projector(ledger, new TallyProjection())) {
            last.start();
            append(1);
            assertThat(last.await(database.number("select max(position) from ledger.events"), LONG))
                    .isTrue();
        }
        assertExact();
    }
}
