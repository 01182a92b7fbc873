package noroshi.api;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import noroshi.api.desk.SettableClock;

/** A clock that stands still until it is moved. */
final class TestClock implements SettableClock {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-10T03:00:00Z"));

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public void moveTo(Instant later) {
        now.updateAndGet(told -> {
            if (later.isBefore(told)) {
                throw new IllegalArgumentException("now: " + later);
            }
            return later;
        });
    }

    @Override
    public boolean isSet() {
        return true;
    }
}
