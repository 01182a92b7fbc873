package noroshi.gateway.intake;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.i18n.DefaultMessageSource;
import com.networknt.schema.path.NodePath;
import java.time.LocalDate;
import java.util.Locale;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.report.FormCode;
import tools.jackson.databind.node.ObjectNode;

/**
 * 様式. A form of report, with the schema of its specific part.
 *
 * @param inForceFrom 施行日. The first day, in Asia/Tokyo, on which a report may be filed on it
 */
record Form(FormCode code, LocalDate inForceFrom, Schema schema) {

    boolean isInForce(LocalDate day) {
        return !day.isBefore(inForceFrom);
    }

    /** Adds what the form finds wrong with the specific part. */
    void check(String path, ObjectNode details, Faults faults) {
        for (Error error : schema.validate(details)) {
            String item = item(path, error.getInstanceLocation());
            faults.add(new Fault(
                    item,
                    Reason.INVALID,
                    "%s。%s: %s (様式 %s)".formatted(Reason.INVALID.ja(), item, sentence(error, Locale.JAPANESE), code),
                    "%s; %s: %s (form %s)"
                            .formatted(Reason.INVALID.en(), item, sentence(error, Locale.ENGLISH), code)));
        }
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
