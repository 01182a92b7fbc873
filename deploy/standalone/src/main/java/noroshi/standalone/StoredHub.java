package noroshi.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A hub's record, for commands that read it: of the hub that runs on the port the environment names, or else of the
 * databases that it names, or of the data folder, whose database is then started for as long as the command needs it.
 */
final class StoredHub implements AutoCloseable {

    private final Parts parts;
    private final Path data;
    private final String databases;

    private StoredHub(Path data, String databases, Parts parts) {
        this.parts = parts;
        this.data = data;
        this.databases = databases;
    }

    /**
     * The hub that the environment names.
     *
     * @throws UsageError if there is none
     */
    static StoredHub open(Map<String, String> environment) throws IOException {
        var port = Settings.Ports.http(environment);
        var running = RunFile.find(RunFile.folder(environment), port);
        if (running.isPresent()) {
            var hub = running.get();
            return new StoredHub(hub.data(), hub.servers().databases(), new Parts());
        }
        var settings = Settings.of(environment);
        var data = settings.data();
        var folder = data.resolve("postgresql");
        var parts = new Parts();
        if (settings.bringsDatabase()) {
            if (!Files.exists(folder)) {
                throw new UsageError("no hub runs on port %d, and %s holds none (start one with ./hub up, or set %s)"
                        .formatted(port, data, Settings.DATA));
            }
            parts.add(DataFolder.take(data));
            EmbeddedDatabase.stopOrphan(folder);
            parts.add(EmbeddedDatabase.start(folder, settings.ports().database(), Secrets.in(data)));
        }
        return new StoredHub(data, settings.servers().databases(), parts);
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
        return EmbeddedDatabase.login(databases, user, Secrets.in(data));
    }

    @Override
    public void close() {
        parts.close();
    }
}
