package noroshi.api.page;

import java.time.DateTimeException;
import java.time.Instant;

/** 年の範囲. The years that RFC 3339 can write (1 to 9999 here): what is of another one, the tables can't hold either. */
public final class Years {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private Years() {}

    static boolean hold(Instant instant) {
        return !instant.isBefore(FIRST) && instant.isBefore(END);
    }

    /**
     * The instant itself.
     *
     * @throws DateTimeException if it is of another year, as if it couldn't be read
     */
    public static Instant within(Instant instant) {
        if (!hold(instant)) {
            throw new DateTimeException("instant: %s (expected: of the years 1 to 9999)".formatted(instant));
        }
        return instant;
    }
}
