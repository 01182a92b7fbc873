package noroshi.standalone;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** 公開の記述. The hub's operations as its own document has them: what is to be asked of each, and with what. */
final class ApiDocument {

    /** What is required and has no example in the document, by its format: an instant before all that is told here. */
    private static final Map<String, String> BY_FORMAT = Map.of("date-time", "2020-01-01T00:00:00Z");

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)}");

    private final JsonNode document;

    ApiDocument(LiveHub hub) throws Exception {
        this.document = hub.get("admin", "/v3/api-docs").body();
    }

    /** 操作. */
    record Operation(String method, String path, JsonNode described) {

        /** Such as {@code GET /v1/reports/{threadId}}. */
        String name() {
            return method + " " + path;
        }

        /** Where an id stands in the path. */
        List<String> places() {
            return PLACE.matcher(path).results().map(one -> one.group(1)).toList();
        }

        /** The path with an id in each of its places. */
        String filled(Map<String, String> filling) {
            return PLACE.matcher(path).replaceAll((MatchResult place) -> filling.getOrDefault(place.group(1), "?"));
        }

        List<JsonNode> queries() {
            return StreamSupport.stream(described.path("parameters").spliterator(), false)
                    .filter(parameter -> parameter.path("in").asString().equals("query"))
                    .toList();
        }

        /** What is told live has no end to wait for. */
        boolean isEndless() {
            return described.at("/responses/200/content").has("text/event-stream");
        }
    }

    List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        for (var path : document.path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                operations.add(
                        new Operation(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()));
            }
        }
        return operations;
    }

    /** What can be read, by name. */
    List<String> gets() {
        return operations().stream()
                .filter(operation -> operation.method().equals("GET"))
                .map(Operation::name)
                .toList();
    }

    Operation operation(String name) {
        return operations().stream()
                .filter(operation -> operation.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What a required parameter is asked with where nothing else is known. */
    static String value(JsonNode parameter) {
        JsonNode schema = parameter.path("schema");
        String format = schema.path("format").asString("");
        return Stream.of(
                        parameter.path("example"), schema.path("example"), schema.path("default"), schema.at("/enum/0"))
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asString)
                .findFirst()
                .or(() -> Optional.ofNullable(BY_FORMAT.get(format)))
                .orElseThrow(() -> new AssertionError("nothing to ask with is known for " + parameter));
    }

    /** As the document's own examples have it; empty where the operation has none. */
    String body(Operation operation) {
        JsonNode content = json(operation);
        for (JsonNode example : content.path("examples")) {
            return text(example.path("value"));
        }
        JsonNode example = example(content);
        return example == null ? "" : text(example);
    }

    /** The same with another value of an item. */
    String body(Operation operation, String item, String value) {
        String example = body(operation);
        ObjectNode body = example.isEmpty()
                ? JsonNodeFactory.instance.objectNode()
                : (ObjectNode) JsonMapper.shared().readTree(example);
        if (resolved(item(operation, item)).has("items")) {
            body.putArray(item).add(value);
        } else {
            body.put(item, value);
        }
        return body.toString();
    }

    /** Whether it is an item of the body itself. */
    boolean hasItem(Operation operation, String item) {
        return !item(operation, item).isMissingNode();
    }

    private JsonNode item(Operation operation, String item) {
        return resolved(json(operation).path("schema")).path("properties").path(item);
    }

    /**
     * The names of parameters and of items of bodies, however deep, that are ids by their format, or by their name.
     *
     * @param known names of ids that have no format of their own
     */
    Set<String> ids(Operation operation, Set<String> known) {
        var ids = new TreeSet<String>();
        for (JsonNode parameter : operation.queries()) {
            String name = parameter.path("name").asString();
            if (known.contains(name) || isId(parameter.path("schema"))) {
                ids.add(name);
            }
        }
        collect(json(operation).path("schema"), known, ids, new HashSet<>());
        return ids;
    }

    private void collect(JsonNode schema, Set<String> known, Set<String> ids, Set<JsonNode> seen) {
        JsonNode resolved = resolved(schema);
        if (!seen.add(resolved)) {
            return;
        }
        for (var property : resolved.path("properties").properties()) {
            if (known.contains(property.getKey()) || isId(property.getValue())) {
                ids.add(property.getKey());
            }
            collect(property.getValue(), known, ids, seen);
        }
        if (resolved.has("items")) {
            collect(resolved.path("items"), known, ids, seen);
        }
    }

    private boolean isId(JsonNode schema) {
        JsonNode resolved = resolved(schema);
        return resolved.path("format").asString("").equals("uuid")
                || resolved.at("/items/format").asString("").equals("uuid");
    }

    private static JsonNode json(Operation operation) {
        return operation.described().at("/requestBody/content/application~1json");
    }

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.path("$ref").asString().substring(1)) : schema;
    }

    private @Nullable JsonNode example(JsonNode described) {
        if (described.isMissingNode()) {
            return null;
        }
        if (described.has("example")) {
            return described.path("example");
        }
        if (described.has("schema")) {
            return example(described.path("schema"));
        }
        if (described.has("$ref")) {
            return example(resolved(described));
        }
        var object = JsonNodeFactory.instance.objectNode();
        for (var property : described.path("properties").properties()) {
            JsonNode example = property.getValue().path("example");
            if (!example.isMissingNode()) {
                object.set(property.getKey(), example);
            }
        }
        return object;
    }

    private static String text(JsonNode example) {
        return example.isString() ? example.asString() : example.toString();
    }
}
