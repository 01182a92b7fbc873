package noroshi.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection kept for long by one thread that holds locks. The database lets go of them if this process is paused: in
 * a transaction left idle for two seconds, and in one whose result nobody takes off the wire.
 */
final class HeldConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HeldConnection.class);

    /** Longer than any statement may take, so that the database's own limits speak first. */
    private static final int NETWORK_TIMEOUT_MILLIS =
            (int) Duration.ofSeconds(15).toMillis();

    private static final int ALIVE_SECONDS = 2;

    private static final String SETTINGS = """
            set idle_in_transaction_session_timeout = '2s';
            set statement_timeout = '10s';
            set tcp_user_timeout = '3s';
            set default_transaction_isolation = 'read committed';
            """;

    private final Connection connection;
    private final PgConnection postgres;

    private HeldConnection(Connection connection) throws SQLException {
        this.connection = connection;
        this.postgres = connection.unwrap(PgConnection.class);
    }

    static HeldConnection open(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        try (Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MILLIS);
            connection.setAutoCommit(true);
            statement.execute(SETTINGS + Readers.SETTINGS);
            connection.setAutoCommit(false);
            return new HeldConnection(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** The driver's own connection: only it makes arrays of primitives. */
    PgConnection postgres() {
        return postgres;
    }

    /** Commits, and returns once all that can be seen here is kept on a standby too, if there has to be one. */
    void confirm() throws SQLException {
        try (Statement statement = postgres.createStatement()) {
            statement.execute(Sql.CONFIRM);
        }
        postgres.commit();
    }

    void commit() throws SQLException {
        postgres.commit();
    }

    void rollback() throws SQLException {
        postgres.rollback();
    }

    /** Whether there is still a server at its other end; outside of a transaction, and begins none. */
    boolean answers() {
        try {
            return postgres.isValid(ALIVE_SECONDS);
        } catch (SQLException e) {
            LOG.debug("connection can't be asked: {}", e.getMessage());
            return false;
        }
    }

    /** Gives the connection back as it came; if that fails, it is thrown away, and with it every lock. */
    @Override
    public void close() {
        try {
            postgres.rollback();
            postgres.setAutoCommit(true);
            try (Statement statement = postgres.createStatement()) {
                statement.execute("reset all; select pg_advisory_unlock_all()");
            }
        } catch (SQLException e) {
            LOG.debug("connection thrown away: {}", e.getMessage());
            abort();
        }
        try {
            connection.close();
        } catch (SQLException | RuntimeException e) { // a pool that was closed throws what it likes
            LOG.debug("connection not given back: {}", e.toString());
        }
    }

    private void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("connection not aborted: {}", e.getMessage());
        }
    }
}
