package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import noroshi.standalone.Filers.Accepted;
import noroshi.standalone.PatientCaller.Heard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The disk under the broker, or under the record, is full under load: what can't be kept is put off, what was taken stays,
 * and once there is room all goes on by itself.
 */
@Timeout(900)
@EnabledIf(value = "noroshi.standalone.SmallDisk#available", disabledReason = SmallDisk.WHERE_NOT)
class DiskFullIT {

    private static final Logger LOG = LoggerFactory.getLogger(DiskFullIT.class);
    private static final String NOW = "2026-11-10T09:00:00+09:00";
    private static final String ANALYST = "nco:tanaka";
    private static final String OPERATOR = "operator:chubu-power";
    private static final int AT_ONCE = 4;
    private static final int WARM = 100;

    /** Enough for a load, and so little that all that was accepted can be looked at one by one. */
    private static final Duration BREATH = Duration.ofMillis(100);

    /** While it is full: each that files is answered twice. */
    private static final int LEAST_ANSWERS = 2 * AT_ONCE;

    /** Of its log, of 16 MiB each: more than fit into the disk. */
    private static final int MOST_SEGMENTS = 30;

    private static final int BROKER_MEBIBYTES = 256;
    private static final int DATABASE_MEBIBYTES = 384;

    /** Less than the broker keeps free, and enough for it to live. */
    private static final long SOME_BYTES = 16 << 20;

    private SmallDisk brokers;
    private SmallDisk databases;
    private LiveHub hub;
    private PatientCaller caller;
    private Recovery recovery;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Path data = PrivateFiles.folder(folder.resolve("data"));
        brokers = SmallDisk.mount(data.resolve("kafka"), BROKER_MEBIBYTES);
        try {
            databases = SmallDisk.mount(data.resolve("postgresql"), DATABASE_MEBIBYTES);
            hub = new LiveHub(folder, NOW);
        } catch (IOException | RuntimeException e) {
            unmount();
            throw e;
        }
        caller = PatientCaller.of(hub, BREATH, OPERATOR, ANALYST);
        recovery = new Recovery(hub, caller);
    }

    @AfterEach
    void stop() throws IOException {
        try {
            caller.close();
            hub.close();
        } finally {
            unmount();
        }
    }

    private void unmount() throws IOException {
        try (SmallDisk one = brokers;
                SmallDisk other = databases) {
            LOG.debug("unmounting {} and {}", one, other);
        }
    }

    @Test
    void whicheverDiskIsFullNothingIsPromisedInVainAndAllGoesOnOnceThereIsRoom() throws Exception {
        List<Accepted> accepted;
        try (var filers = new Filers(caller, "full", AT_ONCE)) {
            filers.awaitMore(WARM);
            full("the broker's disk nearly full", brokers, () -> brokers.fillBut(SOME_BYTES), this::onlyReadingGoesOn);
            full("the broker's disk full", brokers, brokers::fill, (what, heard) -> {
                onlyReadingGoesOn(what, heard);
                awaitEnded(what);
            });
            full("the database's disk full", databases, databases::fill, this::noFilingFails);
            full("the database's log full", databases, this::fillUntilTheDatabaseCantLog, (what, heard) -> {
                noFilingFails(what, heard);
                awaitEnded(what);
            });
            accepted = new ArrayList<>(filers.stop());
        }
        assertThat(revivals("broker")).isPositive();
        assertThat(revivals("database")).isPositive();
        accepted.addAll(recovery.probes());
        LOG.info("{} accepted in all", accepted.size());
        new Promises(hub.environment(), hub.http()).assertHeld(accepted);
    }

    private interface Step {
        void take() throws Exception;
    }

    /** What must hold of the answers to the filings of that time, once it is over. */
    private interface Expectation {
        void check(String what, List<Heard> heard) throws Exception;
    }

    private void full(String what, SmallDisk disk, Step fill, Expectation meanwhile) throws Exception {
        fill.take();
        long began = System.nanoTime();
        try {
            List<Heard> heard = LiveHub.await(
                    "%s: filings answered".formatted(what),
                    () -> caller.heardBetween(began, System.nanoTime()),
                    answers -> answers.size() >= LEAST_ANSWERS);
            long taken = heard.stream().filter(one -> one.status() == 202).count();
            LOG.info("{}: {} filings taken, {} put off", what, taken, heard.size() - taken);
            assertThat(heard)
                    .as("%s: filings answered in %s at most", what, PatientCaller.ANSWER)
                    .allSatisfy(one -> assertThat(one.time()).isLessThan(PatientCaller.ANSWER));
            meanwhile.check(what, heard);
            assertThat(recovery.managed("/actuator/health")).as(what).contains("\"status\":\"DOWN\"");
        } finally {
            disk.empty();
        }
        recovery.awaitSince(what, System.nanoTime());
    }

    private void onlyReadingGoesOn(String what, List<Heard> heard) throws Exception {
        assertThat(heard).as(what).extracting(Heard::status).containsOnly(503);
        assertThat(caller.get(ANALYST, "/v1/timeline?limit=1").answer().status())
                .as(what)
                .isEqualTo(200);
    }

    private void awaitEnded(String what) throws Exception {
        LiveHub.await(
                "%s: the server has ended".formatted(what),
                () -> recovery.managed("/actuator/health"),
                health -> health.contains("ended by itself"));
    }

    /** A PostgreSQL that can't log stops, and doesn't come up again before it can. */
    private void fillUntilTheDatabaseCantLog() throws Exception {
        databases.fill();
        var settings = Settings.of(hub.environment());
        try (var connection = EmbeddedDatabase.login(
                                settings.ports().database(), EmbeddedDatabase.SUPERUSER, Secrets.in(settings.data()))
                        .dataSource()
                        .getConnection();
                var statement = connection.createStatement()) {
            for (int segment = 0; segment < MOST_SEGMENTS; segment++) {
                statement.execute("select pg_logical_emit_message(false, 'full', 'x', true), pg_switch_wal()");
            }
        } catch (SQLException e) {
            LOG.info("the database stops: {}", e.getMessage());
            return;
        }
        throw new AssertionError("the database logs on, on a full disk");
    }

    private void noFilingFails(String what, List<Heard> heard) {
        assertThat(heard).as(what).extracting(Heard::status).contains(202).isSubsetOf(202, 503);
    }

    private double revivals(String server) throws Exception {
        var value = Pattern.compile(
                        "^server_revivals_total\\{server=\"%s\"} (\\S+)$".formatted(server), Pattern.MULTILINE)
                .matcher(recovery.managed("/actuator/prometheus"));
        assertThat(value.find()).isTrue();
        return Double.parseDouble(value.group(1));
    }
}
