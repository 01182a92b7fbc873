package noroshi.ledger;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Events that are recorded together or not at all, on their way through the writer.
 *
 * @param deadlineNanos the {@link System#nanoTime()} after which it is given up while the database is away
 */
record Append(
        List<Draft> events,
        Condition condition,
        List<ThreadKey> keys,
        long deadlineNanos,
        CompletableFuture<Outcome> outcome) {

    /** What became of it. */
    sealed interface Outcome {

        /** Recorded; the position is that of the last of its events. */
        record Recorded(long position) implements Outcome {}

        /** Another event came first that the condition forbids. */
        record Conflicting() implements Outcome {}

        /**
         * Sealed with keys that are not, or no longer, those of the threads.
         *
         * @param wrapped the threads' keys as stored; null where the thread has none
         */
        record OtherKeys(Map<String, byte @Nullable []> wrapped) implements Outcome {}
    }

    int bytes() {
        return events.stream()
                .mapToInt(event -> event.payload().length + event.metadata().length)
                .sum();
    }

    boolean expired(long nanos) {
        return nanos - deadlineNanos > 0;
    }
}
