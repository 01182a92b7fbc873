package noroshi.gateway.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import noroshi.form.Form;
import noroshi.form.Item;
import noroshi.form.Rule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Filings with wrong items, made from what a form says of them: an item that is added is tried without a line here. */
final class WrongItems {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String NO_CODE = "NO_SUCH_CODE";

    private WrongItems() {}

    /**
     * 誤った値. One wrong value of an item.
     *
     * @param path the item
     * @param how what is wrong with it
     * @param faulty where the fault is to be found: the item, or an element of it
     */
    record Wrong(Form form, String path, String how, JsonNode value, String faulty) {

        /** The form's example with this value in it. */
        ObjectNode filing() {
            ObjectNode filing = form.example().deepCopy();
            set(filing, path, value);
            return filing;
        }

        @Override
        public String toString() {
            return "%s %s %s".formatted(form.code(), path, how);
        }
    }

    /** Every wrong value that the rules of a form's items let one think of. */
    static Stream<Wrong> of(Form form) {
        return form.items().filter(item -> !isElement(form, item)).flatMap(item -> of(form, item));
    }

    /** A part of a list's elements has no place of its own. */
    private static boolean isElement(Form form, Item item) {
        return form.items()
                .anyMatch(whole -> item.path().startsWith(whole.path() + ".")
                        && whole.rule().kinds().contains(Rule.Kind.LIST));
    }

    private static Stream<Wrong> of(Form form, Item item) {
        var wrong = new ArrayList<Wrong>();
        Rule rule = item.rule();
        String path = item.path();
        wrong.add(new Wrong(form, path, "of another kind", another(rule.kinds()), path));
        if (rule.kinds().equals(List.of(Rule.Kind.TEXT))) {
            if (!rule.codes().isEmpty() || rule.isTime()) {
                wrong.add(new Wrong(form, path, "unknown", JSON.stringNode(NO_CODE), path));
            } else {
                texts(form, path, path, rule).forEach(wrong::add);
            }
        }
        if (rule.kinds().equals(List.of(Rule.Kind.INTEGER))) {
            wrong.add(new Wrong(form, path, "too small", JSON.numberNode(rule.minimum() - 1L), path));
            wrong.add(new Wrong(form, path, "too large", JSON.numberNode(rule.maximum() + 1L), path));
        }
        if (rule.kinds().contains(Rule.Kind.LIST)) {
            wrong.add(new Wrong(
                    form, path, "with a wrong element", JSON.arrayNode().add(JSON.booleanNode(true)), path));
            wrong.add(new Wrong(form, path, "too long", many(rule.maxItems() + 1), path));
        }
        if (rule.kinds().equals(List.of(Rule.Kind.OBJECT))) {
            if (rule.isClosed()) {
                JsonNode whole = Form.at(form.example(), path);
                ObjectNode parts = whole.isObject() ? ((ObjectNode) whole).deepCopy() : JSON.objectNode();
                wrong.add(new Wrong(
                        form, path, "with an unknown part", parts.put("noSuchItem", 1), path + ".noSuchItem"));
            } else {
                wrong.add(new Wrong(form, path, "of too many parts", parts(rule.maxParts() + 1), path));
            }
        }
        return wrong.stream();
    }

    private static Stream<Wrong> texts(Form form, String path, String faulty, Rule rule) {
        var texts = new ArrayList<Wrong>();
        if (rule.minLength() > 0) {
            texts.add(new Wrong(form, path, "too short", JSON.stringNode("x".repeat(rule.minLength() - 1)), faulty));
        }
        texts.add(new Wrong(form, path, "too long", JSON.stringNode("語".repeat(rule.maxLength() + 1)), faulty));
        if (rule.isLine()) {
            texts.add(new Wrong(form, path, "of two lines", JSON.stringNode("a\nb"), faulty));
        }
        return texts.stream();
    }

    private static JsonNode another(List<Rule.Kind> kinds) {
        return kinds.contains(Rule.Kind.OBJECT) ? JSON.stringNode(NO_CODE) : unknownPart();
    }

    private static ObjectNode unknownPart() {
        return JSON.objectNode().put("noSuchItem", 1);
    }

    private static ArrayNode many(int size) {
        ArrayNode many = JSON.arrayNode();
        for (int index = 0; index < size; index++) {
            many.add("x");
        }
        return many;
    }

    private static ObjectNode parts(int size) {
        ObjectNode parts = JSON.objectNode();
        for (int index = 0; index < size; index++) {
            parts.put("part" + index, "x");
        }
        return parts;
    }

    /** Sets an item, and makes the objects it stands in. */
    static void set(ObjectNode filing, String path, JsonNode value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            filing.set(path, value);
        } else {
            set(filing.withObjectProperty(path.substring(0, dot)), path.substring(dot + 1), value);
        }
    }
}
