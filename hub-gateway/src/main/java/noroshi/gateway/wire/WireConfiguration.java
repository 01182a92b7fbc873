package noroshi.gateway.wire;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import noroshi.ledger.Ledger;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** 配線. Broker and registry as the gateway uses them. */
@Configuration(proxyBeanMethods = false)
public class WireConfiguration {

    private static final int SCHEMAS_REMEMBERED = 1_000;

    /**
     * Kafka's clients count by topic, and a topic's name tells who files and where it goes. Static, since a registry asks
     * for its filters before anything else is made.
     */
    @Bean
    static MeterFilter topicsUntold() {
        return MeterFilter.deny(id -> id.getName().startsWith("kafka.") && id.getTag("topic") != null);
    }

    @Bean
    SchemaRegistryClient schemaRegistry(KafkaSettings settings) {
        return new CachedSchemaRegistryClient(
                List.of(settings.registryUrl()),
                SCHEMAS_REMEMBERED,
                List.of(new AvroSchemaProvider()),
                settings.registry());
    }

    @Bean(destroyMethod = "")
    AvroValues avroValues(SchemaRegistryClient registry, KafkaSettings settings) {
        return new AvroValues(registry, settings);
    }

    @Bean
    @ConditionalOnMissingBean(Publisher.class)
    KafkaPublisher publisher(KafkaSettings settings, AvroValues values, MeterRegistry meters) {
        return KafkaPublisher.start(settings, values, meters);
    }

    /** In production the operator's own directory lets principals sign in. */
    @Bean
    @ConditionalOnMissingBean
    KafkaUsers kafkaUsers() {
        return (_, _) -> {};
    }

    @Bean
    TopicAdmin topicAdmin(KafkaSettings settings, SchemaRegistryClient registry, KafkaUsers users) {
        return TopicAdmin.start(settings, registry, users);
    }

    @Bean
    BrokerTopics openTopics(TopicAdmin admin) {
        return new BrokerTopics(admin::topics);
    }

    @Bean(initMethod = "start")
    DoorKeeper doorKeeper(
            TopicAdmin admin, Ledger ledger, DataSource dataSource, InstantSource clock, MeterRegistry meters) {
        return new DoorKeeper(admin, ledger, dataSource, clock, meters);
    }

    /** The web's door opens only behind this: until then topics are made beside the rest of the start. */
    @Bean
    SmartInitializingSingleton topicsBeforeTheDoor(DoorKeeper keeper) {
        return () -> {
            try {
                keeper.awaitFirstLook();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** Down while topics and rights are not as the register has them. */
    @Bean
    HealthIndicator kafkaDoorsHealth(DoorKeeper keeper) {
        return () -> keeper.fault()
                .map(why -> Health.down().withDetail("standsStill", why).build())
                .orElseGet(() -> Health.up().build());
    }
}
