package noroshi.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** 登録簿の取込. Sends a spreadsheet's CSV to the register and tells what became of each line that is not right. */
final class RegisterImport {

    /** A whole register, one durable change a line. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final HttpHub hub;
    private final PrintStream out;

    RegisterImport(HttpHub hub, PrintStream out) {
        this.hub = hub;
        this.out = out;
    }

    /**
     * Imports a file, or with {@code dryRun} tells what that would do.
     *
     * @return whether every line was taken
     * @throws IOException if the file as a whole was refused
     */
    boolean run(Path file, String charset, boolean dryRun) throws IOException, InterruptedException {
        var answer = hub.postAsNationalOffice(
                "/v1/register/import?dryRun=" + dryRun, Files.readAllBytes(file), "text/csv;charset=" + charset, LIMIT);
        JsonNode report = answer.body();
        if (answer.status() != 200) {
            report.path("errors")
                    .forEach(fault ->
                            out.printf("%s: %s%n", file, fault.path("detail").asString()));
            throw new IOException("the hub answered %d: %s"
                    .formatted(answer.status(), report.path("detail").asString("no reason")));
        }
        for (JsonNode line : report.path("lines")) {
            for (JsonNode fault : line.path("faults")) {
                out.printf(
                        "%s:%d: %s: %s: %s%n",
                        file,
                        line.path("line").asLong(),
                        fault.path("column").asString(),
                        fault.path("ja").asString(),
                        fault.path("en").asString());
            }
        }
        out.printf(
                "%d created, %d changed, %d unchanged, %d refused%s%n",
                report.path("created").asLong(),
                report.path("changed").asLong(),
                report.path("unchanged").asLong(),
                report.path("refused").asLong(),
                dryRun ? " (dry run: nothing was changed)" : "");
        return report.path("refused").asLong() == 0;
    }
}
