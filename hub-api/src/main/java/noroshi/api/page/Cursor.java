package noroshi.api.page;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * 続きの位置. The last row of a page by what the list is ordered by, so that rows written meanwhile neither shift nor
 * repeat the rest. Opaque to callers.
 *
 * @param at the row's time, in microseconds
 * @param key the row's position or id, which tells apart rows of the same time
 */
public record Cursor(Instant at, String key) {

    private static final Pattern FORM = Pattern.compile("(-?\\d{1,18})~([0-9a-f-]{1,36})");

    /** As callers get it and give it back; opaque to them. */
    public String text() {
        String text = ChronoUnit.MICROS.between(Instant.EPOCH, at) + "~" + key;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    static Optional<Cursor> parse(String opaque) {
        try {
            Matcher match = FORM.matcher(new String(Base64.getUrlDecoder().decode(opaque), StandardCharsets.US_ASCII));
            return match.matches()
                    ? Optional.of(new Cursor(
                                    Instant.EPOCH.plus(Long.parseLong(match.group(1)), ChronoUnit.MICROS),
                                    match.group(2)))
                            .filter(cursor -> Years.hold(cursor.at))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
