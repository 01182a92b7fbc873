package noroshi.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The JVM's cache of what a hub loads when it starts (JEP 483), made once for all hubs of a test run as {@code ./hub}
 * makes it once a build: most of a kill's time is the next start.
 */
final class Rehearsal {

    private static final int PATIENCE_SECONDS = 180;
    private static final String NO_CACHE = "";

    private static String cache = NO_CACHE;
    private static String rehearsed = "";

    private Rehearsal() {}

    /** The flags of a JVM that uses it; none where that class path allows for no cache. */
    static synchronized List<String> flags(String classPath) throws IOException {
        if (!rehearsed.equals(classPath)) {
            cache = rehearse(classPath);
            rehearsed = classPath;
        }
        return cache.isEmpty()
                ? List.of()
                : List.of("-XX:AOTCache=" + cache, "-Xlog:disable", "-Xlog:all=error:stderr");
    }

    private static String rehearse(String classPath) throws IOException {
        Path folder = Files.createTempDirectory("rehearsal");
        Path made = folder.resolve("hub.aot");
        var process = HubProcess.builder(
                        classPath, List.of("-XX:AOTCacheOutput=" + made, Standalone.class.getName(), "rehearse"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        process.environment().put("TMPDIR", folder.toString());
        Process running = process.start();
        try {
            if (!running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(made)));
        return Files.exists(made) ? made.toString() : NO_CACHE;
    }

    private static void delete(Path made) {
        try {
            Files.deleteIfExists(made);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
