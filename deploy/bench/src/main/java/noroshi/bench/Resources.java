package noroshi.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;

/** What a benchmark has started; closed last first, also when the process is told to stop. */
final class Resources implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Path folder;
    private boolean closed;

    /** Makes a folder that goes with the rest. */
    Resources() throws IOException {
        folder = Files.createTempDirectory("noroshi-bench-");
        Runtime.getRuntime().addShutdownHook(new Thread(this::closeQuietly, "stop"));
    }

    Path folder() {
        return folder;
    }

    <T extends AutoCloseable> T add(T resource) {
        synchronized (open) {
            open.push(resource);
        }
        return resource;
    }

    private void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            System.err.println("hub: bench: left behind in %s: %s".formatted(folder, e.getMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (open) {
            if (closed) {
                return;
            }
            closed = true;
            for (AutoCloseable resource : open) {
                close(resource);
            }
        }
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static void close(AutoCloseable resource) throws IOException {
        try {
            resource.close();
        } catch (Exception e) { // AutoCloseable declares no narrower one
            throw new IOException("%s does not close: %s".formatted(resource, e), e);
        }
    }
}
