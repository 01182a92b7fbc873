package noroshi.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import noroshi.gateway.TestDatabase;
import org.junit.jupiter.api.Test;

class KafkaDoorsTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-10T00:00:00Z"));
    private static final KafkaDoors.Tables NO_TABLES = KafkaDoors.Tables.live("gateway");
    private static final DataSource DATABASE = TestDatabase.empty();

    private final List<TopicPlan> applied = new ArrayList<>();

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
        Connection connection = DATABASE.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void endAllOtherSessions() {
        try (Connection connection = DATABASE.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid()""");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
