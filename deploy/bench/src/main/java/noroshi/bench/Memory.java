package noroshi.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** 常駐メモリ. What processes hold in memory, each shared page counted by share (PSS), so that a sum is a true one. */
final class Memory {

    private static final String SHARE = "Pss:";

    private Memory() {}

    static double proportionalMebibytes(ProcessHandle process) throws IOException {
        return mebibytes(Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "smaps_rollup")));
    }

    /** Of a PostgreSQL server with all its processes, found by its pid file. */
    static double ofServer(Path pidFile) throws IOException {
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        ProcessHandle server =
                ProcessHandle.of(pid).orElseThrow(() -> new IOException("no process %d runs".formatted(pid)));
        double sum = 0;
        for (ProcessHandle process :
                Stream.concat(Stream.of(server), server.descendants()).toList()) {
            try {
                sum += proportionalMebibytes(process);
            } catch (NoSuchFileException e) {
                // Backends come and go; one that is gone holds nothing.
            }
        }
        return sum;
    }

    /** The sum in a {@code smaps_rollup}. */
    static double mebibytes(List<String> rollup) {
        return rollup.stream()
                        .filter(line -> line.startsWith(SHARE))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .sum()
                / 1024.0;
    }
}
