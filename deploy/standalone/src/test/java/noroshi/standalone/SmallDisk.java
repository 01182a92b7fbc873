package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A file system of its own under a folder, so small that it can be filled. */
final class SmallDisk implements AutoCloseable {

    static final String WHERE_NOT = "no file system can be mounted here (that needs root)";

    private static final String BALLAST = "ballast";
    private static final int BLOCK = 4096;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Whether one can be mounted here. */
    static boolean available() {
        return hindrance().isEmpty();
    }

    /** Why none can be mounted here; empty if one can. */
    static Optional<String> hindrance() {
        try {
            Path folder = Files.createTempDirectory("noroshi-disk-");
            try {
                mount(folder, 1).close();
                return Optional.empty();
            } finally {
                Files.delete(folder);
            }
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Mounts one.
     *
     * @throws IOException if that is not allowed
     */
    static SmallDisk mount(Path folder, int mebibytes) throws IOException {
        Files.createDirectories(folder);
        run("mount", "-t", "tmpfs", "-o", "mode=700,size=%dm".formatted(mebibytes), "tmpfs", folder.toString());
        return new SmallDisk(folder);
    }

    /** Takes every byte that is left. */
    void fill() throws IOException {
        try (OutputStream ballast =
                Files.newOutputStream(folder.resolve(BALLAST), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            var block = new byte[BLOCK];
            while (folder.toFile().getUsableSpace() > 0) {
                ballast.write(block);
            }
        } catch (IOException e) {
            if (folder.toFile().getUsableSpace() > BLOCK) {
                throw e;
            }
            // another took the last of it
        }
    }

    /** Takes all but so much. */
    void fillBut(long bytes) throws IOException {
        try (OutputStream ballast = Files.newOutputStream(folder.resolve(BALLAST))) {
            var block = new byte[BLOCK];
            while (folder.toFile().getUsableSpace() > bytes) {
                ballast.write(block);
            }
        }
    }

    /** Gives back all that was taken. */
    void empty() throws IOException {
        Files.delete(folder.resolve(BALLAST));
    }

    /** Takes it away, whoever still has a file on it. */
    @Override
    public void close() throws IOException {
        run("umount", "--lazy", folder.toString());
    }

    private static void run(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
