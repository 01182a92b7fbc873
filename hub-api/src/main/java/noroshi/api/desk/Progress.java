package noroshi.api.desk;

import noroshi.api.view.ViewBehind;
import org.jspecify.annotations.Nullable;

/** 反映状況. How far the views follow the record. */
@FunctionalInterface
public interface Progress {

    /**
     * Waits a short while until a view holds a position.
     *
     * @return false if it does not come so far
     * @throws ViewBehind if an upgrade makes the view anew
     */
    boolean await(String view, long position) throws InterruptedException;

    /**
     * Waits until the view is there.
     *
     * @throws ViewBehind if the view does not come so far in time
     */
    default void require(String view, long position) {
        try {
            if (!await(view, position)) {
                throw new ViewBehind(view, position);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ViewBehind(view, position);
        }
    }

    /** Waits for a position that the caller knows of; then the answer is what there is. */
    default void reach(String view, @Nullable Long atLeast) {
        try {
            await(view, atLeast == null ? 0 : atLeast);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
