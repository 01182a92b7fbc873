package noroshi.standalone;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * 鍵の控え. The files of a data folder without which its database is of no use, and which must not lie beside a copy of it:
 * the master key, the secrets that all passwords follow from, and the days' intake keys.
 *
 * @param folder of the same shape as a data folder
 */
record KeyFolder(Path folder) {
    static final String MASTER_KEY = "keys/master.key";
    private static final List<String> NEEDED = List.of(MASTER_KEY, "secrets.properties");
    private static final String INTAKE = "keys/intake";

    /** The hash of each file that is the same for as long as the database lives. */
    Map<String, String> hashes() throws IOException {
        var hashes = new TreeMap<String, String>();
        for (String name : NEEDED) {
            hashes.put(name, DurableCopy.sha256(folder.resolve(name)));
        }
        return hashes;
    }

    /**
     * Copies a data folder's keys here. Intake keys that it has no more go here too: what they sealed is meant to be
     * unreadable by now.
     *
     * @throws UsageError if another hub's keys are here
     */
    void keep(KeyFolder data) throws IOException {
        for (var key : data.hashes().entrySet()) {
            if (Files.exists(folder.resolve(key.getKey())) && !has(key.getKey(), key.getValue())) {
                throw new UsageError(
                        "%s: another hub's keys (expected: this one's, or an absent folder)".formatted(folder));
            }
        }
        copyMissing(data);
        for (String name : intakeKeys()) {
            if (Files.notExists(data.folder.resolve(name))) {
                Files.delete(folder.resolve(name));
            }
        }
    }

    /** Copies what is missing here; what is here stays as it is. */
    void copyMissing(KeyFolder from) throws IOException {
        for (String name :
                Stream.concat(NEEDED.stream(), from.intakeKeys().stream()).toList()) {
            var to = folder.resolve(name);
            if (Files.notExists(to)) {
                var into = PrivateFiles.folder(to.resolveSibling(""));
                // Whole or not at all: what is there is never written again.
                var fresh = into.resolve("new");
                DurableCopy.copy(from.folder.resolve(name), fresh);
                Files.move(fresh, to, ATOMIC_MOVE);
                DurableCopy.forceFolder(into);
            }
        }
    }

    /** Whether that file is here and has that hash. */
    boolean has(String name, String sha256) throws IOException {
        var file = folder.resolve(name);
        return Files.isRegularFile(file) && DurableCopy.sha256(file).equals(sha256);
    }

    private List<String> intakeKeys() throws IOException {
        var keys = folder.resolve(INTAKE);
        if (!Files.isDirectory(keys)) {
            return List.of();
        }
        try (var files = Files.list(keys)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".key"))
                    .map(name -> INTAKE + "/" + name)
                    .toList();
        }
    }
}
