package noroshi.core.report;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * 報告内容. What a report says in words and values; sealed in the ledger under the thread's own key.
 *
 * @param details the items of the form's specific part, by name
 * @param contact whom to reach at the operator; never leaves the hub on a topic
 * @param assets 影響を受けた資産. The operator's own numbers of the 特定重要電子計算機 that are affected: what it runs is a
 *     list of targets, so they are told nowhere else
 * @param marks the items of {@code details} that are kept back whatever the label
 */
public record Content(
        String title,
        String summary,
        List<Indicator> indicators,
        Map<String, Object> details,
        Map<String, String> contact,
        List<String> assets,
        List<Mark> marks) {

    /**
     * @param assets null in what was recorded before a report could name any
     * @param marks null in what was recorded before a report could mark any item
     */
    public Content(
            String title,
            String summary,
            List<Indicator> indicators,
            Map<String, Object> details,
            Map<String, String> contact,
            @Nullable List<String> assets,
            @Nullable List<Mark> marks) {
        this.title = title;
        this.summary = summary;
        this.indicators = List.copyOf(indicators);
        this.details = Map.copyOf(details);
        this.contact = Map.copyOf(contact);
        this.assets = assets == null ? List.of() : List.copyOf(assets);
        this.marks = marks == null ? List.of() : List.copyOf(marks);
    }

    /** What may pass to those it was not delivered to, where no version after this one marks more. */
    public Content passedOn() {
        return Withholding.NONE.and(this).passedOn(this);
    }

    /** The same with these marks beside its own. */
    public Content keeping(List<Mark> more) {
        List<Mark> all = Stream.concat(marks.stream(), more.stream()).distinct().toList();
        return new Content(title, summary, indicators, details, contact, assets, all);
    }

    /** The texts of the items that are marked. */
    public Stream<String> withheld() {
        return details.entrySet().stream()
                .filter(item -> isMarked(Mark.DETAILS + item.getKey()))
                .flatMap(item -> item.getValue() instanceof Collection<?> several
                        ? several.stream()
                        : Stream.of(item.getValue()))
                .map(String::valueOf);
    }

    /** Whether that item of the specific part is stated, by the name that a filing gives it. */
    public boolean states(String item) {
        return Mark.isIn(details.keySet(), item);
    }

    /** Whether that item is marked. */
    public boolean isMarked(String item) {
        return marks.stream().anyMatch(mark -> mark.item().equals(item));
    }
}
