package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import noroshi.standalone.Settings.Brokers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** トピック. All that a hub's broker holds, as the hub itself could read it. */
final class Topics {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> properties;

    Topics(LiveHub hub) {
        Map<String, String> environment = hub.environment();
        properties = new HashMap<>(ClientProperties.kafka(
                Brokers.inClear(Loopback.ADDRESS + ":" + environment.get("HUB_KAFKA_PORT")),
                EmbeddedKafka.HUB,
                Secrets.in(Path.of(Objects.requireNonNull(environment.get("HUB_DATA"))))));
    }

    /** Every topic with its records, of each its key, its value and its headers, byte for byte. */
    Map<String, List<String>> all() {
        var all = new TreeMap<String, List<String>>();
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.listTopics().keySet().forEach(topic -> all.put(topic, new ArrayList<>()));
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .map(one -> new TopicPartition(one.topic(), one.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            ends.values().removeIf(end -> end == 0);
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var record : consumer.poll(POLL)) {
                    all.computeIfAbsent(record.topic(), _ -> new ArrayList<>()).add(text(record));
                }
            }
        }
        return all;
    }

    /** Text in Avro is UTF-8 as it stands. */
    private static String text(ConsumerRecord<byte[], byte[]> record) {
        var text = new StringBuilder(read(record.key())).append(read(record.value()));
        record.headers().forEach(header -> text.append(read(header.value())));
        return text.toString();
    }

    private static String read(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, UTF_8);
    }
}
