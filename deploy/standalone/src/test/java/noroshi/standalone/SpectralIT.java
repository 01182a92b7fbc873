package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The description of the API as the running hub gives it, judged by the rules that others judge theirs by. */
@EnabledIf(value = "noroshi.standalone.NodeProgram#isHere", disabledReason = NodeProgram.NOT_HERE)
@Timeout(300)
@TestInstance(Lifecycle.PER_CLASS)
class SpectralIT {

    private NodeProgram spectral;
    private LiveHub hub;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        spectral = NodeProgram.install("spectral");
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

        var found = NodeProgram.run(
                List.of(
                        spectral.file("node_modules/.bin/spectral").toString(),
                        "lint",
                        "--ruleset",
                        spectral.file("ruleset.json").toString(),
                        "--fail-severity=warn",
                        document.toString()),
                folder);

        assertThat(found.exitCode()).as(found.output()).isZero();
        assertThat(found.output()).contains("No results with a severity of 'warn' or higher found!");
    }
}
