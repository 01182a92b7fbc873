package noroshi.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaDoorsTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-10T00:00:00Z"));
    private static final KafkaDoors.Tables NO_TABLES = KafkaDoors.Tables.live("gateway");

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedPostgres postgres;

    private final List<TopicPlan> applied = new ArrayList<>();

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setOverrideWorkingDirectory(folder.resolve("work").toFile())
                .start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @Test
    void aPlanCarriedOutAfterTheLocksWereLostIsInDoubtUntilOneIsCarriedOutWithThem() throws Exception {
        var doors = new KafkaDoors(
                List::of,
                plan -> {
                    applied.add(plan);
                    if (applied.size() == 1) {
                        // as the database does with a process that is paused
                        endAllOtherSessions();
                    }
                },
                CLOCK);
        try (Connection connection = begun()) {
            assertThatThrownBy(() -> doors.apply(NO_TABLES, connection)).isInstanceOf(SQLException.class);
        }
        assertThat(doors.isInDoubt()).isTrue();
        try (Connection connection = begun()) {
            doors.apply(NO_TABLES, connection);
        }
        assertThat(doors.isInDoubt()).isFalse();
        assertThat(applied).hasSize(2);
    }

    private static Connection begun() throws SQLException {
        Connection connection = postgres.getPostgresDatabase().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void endAllOtherSessions() {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid()""");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
