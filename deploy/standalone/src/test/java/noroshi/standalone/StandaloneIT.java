package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The hub as a process of its own, told to stop as a user or a machine does, or killed. */
@Timeout(180)
class StandaloneIT {
    private final Map<String, String> environment = new HashMap<>();
    private final List<Process> started = new ArrayList<>();

    @TempDir
    Path temporary;

    @BeforeEach
    void setUpTheEnvironment() throws IOException {
        environment.put("TMPDIR", temporary.toString());
        environment.put("HUB_DATA", temporary.resolve("data").toString());
        for (var variable : Settings.of(Map.of()).ports().byVariable().keySet()) {
            environment.put(variable, Integer.toString(Loopback.freePort()));
        }
    }

    @AfterEach
    void leaveNothingRunning() throws Exception {
        for (var process : started) {
            process.destroyForcibly().waitFor();
        }
        EmbeddedDatabase.stopOrphan(temporary.resolve("data/postgresql"));
    }

    @Test
    void aHubToldToStopStopsEverythingWithinTenSeconds() throws Exception {
        for (var signal : List.of("TERM", "INT")) {
            var hub = start("up");
            assertThat(linesUntilReady(hub)).last().isEqualTo("ready http://localhost:" + port("HUB_HTTP_PORT"));

            new ProcessBuilder("kill", "-" + signal, Long.toString(hub.pid()))
                    .start()
                    .waitFor();

            assertThat(hub.waitFor(10, TimeUnit.SECONDS)).as(signal).isTrue();
            Loopback.requireFree(Settings.of(environment).ports().byVariable());
            assertThat(RunFile.find(RunFile.folder(environment), port("HUB_HTTP_PORT")))
                    .isEmpty();
            assertThat(temporary.resolve("data/postgresql/data/postmaster.pid")).doesNotExist();
            assertThat(temporary.resolve("data/log/hub.log")).isNotEmptyFile();
        }
    }

    @Test
    void aDemoLeavesNoDataBehind() throws Exception {
        var hub = start("demo");
        linesUntilReady(hub);
        var data = RunFile.find(RunFile.folder(environment), port("HUB_HTTP_PORT"))
                .orElseThrow()
                .data();
        assertThat(data).isDirectory();

        hub.destroy();

        assertThat(hub.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(data).doesNotExist();
    }

    @Test
    void afterAKillTheNextHubTakesOver() throws Exception {
        var killed = start("up");
        linesUntilReady(killed);
        killed.destroyForcibly().waitFor();
        assertThat(temporary.resolve("data/postgresql/data/postmaster.pid")).exists();

        var next = start("up");

        assertThat(linesUntilReady(next)).last().asString().startsWith("ready ");
    }

    @Test
    void aSecondHubOnTheSameFolderEndsInOneLineWithExitCode2() throws Exception {
        linesUntilReady(start("up"));

        var second = start("up");

        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(2);
        assertThat(second.inputReader(UTF_8).lines())
                .containsExactly("hub: data folder " + temporary.resolve("data")
                        + ": in use by another hub (stop it, or set HUB_DATA to another folder)");
    }

    private int port(String variable) {
        return Settings.of(environment).ports().byVariable().getOrDefault(variable, 0);
    }

    private Process start(String command) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        // Without the test folders, whose logging would be the child's.
        var classPath = List.of(System.getProperty("java.class.path").split(":", -1)).stream()
                .filter(entry -> !entry.endsWith("test-classes"))
                .reduce((one, other) -> one + ":" + other)
                .orElseThrow();
        var builder = new ProcessBuilder(
                java.toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                Standalone.class.getName(),
                command);
        builder.redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        started.add(process);
        return process;
    }

    private List<String> linesUntilReady(Process hub) throws IOException {
        var lines = new ArrayList<String>();
        // Not closed: the process would lose its output.
        BufferedReader output = hub.inputReader(UTF_8);
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.startsWith("ready ")) {
                return lines;
            }
        }
        var log = temporary.resolve("data/log/hub.log");
        throw new AssertionError(
                "the hub ended early: " + lines + (Files.exists(log) ? "\n" + Files.readString(log) : ""));
    }
}
