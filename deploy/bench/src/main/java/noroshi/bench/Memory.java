package noroshi.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** 常駐メモリ. What processes hold in memory, each shared page counted by share (PSS), so that a sum is a true one. */
final class Memory {

    private static final String SHARE = "Pss:";

    private Memory() {}

    static double proportionalMebibytes(ProcessHandle process) throws IOException {
        return mebibytes(Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "smaps_rollup")));
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
