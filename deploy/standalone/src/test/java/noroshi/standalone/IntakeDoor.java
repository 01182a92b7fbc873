package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** An operator that files by its own topic, as a program of its own would: with the schema the registry has. */
final class IntakeDoor {

    private IntakeDoor() {}

    /** Sends a filing; the body's items as the POST has them. */
    static void send(LiveHub hub, String slug, String caseNumber, String idempotencyKey, Map<String, Object> body)
            throws Exception {
        String topic = "intake." + slug;
        Map<String, Object> properties = properties(hub, slug);
        Schema schema = new Schema.Parser().parse(latest(hub, slug, topic));
        properties.put("key.serializer", StringSerializer.class);
        properties.put("value.serializer", KafkaAvroSerializer.class);
        try (var producer = new KafkaProducer<String, GenericRecord>(properties)) {
            var record = new ProducerRecord<>(topic, caseNumber, filing(schema, body));
            record.headers().add(new RecordHeader("idempotency-key", idempotencyKey.getBytes(UTF_8)));
            producer.send(record).get(30, TimeUnit.SECONDS);
        }
    }

    /** A filing's bytes, by the schema the registry has. */
    static byte[] value(LiveHub hub, String slug, Map<String, Object> body) throws Exception {
        String topic = "intake." + slug;
        try (var serializer = new KafkaAvroSerializer()) {
            serializer.configure(properties(hub, slug), false);
            return serializer.serialize(topic, filing(new Schema.Parser().parse(latest(hub, slug, topic)), body));
        }
    }

    /** Sends such bytes, or some that nobody expects. */
    static void sendRaw(LiveHub hub, String slug, String caseNumber, String idempotencyKey, byte[] value)
            throws Exception {
        sendRaw(properties(hub, slug), slug, caseNumber, idempotencyKey, value);
    }

    /** Sends bytes to an operator's door as whoever the properties name. */
    static void sendRaw(
            Map<String, Object> identity, String slug, String caseNumber, String idempotencyKey, byte[] value)
            throws Exception {
        Map<String, Object> properties = new HashMap<>(identity);
        properties.put("key.serializer", StringSerializer.class);
        properties.put("value.serializer", ByteArraySerializer.class);
        try (var producer = new KafkaProducer<String, byte[]>(properties)) {
            var record = new ProducerRecord<>("intake." + slug, caseNumber, value);
            record.headers().add(new RecordHeader("idempotency-key", idempotencyKey.getBytes(UTF_8)));
            producer.send(record).get(30, TimeUnit.SECONDS);
        }
    }

    private static Map<String, Object> properties(LiveHub hub, String slug) throws Exception {
        Map<String, Object> properties = new HashMap<>(hub.kafka("operator:" + slug));
        properties.put("acks", "all");
        properties.put("auto.register.schemas", false);
        return properties;
    }

    private static String latest(LiveHub hub, String slug, String topic) throws Exception {
        Map<String, Object> properties = hub.kafka("operator:" + slug);
        String url =
                Objects.requireNonNull(properties.get("schema.registry.url")).toString();
        try (SchemaRegistryClient registry = new CachedSchemaRegistryClient(List.of(url), 10, properties)) {
            return registry.getLatestSchemaMetadata(topic + "-value").getSchema();
        }
    }

    private static GenericRecord filing(Schema schema, Map<String, Object> body) {
        var record = new GenericData.Record(schema);
        schema.getFields().stream()
                .filter(Schema.Field::hasDefaultValue)
                .forEach(field -> record.put(field.pos(), GenericData.get().getDefaultValue(field)));
        body.forEach((item, value) -> {
            if (schema.getField(item) != null) {
                record.put(item, item.endsWith("At") ? micros(value) : value);
            }
        });
        Schema content = schema.getField("content").schema().getTypes().get(1);
        var said = new GenericData.Record(content);
        content.getFields().stream()
                .filter(Schema.Field::hasDefaultValue)
                .forEach(field -> said.put(field.pos(), GenericData.get().getDefaultValue(field)));
        said.put("title", body.get("title"));
        said.put("summary", body.get("summary"));
        record.put("content", said);
        return record;
    }

    private static long micros(Object time) {
        return ChronoUnit.MICROS.between(
                java.time.Instant.EPOCH, OffsetDateTime.parse(time.toString()).toInstant());
    }
}
