package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A hub as a process of its own, so that it can be told to stop, killed and paused as a machine does it. */
final class HubProcess implements AutoCloseable {

    private final Process process;
    private final Path data;

    private HubProcess(Process process, Path data) {
        this.process = process;
        this.data = data;
    }

    /** Free ports, and folders below {@code folder}. */
    static Map<String, String> environment(Path folder) {
        var environment = new HashMap<String, String>();
        environment.put("TMPDIR", folder.toString());
        environment.put(Settings.DATA, folder.resolve("data").toString());
        for (var variable : Settings.of(Map.of()).ports().byVariable().keySet()) {
            environment.put(variable, Integer.toString(Loopback.freePort()));
        }
        return environment;
    }

    /** For a {@link JoiningHub} beside the one of {@code first}: ports and a folder of its own, and the rest is that one's. */
    static Map<String, String> beside(Map<String, String> first, Path folder) throws IOException {
        var environment = new HashMap<>(first);
        Path data = folder.resolve("data");
        environment.put(Settings.DATA, data.toString());
        for (String variable : Settings.of(first).ports().own().keySet()) {
            environment.put(variable, Integer.toString(Loopback.freePort()));
        }
        PrivateFiles.folder(data);
        for (String common : List.of("keys", "secrets.properties")) {
            Files.createSymbolicLink(
                    data.resolve(common), Settings.of(first).data().resolve(common));
        }
        return environment;
    }

    /** Starts {@code ./hub up} and returns when it is ready. */
    static HubProcess up(Map<String, String> environment) throws IOException {
        HubProcess hub = start(environment, "up");
        hub.awaitReady();
        return hub;
    }

    /** Starts a {@link JoiningHub}. */
    static HubProcess join(Map<String, String> environment) throws IOException {
        return start(environment, System.getProperty("java.class.path"), JoiningHub.class.getName());
    }

    /** Returns when it is ready; kills it if it does not become so. */
    void awaitReady() throws IOException {
        try {
            linesUntilReady();
            // With the pipe full of warnings it would stand still.
            Thread.ofPlatform().daemon().start(this::listen);
        } catch (IOException | RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private void listen() {
        try (var output = process.getInputStream()) {
            output.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // It was killed.
        }
    }

    /** Starts {@code ./hub} with that command. */
    static HubProcess start(Map<String, String> environment, String command) throws IOException {
        var entries = new ArrayList<String>();
        for (String entry : System.getProperty("java.class.path").split(":", -1)) {
            // Without the test folders, whose logging would be the child's.
            if (!entry.isEmpty() && !entry.endsWith("test-classes")) {
                entries.add(packaged(Path.of(entry)).toString());
            }
        }
        String classPath = String.join(":", entries);
        List<String> program = new ArrayList<>(Rehearsal.flags(classPath));
        program.add(Standalone.class.getName());
        program.add(command);
        return start(environment, classPath, program.toArray(String[]::new));
    }

    private static HubProcess start(Map<String, String> environment, String classPath, String... program)
            throws IOException {
        ProcessBuilder builder = builder(classPath, List.of(program));
        builder.redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new HubProcess(builder.start(), Settings.of(environment).data());
    }

    /** The jar that was made of a folder of classes, where there is one: a rehearsal knows of nothing but jars. */
    private static Path packaged(Path entry) throws IOException {
        if (!Files.isDirectory(entry)) {
            return entry;
        }
        try (Stream<Path> beside = Files.list(entry.getParent())) {
            return beside.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !file.toString().endsWith("-tests.jar"))
                    .findFirst()
                    .orElse(entry);
        }
    }

    /** A JVM as {@code ./hub} starts it. */
    static ProcessBuilder builder(String classPath, List<String> program) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-cp",
                classPath));
        command.addAll(program);
        return new ProcessBuilder(command);
    }

    /** What it prints up to the line that says it is ready. */
    List<String> linesUntilReady() throws IOException {
        var lines = new ArrayList<String>();
        // Not closed: the process would lose its output.
        BufferedReader output = process.inputReader(UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.startsWith("ready ")) {
                return lines;
            }
        }
        Path log = data.resolve("log").resolve("hub.log");
        throw new AssertionError(
                "the hub ended early: " + lines + (Files.exists(log) ? "\n" + Files.readString(log) : ""));
    }

    /** What it prints until it ends. */
    List<String> linesUntilItsEnd() {
        return process.inputReader(UTF_8).lines().toList();
    }

    /** Whether it ends within so many seconds. */
    boolean endsWithin(int seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    int exitCode() {
        return process.exitValue();
    }

    /** Sends it a signal, such as {@code TERM}. */
    void signal(String name) throws IOException, InterruptedException {
        signal(name, process.pid());
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill -9} does to it and to its database. */
    void killWithDatabase() throws IOException, InterruptedException {
        String pidFile = Files.readString(data.resolve("postgresql/data/postmaster.pid"));
        long postmaster =
                Long.parseLong(pidFile.lines().findFirst().orElseThrow().strip());
        ProcessHandle database = ProcessHandle.of(postmaster).orElseThrow();
        process.destroyForcibly();
        database.destroyForcibly();
        process.waitFor();
        database.onExit().join();
    }

    /** As {@code kill} does. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
