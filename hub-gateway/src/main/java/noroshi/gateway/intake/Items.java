package noroshi.gateway.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import noroshi.core.Fault;
import noroshi.core.Phrase;
import noroshi.core.Reason;
import noroshi.form.Rule;
import noroshi.web.Faults;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * 項目. Reads the items of one JSON object by the form's rule of it. Each reading gives the value, or null where the item is not stated (absent or
 * null) or not as it should be; then a fault is kept that names it. Faults quote codes and times, and of texts only the
 * length: they are stored and published where the texts are not.
 */
final class Items {

    /** RFC 3339 §5.6; that the day exists is seen by reading it. */
    private static final Pattern DATE_TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");

    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final int QUOTED = 60;

    private final ObjectNode object;
    private final Rule rule;
    private final String path;
    private final Faults faults;
    private final Set<String> known = new HashSet<>();

    Items(ObjectNode object, Rule rule, String path, Faults faults) {
        this.object = object;
        this.rule = rule;
        this.path = path;
        this.faults = faults;
    }

    /** The path of a property; a name too long to be one of ours is cut. */
    static String path(String parent, String name) {
        String shown = quote(name);
        return parent.isEmpty() ? shown : parent + "." + shown;
    }

    /** The kind of a JSON value, which tells nothing of what it says. */
    static Phrase shape(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> new Phrase("配列", "an array");
            case BINARY, POJO -> new Phrase("バイナリ", "binary");
            case BOOLEAN -> new Phrase("真偽値", "a boolean");
            case MISSING -> new Phrase("なし", "nothing");
            case NULL -> new Phrase("null", "null");
            case NUMBER -> new Phrase("数", "a number");
            case OBJECT -> new Phrase("オブジェクト", "an object");
            case STRING -> new Phrase("文字列", "a string");
        };
    }

    static Fault missing(String item, String expectedJa, String expectedEn) {
        return Fault.of(Reason.INVALID, item, "null", expectedJa, expectedEn);
    }

    String pathOf(String name) {
        return path(path, name);
    }

    boolean isEmpty() {
        return object.properties().stream()
                .allMatch(property -> property.getValue().isNull());
    }

    /** The value, with a fault if the item is not stated at all. */
    <T> @Nullable T required(String name, @Nullable T value) {
        if (value == null && stated(name) == null) {
            faults.add(missing(path(path, name), "必須", "it is required"));
        }
        return value;
    }

    /** Adds a fault for every item without which the object can't be taken and that is not stated at all. */
    void requireStated() {
        rule.required().forEach(name -> required(name, null));
    }

    @Nullable Boolean flag(String name) {
        JsonNode node = stated(name);
        if (node == null) {
            return null;
        }
        if (!node.isBoolean()) {
            fault(name, shape(node), "true または false", "true or false");
            return null;
        }
        return node.booleanValue();
    }

    @Nullable Integer integer(String name) {
        JsonNode node = stated(name);
        int least = rule.part(name).minimum();
        int most = rule.part(name).maximum();
        if (node == null) {
            return null;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < least || node.intValue() > most) {
            fault(
                    name,
                    node.isNumber() ? node : shape(node),
                    "%d から %d までの整数".formatted(least, most),
                    "an integer from %d to %d".formatted(least, most));
            return null;
        }
        return node.intValue();
    }

    @Nullable String text(String name) {
        JsonNode node = stated(name);
        return node == null ? null : text(path(path, name), node, rule.part(name));
    }

    /** An instant, in microseconds as the ledger keeps it. */
    @Nullable Instant instant(String name) {
        JsonNode node = stated(name);
        if (node == null) {
            return null;
        }
        Optional<Instant> instant = node.isString() ? instant(node) : Optional.empty();
        if (instant.isEmpty()) {
            fault(
                    name,
                    node.isString() ? node.stringValue() : shape(node),
                    "1900年以後のRFC 3339の日時 (例 2026-11-05T05:40:00+09:00)",
                    "an RFC 3339 time with offset, from 1900 on, such as 2026-11-05T05:40:00+09:00");
            return null;
        }
        return instant.get();
    }

    private static Optional<Instant> instant(JsonNode node) {
        if (!DATE_TIME.matcher(node.stringValue()).matches()) {
            return Optional.empty();
        }
        try {
            Instant instant =
                    OffsetDateTime.parse(node.stringValue()).toInstant().truncatedTo(ChronoUnit.MICROS);
            return instant.isBefore(EARLIEST) ? Optional.empty() : Optional.of(instant);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    <E extends Enum<E>> @Nullable E code(String name, Class<E> codes) {
        JsonNode node = stated(name);
        return node == null ? null : code(path(path, name), node, codes, rule.part(name));
    }

    /** Codes, each once. */
    <E extends Enum<E>> @Nullable List<E> codes(String name, Class<E> codes) {
        List<E> read = list(name, (item, node, of) -> code(item, node, codes, of));
        return read == null ? null : read.stream().distinct().toList();
    }

    @Nullable List<String> texts(String name) {
        return list(name, this::text);
    }

    <T> @Nullable List<T> objects(String name, Function<Items, @Nullable T> reading) {
        return list(name, (item, node, of) -> {
            if (!(node instanceof ObjectNode element)) {
                faultAt(item, shape(node), "オブジェクト", "an object");
                return null;
            }
            var items = new Items(element, of, item, faults);
            T value = reading.apply(items);
            items.end();
            return value;
        });
    }

    @Nullable Items object(String name) {
        return object(name, rule.part(name));
    }

    /** An object whose items have another rule than stands at its name. */
    @Nullable Items object(String name, Rule of) {
        ObjectNode node = node(name);
        return node == null ? null : new Items(node, of, path(path, name), faults);
    }

    @Nullable ObjectNode node(String name) {
        JsonNode node = stated(name);
        if (node == null) {
            return null;
        }
        if (!(node instanceof ObjectNode stated)) {
            fault(name, shape(node), "オブジェクト", "an object");
            return null;
        }
        return stated;
    }

    /** Texts by names that are not fixed. */
    @Nullable Map<String, String> textMap(String name) {
        ObjectNode node = node(name);
        int most = rule.part(name).maxParts();
        Rule each = rule.part(name).anyPart();
        if (node == null) {
            return null;
        }
        if (node.size() > most) {
            fault(name, node.size(), "%d件以下".formatted(most), "%d at most".formatted(most));
            return null;
        }
        var texts = new LinkedHashMap<String, String>();
        node.properties().stream()
                .filter(property -> !property.getValue().isNull())
                .forEach(property -> {
                    String text = text(path(path(path, name), property.getKey()), property.getValue(), each);
                    if (text != null) {
                        texts.put(property.getKey(), text);
                    }
                });
        return texts;
    }

    void fault(String name, Object came, String expectedJa, String expectedEn) {
        fault(Reason.INVALID, name, came, expectedJa, expectedEn);
    }

    void fault(Reason reason, String name, Object came, String expectedJa, String expectedEn) {
        faults.add(Fault.of(reason, path(path, name), quoted(came), expectedJa, expectedEn));
    }

    /** Every item has been read: whatever else is there is a fault, for nothing is passed over in silence. */
    void end() {
        String expected = rule.parts().stream().filter(known::contains).collect(Collectors.joining(", "));
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                fault(name, shape(object.get(name)), "次の項目だけ: " + expected, "only these items: " + expected);
            }
        }
    }

    private interface Reading<T> {
        @Nullable T of(String item, JsonNode node, Rule rule);
    }

    private <T> @Nullable List<T> list(String name, Reading<T> reading) {
        JsonNode node = stated(name);
        int most = rule.part(name).maxItems();
        Rule element = rule.part(name).element();
        if (node == null) {
            return null;
        }
        if (!node.isArray()) {
            fault(name, shape(node), "配列", "an array");
            return null;
        }
        if (node.size() > most) {
            fault(name, node.size(), "%d件以下".formatted(most), "%d at most".formatted(most));
            return null;
        }
        var values = new ArrayList<T>();
        for (int index = 0; index < node.size(); index++) {
            T value = reading.of("%s[%d]".formatted(path(path, name), index), node.get(index), element);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private @Nullable String text(String item, JsonNode node, Rule of) {
        if (!node.isString()) {
            faultAt(item, shape(node), "文字列", "a string");
            return null;
        }
        String text = node.stringValue();
        if (!of.codes().isEmpty() && !of.codes().contains(text)) {
            unknown(item, text, of);
            return null;
        }
        int length = text.codePointCount(0, text.length());
        if (length < of.minLength() || of.maxLength() < length) {
            faultAt(
                    item,
                    length(text),
                    "%d文字以上%d文字以下".formatted(of.minLength(), of.maxLength()),
                    "%d to %d characters".formatted(of.minLength(), of.maxLength()));
            return null;
        }
        if (of.isLine() && (text.isBlank() || text.chars().anyMatch(Character::isISOControl))) {
            faultAt(item, length(text), "空白だけでない1行", "one line that is not blank");
            return null;
        }
        return text;
    }

    private <E extends Enum<E>> @Nullable E code(String item, JsonNode node, Class<E> codes, Rule of) {
        if (node.isString() && of.codes().contains(node.stringValue())) {
            return Enum.valueOf(codes, node.stringValue());
        }
        unknown(item, node.isString() ? node.stringValue() : shape(node), of);
        return null;
    }

    private void unknown(String item, Object came, Rule of) {
        String known = String.join(", ", of.codes());
        faultAt(item, came, known + " のいずれか", "one of " + known);
    }

    private @Nullable JsonNode stated(String name) {
        known.add(name);
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private void faultAt(String item, Object came, String expectedJa, String expectedEn) {
        faults.add(Fault.of(Reason.INVALID, item, quoted(came), expectedJa, expectedEn));
    }

    private static Phrase length(String text) {
        int length = text.codePointCount(0, text.length());
        return new Phrase("%d文字".formatted(length), "%d characters".formatted(length));
    }

    private static Object quoted(Object came) {
        return came instanceof Phrase ? came : quote(came.toString());
    }

    private static String quote(String text) {
        var quoted = new StringBuilder();
        text.codePoints()
                .limit(QUOTED)
                .map(character ->
                        Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE
                                ? '\uFFFD'
                                : character)
                .forEach(quoted::appendCodePoint);
        return text.codePointCount(0, text.length()) > QUOTED
                ? quoted.append('…').toString()
                : quoted.toString();
    }
}
