package noroshi.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A hub's record, for commands that read it: of the hub that runs on the port the environment names, or else of
 * the data folder, whose database is then started for as long as the command needs it.
 */
final class StoredHub implements AutoCloseable {

    private final Parts parts = new Parts();
    private final Path data;
    private final int databasePort;

    private StoredHub(Map<String, String> environment) throws IOException {
        var port = Settings.Ports.http(environment);
        var running = RunFile.find(RunFile.folder(environment), port);
        if (running.isPresent()) {
            data = running.get().data();
            databasePort = running.get().ports().database();
            return;
        }
        var settings = Settings.of(environment);
        data = settings.data();
        var folder = data.resolve("postgresql");
        if (!Files.exists(folder)) {
            throw new UsageError("no hub runs on port %d, and %s holds none (start one with ./hub up, or set %s)"
                    .formatted(port, data, Settings.DATA));
        }
        parts.add(DataFolder.take(data));
        EmbeddedDatabase.stopOrphan(folder);
        databasePort = settings.ports().database();
        parts.add(EmbeddedDatabase.start(folder, databasePort, Secrets.in(data)));
    }

    /**
     * The hub that the environment names.
     *
     * @throws UsageError if there is none
     */
    static StoredHub open(Map<String, String> environment) throws IOException {
        return new StoredHub(environment);
    }

    Path data() {
        return data;
    }

    EmbeddedDatabase.Login owner() {
        return login(EmbeddedDatabase.OWNER);
    }

    EmbeddedDatabase.Login runtime() {
        return login(EmbeddedDatabase.RUNTIME);
    }

    EmbeddedDatabase.Login superuser() {
        return login(EmbeddedDatabase.SUPERUSER);
    }

    private EmbeddedDatabase.Login login(String user) {
        return EmbeddedDatabase.login(databasePort, user, Secrets.in(data));
    }

    @Override
    public void close() {
        parts.close();
    }
}
