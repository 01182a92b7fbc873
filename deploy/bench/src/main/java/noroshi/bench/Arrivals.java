package noroshi.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import noroshi.standalone.veris.Pause;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** 到達. When the reports that are filed meanwhile come to a ministry's topic, as one who reads it sees it. */
final class Arrivals implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, Long> arrivedAt = new ConcurrentHashMap<>();
    private final Map<String, Long> filedAt = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Arrivals(Map<String, Object> broker, String topic) {
        Map<String, Object> properties = new HashMap<>(broker);
        properties.keySet().remove("acks");
        properties.put("fetch.max.wait.ms", (int) POLL.toMillis());
        consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        Thread.ofPlatform().daemon().name("arrivals").start(this::read);
    }

    private void read() {
        try {
            while (!closed) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    arrivedAt.putIfAbsent(record.key(), System.nanoTime());
                }
            }
        } catch (WakeupException e) {
            return;
        } finally {
            consumer.close();
        }
    }

    /** @param began when its sender began to file it, by this process's clock of nanoseconds */
    void filed(String thread, long began) {
        filedAt.put(thread, began);
    }

    /**
     * From filing to arrival, of each that was filed, once all have arrived.
     *
     * @throws IOException if some have not in that time
     */
    Latencies all(Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        Set<String> filed = filedAt.keySet();
        while (!arrivedAt.keySet().containsAll(filed)) {
            if (System.nanoTime() > end) {
                throw new IOException("%d of %d reports did not come to their ministry's topic"
                        .formatted(
                                filed.stream()
                                        .filter(thread -> !arrivedAt.containsKey(thread))
                                        .count(),
                                filed.size()));
            }
            Pause.of(POLL);
        }
        Queue<Long> nanos = new ConcurrentLinkedQueue<>();
        filedAt.forEach((thread, began) -> nanos.add(requireNonNull(arrivedAt.get(thread)) - began));
        return Latencies.ofNanos(nanos);
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
    }
}
