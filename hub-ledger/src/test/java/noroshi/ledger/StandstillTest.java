package noroshi.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that is paused in the midst of what it says to the database, and a database that is. */
@Timeout(60)
class StandstillTest {

    private static final int LOCK = 7;

    /** Two to three and a half seconds; a machine may be three times slower. */
    private static final Duration FREE_WITHIN = Duration.ofSeconds(9);

    private final TestServer.Database database = TestServer.database();
    private final Wire wire = new Wire(database.port());

    @AfterEach
    void close() throws IOException {
        wire.close();
    }

    @Test
    void whoStopsInTheMidstOfABatchLosesItsLocks() throws Exception {
        assertOthersGetTheLock(wire::stallQuestions, StandstillTest::say);
    }

    @Test
    void whoStopsInTheMidstOfALargeResultLosesItsLocks() throws Exception {
        assertOthersGetTheLock(wire::stallAnswers, StandstillTest::read);
    }

    private void assertOthersGetTheLock(Runnable stall, Consumer<HeldConnection> use) throws Exception {
        try (HikariDataSource pool = poolOfOne(wire.port());
                HeldConnection paused = HeldConnection.open(pool);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                TestLedger other = TestLedger.on(database)) {
            other.ledger().wakeups().add(new Wakeups.Subscription(Wakeups.APPENDED, () -> {}));
            try (Statement lock = paused.postgres().createStatement()) {
                lock.execute("select pg_advisory_xact_lock(%d)".formatted(LOCK));
            }
            stall.run();
            CompletableFuture<Void> used = CompletableFuture.runAsync(() -> use.accept(paused), threads);
            long start = System.nanoTime();
            database.execute("select pg_advisory_xact_lock(%d)".formatted(LOCK));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FREE_WITHIN);
            wire.close();
            assertThat(used).failsWithin(20, SECONDS);
        }
    }

    private HikariDataSource poolOfOne(int port) {
        return LedgerDatabase.pool(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database.name()), TestServer.RUNTIME, "runtime", 1);
    }

    /** By its next append it would find out too, but that would wait for as long as a network may take. */
    @Test
    void aWriterWithoutWorkLeavesAServerThatFellSilent() throws Exception {
        try (TestLedger ledger = TestLedger.on(poolOfOne(database.port()), Tale.TYPES, InstantSource.system())) {
            long before = ledger.record(Tale.told("t", 0));
            String session = database.text("""
                    select pid from pg_stat_activity where datname = current_database() and usename = '%s'
                    """.formatted(TestServer.RUNTIME));
            signal("STOP", session);
            try {
                long stopped = System.nanoTime();
                while (ledger.pool().getHikariPoolMXBean().getActiveConnections() > 0) {
                    assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isLessThan(FREE_WITHIN);
                }
                assertThat(ledger.append(AppendCondition.none(), new Tale.Ended("t", 1)))
                        .succeedsWithin(FREE_WITHIN)
                        .isEqualTo(before + 1);
            } finally {
                signal("CONT", session);
            }
        }
    }

    private static void signal(String name, String pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                .as("kill -%s %s", name, pid)
                .isZero();
    }

    @Test
    void whoComesBackToAViewThatIsThereHoldsNobodyUpBeforeItHasTheLease() throws Exception {
        var generations = new Generations("views", new TallyProjection());
        try (HikariDataSource pool = database.pool();
                HeldConnection first = HeldConnection.open(pool);
                HeldConnection next = HeldConnection.open(pool)) {
            generations.prepare(first.postgres());
            first.commit();
            generations.prepare(next.postgres());
            assertThat(database.text("""
                            select string_agg(mode, ' ') from pg_locks where pid = %d and mode <> 'AccessShareLock'
                              and locktype in ('relation', 'advisory', 'tuple')
                            """.formatted(next.postgres().getBackendPID())))
                    .isEqualTo("null");
        }
    }

    @Test
    void manyMayPrepareTheViewsSchemaAtOnce() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var prepared = new ArrayList<Future<?>>();
            for (int i = 0; i < 16; i++) {
                prepared.add(threads.submit(() -> {
                    LedgerDatabase.prepareViews(database.owner(), "at_once", TestServer.RUNTIME);
                    return null;
                }));
            }
            for (Future<?> one : prepared) {
                assertThat(one).succeedsWithin(20, SECONDS);
            }
        }
    }

    private static void say(HeldConnection held) {
        try (PreparedStatement say = held.postgres().prepareStatement("select length(?)")) {
            for (int i = 0; i < 200; i++) {
                say.setString(1, "x".repeat(500));
                say.addBatch();
            }
            say.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void read(HeldConnection held) {
        try (Statement ask = held.postgres().createStatement();
                ResultSet rows = ask.executeQuery("select repeat('x', 1000) from generate_series(1, 100000)")) {
            assertThat(rows.next()).isTrue();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Hands on what is said, until it stalls. */
    private static final class Wire implements AutoCloseable {

        private static final long BYTES_BEFORE_STALL = 20_000;

        private final ServerSocket door;
        private final int database;
        private final AtomicLong questions = new AtomicLong(Long.MAX_VALUE);
        private final AtomicLong answers = new AtomicLong(Long.MAX_VALUE);
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

        Wire(int database) {
            this.database = database;
            try {
                this.door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            var _ = threads.submit(this::open);
        }

        int port() {
            return door.getLocalPort();
        }

        void stallQuestions() {
            questions.set(BYTES_BEFORE_STALL);
        }

        void stallAnswers() {
            answers.set(BYTES_BEFORE_STALL);
        }

        private Void open() throws IOException {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), database);
                var _ = threads.submit(() -> carry(client.getInputStream(), server.getOutputStream(), questions));
                var _ = threads.submit(() -> carry(server.getInputStream(), client.getOutputStream(), answers));
            }
        }

        private static Void carry(InputStream from, OutputStream to, AtomicLong left)
                throws IOException, InterruptedException {
            byte[] bytes = new byte[8_192];
            try (from;
                    to) {
                for (int count = from.read(bytes); count > 0; count = from.read(bytes)) {
                    long before = left.getAndAdd(-count);
                    to.write(bytes, 0, Math.clamp(before, 0, count));
                    to.flush();
                    if (left.get() <= 0) {
                        new CountDownLatch(1).await();
                    }
                }
            }
            return null;
        }

        @Override
        public void close() throws IOException {
            door.close();
            threads.shutdownNow();
        }
    }
}
