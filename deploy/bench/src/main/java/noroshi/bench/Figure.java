package noroshi.bench;

import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One measured value.
 *
 * @param raw what it is held against, in the same unit and measured in the same run; null for a plain count
 */
record Figure(
        String name, double value, String unit, @Nullable Raw raw) {

    /** A raw limit. */
    record Raw(String name, double value) {}

    static Figure of(String name, double value, String unit) {
        return new Figure(name, value, unit, null);
    }

    Figure against(String rawName, double rawValue) {
        return new Figure(name, value, unit, new Raw(rawName, rawValue));
    }

    /** The value over the raw limit: of rates a fraction of what could be had, of times a multiple of the least. */
    OptionalDouble ratio() {
        return raw == null || raw.value() == 0 ? OptionalDouble.empty() : OptionalDouble.of(value / raw.value());
    }

    /** In a line, without its raw limit. */
    String text() {
        return String.format(Locale.ROOT, "%s %,.2f %s", name.strip(), value, unit);
    }
}
