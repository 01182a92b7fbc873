package noroshi.gateway.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import noroshi.gateway.wire.BrokerUnavailable;
import noroshi.gateway.wire.OpenTopics;
import noroshi.gateway.wire.Publisher;
import noroshi.gateway.wire.RecordTooLarge;
import org.apache.avro.specific.SpecificRecord;

/** Keeps what is published, unless it is away or the value, as text, too long. Nobody may be ahead of his topic. */
final class RecordingPublisher implements Publisher, OpenTopics {

    record Published(String topic, String key, SpecificRecord value, Map<String, String> headers) {}

    final List<Published> published = new ArrayList<>();
    private final Set<String> open = new HashSet<>();
    boolean away;
    int longest = Integer.MAX_VALUE;
    Supplier<CompletableFuture<Void>> acknowledgement = CompletableFuture::allOf;

    @Override
    public void await(Collection<String> topics) {
        open.addAll(topics);
    }

    @Override
    public CompletableFuture<Void> publish(
            String topic, String key, SpecificRecord value, Map<String, String> headers) {
        if (!open.contains(topic)) {
            throw new AssertionError("%s: published before it was known to be there".formatted(topic));
        }
        if (away) {
            return CompletableFuture.failedFuture(new BrokerUnavailable("away", null));
        }
        if (value.toString().length() > longest) {
            return CompletableFuture.failedFuture(new RecordTooLarge("too large", new IllegalArgumentException()));
        }
        published.add(new Published(topic, key, value, headers));
        return acknowledgement.get();
    }

    List<String> topics() {
        return published.stream().map(Published::topic).toList();
    }

    List<String> keys() {
        return published.stream().map(Published::key).toList();
    }

    List<String> ids() {
        return published.stream()
                .map(one -> String.valueOf(one.headers().get("ce_id")))
                .toList();
    }
}
