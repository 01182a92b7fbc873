package noroshi.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import javax.sql.DataSource;
import org.postgresql.jdbc.PgConnection;

/**
 * Keeps PostgreSQL to index look-ups. Each ledger query finds a few rows by index however large the record grows; with
 * no statistics yet, the planner scans whole tables instead, at run time and without a word, fifty times slower.
 */
final class Planner {

    static final String SETTINGS = """
            set plan_cache_mode = force_generic_plan;
            set enable_seqscan = off;
            set jit = off;
            """;

    private final DataSource dataSource;
    private final Set<PgConnection> set = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    Planner(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** A connection for one short read, in auto-commit. A pooled one is set up the first time it is met. */
    Connection connection() throws SQLException {
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
