package noroshi.gateway.consumer;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what enters: within a lane one after the other in the order of entering, the lanes beside each other. */
final class Lanes {

    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private final Map<String, Queue<Runnable>> lanes = new HashMap<>();
    private final Consumer<Throwable> failed;

    /** @param failed is told what a piece of work failed with */
    Lanes(Consumer<Throwable> failed) {
        this.failed = failed;
    }

    /** Never blocks; {@code work} may. */
    void enter(String lane, Runnable work) {
        synchronized (lanes) {
            Queue<Runnable> running = lanes.get(lane);
            if (running != null) {
                running.add(work);
                return;
            }
            // before anything can queue behind it: a thread that can't be started leaves no lane
            Thread.ofVirtual().name("lane-" + lane).start(() -> run(lane, work));
            lanes.put(lane, new ArrayDeque<>());
        }
    }

    private void run(String lane, Runnable first) {
        Runnable work = first;
        while (work != null) {
            try {
                work.run();
            } catch (RuntimeException | Error e) { // the lane's top: what comes behind must not wait for ever
                failed.accept(e);
                LOG.error("lane {}: a record stays unsettled", lane, e);
            }
            work = next(lane);
        }
    }

    private @Nullable Runnable next(String lane) {
        synchronized (lanes) {
            Queue<Runnable> waiting = lanes.get(lane);
            Runnable next = waiting == null ? null : waiting.poll();
            if (next == null) {
                lanes.remove(lane);
            }
            return next;
        }
    }
}
