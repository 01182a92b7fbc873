package noroshi.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import noroshi.standalone.Loopback;
import noroshi.standalone.Standalone;

/** A hub in a process of its own, on free ports of the loopback interface, started as {@code ./hub} starts it. */
final class HubProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final String READY = "ready ";

    private final Path folder;
    private final Map<String, String> environment;
    private final Process process;
    private final Duration untilReady;

    private HubProcess(Path folder, Map<String, String> environment, Process process, Duration untilReady) {
        this.folder = folder;
        this.environment = environment;
        this.process = process;
        this.untilReady = untilReady;
    }

    /**
     * Starts it and waits until it says that it is ready.
     *
     * @param command {@code up} or {@code demo}
     * @param folder holds all that it writes
     */
    static HubProcess start(String command, Path folder) throws Exception {
        Files.createDirectories(folder);
        var environment = environment(folder);
        long start = System.nanoTime();
        Process process = java(folder, environment, command);
        try {
            CompletableFuture.runAsync(() -> awaitReady(process)).get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            process.destroy();
            throw new IOException("hub %s did not get ready within %s: %s".formatted(command, START_LIMIT, e), e);
        }
        return new HubProcess(folder, environment, process, Duration.ofNanos(System.nanoTime() - start));
    }

    private static Map<String, String> environment(Path folder) throws IOException {
        var environment = new HashMap<String, String>();
        environment.put("TMPDIR", folder.toString());
        environment.put("HUB_DATA", folder.resolve("data").toString());
        environment.put("HUB_CLOCK", "");
        environment.put("HUB_ISSUER", "");
        for (String variable : List.of(
                "HUB_HTTP_PORT", "HUB_MANAGEMENT_PORT", "HUB_KAFKA_PORT", "HUB_REGISTRY_PORT", "HUB_DATABASE_PORT")) {
            environment.put(variable, Integer.toString(Loopback.freePort()));
        }
        return environment;
    }

    private static Process java(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.addAll(List.of(
                "-Xmx768m",
                // where a demo puts its data
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Standalone.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** This process's own, which {@code ./hub} gives to every command, but for the size and what watches this one. */
    private static List<String> flags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> Stream.of("-Xmx", "-XX:StartFlightRecording", "-XX:FlightRecorderOptions", "-javaagent")
                        .noneMatch(flag::startsWith))
                .toList();
    }

    private static void awaitReady(Process process) {
        // Not closed: the process would lose its output.
        BufferedReader output = process.inputReader(UTF_8);
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(READY)) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the hub ended early (its lines are above)");
    }

    /** From the start of the process to the line that says it is ready. */
    Duration untilReady() {
        return untilReady;
    }

    URI url() {
        return URI.create("http://localhost:" + environment.get("HUB_HTTP_PORT"));
    }

    Path data() {
        return folder.resolve("data");
    }

    String kafka() {
        return "127.0.0.1:" + environment.get("HUB_KAFKA_PORT");
    }

    /** A bearer token, as {@code ./hub token} prints it. */
    String token(String identity) throws IOException, InterruptedException {
        Process asking = java(folder, environment, "token", identity);
        try (BufferedReader output = asking.inputReader(UTF_8)) {
            String token = output.readLine();
            if (asking.waitFor() != 0 || token == null) {
                throw new IOException("no token for " + identity);
            }
            return token;
        }
    }

    /** Resident memory of the hub's own process, in MiB, shared pages by share. */
    double residentMebibytes() throws IOException {
        return Memory.proportionalMebibytes(process.toHandle());
    }

    /** Resident memory of its PostgreSQL, all processes of it. */
    double databaseMebibytes() throws IOException {
        double sum = 0;
        for (ProcessHandle server : database()) {
            try {
                sum += Memory.proportionalMebibytes(server);
            } catch (NoSuchFileException e) {
                // Backends come and go; one that is gone holds nothing.
            }
        }
        return sum;
    }

    /** Processor time of the hub's own process since its start. */
    Duration processorTime() {
        return processorTime(process.toHandle());
    }

    /** Of its PostgreSQL, of all processes that there are now; a session's ends with it. */
    Duration databaseProcessorTime() throws IOException {
        return database().stream().map(HubProcess::processorTime).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration processorTime(ProcessHandle of) {
        return of.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private List<ProcessHandle> database() throws IOException {
        try (var files = Files.walk(folder)) {
            Path pidFile = files.filter(file -> file.endsWith("postmaster.pid"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no database runs in " + folder));
            long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            ProcessHandle server =
                    ProcessHandle.of(pid).orElseThrow(() -> new IOException("no process %d runs".formatted(pid)));
            return Stream.concat(Stream.of(server), server.descendants()).toList();
        }
    }

    /** Stops it as a user would, and by force if it takes too long. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
