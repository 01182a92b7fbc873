package noroshi.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Microseconds since 1970: the finest time that PostgreSQL keeps, so the one that is hashed. */
final class Micros {

    private Micros() {}

    static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant.truncatedTo(ChronoUnit.MICROS));
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
