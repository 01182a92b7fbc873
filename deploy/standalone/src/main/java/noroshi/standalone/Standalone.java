package noroshi.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import noroshi.core.register.DemoRegister;
import noroshi.standalone.veris.VerisImport;
import org.slf4j.LoggerFactory;

/** The commands that {@code ./hub} hands on. Exit codes: 0 done, 1 failed, 2 wrong use or a missing prerequisite. */
public final class Standalone {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;
    private static final Identity ADMIN = Identity.parse("admin");

    /** A replay goes through all that is parked or refused, one after the other. */
    private static final Duration REPLAY_LIMIT = Duration.ofHours(1);

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    Standalone(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        System.exit(new Standalone(System.getenv(), System.out, System.err).run(Arrays.asList(arguments)));
    }

    /** Runs one command and tells its exit code; a hub runs until the process is told to stop. */
    int run(List<String> arguments) {
        try {
            dispatch(
                    arguments.isEmpty() ? "(none)" : arguments.getFirst(),
                    arguments.stream().skip(1).toList());
            return DONE;
        } catch (UsageError e) {
            err.println("hub: " + e.getMessage());
            return WRONG_USE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } catch (Exception e) { // the top of the process: the user gets a line, the log the cause
            err.println("hub: failed: " + e.getMessage());
            LoggerFactory.getLogger(Standalone.class).info("failed", e);
            return FAILED;
        }
    }

    private void dispatch(String command, List<String> arguments) throws Exception {
        switch (command) {
            case "demo" -> {
                requireNone(command, arguments);
                serve(Settings.of(environment).on(Files.createTempDirectory("noroshi-demo-")), true);
            }
            case "up" -> {
                requireNone(command, arguments);
                serve(Settings.of(environment), false);
            }
            case "rehearse" -> {
                requireNone(command, arguments);
                rehearse();
            }
            case "token" -> {
                var identity = identity(command, arguments);
                out.println(HubClient.find(environment).token(identity));
            }
            case "kafka" -> {
                var identity = identity(command, arguments);
                HubClient.find(environment).kafka(identity).forEach((name, value) -> out.println(name + "=" + value));
            }
            case "import" -> {
                if (!arguments.isEmpty() && arguments.getFirst().equals("register")) {
                    require(importRegister(arguments));
                } else {
                    importVeris(arguments);
                }
            }
            case "verify" -> require(verify(arguments));
            case "rebuild" -> rebuild(arguments);
            case "replay" -> replay(arguments);
            case "backup" ->
                withKeys(command, arguments, (folder, keys) -> new Backup(environment, out).take(folder, keys));
            case "restore" ->
                withKeys(command, arguments, (folder, keys) -> new Restore(environment, out).run(folder, keys));
            default -> throw new UsageError("command " + command + ": unknown (./hub help lists them)");
        }
    }

    private void importVeris(List<String> arguments) throws IOException, InterruptedException {
        var exercise = arguments.contains("--exercise");
        var paths = arguments.stream().filter(one -> !one.startsWith("--")).toList();
        if (paths.size() < 2
                || !paths.getFirst().equals("veris")
                || paths.size() + (exercise ? 1 : 0) < arguments.size()) {
            throw new UsageError("import: wrong arguments (expected: veris PATH… [--exercise], or register FILE)");
        }
        var client = HubClient.find(environment);
        if (!client.isDemo() && !exercise) {
            throw new UsageError("import: this hub is no demo (expected: --exercise, so that nothing mixes with it)");
        }
        for (var path : paths.subList(1, paths.size())) {
            if (!Files.exists(Path.of(path))) {
                throw new UsageError("import: %s: absent (expected: a file or a folder)".formatted(path));
            }
        }
        try (var hub = new HttpHub(client)) {
            new VerisImport(hub, exercise, out, err)
                    .run(paths.subList(1, paths.size()).stream().map(Path::of).toList());
        }
    }

    private boolean importRegister(List<String> arguments) throws IOException, InterruptedException {
        var dryRun = arguments.contains("--dry-run");
        var rest = new ArrayList<>(arguments);
        rest.remove("--dry-run");
        var charset = "UTF-8";
        if (rest.size() == 4 && rest.get(2).equals("--charset")) {
            charset = rest.get(3);
            rest.subList(2, 4).clear();
        }
        if (rest.size() != 2 || !rest.getFirst().equals("register")) {
            throw new UsageError(
                    "import: wrong arguments (expected: register FILE [--dry-run] [--charset windows-31j])");
        }
        var file = Path.of(rest.getLast());
        if (!Files.isRegularFile(file)) {
            throw new UsageError("import: %s: no such file (expected: CSV)".formatted(file));
        }
        try (var hub = new HttpHub(HubClient.find(environment))) {
            return new RegisterImport(hub, out).run(file, charset, dryRun);
        }
    }

