package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A program for Node.js beside the tests, with its packages as its lock file pins them. */
final class NodeProgram {

    static final String NOT_HERE = "node and npm not found (install them)";

    private final Path folder;

    private NodeProgram(Path folder) {
        this.folder = folder;
    }

    /** Whether there is what it needs. */
    static boolean isHere() {
        return Stream.of("node", "npm")
                .allMatch(program -> Stream.of(
                                System.getenv().getOrDefault("PATH", "").split(":", -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))));
    }

    /** Installs the one in {@code src/test/<name>}; its packages once for each set of pinned versions. */
    static NodeProgram install(String name) throws IOException, InterruptedException {
        Path pinned = Path.of("src", "test", name);
        Path folder = Files.createDirectories(Path.of("target", name)).toAbsolutePath();
        try (Stream<Path> files = Files.list(pinned)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        var lock = folder.resolve("package-lock.json");
        var installed = folder.resolve("node_modules").resolve("installed-lock.json");
        if (!Files.exists(installed) || Files.mismatch(lock, installed) >= 0) {
            var npm = run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"), folder);
            assertThat(npm.exitCode()).as(npm.output()).isZero();
            Files.copy(lock, installed);
        }
        return new NodeProgram(folder);
    }

    /** One of its files, or of its packages. */
    Path file(String path) {
        return folder.resolve(path);
    }

    /** What a program said, its errors too. */
    record Outcome(int exitCode, String output) {}

    /** Runs one of its scripts. */
    Outcome run(String script, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("node", file(script).toString()));
        command.addAll(List.of(arguments));
        return run(command, folder);
    }

    static Outcome run(List<String> command, Path folder) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Outcome(process.waitFor(), output);
        } finally {
            process.destroyForcibly();
        }
    }
}
