package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.ReportId;
import noroshi.standalone.Settings.Brokers;
import noroshi.standalone.veris.HubApi.Answer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who may do what at broker and registry, asked of a real broker with SASL_SSL and its authorizer on, by the settings for
 * production: each organisation has what the register gives it and no more, and within a minute of a change of it.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscribersIT {

    /** What operations promise of a change of the register. */
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final String TODAY = "2026-11-10";
    private static final String YESTERDAY = "2026-11-09";
    private static final Set<AclOperation> READER = Set.of(AclOperation.READ, AclOperation.DESCRIBE);
    private static final Set<AclOperation> WRITER = Set.of(AclOperation.WRITE, AclOperation.DESCRIBE);

    private Secrets secrets;
    private TlsBroker broker;
    private LiveHub hub;
    private Path folder;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        secrets = Secrets.in(PrivateFiles.folder(LiveHub.data(folder)));
        broker = TlsBroker.start(folder, secrets);
        hub = new LiveHub(folder, TODAY + "T09:00:00+09:00", broker.environment());
        // a hub that calls its doors open has them open
        write("operator:chubu-power", "intake.chubu-power");
    }

    @AfterAll
    void stop() {
        hub.close();
        broker.close();
    }

    /** Every organisation and every topic: the register says it, the broker is asked. */
    @Test
    void eachMayDoWithEachTopicWhatTheRegisterGivesItAndNothingElse() throws Exception {
        hub.filed("chubu-power", "/v1/reports", "matrix", filing("ELECTRICITY", "送電線の監視停止"));
        assertRightsAreTheRegisters();
    }

    private void assertRightsAreTheRegisters() throws Exception {
        await("rights as the register has them", this::deviations, deviations -> deviations.isEmpty());
    }

    private Map<String, String> deviations() throws Exception {
        var register = new RegisterAsTold(hub, TODAY);
        var deviations = new TreeMap<String, String>();
        Set<String> topics;
        try (var admin = Admin.create(properties(EmbeddedKafka.HUB))) {
            topics = new TreeSet<>(answer(admin.listTopics().names()));
        }
        assertThat(topics).contains("deliveries.meti", "exercise.sector.port", "intake.chubu-power");
        for (String principal : register.principals(topics)) {
            Map<String, Set<AclOperation>> told = rights(principal, topics);
            for (String topic : topics) {
                Set<AclOperation> expected = register.reads(principal, topic)
                        ? READER
                        : register.writes(principal, topic) ? WRITER : Set.of();
                Set<AclOperation> found = told.getOrDefault(topic, Set.of());
                if (!found.equals(expected)) {
                    deviations.put(principal + " on " + topic, "%s (expected: %s)".formatted(found, expected));
                }
            }
        }
        return deviations;
    }

    /** What the broker lets a principal do with each topic that it may know of; empty for whoever can't sign in. */
    private Map<String, Set<AclOperation>> rights(String principal, Collection<String> topics) throws Exception {
        var rights = new TreeMap<String, Set<AclOperation>>();
        try (var admin = Admin.create(properties(principal))) {
            var described = admin.describeTopics(topics, new DescribeTopicsOptions().includeAuthorizedOperations(true));
            for (var one : described.topicNameValues().entrySet()) {
                try {
                    rights.put(one.getKey(), answer(one.getValue()).authorizedOperations());
                } catch (TopicAuthorizationException e) {
                    // it may not know that there is such a topic
                }
            }
        } catch (SaslAuthenticationException e) {
            assertThat(rights).isEmpty();
        }
        return rights;
    }

    @Test
    void whatIsReadAndWrittenIsWhatTheRightsSay() throws Exception {
        var submission = hub.filed("chubu-power", "/v1/reports", "real", filing("ELECTRICITY", "保護継電器の誤動作"));
        String thread = submission.path("threadId").asString();

        assertThat(hub.read("ministry:METI", "deliveries.meti", record -> thread.equals(record.key())))
                .isNotNull();
        IntakeDoor.send(hub, "chubu-power", "tls-1", "tls-1", filing("ELECTRICITY", "遠隔端末の停止"));
        for (var attempt : List.of(
                "ministry:METI intake.chubu-power",
                "ministry:METI deliveries.meti",
                "operator:aoba-bank intake.chubu-power",
                "ceptoar:GAS bulletins.gas",
                "nco reports.submitted")) {
            var words = attempt.split(" ", -1);
            assertThatThrownBy(() -> write(words[0], words[1]))
                    .as("write: " + attempt)
                    .isInstanceOf(AuthorizationException.class);
        }
        for (var attempt : List.of(
                "operator:chubu-power intake.chubu-power",
                "ministry:METI deliveries.mlit",
                "ministry:METI exercise.deliveries.mlit",
                "ceptoar:GAS sector.gas",
                "nco reports.submitted")) {
            var words = attempt.split(" ", -1);
            assertThatThrownBy(() -> read(words[0], words[1], words[0]))
                    .as("read: " + attempt)
                    .isInstanceOf(TopicAuthorizationException.class);
        }
    }

    /** By what {@code ./hub kafka} prints, and by libraries that know nothing of the hub. */
    @Test
    @EnabledIf(value = "noroshi.standalone.NodeProgram#isHere", disabledReason = NodeProgram.NOT_HERE)
    void aProgramInAnotherLanguageReadsAndFilesWhatItMay() throws Exception {
        var program = NodeProgram.install("subscriber");
        var submission = hub.filed("chubu-power", "/v1/reports", "node", filing("ELECTRICITY", "給電指令系の停止"));
        String thread = submission.path("threadId").asString();
        String ministry = printed("ministry:METI").toString();

        var read = program.run("read.js", ministry, "deliveries.meti", thread);
        assertThat(read.exitCode()).as(read.output()).isZero();
        JsonNode record = JsonMapper.shared().readTree(read.output());
        JsonNode delivery = record.path("value");
        assertThat(delivery.path("threadId").asString()).isEqualTo(thread);
        assertThat(delivery.path("reportId").asString())
                .isEqualTo(submission.path("reportId").asString());
        assertThat(delivery.path("role").asString()).isEqualTo("LEAD");
        JsonNode content = delivery.path("content").path("noroshi.avro.DeliveredContent");
        assertThat(content.path("operator").asString()).isEqualTo("chubu-power");
        assertThat(content.path("title").asString()).isEqualTo("給電指令系の停止");
        assertThat(content.path("serviceLines").valueStream().map(JsonNode::asString))
                .containsExactly("ELECTRICITY");
        assertThat(content.path("awarenessAt").asLong())
                .isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2026-11-04T20:40:00Z")));
        JsonNode headers = record.path("headers");
        assertThat(headers.propertyNames()).contains("ce_id", "ce_time");
        assertThat(headers.path("ce_specversion").asString()).isEqualTo("1.0");
        assertThat(headers.path("ce_type").asString()).isEqualTo("noroshi.Delivery");
        assertThat(headers.path("ce_source").asString()).isEqualTo("/threads/" + thread);

        var refused = program.run("read.js", ministry, "deliveries.mlit", thread);
        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(3);
        assertThat(refused.output()).contains("TOPIC_AUTHORIZATION_FAILED");

        Path filing = Files.writeString(folder.resolve("filing.json"), """
                {"form": "OTHER_CYBER", "stage": "PRELIMINARY", "awarenessAt": 1762288800000000,
                 "serviceLines": ["ELECTRICITY"],
                 "content": {"noroshi.avro.ReportContent": {"title": "変電所の監視停止", "summary": "調査中"}}}
                """);
        String operator = printed("operator:chubu-power").toString();
        var filed = program.run("file.js", operator, "intake.chubu-power", "case-9", "node-9", filing.toString());
        assertThat(filed.exitCode()).as(filed.output()).isZero();
        var report = ReportId.of(new OperatorSlug("chubu-power"), "node-9");
        var recorded = LiveHub.await(
                "recorded from another language",
                () -> hub.get("operator:chubu-power", "/v1/submissions/" + report)
                        .body(),
                body -> body.path("state").asString("").equals("RECORDED"));
        assertThat(hub.thread("ministry:METI:sato", recorded).toString()).contains("変電所の監視停止");
        var another = program.run(
                "file.js",
                printed("operator:aoba-bank").toString(),
                "intake.chubu-power",
                "case-9",
                "node-10",
                filing.toString());
        assertThat(another.exitCode()).as(another.output()).isEqualTo(3);
    }

    /** A file of what {@code ./hub kafka} prints. */
    private Path printed(String identity) throws IOException {
        var out = new ByteArrayOutputStream();
        var print = new PrintStream(out, true, UTF_8);
        assertThat(new Standalone(hub.environment(), print, System.err).run(List.of("kafka", identity)))
                .isZero();
        return Files.write(folder.resolve(identity.replace(':', '-') + ".properties"), out.toByteArray());
    }

    @Test
    void nobodyTouchesWhatIsAnothersOrTheClusters() throws Exception {
        var foreign = "ministry:MLIT.programs";
        var own = new ConfigResource(ConfigResource.Type.TOPIC, "deliveries.meti");
        var partition = new TopicPartition("deliveries.meti", 0);
        var everything = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "deliveries.mlit", PatternType.LITERAL),
                new AccessControlEntry("User:ministry:METI", "*", AclOperation.READ, AclPermissionType.ALLOW));
        try (var admin = Admin.create(properties("ministry:METI"))) {
            Map<String, KafkaFuture<?>> attempts = new TreeMap<>();
            attempts.put(
                    "make a topic",
                    admin.createTopics(List.of(new NewTopic("deliveries.new", 1, (short) 1)))
                            .all());
            attempts.put(
                    "delete a topic",
                    admin.deleteTopics(List.of("deliveries.meti")).all());
            attempts.put(
                    "more partitions",
                    admin.createPartitions(Map.of("deliveries.meti", NewPartitions.increaseTo(13)))
                            .all());
            attempts.put("read settings", admin.describeConfigs(List.of(own)).all());
            attempts.put(
                    "change settings",
                    admin.incrementalAlterConfigs(Map.of(
                                    own,
                                    List.of(new AlterConfigOp(
                                            new ConfigEntry("retention.ms", "1"), AlterConfigOp.OpType.SET))))
                            .all());
            attempts.put(
                    "delete records",
                    admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(0)))
                            .all());
            attempts.put("give rights", admin.createAcls(List.of(everything)).all());
            attempts.put("see rights", admin.describeAcls(AclBindingFilter.ANY).values());
            attempts.put(
                    "take rights",
                    admin.deleteAcls(List.of(AclBindingFilter.ANY)).all());
            attempts.put("see users", admin.describeUserScramCredentials().all());
            attempts.put(
                    "end a user",
                    admin.alterUserScramCredentials(List.of(
                                    new UserScramCredentialDeletion("ministry:MLIT", ScramMechanism.SCRAM_SHA_512)))
                            .all());
            attempts.put(
                    "see another's group",
                    admin.describeConsumerGroups(List.of(foreign)).all());
            attempts.put(
                    "see another's offsets",
                    admin.listConsumerGroupOffsets(foreign).all());
            attempts.put(
                    "move another's offsets",
                    admin.alterConsumerGroupOffsets(foreign, Map.of(partition, new OffsetAndMetadata(0)))
                            .all());
            attempts.put(
                    "delete another's group",
                    admin.deleteConsumerGroups(List.of(foreign)).all());
            for (var attempt : attempts.entrySet()) {
                assertThatThrownBy(() -> answer(attempt.getValue()))
                        .as(attempt.getKey())
                        .isInstanceOf(AuthorizationException.class);
            }
            assertThat(answer(admin.listTopics().names()))
                    .contains("deliveries.meti", "sector.gas")
                    .doesNotContain("deliveries.mlit", "reports.submitted", "intake.chubu-power");
            assertThat(answer(admin.listGroups().all()))
                    .as("groups of others, the hub's own among them")
                    .allSatisfy(group -> assertThat(group.groupId()).startsWith("ministry:METI"));
        }
        assertThatThrownBy(() -> read("ministry:METI", "deliveries.meti", foreign))
                .isInstanceOf(GroupAuthorizationException.class);
        Map<String, Object> transactional = properties("operator:chubu-power");
        transactional.put("transactional.id", "hub");
        try (var producer = new KafkaProducer<>(transactional, new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThatThrownBy(producer::initTransactions).isInstanceOf(TransactionalIdAuthorizationException.class);
        }
    }

    @Test
    void whoDoesNotSignInOrTrustsAnotherBrokerIsNotLetIn() throws Exception {
        Map<String, Object> nobody = properties("ministry:METI");
        nobody.put("security.protocol", "SSL");
        Map<String, Object> wrong = properties("ministry:METI");
        wrong.put("sasl.jaas.config", ClientProperties.scram("ministry:METI", "wrong"));
        Map<String, Object> another = properties("ministry:METI");
        another.put(
                "ssl.truststore.location",
                TlsBroker.certificate(folder, "another").certificate().toString());
        assertThatThrownBy(() -> topicsOf(wrong)).isInstanceOf(SaslAuthenticationException.class);
        assertThatThrownBy(() -> topicsOf(another)).isInstanceOf(SslAuthenticationException.class);
        assertThatThrownBy(() -> topicsOf(unheard(nobody))).isInstanceOf(TimeoutException.class);
        Map<String, Object> inClear = new HashMap<>(
                ClientProperties.kafka(Brokers.inClear(broker.address().addresses()), "nco", secrets));
        assertThatThrownBy(() -> topicsOf(unheard(inClear))).isInstanceOf(TimeoutException.class);
    }

    /** For whoever gets no answer at all, however long he waits. */
    private static Map<String, Object> unheard(Map<String, Object> properties) {
        properties.put("request.timeout.ms", 1_000);
        properties.put("default.api.timeout.ms", 1_000);
        return properties;
    }

    private static Set<String> topicsOf(Map<String, Object> properties) throws Exception {
        try (var admin = Admin.create(properties)) {
            return answer(admin.listTopics().names());
        }
    }

    @Test
    void aDoorOpensAndShutsAndAMembershipEndsAsTheRegisterSays() throws Exception {
        String slug = "oki-gas";
        String principal = "operator:" + slug;
        put("/v1/register/operators/" + slug, operator(Map.of("sector", "GAS", "from", "2024-04-01"), true));
        awaitRights(principal, Map.of("intake.oki-gas", WRITER, "bulletins.gas", READER));
        IntakeDoor.send(hub, slug, "case-1", "oki-1", filing("GAS", "遮断弁の誤作動"));
        assertThatThrownBy(() -> write("operator:aoba-bank", "intake.oki-gas"))
                .isInstanceOf(TopicAuthorizationException.class);

        put("/v1/register/operators/" + slug, operator(Map.of("sector", "GAS", "from", "2024-04-01"), false));
        awaitRights(principal, Map.of("bulletins.gas", READER));
        assertThatThrownBy(() -> write(principal, "intake.oki-gas")).isInstanceOf(TopicAuthorizationException.class);

        put(
                "/v1/register/operators/" + slug,
                operator(Map.of("sector", "GAS", "from", "2024-04-01", "to", YESTERDAY), false));
        await("nothing to sign in for", () -> signsIn(principal), signsIn -> !signsIn);
        assertRightsAreTheRegisters();

        put("/v1/register/operators/" + slug, operator(Map.of("sector", "GAS", "from", "2024-04-01"), true));
        awaitRights(principal, Map.of("intake.oki-gas", WRITER, "bulletins.gas", READER));
    }

    @Test
    void aSectorThatChangesItsMinistryChangesItsReaders() throws Exception {
        var row = Map.of("ja", "地域熱供給", "en", "District heating", "source", "想定", "status", "ASSUMED");
        put("/v1/register/sectors/HEAT", with(row, Map.of("ministry", "METI", "from", "2026-10-01")));
        awaitRight("ministry:METI", "sector.heat", READER);
        awaitRight("ministry:MLIT", "sector.heat", Set.of());

        put("/v1/register/sectors/HEAT", with(row, Map.of("ministry", "MLIT", "from", TODAY)));
        awaitRight("ministry:MLIT", "sector.heat", READER);
        awaitRight("ministry:METI", "sector.heat", Set.of());
        awaitRight("ministry:METI", "bulletins.heat", Set.of());
        awaitRight("nco", "exercise.sector.heat", READER);
    }

    /** As whoever may change rights at the broker could, by mistake or not. */
    @Test
    void aRightThatTheRegisterDoesNotExplainIsTakenAwayAndThoseOfOthersStay() throws Exception {
        var planted = List.of(
                right("User:ministry:MHLW", ResourceType.TOPIC, "deliveries.meti", PatternType.LITERAL),
                right("User:ministry:MHLW", ResourceType.TOPIC, "*", PatternType.LITERAL),
                right("User:visitor", ResourceType.TOPIC, "deliveries.", PatternType.PREFIXED),
                right("User:*", ResourceType.TOPIC, "reports.submitted", PatternType.LITERAL),
                right("User:operator:long-gone", ResourceType.GROUP, "operator:long-gone", PatternType.LITERAL),
                right("User:operator:aoba-bank", ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL));
        var others = List.of(
                right("User:mirror", ResourceType.TOPIC, "metrics.", PatternType.PREFIXED),
                right("User:mirror", ResourceType.GROUP, "mirror", PatternType.LITERAL),
                right("User:mirror", ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL));
        try (var admin = Admin.create(properties(EmbeddedKafka.HUB))) {
            EmbeddedKafka.admit(List.of("operator:long-gone", "mirror"), broker.address(), secrets);
            answer(admin.createAcls(planted).all());
            answer(admin.createAcls(others).all());

            // the broker may learn of the planted ones a moment later, but of the others not before them
            await(
                    "the others' rights, and no planted ones",
                    () -> answer(admin.describeAcls(AclBindingFilter.ANY).values()),
                    rights -> rights.containsAll(others) && planted.stream().noneMatch(rights::contains));
            var users = await(
                    "nobody who is long gone",
                    () -> answer(admin.describeUserScramCredentials().users()),
                    left -> !left.contains("operator:long-gone"));
            assertThat(users).contains(EmbeddedKafka.HUB, "mirror");
            assertThat(answer(admin.describeAcls(AclBindingFilter.ANY).values()))
                    .containsAll(others)
                    .doesNotContainAnyElementsOf(planted);
        }
    }

    private static AclBinding right(String user, ResourceType type, String name, PatternType pattern) {
        var operation = type == ResourceType.CLUSTER ? AclOperation.DESCRIBE : AclOperation.READ;
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(user, "*", operation, AclPermissionType.ALLOW));
    }

    @Test
    void theRegistryTellsEachOfItsOwnSubjectsAndTakesNobodysSchema() throws Exception {
        String door = "intake.chubu-power-value";
        var another = new AvroSchema("\"string\"");
        for (var principal : List.of("operator:aoba-bank", "ministry:METI", "nco", "auditor")) {
            try (var registry = registry(principal)) {
                assertThat(registry.getAllSubjects())
                        .contains("sector.gas-value")
                        .doesNotContain(door);
                assertRefused(404, () -> registry.getLatestSchemaMetadata(door));
                assertRefused(404, () -> registry.getCompatibility(door));
                assertRefused(404, () -> registry.testCompatibility(door, another));
                assertRefused(403, () -> registry.register(door, another));
                assertRefused(403, () -> registry.updateCompatibility(door, "NONE"));
                assertRefused(405, () -> registry.deleteSubject(door));
            }
        }
        try (var registry = registry("operator:chubu-power")) {
            assertThat(registry.getAllSubjects()).contains(door).noneMatch(subject -> subject.contains("deliveries."));
            assertThat(registry.getAllSubjectsById(
                            registry.getLatestSchemaMetadata(door).getId()))
                    .contains(door);
            assertRefused(403, () -> registry.register(door, another));
        }
        try (var registry = registry("ministry:METI")) {
            assertThat(registry.getAllSubjects())
                    .filteredOn(subject -> subject.contains("deliveries."))
                    .containsExactlyInAnyOrder("deliveries.meti-value", "exercise.deliveries.meti-value");
        }
    }

    private SchemaRegistryClient registry(String principal) {
        var properties =
                ClientProperties.registry(Settings.of(hub.environment()).ports().registry(), principal, secrets);
        return new CachedSchemaRegistryClient(
                List.of(String.valueOf(properties.get("schema.registry.url"))), 10, Map.copyOf(properties));
    }

    private static void assertRefused(int status, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RestClientException.class,
                        refusal -> assertThat(refusal.getStatus()).isEqualTo(status));
    }

    private void awaitRights(String principal, Map<String, Set<AclOperation>> expected) throws Exception {
        Set<String> topics = Set.of("intake.oki-gas", "bulletins.gas", "sector.gas", "deliveries.meti");
        await(principal + " " + expected, () -> rights(principal, topics), expected::equals);
    }

    private void awaitRight(String principal, String topic, Set<AclOperation> expected) throws Exception {
        await(
                principal + " on " + topic,
                () -> rights(principal, Set.of(topic)).getOrDefault(topic, Set.of()),
                expected::equals);
    }

    private boolean signsIn(String principal) throws Exception {
        try {
            topicsOf(properties(principal));
            return true;
        } catch (SaslAuthenticationException e) {
            return false;
        }
    }

    private void write(String principal, String topic) throws Exception {
        try (var producer =
                new KafkaProducer<>(properties(principal), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, new byte[] {0})).get(ANSWER.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw cause(e);
        }
    }

    private void read(String principal, String topic, String group) {
        Map<String, Object> properties = properties(principal);
        properties.put("group.id", group);
        properties.put("auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            long end = System.nanoTime() + ANSWER.toNanos();
            while (System.nanoTime() < end && consumer.poll(LOOK).isEmpty()) {
                // the refusal comes with one of the answers
            }
        }
    }

    /** As {@code ./hub kafka} prints them; but whether it may sign in is the hub's affair. */
    private Map<String, Object> properties(String principal) {
        return new HashMap<>(ClientProperties.kafka(broker.address(), principal, secrets));
    }

    private static <T> T answer(KafkaFuture<T> future) throws Exception {
        try {
            return future.get(ANSWER.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw cause(e);
        }
    }

    private static Exception cause(ExecutionException e) {
        return e.getCause() instanceof Exception cause ? cause : e;
    }

    private static <T> T await(String what, Callable<T> question, Predicate<T> fits) throws Exception {
        return LiveHub.await(what, question, fits, WITHIN);
    }

    private void put(String path, Map<String, Object> body) throws Exception {
        Answer answer = hub.http().putAsNationalOffice(path, body);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    }

    private static Map<String, Object> operator(Map<String, Object> membership, boolean kafkaDoor) {
        return Map.of(
                "name",
                "隠岐ガス",
                "kind",
                "COMPANY",
                "prefecture",
                "32",
                "memberships",
                List.of(membership),
                "designations",
                List.of(),
                "criticalComputer",
                false,
                "kafkaDoor",
                kafkaDoor);
    }

    private static Map<String, Object> with(Map<String, String> row, Map<String, String> more) {
        var all = new HashMap<String, Object>(row);
        all.putAll(more);
        return all;
    }

    private static Map<String, Object> filing(String line, String title) {
        return Map.of(
                "form", "OTHER_CYBER",
                "stage", "PRELIMINARY",
                "awarenessAt", "2026-11-05T05:40:00+09:00",
                "title", title,
                "summary", "調査中",
                "serviceLines", List.of(line));
    }
}
