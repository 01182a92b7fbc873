package noroshi.api.desk;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was read without a fault is there. */
public final class Read {

    private Read() {}

    /** What was read. */
    public static <T> T of(@Nullable T item) {
        return Objects.requireNonNull(item, "read without a fault, so it is there");
    }
}
