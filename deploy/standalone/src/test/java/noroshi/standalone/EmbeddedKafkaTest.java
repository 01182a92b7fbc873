package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class EmbeddedKafkaTest {
    private static final String MIC = "ministry:MIC";
    private static final String FSA = "ministry:FSA";
    private static final String TOPIC = "deliveries.mic";

    private final Path folder;
    private EmbeddedKafka kafka;

    EmbeddedKafkaTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.kafka = start();
    }

    private EmbeddedKafka start() throws IOException {
        return EmbeddedKafka.start(folder.resolve("kafka"), Loopback.freePort(), Secrets.in(folder));
    }

    @BeforeAll
    void oneMinistryMayReadItsTopic() throws Exception {
        kafka.admit(List.of(MIC, FSA));
        try (var admin = Admin.create(kafka.clientProperties(EmbeddedKafka.HUB))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
            admin.createAcls(List.of(new AclBinding(
                            new ResourcePattern(ResourceType.TOPIC, TOPIC, PatternType.LITERAL),
                            new AccessControlEntry("User:" + MIC, "*", AclOperation.READ, AclPermissionType.ALLOW))))
                    .all()
                    .get();
        }
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void whatWasWrittenIsReadByItsAddresseeAlsoAfterARestart() throws Exception {
        write(EmbeddedKafka.HUB, "前");
        var before = System.nanoTime();
        kafka.close();
        // unless it is told to, it waits for five minutes for a controller that ended with it
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));

        kafka = start();
        write(EmbeddedKafka.HUB, "後");

        assertThat(read(MIC, 2)).containsSubsequence("前", "後");
    }

    @Test
    void anotherMinistryMayNeitherReadNorWriteThere() {
        assertThatThrownBy(() -> read(FSA, 1)).isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> write(FSA, "x")).hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void theAddresseeMayNotWriteThere() {
        assertThatThrownBy(() -> write(MIC, "x")).hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void aWrongPasswordAndAnUnknownPrincipalAreTurnedAway() {
        var wrong = new HashMap<>(kafka.clientProperties(MIC));
        wrong.put("sasl.jaas.config", ClientProperties.scram(MIC, "wrong"));

        assertThatThrownBy(() -> describe(wrong)).hasCauseInstanceOf(SaslAuthenticationException.class);
        assertThatThrownBy(() -> describe(kafka.clientProperties("auditor")))
                .hasCauseInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void aTopicIsNotMadeByWritingToIt() throws Exception {
        try (var admin = Admin.create(kafka.clientProperties(EmbeddedKafka.HUB))) {
            assertThatThrownBy(() -> admin.describeTopics(List.of("nowhere"))
                            .allTopicNames()
                            .get())
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
        assertThatThrownBy(() -> write(EmbeddedKafka.HUB, "nowhere", "x", Duration.ofSeconds(3)))
                .isInstanceOf(ExecutionException.class);
    }

    private static void describe(Map<String, Object> properties) throws Exception {
        try (var admin = Admin.create(properties)) {
            admin.describeCluster().nodes().get(60, TimeUnit.SECONDS);
        }
    }

    private void write(String principal, String value) throws Exception {
        write(principal, TOPIC, value, Duration.ofSeconds(30));
    }

    private void write(String principal, String topic, String value, Duration patience) throws Exception {
        var properties = new HashMap<>(kafka.clientProperties(principal));
        properties.put("enable.idempotence", "false");
        properties.put("max.block.ms", patience.toMillis());
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private List<String> read(String principal, int least) {
        var values = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(
                kafka.clientProperties(principal), new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (values.size() < least && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
