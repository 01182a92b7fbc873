package noroshi.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** One PostgreSQL for all test classes, as durable as in production; each test has a database of its own on it. */
final class TestServer {

    static final String RUNTIME = "hub_runtime";

    /** Whatever stands still in the database fails its test, and the build goes on. */
    private static final Map<String, String> IMPATIENT = Map.of("socketTimeout", "30");

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private TestServer() {}

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("shared_buffers", "128MB")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
            run(server.getPostgresDatabase(), "create role " + RUNTIME + " login password 'runtime'");
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DataSource maintenance() {
        return SERVER.getDatabase("postgres", "postgres", IMPATIENT);
    }

    /** An empty database with the record's schema, and schema {@code views} for projections. */
    static Database database() {
        String name = "test_" + DATABASES.incrementAndGet();
        run(maintenance(), "create database " + name);
        DataSource owner = SERVER.getDatabase("postgres", name, IMPATIENT);
        try {
            LedgerDatabase.migrate(owner, RUNTIME);
            LedgerDatabase.prepareViews(owner, "views", RUNTIME);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new Database(name, owner, SERVER.getPort());
    }

    static void run(DataSource dataSource, String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    record Database(String name, DataSource owner, int port) {

        HikariDataSource pool() {
            return LedgerDatabase.pool(
                    "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, name), RUNTIME, "runtime", 8);
        }

        void execute(String sql) {
            run(owner, sql);
        }

        /** Nobody can connect any more, and who was connected is not. */
        void away() {
            DataSource maintenance = maintenance();
            run(maintenance, "alter database %s with allow_connections false".formatted(name));
            do {
                run(
                        maintenance,
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s'".formatted(name));
            } while (!isEmpty(maintenance));
        }

        /** Who was just let in locks the database until it is seen among the sessions. */
        private boolean isEmpty(DataSource maintenance) {
            return text(maintenance, """
                            select not exists (
                                select 1 from pg_locks join pg_database on objid = pg_database.oid
                                where locktype = 'object' and classid = 'pg_database'::regclass and datname = '%1$s')
                              and not exists (select 1 from pg_stat_activity where datname = '%1$s')
                            """.formatted(name)).equals("t");
        }

        void back() {
            run(maintenance(), "alter database %s with allow_connections true".formatted(name));
        }

        /** Changes a setting of the whole server, for all tests: change it back. */
        void serverSetting(String name, String value) {
            execute("alter system set %s = %s".formatted(name, value));
            execute("select pg_reload_conf()");
        }

        /** Cuts some of the runtime role's connections, each with that probability. */
        void cutConnections(double probability) {
            execute("""
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and usename = '%s' and random() < %s
                    """.formatted(RUNTIME, probability));
        }

        /**
         * How many commits of the runtime role wait for a standby. What is said to other processes waits like a commit, but
         * is no part of what is recorded.
         */
        long commitsAwaitingAStandby() {
            return number("""
                    select count(*) from pg_stat_activity
                    where datname = current_database() and usename = '%s' and wait_event = 'SyncRep' and query = 'COMMIT'
                    """.formatted(RUNTIME));
        }

        /** The first column of the first row, as text. */
        String text(String sql) {
            return text(owner, sql);
        }

        private static String text(DataSource dataSource, String sql) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                rows.next();
                return String.valueOf(rows.getString(1));
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }

        long number(String sql) {
            return Long.parseLong(text(sql));
        }
    }
}
