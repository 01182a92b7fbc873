package noroshi.gateway.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import noroshi.gateway.wire.BrokerUnavailable;
import noroshi.gateway.wire.Publisher;
import noroshi.gateway.wire.RecordTooLarge;
import org.apache.avro.specific.SpecificRecord;

/** Keeps what is published, unless it is away or the value, as text, too long. */
final class RecordingPublisher implements Publisher {

    record Published(String topic, String key, SpecificRecord value, Map<String, String> headers) {}

    final List<Published> published = new ArrayList<>();
    boolean away;
    int longest = Integer.MAX_VALUE;
    Supplier<CompletableFuture<Void>> acknowledgement = CompletableFuture::allOf;

    @Override
    public CompletableFuture<Void> publish(
            String topic, String key, SpecificRecord value, Map<String, String> headers) {
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
