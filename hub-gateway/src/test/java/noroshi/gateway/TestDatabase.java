package noroshi.gateway;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import noroshi.core.module.CoreModule;
import noroshi.ledger.Ledger;
import noroshi.ledger.LedgerDatabase;
import noroshi.ledger.MasterKey;
import noroshi.ledger.StoredTypes;
import org.flywaydb.core.Flyway;

/** An empty database with the record and the gateway's tables, on one durable PostgreSQL for all test classes. */
public final class TestDatabase implements AutoCloseable {

    private static final String RUNTIME = "hub_runtime";
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private final HikariDataSource pool;

    private TestDatabase(HikariDataSource pool) {
        this.pool = pool;
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
            run(server.getPostgresDatabase(), "create role " + RUNTIME + " login password 'runtime'");
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A database of its own with nothing in it. */
    public static DataSource empty() {
        return SERVER.getDatabase("postgres", createDatabase());
    }

    private static String createDatabase() {
        String name = "gateway_" + DATABASES.incrementAndGet();
        run(SERVER.getPostgresDatabase(), "create database " + name);
        return name;
    }

    public static TestDatabase create() {
        String name = createDatabase();
        DataSource owner = SERVER.getDatabase("postgres", name);
        LedgerDatabase.migrate(owner, RUNTIME);
        run(owner, "create schema gateway authorization " + RUNTIME);
        HikariDataSource pool = LedgerDatabase.pool(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(SERVER.getPort(), name), RUNTIME, "runtime", 12);
        Flyway.configure()
                .dataSource(pool)
                .schemas("gateway")
                .defaultSchema("gateway")
                .locations("classpath:db/gateway")
                .load()
                .migrate();
        return new TestDatabase(pool);
    }

    public DataSource dataSource() {
        return pool;
    }

    public Ledger ledger(InstantSource clock) {
        try {
            return new Ledger(
                    pool,
                    StoredTypes.of(CoreModule.eventFamilies()).sealing(CoreModule.sealedContent()),
                    MasterKey.at(Files.createTempDirectory("noroshi").resolve("master.key")),
                    clock,
                    new SimpleMeterRegistry());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(DataSource dataSource, String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
