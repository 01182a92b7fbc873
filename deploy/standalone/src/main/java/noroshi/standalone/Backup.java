package noroshi.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import noroshi.standalone.BackupManifest.Entry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * 控え. A hub's database in a folder: its files, copied once while it runs (the base), and PostgreSQL's log from then on,
 * of which each further run adds what was written since. What is committed when a run begins is in it when it ends.
 */
final class Backup {
    private static final Logger LOG = LoggerFactory.getLogger(Backup.class);
    private static final long MEBIBYTE = 1 << 20;
    private static final String UNFINISHED = ".partial";

    /** Made anew by the server when it starts, or not valid in another place than its own. */
    private static final Set<String> WITHOUT_CONTENT = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private static final Set<String> LEFT_OUT =
            Set.of("postmaster.pid", "postmaster.opts", "epg-lock", "backup_label", "backup_label.old");
    private static final List<String> TEMPORARY = List.of("pgsql_tmp", "pg_internal.init");

    /** PostgreSQL's advice: so it is no older than any other file. */
    private static final String COPIED_LAST = "global/pg_control";

    private final Map<String, String> environment;
    private final PrintStream out;

    Backup(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /**
     * Takes a backup, or brings the one in the folder up to now.
     *
     * @param keys where the keys are copied to; empty: nowhere
     * @throws UsageError if the folder holds something else, or the log that its backup needs is gone
     */
    void take(Path folder, Optional<Path> keys) throws IOException, SQLException {
        if (keys.isPresent()
                && keys.get()
                        .toAbsolutePath()
                        .normalize()
                        .startsWith(folder.toAbsolutePath().normalize())) {
            throw new UsageError(
                    "backup: --keys %s lies in the backup (expected: a folder apart from it)".formatted(keys.get()));
        }
        try (var hub = StoredHub.open(environment);
                var connection = hub.superuser().dataSource().getConnection()) {
            var source = new BackupSource(connection);
            var data = EmbeddedDatabase.data(hub.data().resolve("postgresql"));
            if (!Files.exists(data) || !Files.exists(source.data()) || !Files.isSameFile(source.data(), data)) {
                throw new UsageError(
                        "backup: the database is not the hub's own (expected: PostgreSQL's own tools for it)");
            }
            if (!source.begin()) {
                throw new UsageError("backup: another one is being taken (wait for its end)");
            }
            var manifest = BackupManifest.isIn(folder)
                    ? continued(source, data, folder)
                    : begun(source, data, folder, new KeyFolder(hub.data()).hashes());
            if (keys.isPresent()) {
                new KeyFolder(keys.get()).keep(new KeyFolder(hub.data()));
            }
            tell(folder, manifest, keys);
        }
    }

    private void tell(Path folder, BackupManifest manifest, Optional<Path> keys) {
        out.printf(
                "%d events up to %s, head %s: %d MiB in %s%n",
                manifest.position(), manifest.upTo(), manifest.chain(), manifest.bytes() / MEBIBYTE, folder);
        var names = String.join(", ", manifest.keys().keySet());
        out.println(
                keys.isPresent()
                        ? "keys in %s; keep them apart from it".formatted(keys.get())
                        : "NOT in it, and without them it can't be read: %s (--keys FOLDER copies them)"
                                .formatted(names));
    }

    private static void requireKept(BackupSource source, Path folder, BackupManifest manifest) {
        switch (source.logKept(manifest.id())) {
            case YES -> {}
            case NO_LONGER ->
                throw new UsageError(
                        "%s: ends at %s, and the log since is gone (expected: a new backup, in another folder)"
                                .formatted(folder, manifest.upTo()));
            case NOT_FOR_IT ->
                throw new UsageError(
                        "%s: ends at %s; a newer backup or a restore came after it (expected: another folder)"
                                .formatted(folder, manifest.upTo()));
        }
    }

    private static BackupManifest continued(BackupSource source, Path data, Path folder) throws IOException {
        var manifest = BackupManifest.read(folder);
        requireKept(source, folder, manifest);
        return logged(source, data, folder, manifest);
    }

    private static BackupManifest begun(BackupSource source, Path data, Path folder, Map<String, String> keys)
            throws IOException, SQLException {
        PrivateFiles.folder(folder);
        try (var files = Files.list(folder)) {
            if (files.findAny().isPresent()) {
                throw new UsageError(
                        "%s: holds no finished backup (expected: one, or an empty or absent folder)".formatted(folder));
            }
        }
        DurableCopy.forceFolder(folder.resolve(".."));
        var id = UUID.randomUUID().toString().replace("-", "");
        source.keepLog(id);
        boolean done = false;
        try {
            var begun = source.head();
            var from = source.origin().at(source.start(id));
            var base = new Base(data, folder.resolve(BackupManifest.BASE));
            Files.walkFileTree(data, base);
            base.copyControl();
            base.finish(source.stop());
            PrivateFiles.folder(folder.resolve(BackupManifest.LOG));
            // The log is needed from the beginning of its file.
            var manifest = logged(
                    source,
                    data,
                    folder,
                    new BackupManifest(
                            BackupManifest.FORMAT,
                            id,
                            begun.at(),
                            begun.at(),
                            source.version(),
                            from.timeline(),
                            from.segmentBytes(),
                            from.bytes(),
                            begun.position(),
                            begun.chain(),
                            keys,
                            base.folders,
                            base.files));
            done = true;
            source.letGoOfOthers(id);
            return manifest;
        } finally {
            if (!done) {
                source.letGo(id);
            }
        }
    }

    /** With the log since; a file that is not full yet is copied as far as it goes, and again next time. */
    private static BackupManifest logged(BackupSource source, Path data, Path folder, BackupManifest before)
            throws IOException {
        var head = source.head();
        var end = before.logEnd().at(source.flushed());
        var log = folder.resolve(BackupManifest.LOG);
        var files = new ArrayList<>(
                before.files().stream().filter(file -> !isUnfinished(file)).toList());
        for (long segment = before.logEnd().segment(); segment < end.segment(); segment++) {
            var name = end.file(segment);
            files.add(new Entry(
                    BackupManifest.LOG + "/" + name,
                    DurableCopy.copy(data.resolve("pg_wal").resolve(name), log.resolve(name))));
        }
        if (end.offset() > 0) {
            files.add(unfinished(before, data, folder, end));
        }
        DurableCopy.forceFolder(log);
        // What the server gave up meanwhile, it may have written over meanwhile.
        requireKept(source, folder, before);
        var manifest = new BackupManifest(
                before.format(),
                before.id(),
                before.begun(),
                head.at(),
                before.postgresql(),
                before.timeline(),
                before.segmentBytes(),
                end.bytes(),
                head.position(),
                head.chain(),
                before.keys(),
                before.folders(),
                files);
        manifest.write(folder);
        for (Entry file : before.files()) {
            if (isUnfinished(file) && !files.contains(file)) {
                Files.deleteIfExists(folder.resolve(file.path()));
            }
        }
        source.letGo(before.id(), end);
        return manifest;
    }

    /**
     * The file that the log ends in, as far as it goes. It has a name of its own each time, so that the manifest before
     * stays true until the next one is written.
     */
    private static Entry unfinished(BackupManifest before, Path data, Path folder, WalPlace end) throws IOException {
        var name = end.file(end.segment());
        var path = "%s/%s.%08X%s".formatted(BackupManifest.LOG, name, end.offset(), UNFINISHED);
        var same =
                before.files().stream().filter(file -> file.path().equals(path)).findFirst();
        if (same.isPresent()) {
            return same.get();
        }
        var segment = data.resolve("pg_wal").resolve(name);
        return new Entry(path, DurableCopy.copy(segment, end.offset(), folder.resolve(path), end.segmentBytes()));
    }

    private static boolean isUnfinished(Entry file) {
        return file.path().endsWith(UNFINISHED);
    }

    /** The database's files, each as it is while the server goes on; the log makes one moment of them. */
    private static final class Base extends SimpleFileVisitor<Path> {
        private final Path data;
        private final Path target;
        private final List<String> folders = new ArrayList<>();
        private final List<Entry> files = new ArrayList<>();

        private Base(Path data, Path target) {
            this.data = data;
            this.target = target;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            var name = data.relativize(folder).toString();
            PrivateFiles.folder(target.resolve(name));
            folders.add(path(name));
            return WITHOUT_CONTENT.contains(name) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            var name = data.relativize(file).toString();
            if (attributes.isRegularFile()
                    && !LEFT_OUT.contains(name)
                    && !name.equals(COPIED_LAST)
                    && TEMPORARY.stream().noneMatch(file.getFileName().toString()::startsWith)) {
                try {
                    copy(name);
                } catch (NoSuchFileException e) {
                    LOG.debug("dropped while it was copied: {}", name);
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        /** What was copied in the midst of a write is not what is there afterwards. */
        private void copyControl() throws IOException {
            var from = data.resolve(COPIED_LAST);
            var to = target.resolve(COPIED_LAST);
            var copied = DurableCopy.copy(from, to);
            while (!DurableCopy.sha256(from).equals(copied.sha256())) {
                copied = DurableCopy.copy(from, to);
            }
            files.add(new Entry(path(COPIED_LAST), copied));
        }

        private void finish(String label) throws IOException {
            var file = target.resolve("backup_label");
            PrivateFiles.write(file, label);
            files.add(new Entry(path("backup_label"), Files.size(file), DurableCopy.sha256(file)));
            for (String folder : folders) {
                DurableCopy.forceFolder(target.resolveSibling(folder));
            }
        }

        private void copy(String name) throws IOException {
            files.add(new Entry(path(name), DurableCopy.copy(data.resolve(name), target.resolve(name))));
        }

        private static String path(String name) {
            return name.isEmpty() ? BackupManifest.BASE : BackupManifest.BASE + "/" + name;
        }
    }
}
