package noroshi.gateway;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import noroshi.gateway.wire.BrokerUnavailable;
import noroshi.gateway.wire.Publisher;
import org.apache.avro.specific.SpecificRecord;

/** A broker that keeps what it is given, or is away, or is slow. */
final class RecordingPublisher implements Publisher {

    final List<Published> published = new CopyOnWriteArrayList<>();
    final Semaphore arrivals = new Semaphore(0);
    volatile boolean away;
    /** When it acknowledges. */
    volatile CompletableFuture<Void> acknowledgement = CompletableFuture.completedFuture(null);

    record Published(String topic, String key, SpecificRecord value, Map<String, String> headers) {}

    @Override
    public CompletableFuture<Void> publish(
            String topic, String key, SpecificRecord value, Map<String, String> headers) {
        if (away) {
            return CompletableFuture.failedFuture(new BrokerUnavailable("away", new IllegalStateException("a test")));
        }
        published.add(new Published(topic, key, value, headers));
        arrivals.release();
        return acknowledgement;
    }
}
