package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import noroshi.gateway.wire.Bookmark;
import noroshi.gateway.wire.IntakeFeed;
import noroshi.gateway.wire.KafkaIntakeFeed;
import noroshi.gateway.wire.KafkaSettings;
import noroshi.gateway.wire.Partition;
import noroshi.gateway.wire.Received;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the intake reads on, on a real broker: at its bookmark, but only in the log that the bookmark is of. */
@Timeout(300)
class TopicMadeAgainIT {

    private static final String TOPIC = "reports.submitted";
    private static final Partition PARTITION = new Partition(TOPIC, 0);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @SuppressWarnings("NullAway.Init")
    private EmbeddedKafka kafka;

    @SuppressWarnings("NullAway.Init")
    private Admin admin;

    @BeforeEach
    void startBroker(@TempDir Path folder) throws IOException {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), Loopback.freePort(), Secrets.in(folder));
        admin = Admin.create(kafka.clientProperties(EmbeddedKafka.HUB));
    }

    @AfterEach
    void stopBroker() {
        admin.close();
        kafka.close();
    }

    @Test
    void aBookmarkCountsInTheLogItIsOfAndInNoOther() throws Exception {
        UUID first = makeTopic();
        send("a", "b", "c");
        assertThat(readOn(Optional.empty(), 3)).containsExactly("a", "b", "c");
        assertThat(readOn(Optional.of(new Bookmark(first, 2)), 1)).containsExactly("c");
        assertThat(readAgain()).isZero();

        assertThat(readOn(Optional.of(new Bookmark(first, 4)), 3))
                .as("beyond the log's end")
                .containsExactly("a", "b", "c");
        admin.deleteRecords(Map.of(new TopicPartition(TOPIC, 0), RecordsToDelete.beforeOffset(1)))
                .all()
                .get();
        assertThat(readOn(Optional.of(new Bookmark(first, 0)), 2))
                .as("before its start")
                .containsExactly("b", "c");
        assertThat(readAgain()).isEqualTo(2);

        admin.deleteTopics(List.of(TOPIC)).all().get();
        UUID second = makeTopic();
        send("d", "e", "f");
        assertThat(second).isNotEqualTo(first);
        assertThat(readOn(Optional.of(new Bookmark(first, 2)), 3))
                .as("of the topic that was deleted")
                .containsExactly("d", "e", "f");
        assertThat(readAgain()).isEqualTo(3);
    }

    private double readAgain() {
        return meters.get("intake.read.again").counter().count();
    }

    /** That many records from there on; the incarnation told is the topic's. */
    private List<String> readOn(Optional<Bookmark> bookmark, int count) throws Exception {
        var read = new ArrayList<String>();
        var given = new ArrayList<Partition>();
        var settings = new KafkaSettings(
                String.valueOf(kafka.clientProperties(EmbeddedKafka.HUB).get("bootstrap.servers")),
                kafka.clientProperties(EmbeddedKafka.HUB),
                "http://unused",
                Map.of());
        try (var feed = new KafkaIntakeFeed(settings, 100, meters)) {
            var charge = new IntakeFeed.Charge() {
                @Override
                public void given(Set<Partition> partitions) {
                    given.addAll(partitions);
                }

                @Override
                public void taken(Set<Partition> partitions) {
                    given.removeAll(partitions);
                }
            };
            while (given.isEmpty()) {
                feed.poll(Duration.ofMillis(50), charge);
            }
            assertThat(feed.begin(Map.of(PARTITION, bookmark))).containsEntry(TOPIC, topicId());
            while (read.size() < count) {
                feed.poll(Duration.ofMillis(50), charge).forEach(record -> read.add(text(record)));
            }
        }
        return read;
    }

    private static String text(Received record) {
        return new String(record.bytes(), UTF_8);
    }

    private UUID makeTopic() throws Exception {
        UUID made = uuid(admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
                .topicId(TOPIC)
                .get());
        // the controller has made it, the broker itself may learn of it a moment later
        LiveHub.await("the broker's own topic", this::topicIds, ids -> ids.contains(made));
        return made;
    }

    private List<UUID> topicIds() throws Exception {
        return admin.listTopics().listings().get().stream()
                .map(listing -> uuid(listing.topicId()))
                .toList();
    }

    private UUID topicId() throws Exception {
        return uuid(admin.describeTopics(List.of(TOPIC)).allTopicNames().get().values().stream()
                .findFirst()
                .orElseThrow()
                .topicId());
    }

    private static UUID uuid(Uuid id) {
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    private void send(String... values) throws Exception {
        try (var producer = new KafkaProducer<>(
                kafka.clientProperties(EmbeddedKafka.HUB), new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(TOPIC, 0, "key", value)).get();
            }
        }
    }
}
