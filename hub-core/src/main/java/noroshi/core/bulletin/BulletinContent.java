package noroshi.core.bulletin;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import noroshi.core.report.Indicator;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * 情報提供の内容. What a bulletin says; sealed under its own key, for until it is approved it may still say too much.
 *
 * @param indicators of the attack alone, never of its victim; under the bulletin's own label
 * @param countermeasures 対策, or null
 * @param imported what others know of the attack, each indicator under a label of its own, or null
 */
public record BulletinContent(
        String title,
        String text,
        List<Indicator> indicators,
        @Nullable String countermeasures,
        @Nullable Imported imported) {

    public BulletinContent {
        indicators = List.copyOf(indicators);
    }

    /** What rests on nobody else's indicators. */
    public BulletinContent(String title, String text, List<Indicator> indicators, @Nullable String countermeasures) {
        this(title, text, indicators, countermeasures, null);
    }

    /** The indicators that came from elsewhere. */
    public List<MarkedIndicator> marked() {
        return imported == null ? List.of() : imported.indicators();
    }

    /** The same with what came from elsewhere. */
    public BulletinContent importing(@Nullable Imported other) {
        return new BulletinContent(title, text, indicators, countermeasures, other);
    }

    /** The same without the indicators whose labels are not among {@code told}. */
    BulletinContent telling(Predicate<Tlp> told) {
        return imported == null ? this : importing(imported.telling(told));
    }

    /** The indicators that whoever reads a bulletin of that label may read. */
    public List<Indicator> indicatorsWithin(Tlp label) {
        return Stream.concat(
                        indicators.stream(),
                        marked().stream()
                                .filter(one -> !one.tlp().isNarrowerThan(label))
                                .map(MarkedIndicator::indicator))
                .toList();
    }
}
