package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.entities.SchemaReference;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the hub needs of a schema registry, asked by the genuine client; each registry inherits it. */
abstract class RegistryContract {
    private static final String V1 = """
            {"type":"record","name":"Note","namespace":"noroshi.test","doc":"記録","fields":[
              {"name":"text","type":"string"}]}""";
    private static final String V2_WITH_DEFAULT = """
            {"type":"record","name":"Note","namespace":"noroshi.test","doc":"記録","fields":[
              {"name":"text","type":"string"},
              {"name":"more","type":["null","string"],"default":null}]}""";
    private static final String V2_WITHOUT_DEFAULT = """
            {"type":"record","name":"Note","namespace":"noroshi.test","fields":[
              {"name":"text","type":"string"},
              {"name":"more","type":"string"}]}""";
    private static final String V2_WITHOUT_TEXT = """
            {"type":"record","name":"Note","namespace":"noroshi.test","fields":[]}""";

    private String subject = "unset";

    /** A subject that no other test knows: a registry may be shared. */
    @BeforeEach
    void nameASubject() {
        subject = "notes-" + UUID.randomUUID() + "-value";
    }

    protected abstract String url();

    /** How a client signs in that may read and write; empty where the registry asks for nothing. */
    protected abstract Map<String, Object> writer();

    protected final SchemaRegistryClient client() {
        return client(writer());
    }

    protected final SchemaRegistryClient client(Map<String, Object> credentials) {
        return new CachedSchemaRegistryClient(
                List.of(url()), 100, List.of(new AvroSchemaProvider()), new HashMap<>(credentials), Map.of());
    }

    @Test
    void aSchemaRegisteredIsFoundByIdVersionAndText() throws Exception {
        var id = client().register(subject, new AvroSchema(V1));

        var reader = client();
        assertThat(((AvroSchema) reader.getSchemaById(id)).rawSchema()).isEqualTo(new Schema.Parser().parse(V1));
        assertThat(reader.getSchemaById(id).canonicalString()).contains("記録");
        assertThat(reader.getLatestSchemaMetadata(subject).getId()).isEqualTo(id);
        assertThat(reader.getSchemaMetadata(subject, 1).getSchemaType()).isEqualTo("AVRO");
        assertThat(reader.getId(subject, new AvroSchema(V1))).isEqualTo(id);
        assertThat(reader.getVersion(subject, new AvroSchema(V1))).isEqualTo(1);
        assertThat(reader.getAllSubjects()).contains(subject);
        assertThat(reader.getAllVersions(subject)).containsExactly(1);
        assertThat(reader.getAllSubjectsById(id)).contains(subject);
    }

    @Test
    void aSchemaRegisteredAgainKeepsItsIdAndVersion() throws Exception {
        var id = client().register(subject, new AvroSchema(V1));

        assertThat(client().register(subject, new AvroSchema(V1))).isEqualTo(id);
        assertThat(client().register(subject + "-2", new AvroSchema(V1))).isEqualTo(id);
        assertThat(client().getAllVersions(subject)).containsExactly(1);
    }

    @Test
    void fullTransitiveAllowsWhatBothSidesCanReadAndRefusesTheRest() throws Exception {
        var client = client();
        assertThat(client.updateCompatibility(subject, "FULL_TRANSITIVE")).isEqualTo("FULL_TRANSITIVE");
        assertThat(client.getCompatibility(subject)).isEqualTo("FULL_TRANSITIVE");
        client.register(subject, new AvroSchema(V1));

        assertThat(client.testCompatibility(subject, new AvroSchema(V2_WITH_DEFAULT)))
                .isTrue();
        assertThat(client.testCompatibility(subject, new AvroSchema(V2_WITHOUT_DEFAULT)))
                .isFalse();
        assertThat(client.testCompatibilityVerbose(subject, new AvroSchema(V2_WITHOUT_DEFAULT)))
                .isNotEmpty();
        assertRefused(409, 409, () -> client().register(subject, new AvroSchema(V2_WITHOUT_DEFAULT)));
        assertRefused(409, 409, () -> client().register(subject, new AvroSchema(V2_WITHOUT_TEXT)));
        client.register(subject, new AvroSchema(V2_WITH_DEFAULT));
        assertThat(client().getAllVersions(subject)).containsExactly(1, 2);
    }

