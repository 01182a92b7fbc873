package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import noroshi.standalone.veris.HubApi.Answer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The first two promises, nothing lost and nothing twice, with the hub killed under load. */
@Timeout(300)
class RestartIT {

    private static final int ROUNDS = 3;
    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Identity MINISTRY = Identity.parse("ministry:METI");

    /** How many answers a round waits for before it kills: in the midst of the first, and later. */
    private static final List<Integer> ANSWERS_BEFORE_THE_KILL = List.of(1, 17, 40);

    private final Map<String, String> environment = new HashMap<>();
    private final Collection<Accepted> accepted = new ConcurrentLinkedQueue<>();

    @TempDir
    Path temporary;

    private record Accepted(String report, String thread) {}

    @BeforeEach
    void setUpTheEnvironment() throws IOException {
        environment.put("TMPDIR", temporary.toString());
        environment.put("HUB_DATA", temporary.resolve("data").toString());
        environment.put("HUB_CLOCK", "2026-11-10T09:00:00+09:00");
        for (var variable : Settings.of(Map.of()).ports().byVariable().keySet()) {
            environment.put(variable, Integer.toString(Loopback.freePort()));
        }
    }

    @AfterEach
    void leaveNoDatabaseRunning() throws Exception {
        EmbeddedDatabase.stopOrphan(temporary.resolve("data/postgresql"));
    }

    @Test
    void whatWasAcceptedIsRecordedOnceAndDeliveredHoweverOftenTheHubIsKilled() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (var hub = new HubProcess(environment)) {
                fileUntilKilled(hub, round);
            }
        }

        try (var hub = new HubProcess(environment);
                var http = new HttpHub(HubClient.find(environment))) {
            assertThat(hub).isNotNull();
            assertThat(accepted)
                    .hasSizeGreaterThanOrEqualTo(ANSWERS_BEFORE_THE_KILL.stream()
                            .mapToInt(Integer::intValue)
                            .sum());
            assertEachRecordedOnce(http);
            assertEachDeliveredUnderOneId();
            assertThat(new Maintenance(environment, new PrintStream(OutputStream.nullOutputStream(), true, UTF_8))
                            .verify())
                    .isTrue();
        }
    }

    private void fileUntilKilled(HubProcess hub, int round) throws Exception {
        var enough = new CountDownLatch(ANSWERS_BEFORE_THE_KILL.get(round));
        try (var http = new HttpHub(HubClient.find(environment));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var loads = new ArrayList<Future<?>>();
            for (int load = 0; load < AT_ONCE; load++) {
                String name = "round-%d-load-%d".formatted(round, load);
                loads.add(threads.submit(() -> {
                    file(http, name, enough);
                    return null;
                }));
            }
            boolean loaded = enough.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            hub.kill();
            for (Future<?> load : loads) {
                load.get();
            }
            assertThat(loaded).as("filings answered before the kill").isTrue();
        }
    }

    /** Files one report after the other, until there is nobody to file with. */
    private void file(HttpHub http, String name, CountDownLatch enough) throws InterruptedException {
        try {
            for (int number = 0; ; number++) {
                Answer answer = http.postAsOperator(
                        "chubu-power",
                        "/v1/reports",
                        name + "-" + number,
                        Map.of(
                                "form", "OTHER_CYBER",
                                "stage", "PRELIMINARY",
                                "awarenessAt", "2026-11-05T05:40:00+09:00",
                                "title", "監視制御の異常",
                                "summary", "調査中",
                                "serviceLines", List.of("ELECTRICITY")));
                assertThat(answer.status()).as("%s", answer.body()).isEqualTo(202);
                accepted.add(new Accepted(
                        answer.body().path("reportId").asString(),
                        answer.body().path("threadId").asString()));
                enough.countDown();
            }
        } catch (IOException e) {
            // Killed: what had no answer may be recorded or not.
        }
    }

    private void assertEachRecordedOnce(HttpHub http) throws Exception {
        for (Accepted one : accepted) {
            String path = "/v1/submissions/" + one.report();
            JsonNode submission = LiveHub.await(
                    path,
                    () -> http.getAsOperator("chubu-power", path).body(),
                    body -> !body.path("state").asString("RECEIVED").equals("RECEIVED"));
            assertThat(submission.path("state").asString()).as("%s", submission).isEqualTo("RECORDED");
            JsonNode thread = http.getAsOperator(
                            "chubu-power",
                            "/v1/reports/%s?atLeast=%d"
                                    .formatted(
                                            one.thread(),
                                            submission.path("position").asLong()))
                    .body();
            assertThat(thread.path("reports").findValuesAsString("reportId")).containsExactly(one.report());
        }
        assertThat(submittedByThread())
                .containsAllEntriesOf(onceEach())
                .allSatisfy((thread, times) -> assertThat(times).as(thread).isEqualTo(1));
    }

    private Map<String, Long> onceEach() {
        var once = new HashMap<String, Long>();
        accepted.forEach(one -> once.put(one.thread(), 1L));
        return once;
    }

    /** How often each thread was opened, in the record itself. */
    private Map<String, Long> submittedByThread() throws Exception {
        var times = new HashMap<String, Long>();
        try (var stored = StoredHub.open(environment);
                var connection = stored.runtime().dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select substr(tag, length('thread=') + 1), count(*)
                        from ledger.event_tag join ledger.events using (position)
                        where tag like 'thread=%' and type = 'noroshi.ReportSubmitted' group by tag
                        """)) {
            while (rows.next()) {
                times.put(rows.getString(1), rows.getLong(2));
            }
        }
        return times;
    }

    /** At least once on the topic, by effect once: what is there twice has the same id. */
    private void assertEachDeliveredUnderOneId() throws Exception {
        Set<String> missing = new HashSet<>(onceEach().keySet());
        var ids = new TreeMap<String, Set<String>>();
        Map<String, Object> properties =
                new HashMap<>(HubClient.find(environment).kafka(MINISTRY));
        properties.put("group.id", MINISTRY.principal() + ".restart");
        properties.put("auto.offset.reset", "earliest");
        properties.put("key.deserializer", StringDeserializer.class);
        properties.put("value.deserializer", KafkaAvroDeserializer.class);
        try (var consumer = new KafkaConsumer<String, Object>(properties)) {
            consumer.subscribe(List.of("deliveries.meti"));
            long end = System.nanoTime() + PATIENCE.toNanos();
            boolean more = true;
            while (System.nanoTime() < end && (more || !missing.isEmpty())) {
                var records = consumer.poll(Duration.ofSeconds(1));
                more = !records.isEmpty();
                for (var record : records) {
                    missing.remove(record.key());
                    ids.computeIfAbsent(record.key(), _ -> new HashSet<>())
                            .add(new String(record.headers().lastHeader("ce_id").value(), UTF_8));
                }
            }
        }
        assertThat(missing).as("accepted, and not on the ministry's topic").isEmpty();
        assertThat(ids)
                .allSatisfy(
                        (thread, distinct) -> assertThat(distinct).as(thread).hasSize(1));
    }
}
