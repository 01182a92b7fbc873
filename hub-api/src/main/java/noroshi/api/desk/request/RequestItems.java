package noroshi.api.desk.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import noroshi.api.desk.JsonItems;
import noroshi.api.page.Years;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.Remark;
import org.jspecify.annotations.Nullable;

/** The items that the forms of requests have in common. */
final class RequestItems {

    static final int LONGEST_TITLE = 200;
    static final int LONGEST_TEXT = 20_000;

    private RequestItems() {}

    static @Nullable String text(JsonItems items, String name, int longest) {
        return items.value(name, text -> within(text, longest), longest + " 字以内", "at most " + longest + " characters");
    }

    static @Nullable Remark remark(JsonItems items, String name) {
        String text = text(items, name, LONGEST_TEXT);
        return text == null ? null : new Remark(text);
    }

    static @Nullable Remark optionalRemark(JsonItems items, String name) {
        return items.optionalValue(
                name,
                text -> new Remark(within(text, LONGEST_TEXT)),
                LONGEST_TEXT + " 字以内",
                "at most " + LONGEST_TEXT + " characters");
    }

    /** To the microsecond, as the record orders times. */
    static @Nullable Instant instant(JsonItems items, String name) {
        return items.value(name, RequestItems::time, "2026-11-05T05:40:00+09:00 の形", "like 2026-11-05T05:40:00+09:00");
    }

    static @Nullable AuthorityCode authority(JsonItems items, String name) {
        return items.value(name, AuthorityCode::new, "機関コード", "an authority's code");
    }

    /** Each id once, in the order in which they came; none where the item is left out. */
    static List<UUID> ids(JsonItems items, String name, boolean stated, int most) {
        if (!stated) {
            return List.of();
        }
        List<UUID> ids = items.values(name, RequestItems::uuid, "UUID", "a UUID");
        if (ids != null && ids.size() > most) {
            items.tooMany(name, ids.size(), most);
        }
        return ids == null ? List.of() : new ArrayList<>(new LinkedHashSet<>(ids));
    }

    private static String within(String text, int longest) {
        if (text.codePointCount(0, text.length()) > longest) {
            throw new IllegalArgumentException("text: %d (expected: %d at most)".formatted(text.length(), longest));
        }
        return text;
    }

    private static Instant time(String text) {
        try {
            return Years.within(OffsetDateTime.parse(text).toInstant()).truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** In full: {@link UUID#fromString} takes shortened groups too. */
    private static UUID uuid(String text) {
        var id = UUID.fromString(text);
        if (!id.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("id: %s (expected: %s)".formatted(text, id));
        }
        return id;
    }
}
