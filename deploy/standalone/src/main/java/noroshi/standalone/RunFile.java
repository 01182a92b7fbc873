package noroshi.standalone;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import noroshi.standalone.Settings.Ports;
import noroshi.standalone.Settings.Servers;

/**
 * How other commands find a running hub: a file, readable by its user alone, named after the HTTP port.
 *
 * @param pid the hub's process
 * @param data its data folder
 * @param demo whether that folder is thrown away at the end
 */
public record RunFile(long pid, Path data, boolean demo, Ports ports, Servers servers) {

    /** The folder of this user's run files. */
    static Path folder(Map<String, String> environment) {
        var temporary = environment.getOrDefault("TMPDIR", "");
        return Path.of(temporary.isBlank() ? "/tmp" : temporary, "noroshi-" + new UnixSystem().getUid());
    }

    static Path of(Path folder, int httpPort) {
        return folder.resolve(httpPort + ".properties");
    }

    /** Says that this process is the hub on its HTTP port. */
    void write(Path folder) throws IOException {
        PrivateFiles.folder(folder);
        if (!PrivateFiles.isPrivate(folder, new UnixSystem().getUid())) {
            throw new UsageError(folder + ": open to other users (expected: a folder of yours with mode 700)");
        }
        var properties = new Properties();
        properties.setProperty("pid", Long.toString(pid));
        properties.setProperty("started", startOf(pid).map(Instant::toString).orElse(""));
        properties.setProperty("data", data.toString());
        properties.setProperty("demo", Boolean.toString(demo));
        ports.byVariable().forEach((variable, port) -> properties.setProperty(variable, port.toString()));
        servers.byVariable().forEach(properties::setProperty);
        var text = new StringWriter();
        properties.store(text, "A running hub");
        PrivateFiles.write(of(folder, ports.http()), text.toString());
    }

    void remove(Path folder) throws IOException {
        Files.deleteIfExists(of(folder, ports.http()));
    }

    /** The hub that runs on that port; none if there is no file, or its process is gone. */
    static Optional<RunFile> find(Path folder, int httpPort) throws IOException {
        var file = of(folder, httpPort);
        if (!Files.exists(file) || !PrivateFiles.isPrivate(folder, new UnixSystem().getUid())) {
            return Optional.empty();
        }
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(file)));
        var pid = Long.parseLong(properties.getProperty("pid", "0"));
        // A pid is used again sooner or later; with the start time it names one process for ever.
        var started = properties.getProperty("started", "");
        if (!startOf(pid).map(Instant::toString).map(started::equals).orElse(false)) {
            return Optional.empty();
        }
        var variables = properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
        var ports = Ports.of(variables);
        return Optional.of(new RunFile(
                pid,
                Path.of(Objects.requireNonNull(properties.getProperty("data"))),
                Boolean.parseBoolean(properties.getProperty("demo")),
                ports,
                Servers.of(variables, ports)));
    }

    private static Optional<Instant> startOf(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant());
    }
}
