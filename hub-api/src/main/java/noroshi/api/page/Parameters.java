package noroshi.api.page;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.web.UnreadableParameters;
import org.jspecify.annotations.Nullable;

/**
 * 問合せの項目. Reads the parameters of one request and keeps what is wrong with them, so that {@link #require} can
 * name all faults at once. An absent or empty parameter is null, or its default.
 */
public final class Parameters {

    public static final int DEFAULT_LIMIT = 50;
    public static final int MOST = 500;

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int LONGEST_TEXT = 200;

    private final List<Fault> faults = new ArrayList<>();

    /** Throws what was wrong so far, if anything. */
    public void require() {
        if (!faults.isEmpty()) {
            throw new UnreadableParameters(faults);
        }
    }

    /** How many items a page may hold: 1 to 500, or 50. */
    public int limit(@Nullable String text) {
        Long limit = number("limit", text, 1, MOST);
        return limit == null ? DEFAULT_LIMIT : limit.intValue();
    }

    /** Where the page begins; its key is a position. */
    public @Nullable Cursor cursorOfPosition(@Nullable String text) {
        return cursor(text, "\\d{1,18}");
    }

    /** Where the page begins; its key is an id. */
    public @Nullable Cursor cursorOfId(@Nullable String text) {
        return cursor(text, "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }

    private @Nullable Cursor cursor(@Nullable String text, String key) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        Cursor cursor =
                Cursor.parse(text).filter(parsed -> parsed.key().matches(key)).orElse(null);
        if (cursor == null) {
            fault("cursor", text, "前の頁の nextCursor", "the nextCursor of a page");
        }
        return cursor;
    }

    /** A ledger position that the answer must at least have reached. */
    public long atLeast(@Nullable String text) {
        Long position = number("atLeast", text, 0, Long.MAX_VALUE);
        return position == null ? 0 : position;
    }

    /** A whole number from {@code least} to {@code most}. */
    public @Nullable Long number(String item, @Nullable String text, long least, long most) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, together with what is out of bounds
        }
        String range = least + "–" + most;
        fault(item, text, range + " の整数", "a whole number, " + range);
        return null;
    }

    /** An instant, RFC 3339 with its offset and a year of four digits. */
    public @Nullable Instant instant(String item, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            // an unescaped + in a query string arrives as a blank
            return Years.within(OffsetDateTime.parse(text.replace(' ', '+'), DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            fault(item, text, "2026-11-05T05:40:00+09:00 の形", "like 2026-11-05T05:40:00+09:00");
            return null;
        }
    }

    /**
     * An instant that must be there, and not after {@code latest} if there is such; as with {@link #id}, ask
     * {@link #require} first.
     */
    public Instant instantUntil(String item, @Nullable String text, @Nullable Instant latest) {
        if (text == null || text.isEmpty()) {
            fault(item, "", "2026-11-05T05:40:00+09:00 の形", "like 2026-11-05T05:40:00+09:00");
            return Instant.EPOCH;
        }
        Instant instant = instant(item, text);
        if (instant != null && latest != null && instant.isAfter(latest)) {
            fault(item, text, "to 以前の時刻", "not after to");
        }
        return instant == null ? Instant.EPOCH : instant;
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String item, @Nullable String text, boolean otherwise) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> {
                fault(item, text, "true または false", "true or false");
                yield otherwise;
            }
        };
    }

    /** A code or a slug; one that nothing bears is no fault. */
    public @Nullable String code(String item, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (!CODE.matcher(text).matches()) {
            fault(item, text, "コード", "a code");
        }
        return text;
    }

    /** Text of a form of its own; one that names nothing is no fault. */
    public @Nullable String matching(
            String item, @Nullable String text, Pattern form, String expectedJa, String expectedEn) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (!form.matcher(text).matches()) {
            fault(item, text, expectedJa, expectedEn);
        }
        return text;
    }

    /** A constant of {@code type} by its name in any case. */
    public <E extends Enum<E>> @Nullable E choice(String item, @Nullable String text, Class<E> type) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        String choices = Arrays.toString(type.getEnumConstants());
        fault(item, text, choices + " のいずれか", "one of " + choices);
        return null;
    }

    /** A UUID that must be there. A stand-in is returned for one that can't be read: ask {@link #require} first. */
    public UUID id(String item, @Nullable String text) {
        try {
            // UUID.fromString takes shortened groups too
            if (text != null && text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        fault(item, text == null ? "" : text, "UUID", "a UUID");
        return new UUID(0, 0);
    }

    /** What has to be there and be known to {@code find}; as with {@link #id}, ask {@link #require} first. */
    public <T> Optional<T> known(
            String item,
            @Nullable String text,
            Function<String, Optional<T>> find,
            String expectedJa,
            String expectedEn) {
        String stated = text == null ? "" : text;
        Optional<T> found = find.apply(stated);
        if (found.isEmpty()) {
            fault(item, stated, expectedJa, expectedEn);
        }
        return found;
    }

    /** Free text, at most 200 characters. */
    public @Nullable String text(String item, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (text.length() > LONGEST_TEXT || text.indexOf('\0') >= 0) {
            fault(item, text.length(), LONGEST_TEXT + " 字以内", "at most " + LONGEST_TEXT + " characters");
        }
        return text;
    }

    private void fault(String item, Object came, String expectedJa, String expectedEn) {
        faults.add(Fault.of(Reason.PARAMETER_INVALID, item, came, expectedJa, expectedEn));
    }
}
