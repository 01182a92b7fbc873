package noroshi.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;

/** How long each of many things took; exact percentiles by the nearest rank. */
final class Latencies {

    private final long[] sortedNanos;

    private Latencies(long[] nanos) {
        this.sortedNanos = nanos;
        Arrays.sort(sortedNanos);
    }

    static Latencies ofNanos(Collection<Long> nanos) {
        return new Latencies(nanos.stream().mapToLong(Long::longValue).toArray());
    }

    int count() {
        return sortedNanos.length;
    }

    /**
     * The least value that at least {@code percent} of all do not exceed.
     *
     * @param percent above 0, at most 100
     * @throws IllegalStateException if nothing was measured
     */
    Duration percentile(double percent) {
        if (sortedNanos.length == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        int rank = (int) Math.ceil(percent / 100 * sortedNanos.length);
        return Duration.ofNanos(sortedNanos[Math.max(rank, 1) - 1]);
    }

    double millis(double percent) {
        return percentile(percent).toNanos() / 1e6;
    }
}
