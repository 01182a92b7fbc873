package noroshi.api.desk;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was read without a fault is there. */
final class Read {

    private Read() {}

    static <T> T of(@Nullable T item) {
        return Objects.requireNonNull(item, "read without a fault, so it is there");
    }
}
