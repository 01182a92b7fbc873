package noroshi.gateway.wire;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Publishes by one idempotent producer; nothing counts as published before every replica in sync has it. */
public final class KafkaPublisher implements Publisher, AutoCloseable {

    /** For the topic's leader and a place in the buffer; together with the next less than the five seconds promised. */
    private static final Duration LONGEST_BLOCK = Duration.ofMillis(1_500);

    private static final Duration LONGEST_DELIVERY = Duration.ofMillis(3_200);
    private static final Duration LONGEST_REQUEST = Duration.ofMillis(2_500);

    /** Enough to share a request under load, too little to be felt. */
    private static final Duration LINGER = Duration.ofMillis(2);

    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final Producer<String, byte[]> producer;
    private final AvroValues values;
    private final MeterRegistry meters;
    private final KafkaClientMetrics clientMetrics;

    private KafkaPublisher(Producer<String, byte[]> producer, AvroValues values, MeterRegistry meters) {
        this.producer = producer;
        this.values = values;
        this.meters = meters;
        this.clientMetrics = new KafkaClientMetrics(producer);
        clientMetrics.bindTo(meters);
    }

    /** Starts a publisher; broker and registry need not answer yet. */
    public static KafkaPublisher start(KafkaSettings settings, AvroValues values, MeterRegistry meters) {
        Map<String, Object> properties = settings.broker("noroshi-publisher");
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, (int) LINGER.toMillis());
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK.toMillis());
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LONGEST_REQUEST.toMillis());
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) LONGEST_DELIVERY.toMillis());
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicPlan.LARGEST_RECORD);
        return new KafkaPublisher(
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer()), values, meters);
    }

    @Override
    public CompletableFuture<Void> publish(
            String topic, String key, SpecificRecord value, Map<String, String> headers) {
        var published = new CompletableFuture<Void>();
        Timer.Sample sample = Timer.start(meters);
        try {
            var record = new ProducerRecord<>(topic, key, values.write(topic, value));
            headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
            var _ = producer.send(record, (_, failure) -> end(published, sample, topic, failure));
        } catch (BrokerUnavailable | KafkaException e) {
            end(published, sample, topic, e);
        }
        return published;
    }

    private void end(
            CompletableFuture<Void> published, Timer.Sample sample, String topic, @Nullable Exception failure) {
        sample.stop(Timer.builder("publish.time")
                .description(
                        "From handing a record over to its acknowledgement by all replicas in sync, or to giving up.")
                .tag("topic", Topics.kindOf(topic).name().toLowerCase(Locale.ROOT))
                .tag("outcome", failure == null ? "published" : "failed")
                .publishPercentileHistogram()
                .register(meters));
        switch (failure) {
            case null -> published.complete(null);
            case BrokerUnavailable away -> published.completeExceptionally(away);
            case RecordTooLargeException tooLarge ->
                published.completeExceptionally(
                        new RecordTooLarge("%s: %s".formatted(topic, tooLarge.getMessage()), tooLarge));
            default ->
                published.completeExceptionally(
                        new BrokerUnavailable("%s was not acknowledged: %s".formatted(topic, failure), failure));
        }
    }

    /** Waits a little for what is under way. */
    @Override
    public void close() {
        clientMetrics.close();
        producer.close(CLOSING);
    }
}
