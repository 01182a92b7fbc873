package noroshi.api.desk.csv;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import noroshi.api.desk.OperatorForm;
import noroshi.api.desk.Unacceptable;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.sector.Scope;
import noroshi.ledger.EventJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * 登録簿のCSVの一行. Makes of one line's cells the body that {@code PUT /v1/register/operators/{slug}} takes, so that the
 * same rules hold for both.
 */
final class RegisterLine {

    /** {@code WATER}, {@code GOV_ADMIN/LOCAL_GOV 2024-04-01}, {@code KI_GAS 2024-05-17..2030-03-31}. */
    private static final Pattern PART = Pattern.compile(
            "(?<whole>[^/\\s]+)(?:/(?<part>[^/\\s]+))?(?:\\s+(?<from>[^.\\s]+)?(?:\\.\\.(?<to>[^.\\s]+)?)?)?");

    private RegisterLine() {}

    /**
     * The entry that a line asks for. What a column that the file lacks would say stays as it was; an empty cell says
     * that there is none.
     *
     * @throws Unacceptable with every fault; the items are those of the body
     */
    static OperatorEntry entry(
            OperatorSlug slug, Map<String, String> cells, @Nullable OperatorEntry known, Scope scope) {
        ObjectNode body = EventJson.mapper().createObjectNode();
        text(body, cells, "name");
        code(body, cells, "kind");
        code(body, cells, "corporateNumber");
        code(body, cells, "supervisingMinistry");
        String prefecture = folded(cells.getOrDefault("prefecture", ""));
        if (!prefecture.isEmpty()) {
            // a spreadsheet takes 01 for a number
            body.put("prefecture", prefecture.length() == 1 ? "0" + prefecture : prefecture);
        }
        parts(body, cells, "memberships", "sector", "subSector");
        parts(body, cells, "designations", "business", "subBusiness");
        flag(body, cells, "criticalComputer");
        flag(body, cells, "kafkaDoor");
        if (known != null) {
            keep(body, cells, "corporateNumber", known.corporateNumber());
            keep(body, cells, "supervisingMinistry", known.supervisingMinistry());
            if (!cells.containsKey("kafkaDoor")) {
                body.put("kafkaDoor", known.kafkaDoor());
            }
        }
        return OperatorForm.read(slug, body, scope);
    }

    private static void keep(ObjectNode body, Map<String, String> cells, String column, @Nullable Object known) {
        if (!cells.containsKey(column) && known != null) {
            body.put(column, known.toString());
        }
    }

    private static void text(ObjectNode body, Map<String, String> cells, String column) {
        String cell = cells.getOrDefault(column, "");
        if (!cell.isEmpty()) {
            body.put(column, cell);
        }
    }

    private static void code(ObjectNode body, Map<String, String> cells, String column) {
        String cell = folded(cells.getOrDefault(column, ""));
        if (!cell.isEmpty()) {
            body.put(column, cell);
        }
    }

    private static void flag(ObjectNode body, Map<String, String> cells, String column) {
        String cell = folded(cells.getOrDefault(column, "")).toLowerCase(Locale.ROOT);
        switch (cell) {
            case "" -> {
                // what must be said is missed by the form
            }
            case "true" -> body.put(column, true);
            case "false" -> body.put(column, false);
            default -> body.put(column, cell);
        }
    }

    private static void parts(ObjectNode body, Map<String, String> cells, String column, String whole, String part) {
        ArrayNode array = body.putArray(column);
        for (String one : folded(cells.getOrDefault(column, "")).split("[;\\n]", -1)) {
            String text = one.strip();
            if (text.isEmpty()) {
                continue;
            }
            Matcher match = PART.matcher(text);
            if (!match.matches()) {
                array.add(text);
                continue;
            }
            ObjectNode node = array.addObject();
            put(node, whole, match.group("whole"));
            put(node, part, match.group("part"));
            put(node, "from", match.group("from"));
            put(node, "to", match.group("to"));
        }
    }

    private static void put(ObjectNode node, String item, @Nullable String text) {
        if (text != null) {
            node.put(item, text);
        }
    }

    /** Codes and days as a Japanese keyboard may leave them. */
    private static String folded(String cell) {
        return Normalizer.normalize(cell, Normalizer.Form.NFKC).strip();
    }
}
