package noroshi.api.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * 頁. A part of a list.
 *
 * @param nextCursor where the next part begins, or null if this is the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    public Page {
        items = List.copyOf(items);
    }

    /** The page of rows that were read for {@code limit}: one more than it, if there are more. */
    public static <R> Page<R> of(List<R> rows, int limit, Function<R, Cursor> cursor) {
        return rows.size() <= limit
                ? new Page<>(rows, null)
                : new Page<>(
                        rows.subList(0, limit),
                        cursor.apply(rows.get(limit - 1)).text());
    }
}
