package noroshi.form;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.i18n.DefaultMessageSource;
import com.networknt.schema.path.NodePath;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import noroshi.core.Fault;
import noroshi.core.Phrase;
import noroshi.core.Reason;
import noroshi.core.regime.RegimeCode;
import noroshi.core.report.FormCode;
import noroshi.core.report.Stage;
import noroshi.core.sector.Period;
import noroshi.core.sector.Status;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * 様式. A form of report: the items that all forms have in common, and its own, which a filing states under {@code
 * details}.
 *
 * @param label the form's name
 * @param inForce 施行日. The days, in Asia/Tokyo, on which a report may be filed on it
 * @param common the items of every form, {@code details} among them with what all forms ask there
 * @param own the items of this form alone
 * @param asked what the common part asks at which stage, and then what this form asks
 * @param example a whole filing that is taken as it stands
 */
public record Form(
        FormCode code,
        Phrase label,
        Period inForce,
        Status status,
        String source,
        List<Item> common,
        List<Item> own,
        List<Asked> asked,
        ObjectNode example,
        List<Schema> details) {

    public Form {
        common = List.copyOf(common);
        own = List.copyOf(own);
        asked = List.copyOf(asked);
        details = List.copyOf(details);
    }

    /** What is wrong with the items under {@code details}, which stand at {@code path}. */
    public List<Fault> check(String path, ObjectNode stated) {
        return details.stream()
                .flatMap(schema -> schema.validate(stated).stream())
                .map(error -> fault(path, error))
                .toList();
    }

    /**
     * What a report should state by now and does not.
     *
     * @param filing a filing, or what a thread's filings came to, in the shape in which it is filed
     * @param stage the stage that is reached
     * @param regimes those that apply to it
     * @param awareness the day of awareness, whose law applies
     */
    public List<Missing> missing(ObjectNode filing, Stage stage, Set<RegimeCode> regimes, LocalDate awareness) {
        var missing = new ArrayList<Missing>();
        for (Item item : items().toList()) {
            List<Asked> why = asked.stream()
                    .filter(one -> one.item().equals(item.path()))
                    .filter(one -> one.isAskedAt(stage))
                    .filter(one -> one.regime() == null || regimes.contains(one.regime()))
                    .filter(one -> one.inForce().contains(awareness))
                    .toList();
            if (!why.isEmpty() && !isStated(at(filing, item.path()))) {
                missing.add(new Missing(item, why));
            }
        }
        return missing;
    }

    /** Every item and every part of one, in the form's order; the form's own stand with what all ask of details. */
    public Stream<Item> items() {
        return Stream.concat(common.stream(), own.stream()).flatMap(Form::withParts);
    }

    private static Stream<Item> withParts(Item item) {
        return Stream.concat(Stream.of(item), item.parts().stream().flatMap(Form::withParts));
    }

    /** The value at a path. */
    public static JsonNode at(JsonNode filing, String path) {
        return filing.at("/" + path.replace('.', '/'));
    }

    /** What is empty, or said to be unknown, is not stated; a list that says so of itself is. */
    public static boolean isStated(JsonNode value) {
        return switch (value.getNodeType()) {
            case MISSING, NULL -> false;
            case STRING ->
                !value.stringValue().isBlank() && !value.stringValue().equals("UNKNOWN");
            case ARRAY -> !value.isEmpty();
            case OBJECT -> value.valueStream().anyMatch(Form::isStated);
            case BINARY, BOOLEAN, NUMBER, POJO -> true;
        };
    }

    private Fault fault(String path, Error error) {
        String item = item(path, error.getInstanceLocation());
        return new Fault(
                item,
                Reason.INVALID,
                "%s。%s: %s (様式 %s)".formatted(Reason.INVALID.ja(), item, sentence(error, Locale.JAPANESE), code),
                "%s; %s: %s (form %s)".formatted(Reason.INVALID.en(), item, sentence(error, Locale.ENGLISH), code));
    }

    private static String item(String path, NodePath place) {
        var item = new StringBuilder(path);
        for (int index = 0; index < place.getNameCount(); index++) {
            Object element = place.getElement(index);
            item.append(element instanceof Integer ? "[" + element + "]" : "." + element);
        }
        return item.toString();
    }

    private static String sentence(Error error, Locale locale) {
        return DefaultMessageSource.getInstance().getMessage(error.getMessageKey(), locale, error.getArguments());
    }
}
