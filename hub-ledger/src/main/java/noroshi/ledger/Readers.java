package noroshi.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.jdbc.PgConnection;

/**
 * Those who read the record, as many at once as the pool has connections for them, the rest in a queue. Keeps PostgreSQL
 * to index look-ups: each ledger query finds a few rows by index however large the record grows; with
 * no statistics yet, the planner scans whole tables instead, at run time and without a word, fifty times slower.
 */
final class Readers {

    static final String SETTINGS = """
            set plan_cache_mode = force_generic_plan;
            set enable_seqscan = off;
            set jit = off;
            """;

    /** Of the pool's connections, those that the writer and the listener keep. */
    private static final int HELD = 2;

    private static final int PLACES_WITHOUT_POOL = 8;

    /** How long a read queues behind others before it counts as unavailable. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DataSource dataSource;
    private final Semaphore places;
    private final Set<PgConnection> set = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    Readers(DataSource dataSource) {
        this.dataSource = dataSource;
        this.places = new Semaphore(places(dataSource), true);
    }

    private static int places(DataSource dataSource) {
        return dataSource instanceof HikariDataSource pool
                ? Math.max(1, pool.getMaximumPoolSize() - HELD)
                : PLACES_WITHOUT_POOL;
    }

    /** What is done with a connection. */
    interface Query<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * One short read, in auto-commit. It queues here and not at the pool, whose patience is for a database that is away:
     * many readers at once are not that.
     *
     * @throws LedgerUnavailable if the database is away, or too many are before it
     */
    <T> T read(Query<T> query) {
        try {
            if (!places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LedgerUnavailable("ledger can't be read: too many readers for %s".formatted(PATIENCE));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailable("ledger can't be read: interrupted", e);
        }
        try (Connection connection = connection()) {
            return query.on(connection);
        } catch (SQLException e) {
            throw new LedgerUnavailable("ledger can't be read: " + e.getMessage(), e);
        } finally {
            places.release();
        }
    }

    /** A pooled connection is set up the first time it is met. */
    private Connection connection() throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            if (set.add(connection.unwrap(PgConnection.class))) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(SETTINGS);
                }
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
