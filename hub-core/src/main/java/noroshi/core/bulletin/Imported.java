package noroshi.core.bulletin;

import java.util.List;
import java.util.function.Predicate;
import noroshi.core.report.Tlp;

/**
 * 取込み. Indicators that came from elsewhere at once. No later revision of the bulletin alters them: their labels are
 * for nobody here to widen.
 *
 * @param source whose they are, as it calls itself
 * @param bundle by which id they came
 */
public record Imported(String source, String bundle, List<MarkedIndicator> indicators) {

    public Imported {
        indicators = List.copyOf(indicators);
    }

    Imported telling(Predicate<Tlp> told) {
        return new Imported(
                source,
                bundle,
                indicators.stream().filter(one -> told.test(one.tlp())).toList());
    }
}
