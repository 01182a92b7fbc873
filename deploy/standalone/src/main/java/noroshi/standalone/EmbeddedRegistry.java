package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.entities.Config;
import io.confluent.kafka.schemaregistry.client.rest.entities.ErrorMessage;
import io.confluent.kafka.schemaregistry.client.rest.entities.Schema;
import io.confluent.kafka.schemaregistry.client.rest.entities.SchemaReference;
import io.confluent.kafka.schemaregistry.client.rest.entities.SchemaString;
import io.confluent.kafka.schemaregistry.client.rest.entities.SubjectVersion;
import io.confluent.kafka.schemaregistry.client.rest.entities.requests.CompatibilityCheckResponse;
import io.confluent.kafka.schemaregistry.client.rest.entities.requests.ConfigUpdateRequest;
import io.confluent.kafka.schemaregistry.client.rest.entities.requests.RegisterSchemaRequest;
import io.confluent.kafka.schemaregistry.client.rest.entities.requests.RegisterSchemaResponse;
import io.confluent.kafka.schemaregistry.utils.JacksonMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import noroshi.gateway.wire.SubjectReaders;
import noroshi.standalone.SchemaStore.Version;
import noroshi.standalone.Secrets.Purpose;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry with the part of Confluent's REST API that its clients use: Avro only, the same answers, the same
 * error codes, the same compatibility checks (they are the client's own). Every known identity may read, but of the
 * subjects only those that it may know of; the hub alone may write. Nothing can be deleted.
 */
public final class EmbeddedRegistry implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedRegistry.class);
    private static final ObjectMapper JSON = JacksonMapper.INSTANCE;
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int LARGEST_REQUEST = 1 << 20;

    private final HttpServer server;
    private final ExecutorService threads;
    private final SchemaStore store;
    private final Secrets secrets;

    private final List<Route> routes = List.of(
            Route.read("GET", "/", _ -> Map.of()),
            Route.read("GET", "/schemas/types", _ -> List.of(AvroSchema.TYPE)),
            Route.read("GET", "/schemas/ids/{}", this::schema),
            Route.read("GET", "/schemas/ids/{}/schema", call -> schemaOf(call).rawSchema()),
            Route.read(
                    "GET",
                    "/schemas/ids/{}/subjects",
                    call -> versionsOf(call).map(Version::subject).toList()),
            Route.read(
                    "GET",
                    "/schemas/ids/{}/versions",
                    call -> versionsOf(call)
                            .map(version -> new SubjectVersion(version.subject(), version.number()))
                            .toList()),
            Route.read("GET", "/subjects", this::subjects),
            Route.read("POST", "/subjects/{}", call -> answer(lookUp(call))),
            Route.read(
                    "GET",
                    "/subjects/{}/versions",
                    call -> store().versions(call.variable(0)).stream()
                            .map(Version::number)
                            .toList()),
            Route.read("GET", "/subjects/{}/versions/{}", call -> answer(version(call))),
            Route.read(
                    "GET",
                    "/subjects/{}/versions/{}/schema",
                    call -> version(call).schema().rawSchema()),
            Route.write("POST", "/subjects/{}/versions", this::register),
            Route.read("POST", "/compatibility/subjects/{}/versions", call -> compatibility(call, Optional.empty())),
            Route.read(
                    "POST",
                    "/compatibility/subjects/{}/versions/{}",
                    call -> compatibility(call, Optional.of(call.variable(1)))),
            Route.read("GET", "/config", _ -> new Config(store().level().name)),
            Route.read("GET", "/config/{}", this::config),
            Route.write("PUT", "/config", this::setConfig),
            Route.write("PUT", "/config/{}", this::setSubjectConfig),
            Route.read("GET", "/mode", _ -> Map.of("mode", "READWRITE")),
            Route.read("GET", "/mode/{}", _ -> Map.of("mode", "READWRITE")));

    private EmbeddedRegistry(HttpServer server, ExecutorService threads, SchemaStore store, Secrets secrets) {
        this.server = server;
        this.threads = threads;
        this.store = store;
        this.secrets = secrets;
    }

    /**
     * Starts the registry on the loopback interface.
     *
     * @param database where it keeps its schemas, in a database schema {@code registry} of its own
     * @throws IOException if the port can't be had
     * @throws SQLException if the schemas can't be read
     */
    public static EmbeddedRegistry start(int port, DataSource database, Secrets secrets)
            throws IOException, SQLException {
        Loopback.requireFree(port);
        var store = SchemaStore.open(database);
        var server = HttpServer.create(Loopback.at(port), 0);
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var registry = new EmbeddedRegistry(server, threads, store, secrets);
        server.setExecutor(threads);
        server.createContext("/", registry::handle);
        server.start();
        return registry;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            Object answer;
            try {
                answer = dispatch(exchange);
            } catch (RegistryFault e) {
                status = e.status();
                answer = new ErrorMessage(e.errorCode(), String.valueOf(e.getMessage()));
            } catch (RuntimeException e) { // the top of this request: the caller gets an answer, the log the cause
                log.error("{} {}", exchange.getRequestMethod(), exchange.getRequestURI(), e);
                status = 500;
                answer = new ErrorMessage(500, "Internal Server Error");
            }
            send(exchange, status, answer);
        }
    }

    private Object dispatch(HttpExchange exchange) throws IOException {
        var caller = caller(exchange);
        var path = segments(exchange.getRequestURI().getRawPath());
        var onPath = routes.stream().filter(route -> route.fits(path)).toList();
        if (onPath.isEmpty()) {
            throw RegistryFault.noSuchPath();
        }
        var route = onPath.stream()
                .filter(candidate -> candidate.method().equals(exchange.getRequestMethod()))
                .findFirst()
                .orElseThrow(RegistryFault::noSuchMethod);
        if (route.writes() && !caller.equals(EmbeddedKafka.HUB)) {
            throw RegistryFault.forbidden();
        }
        var body = exchange.getRequestBody().readNBytes(LARGEST_REQUEST + 1);
        if (body.length > LARGEST_REQUEST) {
            throw RegistryFault.malformed("more than " + LARGEST_REQUEST + " bytes");
        }
        var call = new Call(
                caller, route.variables(path), exchange.getRequestURI().getRawQuery(), new String(body, UTF_8));
        if (route.namesSubject()) {
            requireKnown(caller, call.variable(0));
        }
        return route.action().answer(call);
    }

    private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
        var body = answer instanceof org.apache.avro.Schema schema
                ? schema.toString().getBytes(UTF_8)
                : JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", MEDIA_TYPE);
        if (status == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"registry\", charset=\"UTF-8\"");
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** The principal that signed in. */
    private String caller(HttpExchange exchange) {
        var header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            throw RegistryFault.unauthorised();
        }
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(header.substring(6).strip()), UTF_8);
        } catch (IllegalArgumentException e) {
            throw RegistryFault.unauthorised();
        }
        // The last colon, since identities have colons and our passwords have none.
        var colon = pair.lastIndexOf(':');
        if (colon < 0) {
            throw RegistryFault.unauthorised();
        }
        var principal = pair.substring(0, colon);
        if (!secrets.matches(Purpose.REGISTRY, principal, pair.substring(colon + 1))) {
            throw RegistryFault.unauthorised();
        }
        return principal;
    }

    private SchemaStore store() {
        return store;
    }

    private List<String> subjects(Call call) {
        String prefix = call.query("subjectPrefix", "");
        // ":*:" is how the client asks for every context; there is one.
        return store.subjects(prefix.equals(":*:") ? "" : prefix).stream()
                .filter(subject -> mayKnow(call.caller(), subject))
                .toList();
    }

    private static void requireKnown(String caller, String subject) {
        if (!mayKnow(caller, subject)) {
            throw RegistryFault.unknownSubject(subject);
        }
    }

    private static boolean mayKnow(String caller, String subject) {
        return caller.equals(EmbeddedKafka.HUB) || SubjectReaders.mayKnow(caller, subject);
    }

    private Object schema(Call call) {
        var schema = schemaOf(call);
        var answer = new SchemaString();
        answer.setSchemaString(schema.canonicalString());
        answer.setReferences(schema.references());
        return answer;
    }

    private AvroSchema schemaOf(Call call) {
        return store.schema(id(call.variable(0)));
    }

    private Stream<Version> versionsOf(Call call) {
        return store.versionsOf(id(call.variable(0))).stream()
                .filter(version -> mayKnow(call.caller(), version.subject()));
    }

    private Version version(Call call) {
        return store.version(call.variable(0), call.variable(1));
    }

    private static int id(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw RegistryFault.noSuchPath();
        }
        return Integer.parseInt(text);
    }

    private Version lookUp(Call call) {
        return store.lookUp(call.variable(0), requested(call));
    }

    private Object register(Call call) {
        var version = store.register(call.variable(0), requested(call));
        var answer = new RegisterSchemaResponse();
        answer.setId(version.id());
        return answer;
    }

    private Object compatibility(Call call, Optional<String> version) {
        var faults = store.faults(call.variable(0), version, requested(call));
        var answer = new CompatibilityCheckResponse();
        answer.setIsCompatible(faults.isEmpty());
        answer.setMessages(call.query("verbose", "false").equals("true") ? faults : null);
        return answer;
    }

    private Object config(Call call) {
        var subject = call.variable(0);
        var level = store.level(subject);
        if (level.isEmpty() && !call.query("defaultToGlobal", "false").equals("true")) {
            throw RegistryFault.unknownConfig(subject);
        }
        return new Config(level.orElseGet(store::level).name);
    }

    private Object setConfig(Call call) {
        var request = call.body(ConfigUpdateRequest.class);
        store.setLevel(level(request));
        return request;
    }

    private Object setSubjectConfig(Call call) {
        var request = call.body(ConfigUpdateRequest.class);
        store.setLevel(call.variable(0), level(request));
        return request;
    }

    private static CompatibilityLevel level(ConfigUpdateRequest request) {
        var level = CompatibilityLevel.forName(request.getCompatibilityLevel());
        if (level == null) {
            throw RegistryFault.invalidCompatibility();
        }
        return level;
    }

    private AvroSchema requested(Call call) {
        var request = call.body(RegisterSchemaRequest.class);
        var type = request.getSchemaType();
        if (type != null && !type.equals(AvroSchema.TYPE)) {
            throw RegistryFault.invalidSchema("type " + type + " (expected: " + AvroSchema.TYPE + ")");
        }
        if (request.getSchema() == null) {
            throw RegistryFault.invalidSchema("empty");
        }
        if (request.getMetadata() != null || request.getRuleSet() != null) {
            throw RegistryFault.invalidSchema("metadata and rule sets are not kept here (expected: none)");
        }
        var references = Objects.requireNonNullElse(request.getReferences(), List.<SchemaReference>of());
        references.forEach(reference -> requireKnown(call.caller(), reference.getSubject()));
        var schema = store.parse(request.getSchema(), references);
        return call.query("normalize", "false").equals("true") ? schema.normalize() : schema;
    }

    private static Schema answer(Version version) {
        var schema = version.schema();
        return new Schema(
                version.subject(),
                version.number(),
                version.id(),
                AvroSchema.TYPE,
                schema.references(),
                schema.canonicalString());
    }

    private static List<String> segments(String rawPath) {
        var segments = new ArrayList<String>();
        for (var segment : rawPath.split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(URLDecoder.decode(segment.replace("+", "%2B"), UTF_8));
            }
        }
        return segments;
    }

    private interface Action {
        Object answer(Call call);
    }

    /**
     * A request that found its route.
     *
     * @param caller the principal that signed in
     * @param variables what stands in the path where the route has {@code {}}
     */
    private record Call(
            String caller, List<String> variables, @Nullable String rawQuery, String text) {
        String variable(int index) {
            return variables.get(index);
        }

        String query(String name, String otherwise) {
            for (var pair : Objects.requireNonNullElse(rawQuery, "").split("&", -1)) {
                if (pair.startsWith(name + "=")) {
                    return URLDecoder.decode(pair.substring(name.length() + 1), UTF_8);
                }
            }
            return otherwise;
        }

        <T> T body(Class<T> type) {
            try {
                var body = JSON.readValue(text, type);
                if (body != null) {
                    return body;
                }
            } catch (JsonProcessingException e) {
                throw RegistryFault.malformed(e.getOriginalMessage());
            }
            throw RegistryFault.malformed("null (expected: an object)");
        }
    }

    private record Route(String method, List<String> template, boolean writes, Action action) {
        private static final String VARIABLE = "{}";

        static Route read(String method, String template, Action action) {
            return new Route(method, segments(template), false, action);
        }

        static Route write(String method, String template, Action action) {
            return new Route(method, segments(template), true, action);
        }

        boolean fits(List<String> path) {
            if (path.size() != template.size()) {
                return false;
            }
            for (var i = 0; i < path.size(); i++) {
                if (!template.get(i).equals(VARIABLE) && !template.get(i).equals(path.get(i))) {
                    return false;
                }
            }
            return true;
        }

        /** Whether the first variable is a subject; elsewhere it is a schema's id. */
        boolean namesSubject() {
            return template.contains(VARIABLE) && !template.getFirst().equals("schemas");
        }

        List<String> variables(List<String> path) {
            var variables = new ArrayList<String>();
            for (var i = 0; i < path.size(); i++) {
                if (template.get(i).equals(VARIABLE)) {
                    variables.add(path.get(i));
                }
            }
            return variables;
        }
    }
}
