package noroshi.ledger;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The events that this process has read and opened lately, so that it need not open them again for the next command or
 * view. What was committed never changes, but for the key that opens it: an event counts as known only under the key
 * that its row names now, so what another process has erased is not known any more.
 */
final class Memory {

    private static final long MOST_BYTES = 16 * 1024 * 1024;

    private final Map<Long, Known> known = new LinkedHashMap<>(1_024, 0.75f, true);
    private long bytes;

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Known(RecordedEvent event, byte @Nullable [] wrappedKey, int bytes) {}

    synchronized @Nullable RecordedEvent recall(long position, UUID id, byte @Nullable [] wrappedKey) {
        Known found = known.get(position);
        return found != null && found.event.id().equals(id) && Arrays.equals(found.wrappedKey, wrappedKey)
                ? found.event
                : null;
    }

    /** @param size of its payload as stored; what it takes opened is of that order */
    synchronized void remember(RecordedEvent event, byte @Nullable [] wrappedKey, int size) {
        Known before = known.put(event.position(), new Known(event, wrappedKey, size));
        bytes += size - (before == null ? 0 : before.bytes);
        Iterator<Known> eldest = known.values().iterator();
        while (bytes > MOST_BYTES) {
            bytes -= eldest.next().bytes;
            eldest.remove();
        }
    }

    synchronized void clear() {
        known.clear();
        bytes = 0;
    }
}
