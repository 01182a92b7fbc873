package noroshi.gateway.wire;

import com.google.common.base.Throwables;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.AbstractKafkaAvroSerializer;
import io.confluent.kafka.serializers.KafkaAvroSerializerConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import noroshi.core.Fault;
import noroshi.core.Phrase;
import noroshi.core.Reason;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Values in the Confluent wire format: a zero byte, the schema's id in the registry, Avro's binary form. */
public final class AvroValues extends AbstractKafkaAvroSerializer {

    /** The zero byte and the id. */
    static final int PREFIX = 5;

    private static final String ITEM = "value";

    private final SchemaRegistryClient registry;

    AvroValues(SchemaRegistryClient registry, KafkaSettings settings) {
        this.registry = registry;
        this.schemaRegistry = registry;
        this.ticker = ticker(registry);
        var properties = new HashMap<>(settings.registry());
        properties.put(KafkaAvroSerializerConfig.AUTO_REGISTER_SCHEMAS, false);
        properties.put(KafkaAvroSerializerConfig.USE_LATEST_VERSION, false);
        configure(new KafkaAvroSerializerConfig(properties));
    }

    /**
     * The bytes of a value, by the schema of its topic's subject: where the topic carries several kinds, that is their
     * union.
     *
     * @throws BrokerUnavailable if the registry does not answer
     */
    byte[] write(String topic, SpecificRecord value) {
        var schema = new AvroSchema(Subjects.schemaOf(topic));
        try {
            return serializeImpl(Subjects.subjectOf(topic), topic, new RecordHeaders(), value, schema);
        } catch (KafkaException e) {
            if (Throwables.getCausalChain(e).stream()
                    .anyMatch(cause -> cause instanceof IOException || cause instanceof RestClientException)) {
                throw new BrokerUnavailable("no schema id for %s: %s".formatted(topic, e.getMessage()), e);
            }
            throw e;
        }
    }

    /**
     * The value that {@code bytes} say, as far as {@code type} knows it.
     *
     * @throws UnreadableValue if they are not in the wire format, the registry doesn't know their schema, or they
     *     can't be understood as {@code type}
     * @throws BrokerUnavailable if the registry does not answer
     */
    public <T extends SpecificRecord> T read(ByteBuffer bytes, Class<T> type) {
        ByteBuffer value = bytes.duplicate();
        if (value.remaining() < PREFIX || value.get() != 0) {
            throw unreadable(
                    new Phrase("%dバイト".formatted(bytes.remaining()), "%d bytes".formatted(bytes.remaining())),
                    "Confluentの書式",
                    "the Confluent wire format");
        }
        int id = value.getInt();
        Schema writer = schema(id);
        SpecificData data = SpecificData.getForClass(type);
        byte[] body = new byte[value.remaining()];
        value.get(body);
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(body, null);
            T read = new SpecificDatumReader<T>(writer, data.getSchema(type), data).read(null, decoder);
            if (!decoder.isEnd()) {
                throw new IOException("bytes left over");
            }
            return type.cast(read);
        } catch (IOException | RuntimeException e) { // Avro throws whatever broken bytes lead it to
            String expected = data.getSchema(type).getName();
            throw unreadable(e.getClass().getSimpleName(), expected + " (Avro)", expected + " in Avro");
        }
    }

    private Schema schema(int id) {
        try {
            if (registry.getSchemaById(id) instanceof AvroSchema avro) {
                return avro.rawSchema();
            }
            throw unreadable(new Phrase("スキーマID " + id, "schema id " + id), "Avroのスキーマ", "an Avro schema");
        } catch (RestClientException e) {
            if (e.getStatus() == 404) {
                throw new UnreadableValue(Fault.of(
                        Reason.SCHEMA_UNKNOWN, ITEM, "id " + id, "登録されたスキーマID", "the id of a registered schema"));
            }
            throw new BrokerUnavailable("schema registry: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new BrokerUnavailable("schema registry: " + e, e);
        }
    }

    private static UnreadableValue unreadable(Object came, String expectedJa, String expectedEn) {
        return new UnreadableValue(Fault.of(Reason.UNREADABLE, ITEM, came, expectedJa, expectedEn));
    }

    /** What a value's bytes say, without the prefix that only the registry gives a meaning. */
    public static ByteBuffer body(ByteBuffer bytes) {
        ByteBuffer value = bytes.duplicate();
        return value.remaining() < PREFIX ? value : value.position(value.position() + PREFIX);
    }
}
