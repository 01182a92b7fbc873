package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The description of the API as the running hub gives it, judged by the rules that others judge theirs by. */
@EnabledIf(value = "nodeIsHere", disabledReason = "node and npm not found (install them)")
@Timeout(300)
@TestInstance(Lifecycle.PER_CLASS)
class SpectralIT {

    private static final Path PINNED = Path.of("src", "test", "spectral");
    private static final Path INSTALLED = Path.of("target", "spectral");

    private LiveHub hub;

    static boolean nodeIsHere() {
        return Stream.of("node", "npm")
                .allMatch(program -> Stream.of(
                                System.getenv().getOrDefault("PATH", "").split(":", -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))));
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        install();
        hub = new LiveHub(folder, "");
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void theDescriptionOfTheApiHasNoFaultAndNoWarning(@TempDir Path folder) throws Exception {
        var document = folder.resolve("api-docs.json");
        Files.writeString(document, hub.get("auditor", "/v3/api-docs").body().toString());

        var found = run(
                List.of(
                        INSTALLED
                                .resolve("node_modules/.bin/spectral")
                                .toAbsolutePath()
                                .toString(),
                        "lint",
                        "--ruleset",
                        PINNED.resolve("ruleset.json").toAbsolutePath().toString(),
                        "--fail-severity=warn",
                        document.toString()),
                folder);

        assertThat(found.exitCode()).as(found.output()).isZero();
        assertThat(found.output()).contains("No results with a severity of 'warn' or higher found!");
    }

    /** Once for each set of pinned versions. */
    private static void install() throws IOException, InterruptedException {
        var lock = PINNED.resolve("package-lock.json");
        var installed = INSTALLED.resolve("node_modules").resolve("installed-lock.json");
        if (Files.exists(installed) && Files.mismatch(lock, installed) < 0) {
            return;
        }
        Files.createDirectories(INSTALLED);
        for (var file : List.of("package.json", "package-lock.json")) {
            Files.copy(PINNED.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        var npm = run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), INSTALLED);
        assertThat(npm.exitCode()).as(npm.output()).isZero();
        Files.copy(lock, installed);
    }

    private static Outcome run(List<String> command, Path folder) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    private record Outcome(int exitCode, String output) {}
}
