package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.ReportId;
import noroshi.standalone.Filers.Accepted;
import noroshi.standalone.PatientCaller.Heard;
import noroshi.standalone.veris.Pause;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * What a hub stands on goes away under load, one after the other, by a cut and by a silence: what can't be taken is put off
 * in time, what was taken is kept, nothing grows, and all goes on by itself when it is back.
 */
@Timeout(1200)
class AwayIT {

    private static final Logger LOG = LoggerFactory.getLogger(AwayIT.class);
    private static final String NOW = "2026-11-10T09:00:00+09:00";
    private static final String SLUG = "chubu-power";
    private static final String OPERATOR = "operator:" + SLUG;
    private static final String ANALYST = "nco:tanaka";
    private static final int AT_ONCE = 4;
    private static final int WARM = 200;

    /** Enough for a load, and so little that all that was accepted can be looked at one by one. */
    private static final Duration BREATH = Duration.ofMillis(100);

    private static final Duration AWAY = Duration.ofSeconds(20);
    private static final Duration REGISTRY_AWAY = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(500);

    private static final long MOST_GROWTH_MIB = 100;

    /** As {@code SubmittedReports} and the ledger's writer have them. */
    private static final Map<String, Integer> BOUNDS = Map.of("intake_in_flight", 2_000, "ledger_queue_depth", 10_000);