    @Test
    void aLevelThatIsNoneChecksNothing() throws Exception {
        var client = client();
        client.updateCompatibility(subject, "NONE");
        client.register(subject, new AvroSchema(V1));

        client.register(subject, new AvroSchema(V2_WITHOUT_DEFAULT));

        assertThat(client().getLatestSchemaMetadata(subject).getVersion()).isEqualTo(2);
    }

    @Test
    void whatIsNotThereIsSaidByItsCode() throws Exception {
        client().register(subject, new AvroSchema(V1));

        assertRefused(404, 40401, () -> client().getAllVersions("absent-" + subject));
        assertRefused(404, 40401, () -> client().getLatestSchemaMetadata("absent-" + subject));
        assertRefused(404, 40402, () -> client().getSchemaMetadata(subject, 7));
        assertRefused(404, 40403, () -> client().getSchemaById(999_999));
        assertRefused(404, 40403, () -> client().getId(subject, new AvroSchema(V2_WITH_DEFAULT)));
    }

    @Test
    void recordsTravelThroughTheSerializers() throws Exception {
        client().register(subject, new AvroSchema(V1));
        var topic = subject.substring(0, subject.length() - "-value".length());
        var note = new GenericData.Record(new Schema.Parser().parse(V1));
        note.put("text", "のろし");

        try (var serializer = new KafkaAvroSerializer();
                var deserializer = new KafkaAvroDeserializer()) {
            serializer.configure(serdeProperties(), false);
            deserializer.configure(serdeProperties(), false);
            var bytes = serializer.serialize(topic, note);
            var read = (GenericRecord) deserializer.deserialize(topic, bytes);

            assertThat(bytes[0]).isZero();
            assertThat(String.valueOf(read.get("text"))).isEqualTo("のろし");
        }
    }

    @Test
    void aRecordOfAnUnregisteredSchemaIsNotWritten() throws Exception {
        client().register(subject, new AvroSchema(V1));
        var topic = subject.substring(0, subject.length() - "-value".length());
        var note = new GenericData.Record(new Schema.Parser().parse(V2_WITH_DEFAULT));
        note.put("text", "のろし");

        try (var serializer = new KafkaAvroSerializer()) {
            serializer.configure(serdeProperties(), false);
            assertThatThrownBy(() -> serializer.serialize(topic, note)).isInstanceOf(SerializationException.class);
        }
    }

    @Test
    void aSchemaMayReferToAnother() throws Exception {
        client().register(subject, new AvroSchema(V1));
        var text = """
                {"type":"record","name":"Binder","namespace":"noroshi.test","fields":[
                  {"name":"note","type":"noroshi.test.Note"}]}""";
        var reference = new SchemaReference("noroshi.test.Note", subject, 1);
        var binder = new AvroSchema(text, List.of(reference), Map.of("noroshi.test.Note", V1), null);

        var id = client().register(subject + "-binder", binder);

        assertThat(((AvroSchema) client().getSchemaById(id))
                        .rawSchema()
                        .getField("note")
                        .schema()
                        .getFullName())
                .isEqualTo("noroshi.test.Note");
    }

    private Map<String, Object> serdeProperties() {
        var properties = new HashMap<String, Object>(writer());
        properties.put("schema.registry.url", url());
        properties.put("auto.register.schemas", "false");
        return properties;
    }

    protected static void assertRefused(int status, int errorCode, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RestClientException.class, refused -> {
            assertThat(refused.getStatus()).isEqualTo(status);
            assertThat(refused.getErrorCode()).isEqualTo(errorCode);
        });
    }
}
