package noroshi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LeaseTest {

    /** Two seconds and a half of work. */
    private static final int SIGNS = 5;

    private final TestServer.Database database = TestServer.database();
    private final HikariDataSource pool = database.pool();

    @SuppressWarnings("NullAway.Init")
    private Connection connection;

    private int backend;

    @BeforeEach
    void beginTransaction() throws SQLException {
        connection = pool.getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set idle_in_transaction_session_timeout = '2s'");
            try (ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
                row.next();
                backend = row.getInt(1);
            }
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        pool.close();
    }

    @Test
    void locksOutliveWorkThatTakesLongerThanTheDatabaseWaits() throws Exception {
        Lease.during(connection, () -> {
            var signs = new HashSet<String>();
            while (signs.size() < SIGNS) {
                signs.add(database.text("select query_start from pg_stat_activity where pid = " + backend));
            }
        });
        assertThat(connection.isValid(10)).isTrue();
    }

    @Test
    void whoLosesItsLocksIsToldAndItsWorkIsInterrupted() {
        var interrupted = new AtomicBoolean();
        assertThatThrownBy(() -> Lease.during(connection, () -> {
                    database.execute("select pg_terminate_backend(%d)".formatted(backend));
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                    }
                }))
                .isInstanceOf(SQLException.class);
        assertThat(interrupted).isTrue();
    }

    @Test
    void whoLosesItsLocksAtTheEndOfItsWorkIsToldToo() {
        assertThatThrownBy(() -> Lease.during(
                        connection, () -> database.execute("select pg_terminate_backend(%d)".formatted(backend))))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void whatTheWorkThrowsIsThrown() {
        assertThatThrownBy(() -> Lease.during(connection, () -> {
                    throw new IOException("as the test wants it");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("as the test wants it");
    }
}
