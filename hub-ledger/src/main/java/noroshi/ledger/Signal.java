package noroshi.ledger;

import java.time.Duration;

/** Wakes whoever waits; one raised between looking and waiting is not missed. */
final class Signal {

    private long raised;

    synchronized long now() {
        return raised;
    }

    synchronized void raise() {
        raised++;
        notifyAll();
    }

    /** Returns once it is raised after {@code seen} was taken, or when the time is over. */
    synchronized void awaitAfter(long seen, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        long left = time.toNanos();
        while (raised == seen && left > 0) {
            // Rounded up: waiting for zero milliseconds would wait for ever.
            wait(left / 1_000_000 + 1);
            left = end - System.nanoTime();
        }
    }
}
