package noroshi.api;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import noroshi.api.desk.DemoIdentities;
import noroshi.core.module.CoreModule;
import noroshi.ledger.Commands;
import noroshi.ledger.Ledger;
import noroshi.ledger.LedgerDatabase;
import noroshi.ledger.LedgerModule;
import noroshi.ledger.MasterKey;
import noroshi.ledger.StoredTypes;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** hub-api on a real ledger and a database of its own; tokens are plain words ({@link Caller}). */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ApiConfiguration.class, Caller.class})
public class TestHub {

    private static final String RUNTIME = "hub_runtime";

    @Bean(destroyMethod = "close")
    EmbeddedPostgres server() throws IOException, SQLException {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
        DataSource owner = server.getPostgresDatabase();
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + RUNTIME + " login password 'runtime'");
        }
        LedgerDatabase.migrate(owner, RUNTIME);
        LedgerDatabase.prepareViews(owner, "api", RUNTIME);
        return server;
    }

    @Bean
    HikariDataSource database(EmbeddedPostgres server) {
        return pool(server, 16);
    }

    @Bean(destroyMethod = "close")
    Ledger ledger(EmbeddedPostgres server, InstantSource clock, MeterRegistry meters) throws IOException {
        return new Ledger(
                pool(server, 8),
                StoredTypes.of(CoreModule.eventFamilies()).sealing(CoreModule.sealedContent()),
                MasterKey.at(Files.createTempDirectory("noroshi").resolve("master.key")),
                clock,
                meters);
    }

    private static HikariDataSource pool(EmbeddedPostgres server, int size) {
        return LedgerDatabase.pool(
                "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.getPort()), RUNTIME, "runtime", size);
    }

    @Bean(destroyMethod = "close")
    LedgerModule module(Ledger ledger) {
        return LedgerModule.start(ledger, CoreModule::configure);
    }

    @Bean
    Commands commands(LedgerModule module) {
        return module.commands();
    }

    @Bean
    TestClock clock() {
        return new TestClock();
    }

    @Bean
    DemoIdentities identities() {
        return new DemoIdentities(true);
    }

    /** Reads {@code ROLE~organisation~identity}, and {@code ~officer} where one is named; anything else is no token. */
    @Bean
    JwtDecoder tokens() {
        return token -> {
            String[] words = token.split("~", -1);
            if (words.length < 3 || words.length > 4) {
                throw new BadJwtException("not a token");
            }
            Jwt.Builder named = Jwt.withTokenValue(token)
                    .header("alg", "none")
                    .subject(words[2])
                    .claim("role", words[0])
                    .claim("organisation", words[1]);
            return (words.length == 4 ? named.claim("officer", words[3]) : named).build();
        };
    }
}
