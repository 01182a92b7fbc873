package noroshi.gateway.wire;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads by a consumer without a group: whoever has the partitions in charge does not notice. */
public final class KafkaIntakeArchive implements IntakeArchive {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final KafkaConsumer<String, ByteBuffer> consumer;

    /** Where each partition ended when it was first asked for. What is looked for was read before, so it lies below. */
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    public KafkaIntakeArchive(KafkaSettings settings) {
        Map<String, Object> properties = settings.broker("noroshi-intake-archive");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT));
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        // the one batch that holds the record, whatever its size, and none behind it
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
        this.consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteBufferDeserializer());
    }

    @Override
    public Optional<Received> at(Partition partition, long offset) {
        var place = new TopicPartition(partition.topic(), partition.number());
        try {
            return offset < end(place) ? look(place, offset) : Optional.empty();
        } catch (OffsetOutOfRangeException e) {
            return Optional.empty();
        } catch (KafkaException e) {
            throw new BrokerUnavailable("%s can't be read: %s".formatted(Received.place(partition, offset), e), e);
        }
    }

    /** 0 where there is no such partition. */
    private long end(TopicPartition place) {
        Long known = ends.get(place);
        if (known == null) {
            boolean exists = consumer.partitionsFor(place.topic(), PATIENCE).stream()
                    .anyMatch(one -> one.partition() == place.partition());
            known = exists ? consumer.endOffsets(Set.of(place), PATIENCE).getOrDefault(place, 0L) : Long.valueOf(0);
            ends.put(place, known);
        }
        return known;
    }

    private Optional<Received> look(TopicPartition place, long offset) {
        consumer.assign(List.of(place));
        consumer.seek(place, offset);
        long until = System.nanoTime() + PATIENCE.toNanos();
        do {
            for (ConsumerRecord<String, ByteBuffer> record : consumer.poll(PATIENCE)) {
                return record.offset() == offset ? Optional.of(KafkaIntakeFeed.received(record)) : Optional.empty();
            }
            if (consumer.position(place, PATIENCE) > offset) {
                return Optional.empty();
            }
        } while (System.nanoTime() < until);
        throw new BrokerUnavailable("%s/%d can't be read: no answer".formatted(place, offset));
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSING));
    }
}
