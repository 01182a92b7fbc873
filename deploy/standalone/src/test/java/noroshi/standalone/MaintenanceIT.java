package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an administrator does with a hub that has something to lose; the last of it once the hub is stopped. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MaintenanceIT {

    private final List<JsonNode> submissions = new ArrayList<>();
    private LiveHub hub;
    private Path folder;

    @BeforeAll
    void startAndFile(@TempDir Path temporary) throws Exception {
        folder = temporary;
        hub = new LiveHub(temporary, "2026-11-10T09:00:00+09:00");
        var first = file("nangoku-gas", "/v1/reports", "m1", "GAS");
        file("chubu-power", "/v1/reports", "m2", "ELECTRICITY");
        file("kitahama-medical", "/v1/reports", "m3", "HEALTHCARE");
        file("nangoku-gas", "/v1/reports", "m4", "NO_SUCH_LINE");
        String thread = "/v1/reports/" + first.path("threadId").asString();
        submissions.add(hub.filed(
                "nangoku-gas",
                thread + "/corrections",
                "m5",
                Map.of("reason", "再調査", "corrections", Map.of("severityEstimate", 3))));
        submissions.add(hub.filed("nangoku-gas", thread + "/withdrawal", "m6", Map.of("reason", "業者保守")));
        hub.act("ministry:METI:sato", hub.delivery("operator:nangoku-gas", first, "METI"), "acknowledgement", Map.of());
        var tooMuch = hub.http().postAsOperator("nangoku-gas", thread + "/withdrawal", "m7", Map.of("reason", "もう一度"));
        assertThat(hub.settled("nangoku-gas", tooMuch).path("state").asString()).isEqualTo("REFUSED");
        // the last event of each thread: that the broker has its deliveries
        LiveHub.await(
                "all deliveries made",
                () -> hub.get("nco:tanaka", "/v1/timeline?limit=200").body(),
                page -> page.path("items").findValuesAsString("kind").stream()
                                .filter("DELIVERIES_MADE"::equals)
                                .count()
                        == submissions.size());
        hub.rest();
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    @Order(1)
    void rebuiltViewsAnswerAsTheLiveOnesDid() throws Exception {
        Map<String, JsonNode> before = answers();

        assertThat(command("rebuild", "--all"))
                .allSatisfy(line -> assertThat(line).matches("[a-z_]+: rebuilt up to position [1-9][0-9]*"))
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactlyInAnyOrderElementsOf(views());

        assertThat(answers()).isEqualTo(before);
        var after = file("setouchi-chem", "/v1/reports", "m8", "CHEMICAL");
        // the new generations are followed up, that of the deliveries too
        assertThat(hub.thread("ministry:METI", after).path("reports").size()).isEqualTo(1);
        var delivery = LiveHub.await(
                "made",
                () -> hub.delivery("operator:setouchi-chem", after, "METI"),
                one -> one.path("state").asString().equals("MADE"));
        hub.act("ministry:METI:sato", delivery, "acknowledgement", Map.of());
        hub.rest();
    }

    /** Every view but those that act on what they read. */
    private List<String> views() throws Exception {
        var names = new ArrayList<String>();
        try (var stored = StoredHub.open(hub.environment());
                var connection = stored.runtime().dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select view from api.view_pointer where live and view not in ('running', 'mode_reroute', 'asset_clock', 'request_clock')
                        union all select view from gateway.view_pointer where live and view = 'submission'""")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    @Test
    @Order(2)
    void anUnknownViewIsNamedWithThoseThereAre() {
        var lines = new ByteArrayOutputStream();
        int code = new Standalone(hub.environment(), discard(), new PrintStream(lines, true, UTF_8))
                .run(List.of("rebuild", "weather"));

        assertThat(code).isEqualTo(2);
        assertThat(lines.toString(UTF_8))
                .startsWith("hub: view weather: unknown")
                .contains("timeline");
    }

    @Test
    @Order(3)
    void theReplayOfNothingSettlesNothing() throws Exception {
        Map<String, JsonNode> before = answers();

        assertThat(command("replay", "parked"))
                .as("m7 was refused for what does not change")
                .containsExactly("0 settled, 0 still parked, 1 still refused, 0 gone");
        assertThat(answers()).isEqualTo(before);
    }

    @Test
    @Order(4)
    void aReceiptProvesItselfAndAnAlteredOneDoesNot() throws Exception {
        String thread = submissions.getFirst().path("threadId").asString();
        JsonNode receipt = hub.get("operator:nangoku-gas", "/v1/reports/" + thread + "/receipt")
                .body();
        assertThat(receipt.path("submissions").size()).isEqualTo(3);
        Path file = Files.writeString(folder.resolve("receipt.json"), receipt.toString());
        assertThat(command("verify", file.toString())).containsExactly("3 submissions: sound");

        Map<String, String> forged = Map.of(
                "leafHash", "0".repeat(64),
                "previousChain", "0".repeat(64),
                "chain", "0".repeat(64),
                "recordedAt", "2026-11-09T09:00:00+09:00");
        for (var item : forged.entrySet()) {
            var altered = (ObjectNode) JsonMapper.shared().readTree(receipt.toString());
            ((ObjectNode) altered.path("submissions").get(1)).put(item.getKey(), item.getValue());
            Files.writeString(file, altered.toString());
            assertThat(run(1, "verify", file.toString())).as(item.getKey()).containsExactly("3 submissions: NOT SOUND");
        }
    }

    @Test
    @Order(5)
    void aByteChangedInTheRecordIsFound() throws Exception {
        assertThat(command("verify")).singleElement().asString().endsWith(": sound");

        long position = submissions.getFirst().path("position").asLong();
        for (var column : List.of("payload", "metadata", "leaf_hash", "chain")) {
            flipBit(column, position);
            assertThat(run(1, "verify"))
                    .as(column)
                    .anySatisfy(line -> assertThat(line).startsWith("position %d: ".formatted(position)))
                    .last()
                    .asString()
                    .endsWith(": NOT SOUND");
            flipBit(column, position);
        }
        assertThat(command("verify")).singleElement().asString().endsWith(": sound");
    }

    @Test
    @Order(6)
    void theRecordOfAStoppedHubIsVerifiedOnItsFolder() throws Exception {
        hub.close();
        assertThat(RunFile.find(
                        RunFile.folder(hub.environment()),
                        Settings.of(hub.environment()).ports().http()))
                .isEmpty();

        assertThat(command("verify"))
                .singleElement()
                .asString()
                .matches("\\d+ events, head [0-9a-f]{64}; \\d+ readings, head [0-9a-f]{64}: sound");
        assertThat(folder.resolve("data/postgresql/data/postmaster.pid"))
                .as("nothing is left running")
                .doesNotExist();
    }

    private JsonNode file(String slug, String path, String key, String line) throws Exception {
        var submission = hub.filed(
                slug,
                path,
                key,
                Map.of(
                        "form", "OTHER_CYBER",
                        "stage", "PRELIMINARY",
                        "awarenessAt", "2026-11-05T05:40:00+09:00",
                        "title", "監視制御の異常",
                        "summary", "調査中",
                        "severityEstimate", 2,
                        "prefecture", "23",
                        "serviceLines", List.of(line)));
        submissions.add(submission);
        return submission;
    }

    /** What the API says of everything there is, by its path and reader. */
    private Map<String, JsonNode> answers() throws Exception {
        var answers = new LinkedHashMap<String, JsonNode>();
        for (String identity : List.of("nco:tanaka", "ministry:METI:sato", "operator:nangoku-gas")) {
            var paths = new ArrayList<>(List.of("/v1/reports?limit=200", "/v1/obligations?limit=200"));
            if (identity.startsWith("operator:")) {
                paths.add("/v1/submissions?limit=200");
            } else {
                paths.add("/v1/timeline?limit=200");
                paths.add("/v1/situation");
                paths.add("/v1/register/operators");
                paths.add("/v1/register/sectors");
            }
            submissions.forEach(
                    one -> paths.add("/v1/reports/" + one.path("threadId").asString()));
            for (String path : paths) {
                var answer = hub.get(identity, path);
                assertThat(answer.status()).as("%s %s", identity, path).isIn(200, 404);
                answers.put(identity + " " + path, answer.body());
            }
        }
        assertThat(answers)
                .hasEntrySatisfying(
                        "nco:tanaka /v1/timeline?limit=200",
                        page -> assertThat(page.path("items").size()).isGreaterThan(submissions.size()));
        return answers;
    }

    private List<String> command(String... arguments) {
        return run(0, arguments);
    }

    private List<String> run(int expected, String... arguments) {
        var lines = new ByteArrayOutputStream();
        int code = new Standalone(hub.environment(), new PrintStream(lines, true, UTF_8), discard())
                .run(List.of(arguments));
        assertThat(code).as("%s: %s", String.join(" ", arguments), lines).isEqualTo(expected);
        return lines.toString(UTF_8).lines().toList();
    }

    private static PrintStream discard() {
        return new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    }

    /** As the owner of the database, whom nothing but the chain hinders. */
    private void flipBit(String column, long position) throws Exception {
        try (var stored = StoredHub.open(hub.environment());
                var connection = stored.owner().dataSource().getConnection();
                var update = connection.prepareStatement("""
                        update ledger.events set %1$s = set_bit(%1$s, 5, 1 - get_bit(%1$s, 5)) where position = ?
                        """.formatted(column))) {
            update.setLong(1, position);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