    private boolean verify(List<String> arguments) throws IOException, SQLException {
        var maintenance = new Maintenance(environment, out);
        return switch (arguments.size()) {
            case 0 -> maintenance.verify();
            case 1 -> {
                var receipt = Path.of(arguments.getFirst());
                if (!Files.isRegularFile(receipt)) {
                    throw new UsageError("verify: %s: no such file (expected: a receipt)".formatted(receipt));
                }
                yield maintenance.verify(receipt);
            }
            default ->
                throw new UsageError("verify: %d arguments (expected: none, or RECEIPT)".formatted(arguments.size()));
        };
    }

    private void rebuild(List<String> arguments) throws Exception {
        if (arguments.isEmpty()) {
            throw new UsageError("rebuild: no view named (expected: VIEW… or --all)");
        }
        new Maintenance(environment, out).rebuild(arguments.equals(List.of("--all")) ? List.of() : arguments);
    }

    private void replay(List<String> arguments) throws IOException, InterruptedException {
        if (!arguments.equals(List.of("parked"))) {
            throw new UsageError("replay: wrong arguments (expected: parked)");
        }
        try (var hub = new HttpHub(HubClient.find(environment))) {
            var answer = hub.post(ADMIN, "/v1/parked/replay", Map.of(), REPLAY_LIMIT);
            if (answer.status() != 200) {
                throw new IOException("the hub answered %d: %s"
                        .formatted(answer.status(), answer.body().path("detail").asString("no reason")));
            }
            out.printf(
                    "%d settled, %d still parked, %d still refused, %d gone%n",
                    answer.body().path("settled").asInt(),
                    answer.body().path("stillParked").asInt(),
                    answer.body().path("stillRefused").asInt(),
                    answer.body().path("gone").asInt());
        }
    }

    /** What is done with a backup's folder, and that of the keys. */
    private interface BackupCommand {
        void run(Path folder, Optional<Path> keys) throws IOException, SQLException;
    }

    private static void withKeys(String name, List<String> arguments, BackupCommand command)
            throws IOException, SQLException {
        boolean keys = arguments.size() == 3 && arguments.get(1).equals("--keys");
        if (arguments.size() != 1 && !keys) {
            throw new UsageError("%s: wrong arguments (expected: FOLDER [--keys FOLDER])".formatted(name));
        }
        command.run(Path.of(arguments.getFirst()), keys ? Optional.of(Path.of(arguments.get(2))) : Optional.empty());
    }

    private static void require(boolean done) throws IOException {
        if (!done) {
            throw new IOException("see above");
        }
    }

    private void serve(Settings settings, boolean demo) throws IOException, InterruptedException {
        logInto(settings);
        var hub = new RunningHub(settings, demo, environment);
        Runtime.getRuntime().addShutdownHook(new Thread(hub::close, "stop"));
        hub.start();
        if (demo) {
            try (var api = new HttpHub(HubClient.find(environment))) {
                new DemoSamples(api, hub.now()).file();
            }
        }
        if (settings.issuer() == null) {
            printIdentities();
        }
        out.println("ready " + hub.url());
        out.flush();
        new CountDownLatch(1).await();
    }

    /** A demo from its start to its end, on ports of its own and seen by nobody, for the JVM to learn from. */
    private void rehearse() throws IOException, InterruptedException {
        var own = new HashMap<>(environment);
        own.keySet().removeAll(List.of(Settings.CLOCK, Settings.ISSUER));
        Settings.of(Map.of())
                .ports()
                .byVariable()
                .keySet()
                .forEach(port -> own.put(port, Integer.toString(Loopback.freePort())));
        var settings = Settings.of(own).on(Files.createTempDirectory("noroshi-rehearsal-"));
        logInto(settings);
        try (var hub = new RunningHub(settings, true, own)) {
            hub.start();
            try (var api = new HttpHub(HubClient.find(own))) {
                new DemoSamples(api, hub.now()).file();
            }
        }
    }

    private static void logInto(Settings settings) {
        System.setProperty(
                "hub.log", settings.data().resolve("log").resolve("hub.log").toString());
    }

    private void printIdentities() {
        out.println("identities (./hub token IDENTITY, ./hub kafka IDENTITY):");
        DemoRegister.entries().forEach(entry -> out.println("  operator:" + entry.slug()));
        out.println(
                "  ministry:FSA  ministry:MIC  ministry:METI  ministry:MHLW  ministry:MLIT  (and the others by code)");
        out.println("  nco:tanaka  pm-cao:sato  ceptoar:FINANCE  council:member  ppc  police:13  hq  auditor  admin");
    }

    private static Identity identity(String command, List<String> arguments) {
        if (arguments.size() != 1) {
            throw new UsageError(command + ": " + arguments.size() + " arguments (expected: IDENTITY)");
        }
        return Identity.parse(arguments.getFirst());
    }

    private static void requireNone(String command, List<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new UsageError(command + ": " + arguments.getFirst() + " unknown (expected: nothing after it)");
        }
    }
}
