package noroshi.standalone;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import noroshi.api.desk.SettableClock;
import org.jspecify.annotations.Nullable;

/**
 * The time that the domain reckons with: the real one, or, in a demo, one that starts elsewhere, ticks as the real one
 * does, and can be moved forward. Tokens and leases don't use it.
 */
public final class DomainClock implements SettableClock {
    private final InstantSource real;
    private final AtomicReference<Duration> ahead;
    private volatile boolean set;

    /** A clock that starts at {@code start}, or tells the real time if there is none. */
    public DomainClock(InstantSource real, @Nullable Instant start) {
        this.real = real;
        this.set = start != null;
        this.ahead = new AtomicReference<>(start == null ? Duration.ZERO : Duration.between(real.instant(), start));
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead.get());
    }

    @Override
    public boolean isSet() {
        return set;
    }

    /**
     * Moves the clock forward.
     *
     * @throws IllegalArgumentException if {@code now} lies before the time it tells
     */
    @Override
    public void moveTo(Instant now) {
        ahead.updateAndGet(before -> {
            var realNow = real.instant();
            var told = realNow.plus(before);
            if (now.isBefore(told)) {
                throw new IllegalArgumentException("now: " + now + " (expected: not before " + told + ")");
            }
            return Duration.between(realNow, now);
        });
        set = true;
    }
}
