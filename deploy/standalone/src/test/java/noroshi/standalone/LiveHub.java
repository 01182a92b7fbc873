package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import noroshi.standalone.veris.HubApi.Answer;
import noroshi.standalone.veris.Pause;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;

/** A whole hub on free ports and a folder of its own, and those who use it. */
final class LiveHub implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);

    /** How many views are behind, and how many threads, assets and requests have something to tell by now. */
    private static final String UNDER_WAY = """
            select (select count(*) from (select * from api.view_pointer union all select * from gateway.view_pointer) p
                     where live and position < (select max(position) from ledger.events))
              + (select count(*) from api.running_thread where told_from <= ?)
              + (select count(*) from api.asset_clock where told_from <= ?)
              + (select count(*) from api.request_clock where told_from <= ?)
            """;

    /** The latest position that an answer told of. */
    private final AtomicLong reached = new AtomicLong();

    private final Map<String, String> environment = new HashMap<>();
    private final RunningHub hub;
    private final HubClient client;
    private final HttpHub http;

    /** Starts a hub whose domain clock stands at {@code clock}, or at the real time where that is empty. */
    LiveHub(Path folder, String clock) throws IOException {
        this(folder, clock, Foundation.EMBEDDED);
    }

    /** The same on other servers. */
    LiveHub(Path folder, String clock, Foundation foundation) throws IOException {
        this(folder, clock, foundation, InstantSource.system());
    }

    /** The same as further variables say. */
    LiveHub(Path folder, String clock, Map<String, String> further) throws IOException {
        this(folder, clock, Foundation::of, InstantSource.system(), further);
    }

    /** The same where the domain's time is taken from {@code real}. */
    LiveHub(Path folder, String clock, Foundation foundation, InstantSource real) throws IOException {
        this(folder, clock, _ -> foundation, real, Map.of());
    }

    private LiveHub(
            Path folder,
            String clock,
            Function<Settings, Foundation> foundation,
            InstantSource real,
            Map<String, String> further)
            throws IOException {
        environment.put("TMPDIR", folder.toString());
        environment.put("HUB_DATA", data(folder).toString());
        environment.put("HUB_CLOCK", clock);
        for (var variable : Settings.of(Map.of()).ports().byVariable().keySet()) {
            environment.put(variable, Integer.toString(Loopback.freePort()));
        }
        environment.putAll(further);
        var settings = Settings.of(environment);
        hub = new RunningHub(settings, false, environment, foundation.apply(settings), real);
        hub.start();
        client = HubClient.find(environment);
        http = new HttpHub(client);
        try {
            // a hub is ready before the broker has all topics and rights
            await("topics and rights", () -> managed("/actuator/health/kafkaDoorsHealth"), LiveHub::isHealthy);
        } catch (Exception | Error e) { // whatever it is, nothing may be left running
            close();
            throw new IOException("the hub does not become healthy", e);
        }
    }

    /** Where the hub of a folder keeps its data. */
    static Path data(Path folder) {
        return folder.resolve("data");
    }

    Map<String, String> environment() {
        return environment;
    }

    HttpHub http() {
        return http;
    }

    /** Moves the domain clock forward. */
    void clock(String now) throws Exception {
        assertThat(post("admin", "/v1/demo/clock", Map.of("now", now)).status()).isEqualTo(200);
    }

    /** Files as an operator and waits until it is recorded; the submission. */
    JsonNode filed(String slug, String path, String key, Map<String, Object> body) throws Exception {
        Answer answer = http.postAsOperator(slug, path, key, body);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(202);
        JsonNode submission = settled(slug, answer);
        assertThat(submission.path("state").asString()).as("%s", submission).isEqualTo("RECORDED");
        return submission;
    }

    /** What became of a filing that got its 202. */
    JsonNode settled(String slug, Answer accepted) throws Exception {
        String statusUrl = accepted.body().path("statusUrl").asString();
        return await(
                "%s settled".formatted(statusUrl),
                () -> get("operator:" + slug, statusUrl).body(),
                submission -> !submission.path("state").asString("RECEIVED").equals("RECEIVED"));
    }

    /** The thread of a recorded submission, as an identity sees it. */
    JsonNode thread(String identity, JsonNode submission) throws Exception {
        Answer answer =
                get(identity, "/v1/reports/" + submission.path("threadId").asString());
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** What a view says of all that any answer here has told of, and of more where it has come further. */
    Answer get(String identity, String path) throws Exception {
        return told(() -> http.get(Identity.parse(identity), asReached(path)));
    }

    /** An answer that is no JSON. */
    String text(String identity, String path) throws Exception {
        return http.text(Identity.parse(identity), asReached(path));
    }

    Answer post(String identity, String path, Object body) throws Exception {
        return told(() -> http.post(Identity.parse(identity), path, body));
    }

    /** Whoever is asked to come again comes again. */
    private Answer told(Callable<Answer> question) throws Exception {
        Answer answer = await("an answer", question, one -> one.status() != 503);
        reached.accumulateAndGet(answer.body().path("position").asLong(0), Math::max);
        return answer;
    }

    private String asReached(String path) {
        return reached.get() == 0 || !path.startsWith("/v1/") || path.contains("atLeast=")
                ? path
                : path + (path.contains("?") ? "&" : "?") + "atLeast=" + reached;
    }

    /** Returns once nothing more follows from what was done: every view holds it, and no clock has more to tell. */
    void rest() throws Exception {
        try (var stored = StoredHub.open(environment);
                var connection = stored.runtime().dataSource().getConnection();
                var question = connection.prepareStatement(UNDER_WAY)) {
            await(
                    "the hub at rest",
                    () -> {
                        var now = hub.now().atOffset(ZoneOffset.UTC);
                        for (int clock = 1; clock <= 3; clock++) {
                            question.setObject(clock, now);
                        }
                        try (var row = question.executeQuery()) {
                            row.next();
                            return row.getLong(1);
                        }
                    },
                    underWay -> underWay == 0);
        }
    }

    /** What the management port says. */
    String managed(String path) throws IOException, InterruptedException {
        try (var caller = HttpClient.newHttpClient()) {
            var port = Objects.requireNonNull(environment.get(Settings.Ports.MANAGEMENT));
            return caller.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:%s%s".formatted(port, path)))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    /** Whether all that it says of somebody's health is good. */
    static boolean isHealthy(String health) {
        return health.contains("\"status\":\"UP\"") && !health.contains("\"status\":\"DOWN\"");
    }

    /** The delivery of a thread to that addressee, as the operator sees it. */
    JsonNode delivery(String operator, JsonNode submission, String addressee) throws Exception {
        return StreamSupport.stream(
                        thread(operator, submission).path("deliveries").spliterator(), false)
                .filter(one -> one.path("addressee").asString().equals(addressee))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no delivery to " + addressee));
    }

    /** Acts on a delivery as an officer; the position reached. */
    long act(String officer, JsonNode delivery, String act, Map<String, Object> body) throws Exception {
        Answer answer = post(
                officer,
                "/v1/deliveries/%s/%s".formatted(delivery.path("deliveryId").asString(), act),
                body);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body().path("position").asLong();
    }

    /** Reads a topic with an identity's own credentials, until one record fits. */
    ConsumerRecord<String, GenericRecord> read(
            String identity, String topic, Predicate<ConsumerRecord<String, GenericRecord>> fits) throws Exception {
        List<ConsumerRecord<String, GenericRecord>> seen = new ArrayList<>();
        try (var consumer = consumer(identity)) {
            consumer.subscribe(List.of(topic));
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < end) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    if (fits.test(record)) {
                        return record;
                    }
                    seen.add(record);
                }
            }
        }
        throw new AssertionError("%s: nothing that fits among %s".formatted(topic, seen));
    }

    /** A reader with an identity's own credentials, from the first record. */
    KafkaConsumer<String, GenericRecord> consumer(String identity) throws IOException {
        Map<String, Object> properties = new HashMap<>(client.kafka(Identity.parse(identity)));
        properties.put("group.id", Identity.parse(identity).principal() + ".reader-" + System.nanoTime());
        properties.put("auto.offset.reset", "earliest");
        properties.put("key.deserializer", StringDeserializer.class);
        properties.put("value.deserializer", KafkaAvroDeserializer.class);
        return new KafkaConsumer<>(properties);
    }

    /** Client properties of an identity. */
    Map<String, Object> kafka(String identity) throws IOException {
        return new HashMap<>(client.kafka(Identity.parse(identity)));
    }

    /** Asks until the answer fits, for a minute at most. */
    static <T> T await(String what, Callable<T> question, Predicate<T> fits) throws Exception {
        return await(what, question, fits, PATIENCE);
    }

    /** The same, for so long at most; the last time when that is over, however long an answer takes. */
    static <T> T await(String what, Callable<T> question, Predicate<T> fits, Duration patience) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        boolean over = false;
        T last = question.call();
        while (!fits.test(last)) {
            if (over) {
                throw new AssertionError("%s: not within %s; last: %s".formatted(what, patience, last));
            }
            Pause.of(POLL);
            over = System.nanoTime() > end;
            last = question.call();
        }
        return last;
    }

    @Override
    public void close() {
        http.close();
        hub.close();
    }
}
