package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import noroshi.standalone.BackupManifest.Entry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not restored, and in which line that is said; nothing is touched then. */
class RestoreTest {
    private static final String SEGMENT = "log/000000010000000000000002";

    @TempDir
    Path temporary;

    private Path backup = Path.of("");
    private Path data = Path.of("");
    private Path keys = Path.of("");

    @BeforeEach
    void makeABackup() throws IOException {
        backup = temporary.resolve("backup");
        data = temporary.resolve("data");
        keys = temporary.resolve("keys");
        write(backup.resolve("base/PG_VERSION"), "18\n");
        write(backup.resolve(SEGMENT), "a piece of log");
        write(keys.resolve("keys/master.key"), "m".repeat(32));
        write(keys.resolve("secrets.properties"), "master=secret");
        manifest(1, "18.1", "base/PG_VERSION", SEGMENT);
    }

    private void manifest(int format, String version, String... files) throws IOException {
        var entries = new ArrayList<Entry>();
        for (String file : files) {
            var path = backup.resolve(file);
            entries.add(new Entry(file, Files.size(path), DurableCopy.sha256(path)));
        }
        new BackupManifest(
                        format,
                        "b1",
                        Instant.EPOCH,
                        Instant.EPOCH,
                        version,
                        1,
                        1 << 24,
                        (2 << 24) + 14,
                        7,
                        "c0",
                        new KeyFolder(keys).hashes(),
                        List.of("base", "base/pg_wal"),
                        entries)
                .write(backup);
    }

    @Test
    void aFolderWithoutABackupIsNone() {
        assertRefused(
                2,
                temporary + "/nothing: no backup (expected: a folder with a manifest.json, as ./hub backup makes it)",
                "nothing");
    }

    @Test
    void aManifestCutOffIsDamaged() throws IOException {
        var manifest = backup.resolve("manifest.json");
        String text = Files.readString(manifest);
        for (String cut : List.of(
                "", text.substring(0, text.length() / 2), "{}", "null", text.replace("\"position\"", "\"place\""))) {
            Files.writeString(manifest, cut);

            assertRefused(2, manifest + ": damaged (expected: as ./hub backup wrote it)", "backup");
        }
    }

    @Test
    void aManifestOfAnotherFormOrPostgresqlIsLeftToItsOwnRelease() throws IOException {
        manifest(2, "18.1", SEGMENT);
        assertRefused(2, "manifest.json: format 2 (expected: 1; restore it with the release that wrote it)", "backup");

        manifest(1, "17.5", SEGMENT);
        assertRefused(
                2, "backup of PostgreSQL 17.5 (expected: 18; restore it with the release that wrote it)", "backup");
    }

    @Test
    void aManifestThatNamesAFileElsewhereIsRefused() throws IOException {
        write(temporary.resolve("outside"), "mine");
        manifest(1, "18.1", "../outside");

        assertRefused(2, "manifest.json: names ../outside (expected: what lies below base/)", "backup");
    }

    @Test
    void aFileDamagedCutOffOrMissingIsNamed() throws IOException {
        Files.writeString(backup.resolve(SEGMENT), "a piece of lag");
        assertDamaged(SEGMENT + ": another SHA-256 (expected: " + sha256("a piece of log") + ")");

        Files.writeString(backup.resolve(SEGMENT), "a piece");
        assertDamaged(SEGMENT + ": 7 bytes (expected: 14)");

        Files.delete(backup.resolve(SEGMENT));
        assertDamaged(SEGMENT + ": missing");

        Files.delete(backup.resolve("base/PG_VERSION"));
        assertDamaged("base/PG_VERSION: missing, and 1 more");
    }

    @Test
    void aDatabaseThatIsThereIsNotOverwritten() throws IOException {
        write(data.resolve("postgresql/data/PG_VERSION"), "18\n");

        assertRefused(
                2,
                "restore: %s is there (expected: none; move it away, or set HUB_DATA to another folder)"
                        .formatted(data.resolve("postgresql")),
                "backup");
        assertThat(data).isDirectoryNotContaining("glob:**restoring");
    }

