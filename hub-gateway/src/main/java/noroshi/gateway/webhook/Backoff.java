package noroshi.gateway.webhook;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * 再送の間隔. After each failed try four times as long as before, from five seconds to twelve hours, for three days and
 * some hours; a fifth more at random, so that what failed together does not come again together.
 */
final class Backoff {

    static final int TRIES = 14;

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final int FACTOR = 4;
    private static final double JITTER = 0.2;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * How long to wait after a failed try; empty after the last.
     *
     * @param tries made so far, one at least
     * @param asked how long the endpoint asked to be left alone, or null; never taken as a shorter time, nor as more
     *     than the longest
     */
    Optional<Duration> after(int tries, @Nullable Duration asked) {
        if (tries >= TRIES) {
            return Optional.empty();
        }
        Duration wait = FIRST;
        for (int i = 1; i < tries && wait.compareTo(LONGEST) < 0; i++) {
            wait = wait.multipliedBy(FACTOR);
        }
        if (asked != null && asked.compareTo(wait) > 0) {
            wait = asked;
        }
        wait = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        return Optional.of(wait.plusMillis((long) (wait.toMillis() * JITTER * random.nextDouble())));
    }
}
