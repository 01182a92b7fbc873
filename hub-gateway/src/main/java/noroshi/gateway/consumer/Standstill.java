package noroshi.gateway.consumer;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the intake waits for, if it waits. Whoever gets through tells the others, so that all go on at once. */
final class Standstill {

    private volatile @Nullable String why;
    private boolean closed;

    Optional<String> why() {
        return Optional.ofNullable(why);
    }

    /**
     * Waits until someone gets through again, or the time is over.
     *
     * @throws InterruptedException if the intake is closed meanwhile
     */
    synchronized void await(String reason, Duration time) throws InterruptedException {
        why = reason;
        pause(time, true);
    }

    /**
     * Waits the time.
     *
     * @throws InterruptedException if the intake is closed meanwhile
     */
    synchronized void pause(Duration time) throws InterruptedException {
        pause(time, false);
    }

    /** Says what stands still, without waiting. */
    synchronized void because(String reason) {
        why = reason;
    }

    /** One who may stand still alone, and takes back what it said, but nothing that another said. */
    final class Voice {

        private @Nullable String said;

        void because(String reason) {
            said = reason;
            Standstill.this.because(reason);
        }

        void over() {
            if (said == null) {
                return;
            }
            synchronized (Standstill.this) {
                if (said.equals(why)) {
                    Standstill.this.over();
                }
            }
            said = null;
        }
    }

    private void pause(Duration time, boolean untilOver) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        long left = time.toNanos();
        while (!closed && left > 0 && !(untilOver && why == null)) {
            // rounded up: waiting for zero milliseconds would wait for ever
            wait(left / 1_000_000 + 1);
            left = end - System.nanoTime();
        }
        if (closed) {
            throw new InterruptedException("closed");
        }
    }

    void over() {
        if (why != null) {
            synchronized (this) {
                why = null;
                notifyAll();
            }
        }
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
