package noroshi.gateway.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import javax.sql.DataSource;
import noroshi.avro.ReportFiling;
import noroshi.gateway.intake.FilingReader;
import noroshi.gateway.intake.FilingRecords;
import noroshi.gateway.intake.IntakeKeys;
import noroshi.gateway.wire.AvroValues;
import noroshi.gateway.wire.DoorKeeper;
import noroshi.gateway.wire.KafkaIntakeArchive;
import noroshi.gateway.wire.KafkaIntakeFeed;
import noroshi.gateway.wire.KafkaSettings;
import noroshi.gateway.wire.Publisher;
import noroshi.ledger.Commands;
import noroshi.ledger.Ledger;
import noroshi.ledger.Projector;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** 受付の消費の配線. */
@Configuration(proxyBeanMethods = false)
public class ConsumerConfiguration {

    @Bean
    Standstill intakeStandstill() {
        return new Standstill();
    }

    @Bean
    Parking parking(DataSource dataSource, IntakeKeys keys) {
        return new JdbcParking(
                JdbcClient.create(dataSource), new TransactionTemplate(new JdbcTransactionManager(dataSource)), keys);
    }

    @Bean
    Taking taking(
            AvroValues values,
            FilingRecords records,
            FilingReader reader,
            Commands commands,
            Ledger ledger,
            Publisher publisher,
            Parking parking,
            Standstill standstill,
            InstantSource clock,
            MeterRegistry meters) {
        return new Taking(
                new RecordReader(
                        new RegistryFilings(value -> values.read(value, ReportFiling.class), records),
                        reader::read,
                        clock,
                        InstantSource.system()),
                commands::sendUntilDecided,
                new Drills(thread -> ledger.ofTag("thread", thread.toString())),
                new RefusedFilings(publisher),
                parking,
                standstill,
                clock,
                Taking.Patience.USUAL,
                meters);
    }

    @Bean
    ParkedRecords parkedRecords(Parking parking, Taking taking) {
        return new ParkedRecords(parking, taking);
    }

    @Bean
    Replay replay(
            ParkedRecords parked,
            DataSource dataSource,
            Ledger ledger,
            Projector submissionProjector,
            KafkaSettings settings,
            Taking taking) {
        var refusals = new JdbcKnownRefusals(JdbcClient.create(dataSource), ledger, submissionProjector);
        return new Replay(parked, new RefusedRecords(refusals, () -> new KafkaIntakeArchive(settings), taking));
    }

    @Bean
    ParkedDesk parkedDesk(Replay replay) {
        return new ParkedDesk(replay);
    }

    /** After the keeper of the doors, so that the topics are there to be read. */
    @Bean(initMethod = "start")
    SubmittedReports submittedReports(
            DoorKeeper doors,
            KafkaSettings settings,
            DataSource dataSource,
            Parking parking,
            Taking taking,
            Standstill standstill,
            MeterRegistry meters) {
        return new SubmittedReports(
                new KafkaIntakeFeed(settings, SubmittedReports.MOST_RECORDS, meters),
                new JdbcOffsets(JdbcClient.create(dataSource)),
                parking,
                taking,
                standstill,
                meters);
    }

    /** Down while the intake waits for something, and says for what; parked records are told with it. */
    @Bean
    HealthIndicator submittedReportsHealth(SubmittedReports reports, ParkedRecords parked) {
        return () -> {
            var why = reports.standsStill();
            Health.Builder health = why.isPresent() ? Health.down().withDetail("standsStill", why.get()) : Health.up();
            return health.withDetail("parked", parked.size()).build();
        };
    }
}
