package noroshi.core.bulletin;

import java.util.List;
import noroshi.core.report.Indicator;
import org.jspecify.annotations.Nullable;

/**
 * 情報提供の内容. What a bulletin says; sealed under its own key, for until it is approved it may still say too much.
 *
 * @param indicators of the attack alone, never of its victim
 * @param countermeasures 対策, or null
 */
public record BulletinContent(
        String title,
        String text,
        List<Indicator> indicators,
        @Nullable String countermeasures) {

    public BulletinContent {
        indicators = List.copyOf(indicators);
    }
}
