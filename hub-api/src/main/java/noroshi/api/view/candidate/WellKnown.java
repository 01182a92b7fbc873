package noroshi.api.view.candidate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** 周知の値. What everybody has, and so links nobody: {@code well-known.tsv}, and addresses that every network has. */
final class WellKnown {

    private static final Set<Trace> TRACES = read();

    private WellKnown() {}

    static boolean contains(Trace trace) {
        return TRACES.contains(trace) || (trace.kind() == Trace.Kind.IP && TraceReader.isReserved(trace.value()));
    }

    private static Set<Trace> read() {
        try (InputStream rows = Objects.requireNonNull(
                WellKnown.class.getResourceAsStream("/noroshi/api/view/candidate/well-known.tsv"))) {
            return new String(rows.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(row -> row.split("\t", 3))
                    .map(cells -> new Trace(Trace.Kind.valueOf(cells[0]), cells[1]))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
