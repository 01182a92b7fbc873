package noroshi.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import noroshi.standalone.EmbeddedKafka;
import noroshi.standalone.Secrets;
import noroshi.standalone.Secrets.Purpose;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The whole way of a report, by HTTP from outside the hub's process: POST, broker, record, timeline. */
final class WayBench {

    private static final int IN_FLIGHT = 64;
    private static final int REPORTS_PER_SECOND = 200;
    /** Following every report to the timeline would be a load of its own. */
    private static final int FOLLOWED = 50;

    private static final int RAW_SINGLE_SENDS = 500;
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(3);
    private static final String RAW_TOPIC = "bench.raw";
    private static final String MINISTRY_TOPIC = "deliveries.mhlw";

    private WayBench() {}

    static void measure(Plan plan, Consumer<Figure> found) throws Exception {
        // Before the hub runs: the two would share the processors.
        double ledger = LedgerBench.createsPerSecond(plan);
        try (var resources = new Resources()) {
            var process =
                    resources.add(HubProcess.start("up", resources.folder().resolve("hub")));
            var client = resources.add(
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
            var hub = new Doors(client, process);
            var accepted = new ConcurrentLinkedQueue<Doors.Accepted>();
            Load.during(plan.warming(), IN_FLIGHT, () -> accepted.add(hub.file()));
            hub.awaitRecorded(accepted, DRAIN_LIMIT);

            int before = accepted.size();
            Duration hubs = process.processorTime();
            Duration databases = process.databaseProcessorTime();
            long start = System.nanoTime();
            Load.Run full = Load.during(plan.time(), IN_FLIGHT, () -> accepted.add(hub.file()));
            hub.awaitRecorded(accepted, DRAIN_LIMIT);
            double whole = (accepted.size() - before) / ((System.nanoTime() - start) / 1e9);
            double ofHub = millisEach(process.processorTime().minus(hubs), accepted.size() - before);
            double ofDatabase = millisEach(process.databaseProcessorTime().minus(databases), accepted.size() - before);

            Queue<Long> visible = new ConcurrentLinkedQueue<>();
            var number = new AtomicInteger();
            Queue<Long> answered = new ConcurrentLinkedQueue<>();
            var ministry = resources.add(new Arrivals(broker(process), MINISTRY_TOPIC));
            Load.Run paced = Load.paced(REPORTS_PER_SECOND, plan.time(), () -> {
                long began = System.nanoTime();
                Doors.Accepted report = hub.file();
                answered.add(System.nanoTime() - began);
                accepted.add(report);
                ministry.filed(report.threadId(), began);
                if (number.getAndIncrement() % FOLLOWED == 0) {
                    hub.awaitVisible(report);
                    visible.add(System.nanoTime() - began);
                }
            });
            Latencies arrived = ministry.all(DRAIN_LIMIT);
            hub.awaitRecorded(accepted, DRAIN_LIMIT);
            Doors.Census census = hub.census(accepted);
            Raw raw = raw(process, hub.body(), plan.time());

            found.accept(Figure.of("202 answers, %d in flight".formatted(IN_FLIGHT), full.perSecond(), "reports/s")
                    .against("Kafka send and wait, same in flight", raw.perSecond()));
            found.accept(Figure.of("the whole way, to the last one recorded", whole, "reports/s")
                    .against("Kafka send and wait, same in flight", raw.perSecond()));
            found.accept(Figure.of("  the same", whole, "reports/s").against("ledger through Axon, alone", ledger));
            found.accept(Figure.of("processor time a report, hub", ofHub, "ms"));
            found.accept(Figure.of("processor time a report, PostgreSQL", ofDatabase, "ms"));
            var answers = Latencies.ofNanos(answered);
            var sights = Latencies.ofNanos(visible);
            for (double percent : new double[] {50, 99}) {
                found.accept(Figure.of(
                                "202 at %d reports/s, p%.0f".formatted(REPORTS_PER_SECOND, percent),
                                answers.millis(percent),
                                "ms")
                        .against("one Kafka send and wait", raw.single().millis(percent)));
            }
            for (double percent : new double[] {50, 99}) {
                found.accept(Figure.of(
                                "in the timeline at %d reports/s, p%.0f".formatted(REPORTS_PER_SECOND, percent),
                                sights.millis(percent),
                                "ms")
                        .against("one Kafka send and wait", raw.single().millis(percent)));
            }
            for (double percent : new double[] {50, 99}) {
                found.accept(Figure.of(
                                "on the ministry's topic at %d reports/s, p%.0f".formatted(REPORTS_PER_SECOND, percent),
                                arrived.millis(percent),
                                "ms")
                        .against("one Kafka send and wait", raw.single().millis(percent)));
            }
            found.accept(Figure.of("reports a second at that pace", paced.perSecond(), "reports/s"));
            found.accept(Figure.of("answered 202", accepted.size(), "reports"));
            found.accept(Figure.of("  lost", census.missing(), "reports"));
            found.accept(Figure.of("  recorded twice", census.twice(), "reports"));
            if (census.missing() + census.twice() > 0) {
                throw new IllegalStateException("lost or recorded twice: %s".formatted(census));
            }
        }
    }

    private static double millisEach(Duration time, int reports) {
        return time.toNanos() / 1e6 / reports;
    }

    /** As the hub itself, since who may read which topic is not what is measured. */
    private static Map<String, Object> broker(HubProcess process) {
        String password = Secrets.in(process.data()).password(Purpose.KAFKA, EmbeddedKafka.HUB);
        return Map.of(
                "bootstrap.servers",
                process.kafka(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(EmbeddedKafka.HUB, password),
                "acks",
                "all");
    }

    private record Raw(double perSecond, Latencies single) {}

    /** The same bytes to a topic of their own on the same broker, as durable, each waited for. */
    private static Raw raw(HubProcess process, String body, Duration time) throws Exception {
        Map<String, Object> properties = broker(process);
        try (var admin = Admin.create(properties)) {
            admin.createTopics(List.of(new NewTopic(RAW_TOPIC, 12, (short) 1)))
                    .all()
                    .get();
        }
        byte[] bytes = body.getBytes(UTF_8);
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
            var key = new AtomicInteger();
            Load.Step send =
                    () -> producer.send(new ProducerRecord<>(RAW_TOPIC, Integer.toString(key.getAndIncrement()), bytes))
                            .get();
            Load.during(time, IN_FLIGHT, send);
            double perSecond = Load.during(time, IN_FLIGHT, send).perSecond();
            return new Raw(perSecond, Load.times(RAW_SINGLE_SENDS, 1, send).latencies());
        }
    }
}
