package noroshi.standalone;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import noroshi.ledger.ChainLink;
import noroshi.ledger.Verifier;
import noroshi.standalone.BackupManifest.Entry;

/**
 * 復元. Puts a backup in the place of a data folder's lost database: checks every file's hash first, has PostgreSQL go
 * through the log, walks the record's whole chain, and only then gives it its name. It overwrites nothing.
 */
final class Restore {
    private static final String NO_CHAIN = "0".repeat(64);
    private static final String UNFINISHED = "postgresql.restoring";
    private static final Duration STARTUP_LIMIT = Duration.ofSeconds(60);

    /** A slow disk's time for a file of the log. */
    private static final Duration FILE_OF_LOG_LIMIT = Duration.ofSeconds(2);

    private final Map<String, String> environment;
    private final PrintStream out;

    Restore(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /**
     * Restores a backup into the data folder, whose database must be absent.
     *
     * @param keys from where missing keys are copied; empty: they are in the data folder
     * @throws UsageError if there is no backup, or nowhere to restore it to, or the keys are missing
     * @throws IOException if the backup is damaged
     */
    void run(Path folder, Optional<Path> keys) throws IOException, SQLException {
        var manifest = BackupManifest.read(folder);
        manifest.requireReadable();
        var settings = Settings.of(environment);
        var place = settings.data().resolve("postgresql");
        if (Files.exists(place)) {
            throw new UsageError("restore: %s is there (expected: none; move it away, or set %s to another folder)"
                    .formatted(place, Settings.DATA));
        }
        var own = new KeyFolder(settings.data());
        requireKeys(manifest, own, keys.map(KeyFolder::new));
        requireUndamaged(manifest, folder);
        try (var parts = new Parts()) {
            parts.add(DataFolder.take(settings.data()));
            if (keys.isPresent()) {
                own.copyMissing(new KeyFolder(keys.get()));
            }
            var fresh = settings.data().resolve(UNFINISHED);
            EmbeddedDatabase.stopOrphan(fresh);
            PrivateFiles.delete(fresh);
            copy(manifest, folder, EmbeddedDatabase.data(fresh));
            var record = proven(manifest, fresh, settings.ports().database(), Secrets.in(settings.data()));
            DurableCopy.forceFolder(fresh);
            Files.move(fresh, place, ATOMIC_MOVE);
            DurableCopy.forceFolder(settings.data());
            out.printf(
                    "%d events up to %s restored in %s, head %s: sound%n",
                    record.events(), manifest.upTo(), settings.data(), record.head());
        }
    }

    private static void requireKeys(BackupManifest manifest, KeyFolder own, Optional<KeyFolder> kept)
            throws IOException {
        for (var key : manifest.keys().entrySet()) {
            var name = key.getKey();
            var from = kept.isPresent() && Files.notExists(own.folder().resolve(name)) ? kept.get() : own;
            if (!from.has(name, key.getValue())) {
                throw new UsageError(
                        "restore: %s: %s (expected: the one of the backup's day; --keys FOLDER names its copy)"
                                .formatted(
                                        from.folder().resolve(name),
                                        Files.exists(from.folder().resolve(name)) ? "another hub's" : "missing"));
            }
        }
    }

    private static void requireUndamaged(BackupManifest manifest, Path folder) throws IOException {
        var damage = manifest.damage(folder);
        if (!damage.isEmpty()) {
            throw new IOException("%s is damaged, nothing was restored: %s%s"
                    .formatted(
                            folder,
                            damage.getFirst(),
                            damage.size() == 1 ? "" : ", and %d more".formatted(damage.size() - 1)));
        }
    }

    private static void copy(BackupManifest manifest, Path backup, Path data) throws IOException {
        for (String name : manifest.folders()) {
            PrivateFiles.folder(place(data, name));
        }
        for (Entry file : manifest.files()) {
            var copied =
                    new Entry(file.path(), DurableCopy.copy(backup.resolve(file.path()), place(data, file.path())));
            if (!copied.equals(file)) {
                throw new IOException("%s changed while it was copied".formatted(backup.resolve(file.path())));
            }
        }
        for (String name : manifest.folders()) {
            DurableCopy.forceFolder(place(data, name));
        }
    }

    /** Where in the database's folder a part of the backup belongs. */
    private static Path place(Path data, String path) {
        if (path.startsWith(BackupManifest.LOG + "/")) {
            // without the end of an unfinished one's name
            var name = path.substring(BackupManifest.LOG.length() + 1);
            return data.resolve("pg_wal").resolve(name.split("\\.", 2)[0]);
        }
        return data.resolve(path.substring(BackupManifest.BASE.length()).replaceFirst("^/", ""));
    }

    /** Starts it once, to go through the log, and walks the chain. */
    private static Verifier.Result proven(BackupManifest manifest, Path folder, int port, Secrets secrets)
            throws IOException, SQLException {
        long log = manifest.files().stream().filter(Entry::isLog).count();
        var limit = STARTUP_LIMIT.plus(FILE_OF_LOG_LIMIT.multipliedBy(log));
        try (var database = EmbeddedDatabase.start(folder, port, secrets, limit)) {
            var verifier = new Verifier(database.runtime().dataSource());
            var record = verifier.verify();
            if (!record.sound()) {
                var finding = record.findings().getFirst();
                throw new IOException("the record is NOT SOUND, and stays in %s: position %d: %s"
                        .formatted(folder, finding.position(), finding.what()));
            }
            var chain = verifier.at(manifest.position()).map(ChainLink::chain).orElse(NO_CHAIN);
            if (!chain.equals(manifest.chain())) {
                throw new IOException("the record is another, and stays in %s: position %d has chain %s (expected: %s)"
                        .formatted(folder, manifest.position(), chain, manifest.chain()));
            }
            return record;
        }
    }
}
