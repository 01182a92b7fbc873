package noroshi.gateway.wire;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** 開設済みのトピック. Those that the broker says it has; whichever gateway made them. */
final class BrokerTopics implements OpenTopics, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Supplier<Set<String>> existing;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param existing asks the broker for the names of all topics */
    BrokerTopics(Supplier<Set<String>> existing) {
        this.existing = existing;
    }

    @Override
    public void await(Collection<String> topics) throws InterruptedException {
        if (seen.containsAll(topics)) {
            return;
        }
        long start = System.nanoTime();
        for (Set<String> missing = missing(topics); !missing.isEmpty(); missing = missing(topics)) {
            if (System.nanoTime() - start > PATIENCE.toNanos()
                    || closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BrokerUnavailable("topics are not made yet: %s".formatted(missing));
            }
        }
        seen.addAll(topics);
    }

    private Set<String> missing(Collection<String> topics) {
        var missing = new TreeSet<>(topics);
        missing.removeAll(existing.get());
        return missing;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
