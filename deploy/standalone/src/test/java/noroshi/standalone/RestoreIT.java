package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import noroshi.standalone.Filers.Accepted;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database is lost and restored from a base and a log that are older than the broker: what the log holds is there
 * again, and what got its 202 since is read again from the broker. Then everything is lost but the backup and the keys.
 */
@Timeout(900)
class RestoreIT {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreIT.class);
    private static final String NOW = "2026-11-10T09:00:00+09:00";
    private static final int AT_ONCE = 4;
    private static final int SOME = 40;
    private static final Pattern EVENTS = Pattern.compile("(\\d+) events .*");
    private static final Identity ANALYST = Identity.parse("nco:tanaka");
    private static final String SECTORS_TOPIC = "sector.electricity";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path temporary;

    @AfterEach
    void leaveNoDatabaseRunning() throws Exception {
        for (String folder : List.of("data", "elsewhere/data")) {
            EmbeddedDatabase.stopOrphan(temporary.resolve(folder).resolve("postgresql"));
        }
    }

    @Test
    void whatWasAcceptedSurvivesTheLossOfTheDatabaseAndThenOfAllButTheBackup() throws Exception {
        Map<String, String> environment = HubProcess.environment(temporary);
        environment.put(Settings.CLOCK, NOW);
        String backup = temporary.resolve("backup").toString();
        String keys = temporary.resolve("keys").toString();
        List<Accepted> accepted;
        long based;
        long logged;
        try (var hub = HubProcess.up(environment);
                var http = new HttpHub(HubClient.find(environment));
                var filers = new Filers(http, "restore", AT_ONCE)) {
            filers.awaitMore(SOME);
            based = events(command(environment, "backup", backup, "--keys", keys));
            filers.awaitMore(SOME);
            register(http, "izu-power");
            logged = events(command(environment, "backup", backup));
            filers.awaitMore(SOME);
            hub.killWithDatabase();
            accepted = filers.stop();
        }
        assertThat(logged).isGreaterThan(based).isPositive();

        Path data = Settings.of(environment).data();
        PrivateFiles.delete(data.resolve("postgresql"));
        long restored = events(command(environment, "restore", backup));

        assertThat(restored).as("as far as the log goes").isGreaterThanOrEqualTo(logged);
        try (var _ = HubProcess.up(environment);
                var http = new HttpHub(HubClient.find(environment))) {
            assertThat(http.get(ANALYST, "/v1/register/operators")
                            .body()
                            .path("items")
                            .findValuesAsString("slug"))
                    .as("what no topic holds")
                    .contains("izu-power");
            new Promises(environment, http).assertHeld(accepted);
            assertToldTheSectorOnce(environment);
            filedOn(http, "restored");
        }

        // the log that the old backup would need is not this database's
        assertThat(run(2, environment, "backup", backup))
                .singleElement()
                .asString()
                .contains("another folder");
        String second = temporary.resolve("second").toString();
        long all = events(command(environment, "backup", second, "--keys", keys));

        Map<String, String> elsewhere = HubProcess.environment(temporary.resolve("elsewhere"));
        elsewhere.put(Settings.CLOCK, NOW);
        assertThat(events(command(elsewhere, "restore", second, "--keys", keys)))
                .isEqualTo(all);
        PrivateFiles.delete(data);
        try (var _ = HubProcess.up(elsewhere);
                var http = new HttpHub(HubClient.find(elsewhere))) {
            Accepted first = accepted.getFirst();
            assertThat(http.getAsOperator(first.operator(), "/v1/reports/" + first.thread())
                            .body()
                            .path("reports")
                            .get(0)
                            .path("content")
                            .path("title")
                            .asString())
                    .startsWith("監視制御の異常");
            filedOn(http, "elsewhere");
        }
    }

    private static void register(HttpHub http, String slug) throws Exception {
        var answer = http.putAsNationalOffice(
                "/v1/register/operators/" + slug,
                Map.of(
                        "name",
                        "伊豆電力",
                        "kind",
                        "COMPANY",
                        "prefecture",
                        "22",
                        "memberships",
                        List.of(Map.of("sector", "ELECTRICITY")),
                        "designations",
                        List.of(),
                        "criticalComputer",
                        false));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    }

    private static void filedOn(HttpHub http, String key) throws Exception {
        var answer = http.postAsOperator(
                "izu-power",
                "/v1/reports",
                key,
                Map.of(
                        "form", "OTHER_CYBER",
                        "stage", "PRELIMINARY",
                        "awarenessAt", "2026-11-05T05:40:00+09:00",
                        "title", key,
                        "summary", "調査中",
                        "serviceLines", List.of("ELECTRICITY")));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(202);
        String status = answer.body().path("statusUrl").asString();
        LiveHub.await(
                status,
                () -> http.getAsOperator("izu-power", status).body(),
                submission -> submission.path("state").asString().equals("RECORDED"));
    }

    /** An entry for each report, and whatever was published again came under the id it had. */
    private static void assertToldTheSectorOnce(Map<String, String> environment) throws Exception {
        Set<String> entries = entries(environment);
        Set<String> told = new HashSet<>();
        Map<String, Object> properties =
                new HashMap<>(HubClient.find(environment).kafka(ANALYST));
        properties.put("group.id", ANALYST.principal() + ".restore");
        properties.put("auto.offset.reset", "earliest");
        properties.put("key.deserializer", StringDeserializer.class);
        properties.put("value.deserializer", KafkaAvroDeserializer.class);
        try (var consumer = new KafkaConsumer<String, GenericRecord>(properties)) {
            consumer.subscribe(List.of(SECTORS_TOPIC));
            long end = System.nanoTime() + PATIENCE.toNanos();
            boolean more = true;
            while (System.nanoTime() < end && (more || !told.containsAll(entries))) {
                var records = consumer.poll(Duration.ofSeconds(1));
                more = !records.isEmpty();
                records.forEach(record ->
                        told.add(new String(record.headers().lastHeader("ce_id").value(), UTF_8)));
            }
        }
        assertThat(told).as("entries on %s", SECTORS_TOPIC).isEqualTo(entries);
    }

    /** What the hub remembers to have told, so that it can take it back. */
    private static Set<String> entries(Map<String, String> environment) throws Exception {
        try (var stored = StoredHub.open(environment);
                var connection = stored.runtime().dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select entry_id from gateway.sector_entry where sector = 'ELECTRICITY'")) {
            var entries = new HashSet<String>();
            while (rows.next()) {
                entries.add(rows.getString(1));
            }
            assertThat(entries).isNotEmpty();
            return entries;
        }
    }

    private static long events(List<String> lines) {
        var events = EVENTS.matcher(lines.getFirst());
        assertThat(events.matches()).as("%s", lines).isTrue();
        return Long.parseLong(events.group(1));
    }

    private static List<String> command(Map<String, String> environment, String... arguments) {
        return run(0, environment, arguments);
    }

    private static List<String> run(int expected, Map<String, String> environment, String... arguments) {
        var lines = new ByteArrayOutputStream();
        var printed = new PrintStream(lines, true, UTF_8);
        long begun = System.nanoTime();
        int code = new Standalone(environment, printed, printed).run(List.of(arguments));
        LOG.info(
                "{} took {} ms: {}",
                arguments[0],
                Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                lines.toString(UTF_8).strip());
        assertThat(code).as("%s: %s", String.join(" ", arguments), lines).isEqualTo(expected);
        return lines.toString(UTF_8).lines().toList();
    }
}
