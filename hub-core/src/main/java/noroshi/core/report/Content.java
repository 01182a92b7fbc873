package noroshi.core.report;

import java.util.List;
import java.util.Map;

/**
 * 報告内容. What a report says in words and values; sealed in the ledger under the thread's own key.
 *
 * @param details the items of the form's specific part, by name
 * @param contact whom to reach at the operator; never leaves the hub on a topic
 */
public record Content(
        String title,
        String summary,
        List<Indicator> indicators,
        Map<String, Object> details,
        Map<String, String> contact) {

    /** The item that says whom to reach. */
    public static final String CONTACT = "contact";

    public Content {
        indicators = List.copyOf(indicators);
        details = Map.copyOf(details);
        contact = Map.copyOf(contact);
    }

    /** The same, but nobody to reach. */
    public Content withoutContact() {
        return new Content(title, summary, indicators, details, Map.of());
    }
}
