package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A hub as a process of its own, so that it can be killed; ready once made. */
final class HubProcess implements AutoCloseable {

    private final Process process;

    /** Starts {@code ./hub up} on the environment's data folder. */
    HubProcess(Map<String, String> environment) throws IOException {
        // Without the test folders, whose logging would be the child's.
        String classPath = String.join(
                ":",
                List.of(System.getProperty("java.class.path").split(":", -1)).stream()
                        .filter(entry -> !entry.endsWith("test-classes"))
                        .toList());
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=noroshi.avro",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                Standalone.class.getName(),
                "up");
        builder.redirectErrorStream(true);
        builder.environment().putAll(environment);
        process = builder.start();
        try {
            awaitReady(Path.of(String.valueOf(environment.get(Settings.DATA)), "log", "hub.log"));
        } catch (IOException | RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private void awaitReady(Path log) throws IOException {
        var lines = new ArrayList<String>();
        // Not closed: the process would lose its output.
        BufferedReader output = process.inputReader(UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.startsWith("ready ")) {
                return;
            }
        }
        throw new AssertionError(
                "the hub ended early: " + lines + (Files.exists(log) ? "\n" + Files.readString(log) : ""));
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill} does. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