    @Test
    void withoutItsKeysItIsNotRestored() throws IOException {
        assertThat(run("restore", "backup"))
                .isEqualTo(
                        "2 hub: restore: %s: missing (expected: the one of the backup's day; --keys FOLDER names its copy)"
                                .formatted(data.resolve("keys/master.key")));

        write(data.resolve("keys/master.key"), "x".repeat(32));
        assertThat(run("restore", "backup", "--keys", "keys"))
                .isEqualTo(
                        "2 hub: restore: %s: another hub's (expected: the one of the backup's day; --keys FOLDER names its copy)"
                                .formatted(data.resolve("keys/master.key")));
        assertThat(Files.readString(data.resolve("keys/master.key"))).isEqualTo("x".repeat(32));
    }

    @Test
    void theKeysKeptAreAsTheHubHasThem() throws IOException {
        var kept = new KeyFolder(temporary.resolve("kept"));
        write(keys.resolve("keys/intake/2026-11-01.key"), "one");
        kept.keep(new KeyFolder(keys));
        assertThat(kept.hashes()).isEqualTo(new KeyFolder(keys).hashes());

        // what a deleted key sealed is meant to be unreadable
        Files.delete(keys.resolve("keys/intake/2026-11-01.key"));
        write(keys.resolve("keys/intake/2026-11-17.key"), "two");
        kept.keep(new KeyFolder(keys));
        assertThat(kept.folder().resolve("keys/intake"))
                .isDirectoryContaining("glob:**17.key")
                .isDirectoryNotContaining("glob:**01.key");

        write(keys.resolve("keys/master.key"), "another");
        assertThat(catchThrowable(() -> kept.keep(new KeyFolder(keys))))
                .isInstanceOf(UsageError.class)
                .hasMessage(kept.folder() + ": another hub's keys (expected: this one's, or an absent folder)");
    }

    @Test
    void aPlaceInTheLogKnowsItsFile() {
        var place = new WalPlace(2, 1 << 24, 0x1_FF00_0028L);

        assertThat(place).hasToString("1/FF000028");
        assertThat(place.offset()).isEqualTo(0x28);
        assertThat(place.file(place.segment())).isEqualTo("0000000200000001000000FF");
        assertThat(place.file(place.segment() + 1)).isEqualTo("000000020000000200000000");
    }

    private void assertDamaged(String what) {
        assertThat(run("restore", "backup", "--keys", "keys"))
                .isEqualTo("1 hub: failed: %s is damaged, nothing was restored: %s".formatted(backup, what));
        assertThat(data).doesNotExist();
    }

    private void assertRefused(int code, String line, String folder) {
        assertThat(run("restore", folder, "--keys", "keys")).isEqualTo("%d hub: %s".formatted(code, line));
        assertThat(data.resolve("keys")).doesNotExist();
    }

    /** Exit code and line. */
    private String run(String command, String... arguments) {
        var line = new ByteArrayOutputStream();
        var environment = Map.of(Settings.DATA, data.toString(), "TMPDIR", temporary.toString());
        var full = Stream.concat(
                        Stream.of(command),
                        Arrays.stream(arguments)
                                .map(one -> one.startsWith("--")
                                        ? one
                                        : temporary.resolve(one).toString()))
                .toList();
        int code = new Standalone(
                        environment,
                        new PrintStream(OutputStream.nullOutputStream(), true, UTF_8),
                        new PrintStream(line, true, UTF_8))
                .run(full);
        return code + " " + line.toString(UTF_8).strip();
    }

    private static String sha256(String text) throws IOException {
        var file = Files.createTempFile("sha256", "");
        try {
            return DurableCopy.sha256(Files.writeString(file, text));
        } finally {
            Files.delete(file);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }
}
