package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import noroshi.standalone.veris.VerisImport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Incidents as VERIS has them, one of each fate, through the public intake and once more. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerisImportIT {

    private static final String HEALTH = """
            {"incident_id": "health", "summary": "Laptop stolen", "victim": [{"industry": "622110"}],
             "action": {"malware": {"variety": ["Ransomware"]}},
             "attribute": {"confidentiality": {"data_disclosure": "Yes", "data": [{"variety": "Medical"}]}},
             "timeline": {"incident": {"year": 2026, "month": 2, "day": 3}, "discovery": {"unit": "Days", "value": 2}}}
            """;

    /** Older than the plan's supervision of its sector by the one form there was. */
    private static final String OLD = """
            {"incident_id": "old", "summary": "Mail sent to the wrong person", "victim": [{"industry": "522110"}],
             "action": {"error": {"variety": ["Misdelivery"]}}, "timeline": {"incident": {"year": 2010}}}
            """;

    private static final String UNKNOWN_INDUSTRY = """
            {"incident_id": "shop", "summary": "Shop defaced", "victim": [{"industry": "448110"}],
             "action": {"hacking": {"variety": ["SQLi"]}}, "timeline": {"incident": {"year": 2026, "month": 1}}}
            """;

    private static final String FUTURE = """
            {"incident_id": "future", "summary": "Not yet", "victim": [{"industry": "622110"}],
             "action": {"hacking": {"variety": ["DoS"]}}, "timeline": {"incident": {"year": 2031}}}
            """;

    private LiveHub hub;
    private Path incidents;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        incidents = Files.createDirectory(folder.resolve("incidents"));
        Files.writeString(incidents.resolve("health.json"), HEALTH);
        Files.writeString(incidents.resolve("old.json"), OLD);
        Files.writeString(incidents.resolve("shop.json"), UNKNOWN_INDUSTRY);
        Files.writeString(incidents.resolve("future.json"), FUTURE);
        Files.writeString(incidents.resolve("torn.json"), HEALTH.substring(0, 60));
        Files.write(incidents.resolve("latin.json"), new byte[] {'{', (byte) 0xe9, '}'});
        Files.writeString(incidents.resolve("dateless.json"), "{\"timeline\": {\"incident\": {}}}");
        Files.writeString(incidents.resolve("notes.txt"), "no incident");
        hub = new LiveHub(folder, "2026-11-10T09:00:00+09:00");
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void everyFileHasItsFateAndTheSameAgainChangesNothing() throws Exception {
        List<String> first = imported();

        assertThat(first).last().isEqualTo("2 imported, 1 refused, 1 to triage, 3 unreadable");
        assertThat(first)
                .anySatisfy(line -> assertThat(line).contains("torn.json: unreadable: no JSON"))
                .anySatisfy(line -> assertThat(line).endsWith("latin.json: unreadable: no UTF-8"))
                .anySatisfy(line -> assertThat(line).contains("dateless.json: unreadable: timeline.incident.year"))
                .anySatisfy(line ->
                        assertThat(line).contains("future.json: refused").contains("AWARENESS_IN_FUTURE"))
                .anySatisfy(line ->
                        assertThat(line).matches("HEALTHCARE +1 imported, 1 refused, 0 to triage, 0 unreadable"))
                .anySatisfy(
                        line -> assertThat(line).matches("FINANCE +1 imported, 0 refused, 0 to triage, 0 unreadable"))
                .noneSatisfy(line -> assertThat(line).contains("notes.txt"));

        hub.rest();
        long head = head();
        assertThat(imported().stream().filter(VerisImportIT::isCount).toList())
                .isEqualTo(first.stream().filter(VerisImportIT::isCount).toList());
        assertThat(head()).isEqualTo(head);

        var thread = hub.get("operator:veris-healthcare", "/v1/reports").body().path("items");
        assertThat(thread.size()).isEqualTo(1);
        var seen = hub.get(
                        "ministry:MHLW",
                        "/v1/reports/" + thread.get(0).path("threadId").asString())
                .body();
        assertThat(seen.path("reports").get(0).toString())
                .contains("Laptop stolen")
                .contains("\"awarenessAt\":\"2026-02-05T00:00:00+09:00\"");
        assertThat(hub.get("nco:tanaka", "/v1/timeline?operator=veris-other")
                        .body()
                        .path("items")
                        .size())
                .as("what nobody is competent for lies with the national office")
                .isPositive();
    }

    private List<String> imported() throws Exception {
        var lines = new ByteArrayOutputStream();
        boolean allRead = new VerisImport(
                        hub.http(),
                        false,
                        new PrintStream(lines, true, UTF_8),
                        new PrintStream(OutputStream.nullOutputStream(), true, UTF_8))
                .run(List.of(incidents));
        assertThat(allRead).isFalse();
        return lines.toString(UTF_8).lines().toList();
    }

    /** Not of a single file; why one is refused names the time of the attempt. */
    private static boolean isCount(String line) {
        return line.endsWith(" unreadable");
    }

    private long head() throws Exception {
        try (var stored = StoredHub.open(hub.environment());
                var connection = stored.runtime().dataSource().getConnection();
                var rows = connection.createStatement().executeQuery("select max(position) from ledger.events")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
