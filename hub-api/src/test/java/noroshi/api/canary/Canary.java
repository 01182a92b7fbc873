package noroshi.api.canary;

import java.util.function.Predicate;
import noroshi.core.sharing.Viewer;

/**
 * カナリア. A word that stands nowhere else.
 *
 * @param where it was planted
 * @param reader who may read it by what is recorded now
 */
record Canary(String word, String where, Predicate<Viewer> reader) {

    boolean isDeniedTo(Viewer viewer) {
        return !reader.test(viewer);
    }
}
