package noroshi.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.jdbc.PgConnection;

/** A database whose commits have to be on a standby, and the standby is not there. */
@Timeout(60)
class StandbyTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final AtomicLong projected = new AtomicLong();
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

    /** A server that crashes while it waits, or a session that is ended, leaves committed what no standby has. */
    @Test
    void whatIsCommittedHereAloneIsNeitherAnsweredNorProjectedBeforeAStandbyHasIt() throws Exception {
        try (var projector =
                new Projector(ledger.pool(), ledger.ledger(), "views", projection(), new SimpleMeterRegistry())) {
            projector.start();
            long before = ledger.record(Tale.told("t", 0));
            assertThat(projector.await(before, LONG)).isTrue();
            CompletableFuture<Long> append;
            database.serverSetting("synchronous_standby_names", "'nobody'");
            try {
                awaitInForce();
                append = ledger.append(AppendCondition.none(), new Tale.Ended("t", 1));
                while (database.commitsAwaitingAStandby() == 0) {
                    assertThat(append).isNotDone();
                }
                database.cutConnections(1);
                while (database.commitsAwaitingAStandby() < 2) {
                    assertThat(append).isNotDone();
                    assertThat(projected).hasValue(before);
                }
                assertThat(database.number("select max(position) from ledger.events"))
                        .as("seen by whoever asks")
                        .isEqualTo(before + 1);
                assertThat(append).isNotDone();
                assertThat(projected).hasValue(before);
            } finally {
                database.serverSetting("synchronous_standby_names", "default");
            }
            assertThat(append.get(20, SECONDS)).isEqualTo(before + 1);
            assertThat(projector.await(before + 1, LONG)).isTrue();
            assertThat(projected).hasValue(before + 1);
        }
    }

    /** The server takes the setting up when it likes; commits before that do not wait. */
    private void awaitInForce() throws Exception {
        try (Connection probe = database.owner().getConnection();
                Statement statement = probe.createStatement();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var inForce = new AtomicBoolean();
            Future<?> commits = threads.submit(() -> {
                while (!inForce.get()) {
                    statement.execute(Sql.CONFIRM);
                }
                return null;
            });
            int session = probe.unwrap(PgConnection.class).getBackendPID();
            while (database.number(
                            "select count(*) from pg_stat_activity where wait_event = 'SyncRep' and pid = " + session)
                    == 0) {
                assertThat(commits).isNotDone();
            }
            inForce.set(true);
            database.execute("select pg_cancel_backend(%d)".formatted(session));
            commits.get(LONG.toSeconds(), SECONDS);
        }
    }

    /** Keeps nothing, and does what can't be undone by a rollback. */
    private Projection projection() {
        return new Projection() {
            @Override
            public String name() {
                return "told";
            }

            @Override
            public List<String> tables() {
                return List.of();
            }

            @Override
            public String ddl(ViewTables tables) {
                return "";
            }

            @Override
            public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) {
                projected.set(batch.getLast().position());
            }
        };
    }
}
