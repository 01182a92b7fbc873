package noroshi.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import noroshi.avro.Recall;
import noroshi.avro.RefusedFiling;
import noroshi.core.Reason;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class AvroValuesTest {

    private static final KafkaSettings SETTINGS =
            new KafkaSettings("localhost:1", Map.of(), "http://localhost:1", Map.of());
    private static final Instant NOW = Instant.parse("2026-11-05T05:40:00Z");
    private static final Recall RECALL =
            new Recall(new UUID(1, 2), "GAS", List.of(new UUID(3, 4)), "TLP_NARROWED", NOW);
    private static final RefusedFiling REFUSED = RefusedFiling.newBuilder()
            .setReportId(new UUID(5, 6))
            .setOperator("chubu-power")
            .setDoor("intake.chubu-power")
            .setFaults(List.of())
            .setReceivedAt(NOW)
            .setRefusedAt(NOW)
            .build();

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    private final AvroValues values = new AvroValues(registry, SETTINGS);

    private void register(String topic) throws IOException, RestClientException {
        registry.register(Subjects.subjectOf(topic), new AvroSchema(Subjects.schemaOf(topic)));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        register(Topics.REPORTS_REFUSED);
        byte[] bytes = values.write(Topics.REPORTS_REFUSED, REFUSED);
        assertThat(values.read(ByteBuffer.wrap(bytes), RefusedFiling.class)).isEqualTo(REFUSED);
    }

    @Test
    void aTopicOfTwoKindsIsReadByTheGenuineClient() throws Exception {
        register("sector.gas");
        byte[] bytes = values.write("sector.gas", RECALL);
        try (var genuine = new KafkaAvroDeserializer(registry, Map.of("schema.registry.url", "http://localhost:1"))) {
            assertThat(genuine.deserialize("sector.gas", bytes))
                    .isInstanceOfSatisfying(
                            GenericRecord.class,
                            record -> assertThat(record.get("reason")).hasToString("TLP_NARROWED"));
        }
    }

    @Test
    void aSchemaNobodyRegisteredIsNotRegisteredByWriting() {
        assertThatThrownBy(() -> values.write(Topics.REPORTS_REFUSED, REFUSED)).isInstanceOf(BrokerUnavailable.class);
    }

    @Test
    void whatIsNoAvroIsUnreadable() {
        assertReason(ByteBuffer.wrap(new byte[] {'{', '}'}), Reason.UNREADABLE);
        assertReason(ByteBuffer.wrap(new byte[0]), Reason.UNREADABLE);
        assertReason(
                ByteBuffer.wrap("{\"form\":\"DDOS\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                Reason.UNREADABLE);
    }

    @Test
    void bytesThatEndTooSoonOrGoOnAreUnreadable() throws Exception {
        register(Topics.REPORTS_REFUSED);
        byte[] bytes = values.write(Topics.REPORTS_REFUSED, REFUSED);
        assertReason(ByteBuffer.wrap(bytes, 0, bytes.length - 4), Reason.UNREADABLE);
        assertReason(ByteBuffer.allocate(bytes.length + 1).put(bytes).rewind(), Reason.UNREADABLE);
    }

    @Test
    void aSchemaIdThatNobodyKnowsIsToldAsSuch() {
        var unknown = new AvroValues(
                new MockSchemaRegistryClient() {
                    @Override
                    public io.confluent.kafka.schemaregistry.ParsedSchema getSchemaById(int id)
                            throws RestClientException {
                        throw new RestClientException("Schema not found", 404, 40403);
                    }
                },
                SETTINGS);
        assertReason(unknown, ByteBuffer.wrap(new byte[] {0, 0, 0, 0, 9, 1}), Reason.SCHEMA_UNKNOWN);
    }

    @Test
    void aRegistryThatDoesNotAnswerIsNoFaultOfTheSender() {
        var away = new AvroValues(
                new MockSchemaRegistryClient() {
                    @Override
                    public io.confluent.kafka.schemaregistry.ParsedSchema getSchemaById(int id) throws IOException {
                        throw new IOException("connection refused");
                    }
                },
                SETTINGS);
        assertThatThrownBy(() -> away.read(ByteBuffer.wrap(new byte[] {0, 0, 0, 0, 9, 1}), RefusedFiling.class))
                .isInstanceOf(BrokerUnavailable.class);
    }

    private void assertReason(ByteBuffer bytes, Reason reason) {
        assertReason(values, bytes, reason);
    }

    private static void assertReason(AvroValues values, ByteBuffer bytes, Reason reason) {
        assertThatThrownBy(() -> values.read(bytes, RefusedFiling.class))
                .isInstanceOfSatisfying(
                        UnreadableValue.class,
                        unreadable -> assertThat(unreadable.fault().code()).isEqualTo(reason));
    }
}
