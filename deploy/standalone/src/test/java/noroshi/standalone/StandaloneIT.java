package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The hub as a process of its own, told to stop as a user or a machine does, or killed. */
@Timeout(600)
class StandaloneIT {

    /** The contract's. */
    private static final int STOP_SECONDS = 10;

    private final List<HubProcess> started = new ArrayList<>();
    private Map<String, String> environment = Map.of();

    @TempDir
    Path temporary;

    @BeforeEach
    void setUpTheEnvironment() {
        environment = HubProcess.environment(temporary);
    }

    @AfterEach
    void leaveNothingRunning() throws Exception {
        for (var process : started) {
            process.kill();
        }
        EmbeddedDatabase.stopOrphan(temporary.resolve("data/postgresql"));
    }

    @Test
    void aHubToldToStopStopsEverythingWithinTenSeconds() throws Exception {
        for (var signal : List.of("TERM", "INT")) {
            var hub = start("up");
            assertThat(hub.linesUntilReady()).last().isEqualTo("ready http://localhost:" + port());
            var log = temporary.resolve("data/log/hub.log");
            int before = Files.readString(log).length();

            hub.signal(signal);

            assertThat(hub.endsWithin(STOP_SECONDS)).as(signal).isTrue();
            Loopback.requireFree(Settings.of(environment).ports().byVariable());
            assertThat(RunFile.find(RunFile.folder(environment), port())).isEmpty();
            assertThat(temporary.resolve("data/postgresql/data/postmaster.pid")).doesNotExist();
            assertThat(Files.readString(log).substring(before))
                    .as("a stop that was asked for is no cause for alarm")
                    .isNotEmpty()
                    .doesNotContainPattern("(WARN|ERROR) +\\[[^]]*] noroshi\\.");
        }
    }

    @Test
    void aDemoStartsAndStopsWithoutAlarmAndLeavesNoDataBehind() throws Exception {
        var hub = start("demo");
        assertThat(hub.linesUntilReady())
                .as("nothing but what a user can do something with")
                .allMatch(line -> line.startsWith("  ") || line.startsWith("identities ") || line.startsWith("ready "));
        var data =
                RunFile.find(RunFile.folder(environment), port()).orElseThrow().data();
        assertThat(data).isDirectory();

        hub.signal("TERM");

        assertThat(hub.endsWithin(STOP_SECONDS)).isTrue();
        assertThat(hub.linesUntilItsEnd()).isEmpty();
        assertThat(data).doesNotExist();
    }

    @Test
    void afterAKillTheNextHubTakesOver() throws Exception {
        var killed = start("up");
        killed.linesUntilReady();
        killed.kill();
        assertThat(temporary.resolve("data/postgresql/data/postmaster.pid")).exists();

        var next = start("up");

        assertThat(next.linesUntilReady()).last().asString().startsWith("ready ");
    }

    @Test
    void aSecondHubOnTheSameFolderEndsInOneLineWithExitCode2() throws Exception {
        start("up").linesUntilReady();

        var second = start("up");

        assertThat(second.endsWithin(60)).isTrue();
        assertThat(second.exitCode()).isEqualTo(2);
        assertThat(second.linesUntilItsEnd())
                .containsExactly("hub: data folder " + temporary.resolve("data")
                        + ": in use by another hub (stop it, or set HUB_DATA to another folder)");
    }

    private int port() {
        return Settings.of(environment).ports().http();
    }

    private HubProcess start(String command) throws IOException {
        var process = HubProcess.start(environment, command);
        started.add(process);
        return process;
    }
}
