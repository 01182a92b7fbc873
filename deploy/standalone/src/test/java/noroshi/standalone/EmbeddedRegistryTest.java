package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.entities.SchemaReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import noroshi.standalone.Secrets.Purpose;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class EmbeddedRegistryTest extends RegistryContract {
    private static final String STRING_SCHEMA = "{\"schema\": \"\\\"string\\\"\"}";

    private final Secrets secrets;
    private final EmbeddedDatabase database;
    private final int port = Loopback.freePort();
    private EmbeddedRegistry registry;

    EmbeddedRegistryTest(@TempDir Path folder) throws Exception {
        secrets = Secrets.in(folder);
        database = EmbeddedDatabase.start(folder.resolve("postgresql"), Loopback.freePort(), secrets);
        registry = start();
    }

    private EmbeddedRegistry start() throws Exception {
        return EmbeddedRegistry.start(port, database.owner().dataSource(), secrets);
    }

    @AfterAll
    void stop() throws Exception {
        registry.close();
        database.close();
    }

    @Override
    protected String url() {
        return ClientProperties.registryUrl(port);
    }

    @Override
    protected Map<String, Object> writer() {
        return Map.copyOf(ClientProperties.registry(port, EmbeddedKafka.HUB, secrets));
    }

    @Test
    void schemasAndLevelsAreKeptOverARestart() throws Exception {
        var name = "kept-value";
        var id = client().register(name, new AvroSchema("\"string\""));
        client().updateCompatibility(name, "FORWARD");
        registry.close();

        registry = start();

        assertThat(client().getId(name, new AvroSchema("\"string\""))).isEqualTo(id);
        assertThat(client().getCompatibility(name)).isEqualTo("FORWARD");
    }

    @Test
    void everyKnownIdentityMayReadAndNoneMayWrite() throws Exception {
        var operator = Map.<String, Object>copyOf(ClientProperties.registry(port, "operator:aoba-bank", secrets));
        client().register("readable-value", new AvroSchema("\"string\""));

        assertThat(client(operator).getLatestSchemaMetadata("readable-value").getVersion())
                .isEqualTo(1);
        assertRefused(403, 403, () -> client(operator).register("mine-value", new AvroSchema("\"string\"")));
        assertRefused(403, 403, () -> client(operator).updateCompatibility("readable-value", "NONE"));
    }

    @Test
    void aSubjectThatTellsOfAnOperatorIsKnownToItAlone() throws Exception {
        var own = Map.<String, Object>copyOf(ClientProperties.registry(port, "operator:chubu-power", secrets));
        var another = Map.<String, Object>copyOf(ClientProperties.registry(port, "operator:aoba-bank", secrets));
        String door = "intake.chubu-power-value";
        int id = client().register(door, new AvroSchema("\"int\""));
        client().register("published-value", new AvroSchema("\"int\""));

        assertThat(client(own).getAllSubjects()).contains(door);
        assertThat(client(own).getLatestSchemaMetadata(door).getId()).isEqualTo(id);
        assertThat(client(another).getAllSubjects()).contains("published-value").doesNotContain(door);
        assertThat(client(another).getAllSubjectsById(id)).containsExactly("published-value");
        assertThat(client(another).getSchemaById(id).canonicalString()).isEqualTo("\"int\"");
        assertRefused(404, 40401, () -> client(another).getLatestSchemaMetadata(door));
        var referring = new AvroSchema(
                "\"string\"", List.of(new SchemaReference("Door", door, 1)), Map.of("Door", "\"int\""), null);
        assertRefused(404, 40401, () -> client(another).testCompatibility("published-value", referring));
    }

    @Test
    void whoHasNoPasswordOrAWrongOneIsTurnedAway() throws Exception {
        assertThat(send("GET", "/subjects", "", null).statusCode()).isEqualTo(401);
        assertThat(send("GET", "/subjects", "", "hub:wrong").statusCode()).isEqualTo(401);
        assertThat(send("GET", "/subjects", "", "hub").statusCode()).isEqualTo(401);
        var kafkaPassword = secrets.password(Purpose.KAFKA, "hub");
        assertThat(send("GET", "/subjects", "", "hub:" + kafkaPassword).statusCode())
                .isEqualTo(401);
    }

    @Test
    void faultsHaveTheCodesOfTheRealOne() throws Exception {
        assertFault(send("POST", "/subjects/s/versions", "{\"schema\": \"{\"}"), 422, 42201);
        assertFault(send("POST", "/subjects/s/versions", "{\"schemaType\": \"JSON\", \"schema\": \"{}\"}"), 422, 42201);
        assertFault(send("POST", "/subjects/s/versions", "{}"), 422, 42201);
        assertFault(send("POST", "/subjects/s/versions", "nonsense"), 400, 400);
        assertFault(send("PUT", "/config/s", "{\"compatibility\": \"SOMEHOW\"}"), 422, 42203);
        send("POST", "/subjects/codes/versions", STRING_SCHEMA);
        assertFault(send("GET", "/subjects/codes/versions/0", ""), 422, 42202);
        assertFault(send("GET", "/config/codes", ""), 404, 40408);
        assertFault(send("DELETE", "/subjects/codes", ""), 405, 405);
        assertFault(send("GET", "/nowhere", ""), 404, 404);
    }

    @Test
    void whatTheNodeClientAsksForIsAnswered() throws Exception {
        var name = "a%2Fb.c-value";
        assertThat(send("PUT", "/config/" + name, "{\"compatibility\": \"FULL_TRANSITIVE\"}")
                        .body())
                .isEqualTo("{\"compatibility\":\"FULL_TRANSITIVE\"}");
        assertThat(send("POST", "/subjects/" + name + "/versions", STRING_SCHEMA)
                        .body())
                .matches("\\{\"id\":[0-9]+}");
        assertThat(send("GET", "/subjects/" + name + "/versions/latest", "").body())
                .contains("\"subject\":\"a/b.c-value\"", "\"version\":1", "\"schema\":\"\\\"string\\\"\"");
        assertThat(send("GET", "/config/" + name, "").body()).isEqualTo("{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}");
        assertThat(send("GET", "/config/unset?defaultToGlobal=true", "").body())
                .isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
        assertThat(send("POST", "/compatibility/subjects/" + name + "/versions/latest", STRING_SCHEMA)
                        .body())
                .isEqualTo("{\"is_compatible\":true}");
        assertThat(send("GET", "/schemas/types", "").body()).isEqualTo("[\"AVRO\"]");
        assertThat(send("GET", "/mode", "").body()).isEqualTo("{\"mode\":\"READWRITE\"}");
    }

    private static void assertFault(HttpResponse<String> response, int status, int errorCode) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).startsWith("{\"error_code\":" + errorCode + ",\"message\":\"");
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return send(method, path, body, "hub:" + secrets.password(Purpose.REGISTRY, "hub"));
    }

    private HttpResponse<String> send(String method, String path, String body, @Nullable String credentials)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url() + path)).method(method, BodyPublishers.ofString(body));
        if (credentials != null) {
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
        }
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }
}
