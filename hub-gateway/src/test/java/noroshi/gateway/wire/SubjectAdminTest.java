package noroshi.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.entities.Config;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubjectAdminTest {

    private static final List<String> TOPICS =
            List.of("deliveries.fsa", "deliveries.meti", "deliveries.mic", "sector.gas", "sector.water");

    /** In the order of their arrival: levels that were set, and schemas that were registered. */
    private final List<String> writes = new ArrayList<>();

    private boolean away;

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient() {
        @Override
        public synchronized int register(String subject, ParsedSchema schema) throws IOException, RestClientException {
            write("schema of " + subject);
            return super.register(subject, schema);
        }

        @Override
        public synchronized Config updateConfig(String subject, Config config) throws IOException, RestClientException {
            write("level of " + subject);
            return super.updateConfig(subject, config);
        }
    };

    private void write(String what) throws IOException {
        if (away) {
            throw new IOException("away");
        }
        writes.add(what);
    }

    @Test
    void whatIsMissingIsMadeTheLevelFirst() throws Exception {
        keep();
        for (String topic : TOPICS) {
            String subject = topic + "-value";
            assertThat(registry.getConfig(subject).getCompatibilityLevel()).isEqualTo("FULL_TRANSITIVE");
            assertThat(registry.getId(subject, new AvroSchema(Subjects.schemaOf(topic))))
                    .isPositive();
            assertThat(writes).containsSubsequence("level of " + subject, "schema of " + subject);
        }
        assertThat(writes).hasSize(2 * TOPICS.size());
    }

    @Test
    void theNextStartFindsAllAndAsksOnceASchema() {
        keep();
        writes.clear();
        keep();
        assertThat(writes).hasSize(2).allMatch(write -> write.startsWith("schema of "));
    }

    @Test
    void aLevelThatSomebodyLoweredIsSetAgain() throws Exception {
        keep();
        registry.updateConfig("deliveries.mic-value", new Config("NONE"));
        keep();
        assertThat(registry.getConfig("deliveries.mic-value").getCompatibilityLevel())
                .isEqualTo("FULL_TRANSITIVE");
    }

    @Test
    void aSubjectOfAnEarlierReleaseGetsTheSchemaOfThisOne() throws Exception {
        var earlier = new AvroSchema("""
                {"type": "record", "name": "Delivery", "namespace": "noroshi.avro", "fields": []}""");
        for (String topic : TOPICS.subList(0, 3)) {
            registry.register(topic + "-value", earlier);
        }
        keep();
        for (String topic : TOPICS) {
            assertThat(registry.getId(topic + "-value", new AvroSchema(Subjects.schemaOf(topic))))
                    .isPositive();
        }
    }

    @Test
    void whatIsDoneIsNotDoneAgainWhenTheRegistryIsBack() {
        var subjects = new SubjectAdmin(registry);
        subjects.keep(TOPICS.subList(0, 2));
        away = true;
        assertThatThrownBy(() -> subjects.keep(TOPICS))
                .isInstanceOf(BrokerUnavailable.class)
                .hasMessageContainingAll("subject", "away");
        away = false;
        writes.clear();
        subjects.keep(TOPICS);
        assertThat(writes).hasSize(2 * (TOPICS.size() - 2));
        writes.clear();
        subjects.keep(TOPICS);
        assertThat(writes).isEmpty();
    }

    private void keep() {
        new SubjectAdmin(registry).keep(TOPICS);
    }
}
