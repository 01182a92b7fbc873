package noroshi.core.deadline;

import java.time.LocalDate;

/** 期間の起算. Whether a period of days counts the day on which it begins. */
public enum DayCount {
    /** 初日不算入 (民法140条). The day after the first is day one. */
    EXCLUDE_FIRST,
    /** 初日算入. The first day is day one: the earlier reading, safe where the law's own is not verified. */
    INCLUDE_FIRST;

    LocalDate lastDay(LocalDate first, int days) {
        return switch (this) {
            case EXCLUDE_FIRST -> first.plusDays(days);
            case INCLUDE_FIRST -> first.plusDays(days - 1L);
        };
    }
}
