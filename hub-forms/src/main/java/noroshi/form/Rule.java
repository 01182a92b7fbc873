package noroshi.form;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * 記載の定め. What may stand in an item, as the form's own JSON Schema has it: readers, answers and tests ask it, and
 * none of them knows a limit of its own.
 *
 * @param schema JSON Schema 2020-12
 */
public record Rule(JsonNode schema) {

    /** 種別. The kinds of value that an item may have. */
    public enum Kind {
        TEXT,
        NUMBER,
        INTEGER,
        FLAG,
        LIST,
        OBJECT
    }

    /** The kinds that the schema names, the usual one first; there is at least one. */
    public List<Kind> kinds() {
        JsonNode type = schema.path("type");
        List<JsonNode> types = type.isArray() ? type.valueStream().toList() : List.of(type);
        return types.stream().map(one -> kind(one.asString(""))).toList();
    }

    private static Kind kind(String type) {
        return switch (type) {
            case "string" -> Kind.TEXT;
            case "number" -> Kind.NUMBER;
            case "integer" -> Kind.INTEGER;
            case "boolean" -> Kind.FLAG;
            case "array" -> Kind.LIST;
            case "object" -> Kind.OBJECT;
            default -> throw new IllegalStateException("type: %s (expected: a type of JSON Schema)".formatted(type));
        };
    }

    /** The rule of a named part of an object. */
    public Rule part(String name) {
        JsonNode part = schema.path("properties").path(name);
        if (part.isMissingNode()) {
            throw new IllegalStateException("%s: no such item (expected: one of %s)".formatted(name, parts()));
        }
        return new Rule(part);
    }

    /** The names of an object's parts, in the form's order. */
    public List<String> parts() {
        return List.copyOf(schema.path("properties").propertyNames());
    }

    /** The rule of each element of a list. */
    public Rule element() {
        return new Rule(schema.path("items"));
    }

    /** The rule of each part of an object whose parts have no fixed names. */
    public Rule anyPart() {
        return new Rule(schema.path("additionalProperties"));
    }

    /** The rule of the names of an object's parts. */
    public Rule names() {
        return new Rule(schema.path("propertyNames"));
    }

    /** Whether an object's parts have fixed names. */
    public boolean isClosed() {
        return schema.path("additionalProperties").isBoolean();
    }

    /** The parts without which an object can't be taken. */
    public List<String> required() {
        return texts("required");
    }

    /** The codes of which the item is one; none where it is no code. */
    public List<String> codes() {
        return texts("enum");
    }

    /** Whether a text is a point in time. */
    public boolean isTime() {
        return format("date-time");
    }

    /** Whether a text is one line that is not blank. */
    public boolean isLine() {
        return format("line");
    }

    private boolean format(String name) {
        return schema.path("format").asString("").equals(name);
    }

    /** The fewest characters of a text. */
    public int minLength() {
        return limit("minLength", 0);
    }

    /** The most characters of a text. */
    public int maxLength() {
        return limit("maxLength", Integer.MAX_VALUE);
    }

    /** The most elements of a list. */
    public int maxItems() {
        return limit("maxItems", Integer.MAX_VALUE);
    }

    /** The most parts of an object. */
    public int maxParts() {
        return limit("maxProperties", Integer.MAX_VALUE);
    }

    /** The least of an integer. */
    public int minimum() {
        return limit("minimum", Integer.MIN_VALUE);
    }

    /** The most of an integer. */
    public int maximum() {
        return limit("maximum", Integer.MAX_VALUE);
    }

    private int limit(String keyword, int otherwise) {
        return schema.path(keyword).asInt(otherwise);
    }

    private List<String> texts(String keyword) {
        return schema.path(keyword).valueStream().map(JsonNode::stringValue).toList();
    }

    /** The schema by itself, without where it comes from. */
    ObjectNode bare() {
        ObjectNode bare = ((ObjectNode) schema).deepCopy();
        bare.remove(List.of("source", "status"));
        return bare;
    }
}
