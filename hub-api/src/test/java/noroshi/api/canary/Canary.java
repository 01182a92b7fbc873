package noroshi.api.canary;

import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * カナリア. A word that stands nowhere else.
 *
 * @param where it was planted
 * @param drill whether it is of a drill's thread; null where it is of no thread
 * @param reader who may read it by what is recorded now
 */
record Canary(String word, String where, @Nullable BooleanSupplier drill, Predicate<Viewer> reader) {

    boolean isDeniedTo(Viewer viewer) {
        return !reader.test(viewer);
    }

    /** Whether it is out of place among drills, or else among what is real. */
    boolean isMixed(boolean amongDrills) {
        return drill != null && drill.getAsBoolean() != amongDrills;
    }
}
