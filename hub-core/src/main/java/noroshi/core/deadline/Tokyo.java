package noroshi.core.deadline;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** 日本標準時. The zone in which every legal date is reckoned. */
public final class Tokyo {

    public static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

    private Tokyo() {}

    /** The day it is in Tokyo at an instant. */
    public static LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZONE);
    }

    /** The instant at which a day begins in Tokyo. */
    public static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }
}
