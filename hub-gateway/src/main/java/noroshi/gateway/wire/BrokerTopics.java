package noroshi.gateway.wire;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** 開設済みのトピック. Those that the broker says it has; whichever gateway made them. */
final class BrokerTopics implements OpenTopics, AutoCloseable {

    private final Appearance<String> existing;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    /** @param existing asks the broker for the names of all topics */
    BrokerTopics(Supplier<Set<String>> existing) {
        this.existing = new Appearance<>("topics", existing);
    }

    @Override
    public void await(Collection<String> topics) throws InterruptedException {
        if (!seen.containsAll(topics)) {
            existing.await(Set.copyOf(topics));
            seen.addAll(topics);
        }
    }

    @Override
    public void close() {
        existing.close();
    }
}
