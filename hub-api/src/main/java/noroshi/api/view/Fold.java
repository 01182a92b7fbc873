package noroshi.api.view;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import noroshi.core.report.ThreadId;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.ledger.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** 畳込み. The states of the threads that one round touches, led on event by event. */
public final class Fold {

    private final Folds folds;
    private final Map<ThreadId, ThreadState> before;
    private final Map<ThreadId, ThreadState> now = new LinkedHashMap<>();

    Fold(Folds folds, Map<ThreadId, ThreadState> before) {
        this.folds = folds;
        this.before = before;
    }

    /** The state after {@code event}, which comes after all that were taken before. */
    public ThreadState take(RecordedEvent recorded, ReportThreadEvent event) {
        ThreadId thread = event.thread();
        ThreadState after = folds.after(recorded, event, current(thread));
        now.put(thread, after);
        return after;
    }

    /** The state after what was taken so far, or null if the thread is new. */
    public @Nullable ThreadState current(ThreadId thread) {
        return now.getOrDefault(thread, before.get(thread));
    }

    /** The state that a thread had before this round, or null if it is new. */
    public @Nullable ThreadState before(ThreadId thread) {
        return before.get(thread);
    }

    /** The threads that this round touched, in their last state. */
    public void each(BiConsumer<ThreadId, ThreadState> use) {
        now.forEach(use);
    }

    /** The last state of a thread that this round touched. */
    public ThreadState last(ThreadId thread) {
        ThreadState last = now.get(thread);
        if (last == null) {
            throw new IllegalArgumentException("thread: %s (expected: one of this round)".formatted(thread));
        }
        return last;
    }
}
