package noroshi.api.view;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.UUID;
import noroshi.ledger.EventJson;
import org.jspecify.annotations.Nullable;

/**
 * A thread's state after one event, and that state as it is stored. Both follow from the thread's events up to that one
 * and from nothing else, so whichever view folds it first, it is the same for all. It holds none of the reports' words:
 * what is erased is not remembered here.
 */
final class Folded {

    /** The last of so many threads at work; a view that is far behind folds for itself. */
    private static final Cache<UUID, Folded> REMEMBERED =
            CacheBuilder.newBuilder().maximumSize(2_000).build();

    private final UUID event;
    private final ThreadState state;
    private volatile @Nullable String document;

    Folded(UUID event, ThreadState state) {
        this.event = event;
        this.state = state;
    }

    /** The state after that event, if some view has folded it lately. */
    static @Nullable Folded after(UUID event) {
        return REMEMBERED.getIfPresent(event);
    }

    /** The same for all views from now on. */
    static Folded remembered(UUID event, ThreadState state) {
        var folded = new Folded(event, state.withoutContent());
        REMEMBERED.put(event, folded);
        return folded;
    }

    /** Every view folds for itself again. */
    static void forget() {
        REMEMBERED.invalidateAll();
    }

    UUID event() {
        return event;
    }

    ThreadState state() {
        return state;
    }

    String document() {
        String written = document;
        if (written == null) {
            written = EventJson.mapper().writeValueAsString(ThreadState.Stored.of(state));
            document = written;
        }
        return written;
    }
}
