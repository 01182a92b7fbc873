package noroshi.core.sector;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 有効期間. The days on which a row of reference data is in force, in Asia/Tokyo.
 *
 * @param from the first day
 * @param to the last day, or null while it has no end
 */
public record Period(LocalDate from, @Nullable LocalDate to) {

    public Period {
        if (to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("to: %s (expected: not before %s)".formatted(to, from));
        }
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(from) && (to == null || !day.isAfter(to));
    }
}
