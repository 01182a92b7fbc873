package noroshi.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * 目録. What a backup consists of, and what it must give when it is restored. It is written last, so a folder without one
 * holds no backup; and anew with each piece of log.
 *
 * @param format of this file
 * @param id also in the name of the slot by which the server keeps the log for it
 * @param begun when its base was begun, by the server's clock
 * @param upTo what was committed by then is in it, by the server's clock
 * @param postgresql the server's version
 * @param timeline of the log
 * @param segmentBytes how long each file of the log is
 * @param logTo up to where the log reaches
 * @param position the last event's; 0 if there is none
 * @param chain the chain at that position, in lower-case hexadecimal; zeros if there is no event
 * @param keys the SHA-256 of each file that it is useless without and that is not in it
 * @param folders those of the base, also the empty ones
 */
record BackupManifest(
        int format,
        String id,
        Instant begun,
        Instant upTo,
        String postgresql,
        int timeline,
        long segmentBytes,
        long logTo,
        long position,
        String chain,
        Map<String, String> keys,
        List<String> folders,
        List<Entry> files) {
    static final String FILE = "manifest.json";
    static final String BASE = "base";
    static final String LOG = "log";
    static final int FORMAT = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    BackupManifest {
        // in the order of their names, as they are told
        keys = Collections.unmodifiableMap(new TreeMap<>(keys));
        folders = List.copyOf(folders);
        files = List.copyOf(files);
    }

    /**
     * A file of the backup.
     *
     * @param path below the backup's folder, its parts separated by {@code /}
     * @param sha256 in lower-case hexadecimal
     */
    record Entry(String path, long size, String sha256) {

        Entry(String path, DurableCopy.Written written) {
            this(path, written.size(), written.sha256());
        }

        boolean isLog() {
            return path.startsWith(LOG + "/");
        }
    }

    /** Whether the folder holds a finished backup. */
    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /**
     * Reads the manifest of a backup.
     *
     * @throws UsageError if there is none, or it can't be understood
     */
    static BackupManifest read(Path folder) throws IOException {
        if (!isIn(folder)) {
            throw new UsageError(
                    "%s: no backup (expected: a folder with a %s, as ./hub backup makes it)".formatted(folder, FILE));
        }
        try {
            @Nullable BackupManifest manifest = JSON.readValue(Files.readString(folder.resolve(FILE)), BackupManifest.class);
            if (manifest != null) {
                manifest.requireInside();
                return manifest;
            }
        } catch (JacksonException e) {
            // The sentence below says all there is to say.
        }
        throw new UsageError("%s: damaged (expected: as ./hub backup wrote it)".formatted(folder.resolve(FILE)));
    }

    private void requireInside() {
        for (String path : folders) {
            requireInside(BASE, path);
        }
        for (Entry file : files) {
            requireInside(file.isLog() ? LOG : BASE, file.path());
        }
    }

    /** What is read from a manifest becomes the name of a file that is written. */
    private static void requireInside(String part, String path) {
        var normal = Path.of(path).normalize();
        if (!normal.toString().equals(path) || !normal.startsWith(part)) {
            throw new UsageError("%s: names %s (expected: what lies below %s/)".formatted(FILE, path, part));
        }
    }

    /** Writes it in the place of the one before, all or nothing. */
    void write(Path folder) throws IOException {
        PrivateFiles.write(
                folder.resolve(FILE), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
        DurableCopy.forceFolder(folder);
    }

    /**
     * Whether this hub can read it.
     *
     * @throws UsageError if another format or another PostgreSQL wrote it
     */
    void requireReadable() {
        if (format != FORMAT) {
            throw new UsageError("%s: format %d (expected: %d; restore it with the release that wrote it)"
                    .formatted(FILE, format, FORMAT));
        }
        if (!postgresql.startsWith(EmbeddedDatabase.MAJOR_VERSION + ".")) {
            throw new UsageError("backup of PostgreSQL %s (expected: %s; restore it with the release that wrote it)"
                    .formatted(postgresql, EmbeddedDatabase.MAJOR_VERSION));
        }
    }

    /** What of the backup is not as it was written; each in a line. */
    List<String> damage(Path folder) throws IOException {
        var damage = new ArrayList<String>();
        for (Entry file : files) {
            var path = folder.resolve(file.path());
            if (!Files.isRegularFile(path)) {
                damage.add("%s: missing".formatted(file.path()));
            } else if (Files.size(path) != file.size()) {
                damage.add("%s: %d bytes (expected: %d)".formatted(file.path(), Files.size(path), file.size()));
            } else if (!DurableCopy.sha256(path).equals(file.sha256())) {
                damage.add("%s: another SHA-256 (expected: %s)".formatted(file.path(), file.sha256()));
            }
        }
        return damage;
    }

    WalPlace logEnd() {
        return new WalPlace(timeline, segmentBytes, logTo);
    }

    long bytes() {
        return files.stream().mapToLong(Entry::size).sum();
    }
}
