package noroshi.api.desk;

import java.time.Instant;
import java.time.InstantSource;

/** 動かせる時計. A domain clock that a demo may move forward, never back. */
public interface SettableClock extends InstantSource {

    /**
     * Moves the clock forward.
     *
     * @throws IllegalArgumentException if {@code now} lies before the time it tells
     */
    void moveTo(Instant now);

    /** Whether it tells another time than the real one. */
    boolean isSet();
}
