package noroshi.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import noroshi.core.register.DemoRegister;
import noroshi.form.Forms;
import noroshi.gateway.intake.Anonymity;
import noroshi.gateway.intake.DraftDesk;
import noroshi.gateway.intake.DraftTidying;
import noroshi.gateway.intake.Drafts;
import noroshi.gateway.intake.FiledKeys;
import noroshi.gateway.intake.FilingReader;
import noroshi.gateway.intake.FilingRecords;
import noroshi.gateway.intake.Intake;
import noroshi.gateway.intake.IntakeDoor;
import noroshi.gateway.intake.IntakeKeys;
import noroshi.gateway.intake.SubmissionDesk;
import noroshi.gateway.intake.SubmissionProjection;
import noroshi.gateway.intake.Submissions;
import noroshi.ledger.Ledger;
import noroshi.ledger.Projector;
import noroshi.web.WebConfiguration;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mock.web.MockServletContext;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** The gateway's HTTP doors with their security and their answers, on a broker that records. */
final class TestDoors implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-05T00:00:00.123456Z");

    /** However slow the machine: whoever has to wait for its turn gets it, and its answer. */
    private static final Intake.Patience PATIENT = new Intake.Patience(Duration.ofSeconds(60), Duration.ofSeconds(90));

    final RecordingPublisher publisher = new RecordingPublisher();
    final MeterRegistry meters = new SimpleMeterRegistry();
    final FilingReader reader = new FilingReader(Forms.shipped());
    final IntakeKeys intakeKeys = keys();
    final FilingRecords records = new FilingRecords(intakeKeys);
    final Projector projector;
    final MockMvc http;
    private final GenericWebApplicationContext context = new GenericWebApplicationContext(new MockServletContext());

    /**
     * @param database where keys are kept and submissions looked up, the ledger's or one that is away
     * @param further configurations of what else there is to be
     */
    TestDoors(DataSource database, DataSource views, Ledger ledger, Class<?>... further) {
        this(PATIENT, database, views, ledger, further);
    }

    TestDoors(Intake.Patience patience, DataSource database, DataSource views, Ledger ledger, Class<?>... further) {
        var keys = new FiledKeys(database);
        var intake = new Intake(
                reader,
                new Anonymity(DemoRegister::entries),
                records,
                keys,
                publisher,
                InstantSource.fixed(NOW),
                patience,
                meters);
        var drafts = new Drafts(JdbcClient.create(database), intakeKeys, InstantSource.system());
        projector =
                new Projector(views, ledger, "gateway", new DraftTidying(new SubmissionProjection(), drafts), meters);
        projector.start();
        var submissions = new Submissions(JdbcClient.create(database), projector);
        context.registerBean(IntakeDoor.class, () -> new IntakeDoor(intake));
        context.registerBean(DraftDesk.class, () -> new DraftDesk(drafts, keys, intake));
        context.registerBean(SubmissionDesk.class, () -> new SubmissionDesk(submissions));
        context.registerBean("gatewayMigration", String.class, () -> "done");
        context.registerBean(DataSource.class, () -> views, TestDoors::isAnothers);
        context.registerBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(views));
        context.registerBean(Ledger.class, () -> ledger, TestDoors::isAnothers);
        context.registerBean(InstantSource.class, () -> InstantSource.fixed(NOW));
        context.registerBean(MeterRegistry.class, () -> meters, TestDoors::isAnothers);
        var beans = new AnnotatedBeanDefinitionReader(context);
        beans.register(Web.class);
        beans.register(further);
        context.refresh();
        http = MockMvcBuilders.webAppContextSetup(context)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
    }

    /** It is closed by whoever made it. */
    private static void isAnothers(BeanDefinition definition) {
        definition.setDestroyMethodName("");
    }

    private static IntakeKeys keys() {
        try {
            return new IntakeKeys(Files.createTempDirectory("noroshi-keys"), InstantSource.system(), _ -> false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        projector.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebMvc
    @EnableWebSecurity
    @Import({GatewayAdvice.class, GatewaySecurity.class, WebConfiguration.class})
    static class Web {

        /** Tokens of the form {@code ROLE.organisation}. */
        @Bean
        JwtDecoder decoder() {
            return token -> {
                List<String> parts = List.of(token.split("\\.", 2));
                if (parts.size() != 2) {
                    throw new BadJwtException("no token");
                }
                return new Jwt(
                        token,
                        Instant.EPOCH,
                        Instant.MAX,
                        Map.of("alg", "none"),
                        Map.of("sub", token, "role", parts.getFirst(), "organisation", parts.getLast()));
            };
        }
    }
}
