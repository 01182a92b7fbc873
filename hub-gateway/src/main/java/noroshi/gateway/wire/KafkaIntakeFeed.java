package noroshi.gateway.wire;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads by a consumer of the gateways' group. Its offsets at the broker are never written nor trusted. */
public final class KafkaIntakeFeed implements IntakeFeed {

    static final String GROUP = "noroshi-intake";

    /** A new operator's door is found within this time. */
    private static final Duration NEW_DOORS = Duration.ofSeconds(1);

    /** The shortest that a broker allows by default. */
    private static final Duration SESSION = Duration.ofSeconds(6);

    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final KafkaConsumer<String, ByteBuffer> consumer;
    private final KafkaClientMetrics clientMetrics;
    private final Set<TopicPartition> notBegun = new HashSet<>();
    private boolean held;
    private boolean subscribed;

    public KafkaIntakeFeed(KafkaSettings settings, int mostRecords, MeterRegistry meters) {
        Map<String, Object> properties = settings.broker("noroshi-intake");
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT));
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, mostRecords);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, NEW_DOORS.toMillis());
        // as long a killed process keeps its partitions from whoever is next, itself after a restart included
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION.toMillis());
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int)
                SESSION.dividedBy(3).toMillis());
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        this.consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteBufferDeserializer());
        this.clientMetrics = new KafkaClientMetrics(consumer);
        clientMetrics.bindTo(meters);
    }

    @Override
    public List<Received> poll(Duration time, Charge charge) {
        try {
            if (!subscribed) {
                consumer.subscribe(Topics.INTAKE, new Rebalance(charge));
                subscribed = true;
            }
            var received = new ArrayList<Received>();
            consumer.poll(time).forEach(record -> received.add(received(record)));
            return received;
        } catch (WakeupException e) {
            return List.of();
        } catch (KafkaException e) {
            throw new BrokerUnavailable("intake can't be read: " + e, e);
        }
    }

    private final class Rebalance implements ConsumerRebalanceListener {

        private final Charge charge;

        private Rebalance(Charge charge) {
            this.charge = charge;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            notBegun.addAll(partitions);
            consumer.pause(partitions);
            charge.given(ours(partitions));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            notBegun.removeAll(partitions);
            charge.taken(ours(partitions));
        }
    }

    @Override
    public void begin(Partition partition, OptionalLong offset) {
        var theirs = new TopicPartition(partition.topic(), partition.number());
        if (!notBegun.contains(theirs)) {
            return;
        }
        try {
            if (offset.isPresent()) {
                consumer.seek(theirs, offset.getAsLong());
            } else {
                consumer.seekToBeginning(Set.of(theirs));
            }
        } catch (KafkaException e) {
            throw new BrokerUnavailable("intake can't be placed: " + e, e);
        }
        notBegun.remove(theirs);
        if (!held) {
            consumer.resume(Set.of(theirs));
        }
    }

    @Override
    public void halt() {
        notBegun.addAll(consumer.assignment());
        consumer.pause(consumer.assignment());
    }

    @Override
    public void hold(boolean hold) {
        if (held == hold) {
            return;
        }
        held = hold;
        if (hold) {
            consumer.pause(consumer.assignment());
        } else {
            var begun = new HashSet<>(consumer.assignment());
            begun.removeAll(notBegun);
            consumer.resume(begun);
        }
    }

    @Override
    public void wake() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        clientMetrics.close();
        consumer.close(CloseOptions.timeout(CLOSING));
    }

    private static Received received(ConsumerRecord<String, ByteBuffer> record) {
        var headers = new LinkedHashMap<String, String>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return new Received(
                new Partition(record.topic(), record.partition()),
                record.offset(),
                record.key(),
                record.value(),
                headers,
                Instant.ofEpochMilli(record.timestamp()));
    }

    private static Set<Partition> ours(Collection<TopicPartition> partitions) {
        var ours = new TreeSet<Partition>();
        partitions.forEach(one -> ours.add(new Partition(one.topic(), one.partition())));
        return ours;
    }
}