    private final Map<String, Relay> relays = new ConcurrentHashMap<>();
    private final List<Accepted> doorsProbes = new ArrayList<>();
    private LiveHub hub;
    private PatientCaller caller;
    private Recovery recovery;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        hub = new LiveHub(folder, NOW, relayed());
        caller = PatientCaller.of(hub, BREATH, OPERATOR, ANALYST);
        recovery = new Recovery(hub, caller);
    }

    @AfterEach
    void stop() {
        caller.close();
        hub.close();
    }

    @Test
    void whateverIsAwayNothingIsPromisedInVainAndAllGoesOnByItself() throws Exception {
        List<Accepted> accepted;
        try (var filers = new Filers(caller, "away", AT_ONCE)) {
            filers.awaitMore(WARM);
            Relay broker = relay("broker");
            Relay database = relay("database");
            away("broker cut", AWAY, broker, broker::cut, this::onlyReadingGoesOn);
            away("broker silent", AWAY, broker, broker::stall, this::onlyReadingGoesOn);
            away("database cut", AWAY, database, database::cut, this::onlyFilingGoesOn);
            away("database silent", AWAY, database, database::stall, this::onlyFilingGoesOn);
            registryAway("registry cut", relay("registry")::cut);
            registryAway("registry silent", relay("registry")::stall);
            accepted = new ArrayList<>(filers.stop());
        }
        accepted.addAll(recovery.probes());
        accepted.addAll(doorsProbes);
        LOG.info("{} accepted in all", accepted.size());
        new Promises(hub.environment(), hub.http()).assertHeld(accepted);
    }

    /** What takes it away. */
    private interface Disturbance {
        void begin() throws Exception;
    }

    /** What must hold of the answers to the filings of that time, once it is over. */
    private interface Expectation {
        void check(String what, List<Heard> heard) throws Exception;
    }

    private void away(String what, Duration time, Relay relay, Disturbance disturbance, Expectation meanwhile)
            throws Exception {
        long before = heapMebibytes();
        disturbance.begin();
        long began = System.nanoTime();
        try {
            while (System.nanoTime() - began < time.toNanos()) {
                assertBounded(what);
                Pause.of(LOOK);
            }
            List<Heard> heard = caller.heardBetween(began, System.nanoTime());
            report(what, heard);
            assertThat(heard)
                    .as("%s: filings answered, and in %s at most", what, PatientCaller.ANSWER)
                    .isNotEmpty()
                    .allSatisfy(one -> assertThat(one.time()).isLessThan(PatientCaller.ANSWER));
            meanwhile.check(what, heard);
            assertThat(heapMebibytes() - before)
                    .as("%s: MiB of heap more than before", what)
                    .isLessThan(MOST_GROWTH_MIB);
        } finally {
            relay.restore();
        }
        recovery.awaitSince(what, System.nanoTime());
    }

    private void report(String what, List<Heard> heard) {
        long taken = heard.stream().filter(one -> one.status() == 202).count();
        LOG.info(
                "{}: {} filings taken, {} put off, the slowest after {} ms",
                what,
                taken,
                heard.size() - taken,
                heard.stream().mapToLong(one -> one.time().toMillis()).max().orElse(0));
    }

    private void onlyReadingGoesOn(String what, List<Heard> heard) throws Exception {
        assertThat(heard).as(what).extracting(Heard::status).containsOnly(503);
        assertThat(caller.get(ANALYST, "/v1/timeline?limit=1").answer().status())
                .as(what)
                .isEqualTo(200);
    }

    private void onlyFilingGoesOn(String what, List<Heard> heard) throws Exception {
        assertThat(heard).as(what).extracting(Heard::status).contains(202).isSubsetOf(202, 503);
        assertPutOff(what, ANALYST, "/v1/timeline?limit=1");
        assertPutOff(what, OPERATOR, "/v1/submissions?limit=1");
    }

    private void assertPutOff(String what, String identity, String path) throws Exception {
        var asked = caller.get(identity, path);
        LOG.info(
                "{}: {} is put off after {} ms",
                what,
                path,
                asked.heard().time().toMillis());
        assertThat(asked.answer().status()).as("%s: %s", what, path).isEqualTo(503);
        assertThat(asked.heard().again()).as("%s: %s: Retry-After", what, path).isNotEmpty();
    }

    /** Schemas that the hub has read once it knows; a record with another waits, and only its own partition with it. */
    private void registryAway(String what, Disturbance disturbance) throws Exception {
        String key = what.replace(' ', '-');
        var report = ReportId.of(new OperatorSlug(SLUG), key).toString();
        byte[] value = valueOfASchemaUnknownToTheHub(key);
        away(
                what,
                REGISTRY_AWAY,
                relay("registry"),
                () -> {
                    disturbance.begin();
                    IntakeDoor.sendRaw(hub, SLUG, key, key, value);
                },
                (_, heard) -> {
                    assertThat(heard).as(what).extracting(Heard::status).containsOnly(202);
                    recovery.probe(what + " meanwhile");
                    assertThat(caller.getAsOperator(SLUG, "/v1/submissions/" + report)
                                    .status())
                            .as("%s: neither recorded nor refused", what)
                            .isEqualTo(404);
                });
        JsonNode submission = LiveHub.await(
                "%s: recorded".formatted(what),
                () -> caller.getAsOperator(SLUG, "/v1/submissions/" + report).body(),
                body -> body.path("state").asString("").equals("RECORDED"));
        doorsProbes.add(new Accepted(SLUG, report, submission.path("threadId").asString()));
    }

    private void assertBounded(String what) throws Exception {
        String metrics = recovery.managed("/actuator/prometheus");
        BOUNDS.forEach((gauge, most) -> {
            var value = Pattern.compile("^%s (\\S+)$".formatted(gauge), Pattern.MULTILINE)
                    .matcher(metrics);
            assertThat(value.find()).as("%s in %s", gauge, metrics).isTrue();
            assertThat(Double.parseDouble(value.group(1)))
                    .as("%s: %s", what, gauge)
                    .isBetween(0.0, (double) most);
        });
    }

    /** What is in use after everything else was thrown away. */
    private static long heapMebibytes() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() >> 20;
    }

    /** By a schema that is registered now, with one more item. */
    private byte[] valueOfASchemaUnknownToTheHub(String item) throws Exception {
        var settings = Settings.of(hub.environment());
        int port = settings.ports().registry();
        Map<String, Object> properties =
                Map.copyOf(ClientProperties.registry(port, EmbeddedKafka.HUB, Secrets.in(settings.data())));
        String subject = "intake.%s-value".formatted(SLUG);
        try (var registry =
                new CachedSchemaRegistryClient(List.of(ClientProperties.registryUrl(port)), 10, properties)) {
            Schema known = new Schema.Parser()
                    .parse(registry.getLatestSchemaMetadata(subject).getSchema());
            var fields = new ArrayList<Schema.Field>();
            known.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
            fields.add(new Schema.Field(
                    item.replace('-', '_'),
                    Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING)),
                    null,
                    Schema.Field.NULL_DEFAULT_VALUE));
            registry.register(
                    subject,
                    new AvroSchema(
                            Schema.createRecord(known.getName(), known.getDoc(), known.getNamespace(), false, fields)));
        }
        return IntakeDoor.value(hub, SLUG, Recovery.body(item));
    }

    private Relay relay(String server) {
        return Objects.requireNonNull(relays.get(server));
    }

    /** The embedded servers, each behind a relay. */
    private Foundation relayed() {
        return new Foundation(
                (folder, port, secrets) ->
                        behind("database", port, own -> EmbeddedDatabase.start(folder, own, secrets)),
                (folder, port, secrets) ->
                        behind("broker", port, own -> EmbeddedKafka.start(folder, own, port, secrets)),
                (port, database, secrets) -> behind("registry", port, own -> {
                    try {
                        return EmbeddedRegistry.start(own, database, secrets)::close;
                    } catch (SQLException e) {
                        throw new IOException(e);
                    }
                }));
    }

    /** How a server is started on a port. */
    private interface Start {
        Closeable on(int port) throws IOException;
    }

    private Foundation.Running behind(String name, int port, Start start) throws IOException {
        int own = Loopback.freePort();
        Closeable server = start.on(own);
        Relay relay = Relay.open(port, own);
        relays.put(name, relay);
        return () -> {
            relay.close();
            server.close();
        };
    }
}
