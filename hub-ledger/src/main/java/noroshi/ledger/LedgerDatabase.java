package noroshi.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.PGStatement;

/** Prepares the database for the record and for the views that are read from it. */
public final class LedgerDatabase {

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z_][a-z0-9_]{0,40}");

    private LedgerDatabase() {}

    /**
     * Brings schema {@code ledger} to the present form and lets the runtime role insert and read events, but not
     * change or delete them. Safe to repeat, and to run from several processes at once.
     *
     * @param owner connects as the role that owns the schema, never the runtime role
     * @param runtimeRole an existing role, lower case
     * @throws org.flywaydb.core.api.FlywayException if a migration fails
     */
    public static void migrate(DataSource owner, String runtimeRole) {
        Flyway.configure()
                .dataSource(owner)
                .schemas("ledger")
                .defaultSchema("ledger")
                .locations("classpath:noroshi/ledger/migration")
                .placeholders(Map.of("runtimeRole", identifier(runtimeRole)))
                .load()
                .migrate();
    }

    /**
     * Creates a module's schema for views, if need be, and lets the runtime role make tables in it: a rebuild makes
     * its tables at run time. Safe to repeat, and to run from several processes at once.
     *
     * @throws SQLException if the owner may not
     */
    public static void prepareViews(DataSource owner, String schema, String runtimeRole) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // of two that grant the same at once, the database refuses one
            statement.execute("select pg_advisory_xact_lock(hashtextextended('noroshi.prepare_views', 0))");
            statement.execute("create schema if not exists " + identifier(schema));
            statement.execute("grant usage, create on schema %s to \"%s\"".formatted(schema, identifier(runtimeRole)));
            connection.commit();
        }
    }

    /**
     * A pool for the ledger alone. It gives up on an absent database after two seconds, so that appends fail in bounded
     * time.
     *
     * @param size connections at most; one is the writer's, one the listener's, the rest serve readers
     */
    public static HikariDataSource pool(String url, String user, String password, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger");
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(Math.min(4, size));
        config.setConnectionTimeout(2_000);
        config.setValidationTimeout(1_000);
        config.setInitializationFailTimeout(-1);
        // else the pool asks its first connection, and if that is cut then, no other is ever good enough
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        // the driver would quote bound values, and with them content, in the text of its errors
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("connectTimeout", "2");
        config.addDataSourceProperty("socketTimeout", "15");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        return new HikariDataSource(config);
    }

    /**
     * Has the database plan a statement each time for what is asked. What is sent often it plans once for all parameters
     * otherwise, and a rare word then as a frequent one: fifteen times as long, from the tenth question on.
     */
    public static void planAnew(Statement statement) throws SQLException {
        statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    }

    /** Table, schema and role names become part of statements, where no parameter can stand. */
    static String identifier(String name) {
        if (!IDENTIFIER.matcher(name).matches()) {
            throw new IllegalArgumentException("identifier: %s (expected: %s)".formatted(name, IDENTIFIER));
        }
        return name;
    }
}
