package noroshi.api.view;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import noroshi.api.view.situation.Situation;
import noroshi.core.obligation.Obligation;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Disclosure.Extent;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;

/** 悉皆. What one viewer counts of threads that are looked at one by one, by the domain's rules and by no view. */
final class Census {

    /** What is not read is counted by fives. */
    private static final int LEAST = 5;

    private final Viewer viewer;
    private final Map<String, Map<String, Count>> counts = new TreeMap<>();
    private long openObligations;

    /** How many threads with one code the viewer reads, and how many it but knows of. */
    private record Count(long read, long known) {

        Count plus(Count other) {
            return new Count(read + other.read, known + other.known);
        }

        boolean isTold() {
            return read > 0 || known >= LEAST;
        }

        long told() {
            return read + known - known % LEAST;
        }
    }

    Census(Viewer viewer) {
        this.viewer = viewer;
    }

    /**
     * Counts one more.
     *
     * @param then as it stood
     * @param today who may know of it now: of the past nobody learns more than that, nor more than its label let then
     */
    void count(ThreadState then, Circle today) {
        Extent extent = Stream.of(today, today.labelled(then.filing().tlp()))
                .map(circle -> Disclosure.of(viewer, circle).extent())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        if (extent == Extent.NONE || then.filing().exercise() || then.phase() == ThreadState.Phase.WITHDRAWN) {
            return;
        }
        add("threads", "", extent);
        add("severity", text(then.filing().severityEstimate(), "UNKNOWN"), extent);
        if (extent.showsOthers()) {
            add("official", text(then.officialSeverity(), "NOT_ASSESSED"), extent);
        }
        if (extent.showsContent() || Disclosure.counts(viewer.role())) {
            then.sectors().forEach(sector -> add("sector", sector, extent));
            add("region", text(then.filing().prefecture(), text(then.lines().seat(), "UNKNOWN")), extent);
            then.regimes().forEach(regime -> add("regime", regime.toString(), extent));
        }
        openObligations += then.obligations().stream()
                .filter(obligation -> obligation.state() == Obligation.State.OPEN)
                .map(obligation -> obligation.duty().addressee())
                .filter(addressee -> extent.showsOthers()
                        || viewer.authority().filter(addressee::equals).isPresent())
                .count();
    }

    private static String text(@Nullable Object stated, String otherwise) {
        return stated == null ? otherwise : stated.toString();
    }

    private void add(String dimension, String code, Extent extent) {
        counts.computeIfAbsent(dimension, _ -> new TreeMap<>())
                .merge(code, extent.showsContent() ? new Count(1, 0) : new Count(0, 1), Count::plus);
    }

    Situation counted() {
        return new Situation(
                told("threads").getOrDefault("", 0L),
                told("sector"),
                told("severity"),
                told("official"),
                told("region"),
                told("regime"),
                openObligations);
    }

    private Map<String, Long> told(String dimension) {
        return counts.getOrDefault(dimension, Map.of()).entrySet().stream()
                .filter(one -> one.getValue().isTold())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().told()));
    }
}
