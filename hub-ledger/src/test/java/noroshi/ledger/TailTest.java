package noroshi.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TailTest {

    private TestServer.Database database;
    private TestLedger ledger;
    private Connection connection;
    private Tail tail;

    @BeforeEach
    void open() throws SQLException {
        database = TestServer.database();
        ledger = TestLedger.on(database);
        connection = ledger.pool().getConnection();
        tail = ledger.ledger().tail();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        ledger.close();
    }

    private static List<Long> positions(List<RecordedEvent> events) {
        return events.stream().map(RecordedEvent::position).toList();
    }

    @Test
    void whatOneViewHasReadTheNextOneIsGiven() throws SQLException {
        ledger.record(Tale.told("a", 1), Tale.told("b", 2));
        List<RecordedEvent> first = tail.after(connection, 0, 10);
        List<RecordedEvent> second = tail.after(connection, 0, 10);
        assertThat(positions(first)).containsExactly(1L, 2L);
        assertThat(second).hasSize(2);
        assertThat(second.getFirst()).isSameAs(first.getFirst());
    }

    @Test
    void whatIsNewIsReadBehindWhatIsKept() throws SQLException {
        ledger.record(Tale.told("a", 1));
        tail.after(connection, 0, 10);
        ledger.record(Tale.told("a", 2));
        assertThat(positions(tail.after(connection, 0, 10))).containsExactly(1L);
        assertThat(positions(tail.after(connection, 1, 10))).containsExactly(2L);
        assertThat(positions(tail.after(connection, 0, 10))).containsExactly(1L, 2L);
        assertThat(tail.after(connection, 2, 10)).isEmpty();
    }

    @Test
    void whatIsKeptIsGivenWhileAnotherReadsOn() throws Exception {
        ledger.record(Tale.told("a", 1), Tale.told("a", 2), Tale.told("a", 3));
        tail.after(connection, 0, 2);
        CompletableFuture<List<RecordedEvent>> readsOn;
        try (Connection owner = database.owner().getConnection();
                Statement lock = owner.createStatement()) {
            owner.setAutoCommit(false);
            lock.execute("lock table ledger.events in access exclusive mode");
            readsOn = CompletableFuture.supplyAsync(() -> afterTheSecond(10));
            await("select count(*) from pg_locks where relation = 'ledger.events'::regclass and not granted", 1);
            assertThat(positions(tail.after(connection, 0, 10))).containsExactly(1L, 2L);
            assertThat(tail.hasPassed(0)).isFalse();
            owner.rollback();
        }
        assertThat(positions(readsOn.get(30, TimeUnit.SECONDS))).containsExactly(3L);
    }

    @Test
    void whoWaitedForOneThatReadFarOnReadsForItself() throws Exception {
        ledger.record(IntStream.rangeClosed(1, 4_200)
                .mapToObj(i -> new Tale.Ended("t" + i, i))
                .toArray());
        // so that it reads quicker than the other is impatient
        ledger.ledger().read(0, 4_200);
        tail.after(connection, 0, 2);
        var given = new CompletableFuture<List<RecordedEvent>>();
        var waits = new Thread(() -> given.complete(afterTheSecond(connection, 3)));
        CompletableFuture<List<RecordedEvent>> readsOn;
        try (Connection owner = database.owner().getConnection();
                Statement lock = owner.createStatement()) {
            owner.setAutoCommit(false);
            lock.execute("lock table ledger.events in access exclusive mode");
            readsOn = CompletableFuture.supplyAsync(() -> afterTheSecond(4_200));
            await("select count(*) from pg_locks where relation = 'ledger.events'::regclass and not granted", 1);
            waits.start();
            while (waits.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            owner.rollback();
        }
        assertThat(readsOn.get(30, TimeUnit.SECONDS)).hasSize(4_198);
        assertThat(tail.hasPassed(2)).isTrue();
        assertThat(positions(given.get(30, TimeUnit.SECONDS))).containsExactly(3L, 4L, 5L);
    }

    private List<RecordedEvent> afterTheSecond(int limit) {
        try (Connection another = ledger.pool().getConnection()) {
            return afterTheSecond(another, limit);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<RecordedEvent> afterTheSecond(Connection on, int limit) {
        try {
            return tail.after(on, 2, limit);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void await(String count, long expected) throws InterruptedException {
        var pause = new Signal();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (database.number(count) != expected) {
            assertThat(System.nanoTime()).as(count).isLessThan(end);
            pause.awaitAfter(0, Duration.ofMillis(20));
        }
    }

    @Test
    void aViewFarBehindAndOneAheadOfWhatIsKeptReadForThemselves() throws SQLException {
        for (int i = 1; i <= 6; i++) {
            ledger.record(Tale.told("a", i));
        }
        assertThat(positions(tail.after(connection, 2, 2))).containsExactly(3L, 4L);
        assertThat(positions(tail.after(connection, 0, 10))).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(positions(tail.after(connection, 5, 10))).containsExactly(6L);
        assertThat(positions(tail.after(connection, 3, 10))).containsExactly(4L, 5L, 6L);
        assertThat(positions(tail.after(connection, 5, 10))).containsExactly(6L);
    }

    @Test
    void whoIsBehindWhatIsKeptIsToldSo() throws SQLException {
        ledger.record(Tale.told("a", 1), Tale.told("a", 2), Tale.told("a", 3), Tale.told("a", 4));
        assertThat(tail.hasPassed(0)).as("nothing is kept yet").isFalse();
        tail.after(connection, 2, 1);
        assertThat(tail.hasPassed(0)).isTrue();
        assertThat(tail.hasPassed(1)).isTrue();
        assertThat(tail.hasPassed(2)).as("the next is the first that is kept").isFalse();
        assertThat(tail.hasPassed(4)).as("at the record's end").isFalse();
    }

    @Test
    void aLimitIsKeptAlsoByWhatIsRemembered() throws SQLException {
        ledger.record(Tale.told("a", 1), Tale.told("a", 2), Tale.told("a", 3));
        tail.after(connection, 0, 10);
        assertThat(positions(tail.after(connection, 1, 1))).containsExactly(2L);
    }

    @Test
    void anErasedThreadIsNotRemembered() throws SQLException {
        ledger.record(Tale.told("a", 1));
        assertThat(((Tale.Told) tail.after(connection, 0, 1).getFirst().payload()).content())
                .isNotNull();
        ledger.ledger().eraseKey("a");
        assertThat(((Tale.Told) tail.after(connection, 0, 1).getFirst().payload()).content())
                .isNull();
    }

    @Test
    void largeEventsComeInSmallBatchesAndAllOfThemCome() throws SQLException {
        String large = "x".repeat(3 * 1024 * 1024);
        for (int i = 1; i <= 8; i++) {
            ledger.record(new Tale.Told("t" + i, "acme", new Tale.Code("WATER"), new Tale.Secret(large, null), i));
        }
        var seen = new ArrayList<Long>();
        var sizes = new ArrayList<Integer>();
        for (var batch = tail.after(connection, 0, 100); !batch.isEmpty(); ) {
            seen.addAll(positions(batch));
            sizes.add(batch.size());
            batch = tail.after(connection, seen.getLast(), 100);
        }
        assertThat(seen).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(sizes).allSatisfy(size -> assertThat(size).isLessThanOrEqualTo(3));
        // dropped from the front as it grew, and read anew
        assertThat(positions(tail.after(connection, 0, 100))).startsWith(1L, 2L);
    }

    @Test
    void moreEventsThanArePlacesGoRoundAndNoneIsMistaken() throws SQLException {
        var payloads = new ArrayList<Object>();
        for (int i = 1; i <= 10_000; i++) {
            payloads.add(new Tale.Ended("t" + i, i));
        }
        ledger.record(payloads.toArray());
        long position = 0;
        while (position < 10_000) {
            for (RecordedEvent event : tail.after(connection, position, 1_000)) {
                position++;
                assertThat(event.position()).isEqualTo(position);
                assertThat(((Tale.Ended) event.payload()).number()).isEqualTo((int) position);
            }
        }
        assertThat(positions(tail.after(connection, 9_990, 5))).containsExactly(9_991L, 9_992L, 9_993L, 9_994L, 9_995L);
        assertThat(positions(tail.after(connection, 100, 2))).containsExactly(101L, 102L);
    }
}
