package noroshi.gateway.intake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.form.Form;
import noroshi.form.Rule;
import noroshi.web.Faults;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * 個別項目. The specific part of a form. An item that the form names has the type that the form says; one that it does
 * not name is kept as it is, for the forms leave room for what an authority asks besides.
 */
final class Details {

    /** Every integer up to it is one number, in JSON as every reader has it. */
    private static final long SAFE = (1L << 53) - 1;

    private final Rule rule;
    private final Rule each;

    Details(Rule rule) {
        this.rule = rule;
        this.each = rule.anyPart();
    }

    Map<String, Object> read(String path, ObjectNode details, @Nullable Form form, Faults faults) {
        int most = rule.maxParts();
        if (details.size() > most) {
            faults.add(Fault.of(
                    Reason.INVALID, path, details.size(), "%d件以下".formatted(most), "%d at most".formatted(most)));
            return Map.of();
        }
        int longestName = rule.names().maxLength();
        var values = new LinkedHashMap<String, Object>();
        var stated = details.objectNode();
        for (var property : details.properties()) {
            if (property.getValue().isNull()) {
                continue;
            }
            Object value = value(property.getValue());
            if (value == null
                    || property.getKey().isEmpty()
                    || property.getKey().length() > longestName) {
                faults.add(Fault.of(
                        Reason.INVALID,
                        Items.path(path, property.getKey()),
                        Items.shape(property.getValue()),
                        "名前は%d文字以下、値は真偽・数・%d文字以下の文字列またはその配列".formatted(longestName, each.maxLength()),
                        "a name of %d characters at most, with a boolean, a number, a string of %d characters at most or an array of such"
                                .formatted(longestName, each.maxLength())));
            } else {
                values.put(property.getKey(), value);
                stated.set(property.getKey(), property.getValue());
            }
        }
        if (form != null) {
            form.check(path, stated).forEach(faults::add);
        }
        return values;
    }

    private @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            case STRING -> text(node);
            case ARRAY -> texts(node);
            case BINARY, MISSING, NULL, OBJECT, POJO -> null;
        };
    }

    private static @Nullable Object number(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() && Math.abs(node.longValue()) <= SAFE ? node.longValue() : null;
        }
        double number = node.doubleValue();
        return Double.isFinite(number) ? number : null;
    }

    private @Nullable String text(JsonNode node) {
        return node.isString() && node.stringValue().length() <= each.maxLength() ? node.stringValue() : null;
    }

    private @Nullable List<String> texts(JsonNode array) {
        if (array.size() > each.maxItems()) {
            return null;
        }
        var texts = new ArrayList<String>();
        for (JsonNode element : array) {
            String text = text(element);
            if (text == null) {
                return null;
            }
            texts.add(text);
        }
        return texts;
    }
}
