package noroshi.core.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 報告内容. What a report says in words and values; sealed in the ledger under the thread's own key.
 *
 * @param details the items of the form's specific part, by name
 * @param contact whom to reach at the operator; never leaves the hub on a topic
 * @param assets 影響を受けた資産. The operator's own numbers of the 特定重要電子計算機 that are affected: what it runs is a
 *     list of targets, so they are told nowhere else
 */
public record Content(
        String title,
        String summary,
        List<Indicator> indicators,
        Map<String, Object> details,
        Map<String, String> contact,
        List<String> assets) {

    private static final String CONTACT = "contact";
    private static final String ASSETS = "assets";

    /** @param assets null in what was recorded before a report could name any */
    public Content(
            String title,
            String summary,
            List<Indicator> indicators,
            Map<String, Object> details,
            Map<String, String> contact,
            @Nullable List<String> assets) {
        this.title = title;
        this.summary = summary;
        this.indicators = List.copyOf(indicators);
        this.details = Map.copyOf(details);
        this.contact = Map.copyOf(contact);
        this.assets = assets == null ? List.of() : List.copyOf(assets);
    }

    /** What may pass to those it was not delivered to: nobody to reach, and no list of targets. */
    public Content passedOn() {
        return new Content(title, summary, indicators, details, Map.of(), List.of());
    }

    /** Whether that item is part of {@link #passedOn}. */
    public static boolean isPassedOn(String item) {
        return !item.equals(CONTACT) && !item.equals(ASSETS);
    }
}
