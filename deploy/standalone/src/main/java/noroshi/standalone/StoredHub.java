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
    private final EmbeddedDatabase.Login owner;
    private final EmbeddedDatabase.Login runtime;

    private StoredHub(Map<String, String> environment) throws IOException {
        var port = Settings.Ports.http(environment);
        var running = RunFile.find(RunFile.folder(environment), port);
        if (running.isPresent()) {
            data = running.get().data();
            var secrets = Secrets.in(data);
            var databasePort = running.get().ports().database();
            owner = EmbeddedDatabase.login(databasePort, EmbeddedDatabase.OWNER, secrets);
            runtime = EmbeddedDatabase.login(databasePort, EmbeddedDatabase.RUNTIME, secrets);
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
        var database = parts.add(EmbeddedDatabase.start(folder, settings.ports().database(), Secrets.in(data)));
        owner = database.owner();
        runtime = database.runtime();
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
        return owner;
    }

    EmbeddedDatabase.Login runtime() {
        return runtime;
    }

    @Override
    public void close() {
        parts.close();
    }
}
