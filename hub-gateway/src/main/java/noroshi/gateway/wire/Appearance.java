package noroshi.gateway.wire;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** 反映待ち. Waits until the broker shows what was made: a controller takes it before a broker knows of it. */
final class Appearance<T> implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final String what;
    private final Supplier<Set<T>> shown;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param shown asks the broker for all that it has of that kind */
    Appearance(String what, Supplier<Set<T>> shown) {
        this.what = what;
        this.shown = shown;
    }

    /** @throws BrokerUnavailable if it takes too long, if the hub stops meanwhile, or if the broker does not answer */
    void await(Set<T> expected) throws InterruptedException {
        long start = System.nanoTime();
        for (Set<T> missing = missing(expected); !missing.isEmpty(); missing = missing(expected)) {
            if (System.nanoTime() - start > PATIENCE.toNanos()
                    || closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BrokerUnavailable("%s not there yet: %s".formatted(what, missing));
            }
        }
    }

    private Set<T> missing(Set<T> expected) {
        var missing = new HashSet<>(expected);
        missing.removeAll(shown.get());
        return missing;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
