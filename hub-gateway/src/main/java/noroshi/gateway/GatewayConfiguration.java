package noroshi.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import javax.sql.DataSource;
import noroshi.form.Forms;
import noroshi.form.FormsConfiguration;
import noroshi.gateway.consumer.ConsumerConfiguration;
import noroshi.gateway.consumer.ParkedDays;
import noroshi.gateway.delivery.DeliveryConfiguration;
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
import noroshi.gateway.webhook.WebhookConfiguration;
import noroshi.gateway.wire.Publisher;
import noroshi.gateway.wire.RegisteredOperators;
import noroshi.gateway.wire.WireConfiguration;
import noroshi.ledger.Ledger;
import noroshi.ledger.Projector;
import noroshi.web.WebConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 配線. Everything of hub-gateway. The application brings the {@link Ledger}, its {@code Commands}, the runtime role's
 * {@link DataSource}, the domain clock, {@link IntakeSettings}, and what {@link WireConfiguration} asks for.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    FormsConfiguration.class,
    GatewaySchema.class,
    GatewayAdvice.class,
    GatewaySecurity.class,
    WebConfiguration.class,
    WireConfiguration.class,
    ConsumerConfiguration.class,
    DeliveryConfiguration.class,
    WebhookConfiguration.class
})
public class GatewayConfiguration {

    @Bean
    FilingReader filingReader(Forms forms) {
        return new FilingReader(forms);
    }

    /** By the real clock, as the topic forgets, whatever the domain's says. */
    @Bean
    @DependsOn(GatewaySchema.MIGRATION)
    IntakeKeys intakeKeys(IntakeSettings settings, DataSource database) {
        return new IntakeKeys(
                settings.keys(), InstantSource.system(), new ParkedDays(JdbcClient.create(database))::need);
    }

    @Bean
    FilingRecords filingRecords(IntakeKeys keys) {
        return new FilingRecords(keys);
    }

    @Bean
    @DependsOn(GatewaySchema.MIGRATION)
    FiledKeys filedKeys(DataSource database) {
        return new FiledKeys(database);
    }

    @Bean
    Intake intake(
            FilingReader reader,
            DataSource database,
            FilingRecords records,
            FiledKeys keys,
            Publisher publisher,
            InstantSource clock,
            MeterRegistry meters) {
        var anonymity = new Anonymity(new RegisteredOperators(database, GatewaySchema.NAME)::all);
        return new Intake(reader, anonymity, records, keys, publisher, clock, Intake.Patience.USUAL, meters);
    }

    @Bean
    IntakeDoor intakeDoor(Intake intake) {
        return new IntakeDoor(intake);
    }

    /** By the real clock, as the keys that they are sealed with. */
    @Bean
    @DependsOn(GatewaySchema.MIGRATION)
    Drafts drafts(DataSource database, IntakeKeys intakeKeys) {
        return new Drafts(JdbcClient.create(database), intakeKeys, InstantSource.system());
    }

    @Bean
    DraftDesk draftDesk(Drafts drafts, FiledKeys keys, Intake intake) {
        return new DraftDesk(drafts, keys, intake);
    }

    @Bean
    SubmissionProjection submissionProjection() {
        return new SubmissionProjection();
    }

    @Bean(initMethod = "start")
    @DependsOn(GatewaySchema.MIGRATION)
    Projector submissionProjector(
            DataSource database, Ledger ledger, SubmissionProjection projection, Drafts drafts, MeterRegistry meters) {
        return new Projector(database, ledger, GatewaySchema.NAME, new DraftTidying(projection, drafts), meters);
    }

    @Bean
    SubmissionDesk submissionDesk(DataSource database, Projector submissionProjector) {
        return new SubmissionDesk(new Submissions(JdbcClient.create(database), submissionProjector));
    }

    /** Down while the submissions' view stands still. */
    @Bean
    HealthIndicator submissionsHealth(Projector submissionProjector) {
        return () -> submissionProjector
                .fault()
                .map(why -> Health.down().withDetail("standsStill", why).build())
                .orElseGet(() -> Health.up().build());
    }
}
