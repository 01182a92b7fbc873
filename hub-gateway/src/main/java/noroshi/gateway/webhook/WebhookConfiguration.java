package noroshi.gateway.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import noroshi.ledger.Ledger;
import noroshi.ledger.Projector;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** ウェブフックの配線. */
@Configuration(proxyBeanMethods = false)
public class WebhookConfiguration {

    private static final String SCHEMA = "gateway";
    private static final String MIGRATION = "gatewayMigration";
    private static final HttpPost.Times TIMES = new HttpPost.Times(Duration.ofSeconds(5), Duration.ofSeconds(15));

    /** @param inside networks in CIDR notation that webhooks may lead to though they are not of the Internet */
    @Bean
    AddressGuard addressGuard(@Value("${noroshi.webhooks.inside:}") String[] inside) {
        return new AddressGuard(List.of(inside));
    }

    @Bean
    @DependsOn(MIGRATION)
    Webhooks webhooks(DataSource database, PlatformTransactionManager transactions, Ledger ledger) {
        return new Webhooks(
                JdbcClient.create(database),
                new TransactionTemplate(transactions),
                ledger,
                new SecureRandom(),
                InstantSource.system());
    }

    @Bean
    Outbox outbox(DataSource database, PlatformTransactionManager transactions, Webhooks webhooks) {
        return new Outbox(
                JdbcClient.create(database),
                new TransactionTemplate(transactions),
                webhooks,
                new Backoff(new SecureRandom()),
                InstantSource.system());
    }

    /**
     * What is news to whom.
     *
     * @param clock the domain's, by which sectors are in force
     * @param hub where receivers reach the hub
     */
    @Bean
    NewsReader newsReader(
            Ledger ledger, InstantSource clock, @Value("${noroshi.url:http://localhost:${server.port:8080}}") URI hub) {
        return new NewsReader(new ReadersSectors(ledger::ofTag, clock)::of, hub);
    }

    @Bean(initMethod = "start")
    @DependsOn(MIGRATION)
    Projector webhookFeedProjector(
            DataSource database, Ledger ledger, NewsReader reader, Outbox outbox, MeterRegistry meters) {
        var feed = new WebhookFeed(subjects -> ledger.ofTags("thread", subjects), reader, outbox);
        return new Projector(database, ledger, SCHEMA, feed, meters);
    }

    @Bean
    HttpPost webhookPost(AddressGuard guard) {
        return new HttpPost(SystemDefaultDnsResolver.INSTANCE, guard, TIMES, Courier.AT_ONCE);
    }

    @Bean(initMethod = "start")
    Courier courier(
            Outbox outbox,
            Webhooks webhooks,
            Ledger ledger,
            NewsReader reader,
            Post post,
            @Value("${noroshi.url:http://localhost:${server.port:8080}}") URI hub,
            MeterRegistry meters) {
        var news = new RecordedNews(ledger, reader, hub);
        return new Courier(outbox, webhooks, news, post, InstantSource.system(), meters);
    }

    @Bean
    WebhookDesk webhookDesk(Webhooks webhooks, Outbox outbox, Courier courier, AddressGuard guard) {
        return new WebhookDesk(webhooks, outbox, courier, new WishReader(guard));
    }

    /** Down while no webhook is noted any news, and says why; an endpoint that is away is its owner's concern. */
    @Bean
    HealthIndicator webhookFeedHealth(Projector webhookFeedProjector) {
        return () -> webhookFeedProjector
                .fault()
                .map(why -> Health.down().withDetail("standsStill", why).build())
                .orElseGet(() -> Health.up().build());
    }
}
