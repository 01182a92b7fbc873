package noroshi.gateway.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.InstantSource;
import javax.sql.DataSource;
import noroshi.core.register.ScopeEvent;
import noroshi.gateway.wire.DoorKeeper;
import noroshi.gateway.wire.OpenTopics;
import noroshi.gateway.wire.Publisher;
import noroshi.ledger.Commands;
import noroshi.ledger.Ledger;
import noroshi.ledger.Projector;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 送達と共有の配線. */
@Configuration(proxyBeanMethods = false)
public class DeliveryConfiguration {

    private static final String SCHEMA = "gateway";

    /**
     * After the keeper of the doors, so that the topics are there.
     *
     * @param hub where those who read deliveries reach the hub
     */
    @Bean(initMethod = "start")
    Projector deliveriesProjector(
            DoorKeeper doors,
            DataSource dataSource,
            Ledger ledger,
            Commands commands,
            Publisher publisher,
            OpenTopics topics,
            InstantSource clock,
            @Value("${noroshi.url:http://localhost:${server.port:8080}}") URI hub,
            MeterRegistry meters) {
        var deliveries =
                new Deliveries(Histories.in(ledger), publisher, topics, commands::sendUntilDecided, clock, hub, meters);
        return new Projector(dataSource, ledger, SCHEMA, deliveries, meters);
    }

    @Bean(initMethod = "start")
    Projector sectorFeedProjector(
            DoorKeeper doors,
            DataSource dataSource,
            Ledger ledger,
            Publisher publisher,
            OpenTopics topics,
            MeterRegistry meters) {
        var feed = new SectorFeed(
                Histories.in(ledger),
                () -> ledger.ofTag("scope", ScopeEvent.NATIONAL),
                ledger::pseudonym,
                publisher,
                topics);
        return new Projector(dataSource, ledger, SCHEMA, feed, meters);
    }

    @Bean(initMethod = "start")
    Projector bulletinFeedProjector(
            DoorKeeper doors,
            DataSource dataSource,
            Ledger ledger,
            Publisher publisher,
            OpenTopics topics,
            MeterRegistry meters) {
        var feed = new BulletinFeed(bulletins -> ledger.ofTags("thread", bulletins), publisher, topics);
        return new Projector(dataSource, ledger, SCHEMA, feed, meters);
    }

    /** Down while nothing is delivered, and says why. */
    @Bean
    HealthIndicator deliveriesHealth(Projector deliveriesProjector) {
        return () -> health(deliveriesProjector);
    }

    /** Down while no sector is told anything, and says why. */
    @Bean
    HealthIndicator sectorFeedHealth(Projector sectorFeedProjector) {
        return () -> health(sectorFeedProjector);
    }

    /** Down while no bulletin goes out, and says why. */
    @Bean
    HealthIndicator bulletinFeedHealth(Projector bulletinFeedProjector) {
        return () -> health(bulletinFeedProjector);
    }

    private static Health health(Projector projector) {
        return projector
                .fault()
                .map(why -> Health.down().withDetail("standsStill", why).build())
                .orElseGet(() -> Health.up().build());
    }
}
