package noroshi.gateway.wire;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads by a consumer of the gateways' group. Its offsets at the broker are never written nor trusted. */
public final class KafkaIntakeFeed implements IntakeFeed {

    static final String GROUP = "noroshi-intake";

    /** A new operator's door is found within this time. */
    private static final Duration NEW_DOORS = Duration.ofSeconds(1);

    /** The shortest that a broker allows by default. */
    private static final Duration SESSION = Duration.ofSeconds(6);

    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(KafkaIntakeFeed.class);

    private final KafkaConsumer<String, ByteBuffer> consumer;

    /** A consumer knows the incarnations of its topics, but does not tell them. */
    private final Admin admin;

    private final Counter restarted;
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
        this.admin = Admin.create(settings.broker("noroshi-intake-admin"));
        this.restarted = Counter.builder("intake.read.again")
                .description("Partitions read from their oldest record, for their bookmark did not fit the log.")
                .register(meters);
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
    public Map<String, UUID> begin(Map<Partition, Optional<Bookmark>> bookmarks) {
        Map<TopicPartition, Optional<Bookmark>> beginning = new HashMap<>();
        bookmarks.forEach((partition, bookmark) -> beginning.put(theirs(partition), bookmark));
        beginning.keySet().retainAll(notBegun);
        try {
            Map<String, UUID> topics = incarnations(bookmarks.keySet());
            Map<TopicPartition, Long> oldest = consumer.beginningOffsets(beginning.keySet(), PATIENCE);
            Map<TopicPartition, Long> ends = consumer.endOffsets(beginning.keySet(), PATIENCE);
            beginning.forEach((partition, bookmark) -> {
                var log = new Log(
                        requireNonNull(topics.get(partition.topic())),
                        requireNonNull(oldest.get(partition)),
                        requireNonNull(ends.get(partition)));
                consumer.seek(partition, from(partition, bookmark, log));
            });
            notBegun.removeAll(beginning.keySet());
            if (!held) {
                consumer.resume(beginning.keySet());
            }
            return topics;
        } catch (KafkaException e) {
            throw new BrokerUnavailable("intake can't be placed: " + e, e);
        }
    }

    /** What a partition's log holds: offsets from {@code oldest} to before {@code end}. */
    private record Log(UUID topic, long oldest, long end) {

        private boolean holds(Bookmark bookmark) {
            return bookmark.topic().equals(topic) && bookmark.next() >= oldest && bookmark.next() <= end;
        }
    }

    private long from(TopicPartition partition, Optional<Bookmark> bookmark, Log log) {
        if (bookmark.isEmpty() || log.holds(bookmark.get())) {
            return bookmark.map(Bookmark::next).orElse(log.oldest());
        }
        LOG.warn("{} is read again from its oldest record: {} does not fit {}", partition, bookmark.get(), log);
        restarted.increment();
        return log.oldest();
    }

    private Map<String, UUID> incarnations(Set<Partition> partitions) {
        Set<String> names = new TreeSet<>();
        partitions.forEach(partition -> names.add(partition.topic()));
        try {
            Map<String, UUID> topics = new HashMap<>();
            admin.describeTopics(names)
                    .allTopicNames()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((name, topic) -> topics.put(
                            name,
                            new UUID(
                                    topic.topicId().getMostSignificantBits(),
                                    topic.topicId().getLeastSignificantBits())));
            return topics;
        } catch (ExecutionException | TimeoutException e) {
            throw new BrokerUnavailable("intake topics can't be told: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailable("interrupted", e);
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
        admin.close(CLOSING);
        consumer.close(CloseOptions.timeout(CLOSING));
    }

    static Received received(ConsumerRecord<String, ByteBuffer> record) {
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

    private static TopicPartition theirs(Partition partition) {
        return new TopicPartition(partition.topic(), partition.number());
    }

    private static Set<Partition> ours(Collection<TopicPartition> partitions) {
        var ours = new TreeSet<Partition>();
        partitions.forEach(one -> ours.add(new Partition(one.topic(), one.partition())));
        return ours;
    }
}
