package noroshi.core.deadline;

import java.time.LocalDate;
import java.time.MonthDay;

/**
 * 行政機関の休日. The days on which national agencies are closed: Saturdays, Sundays, the holidays of the
 * 国民の祝日に関する法律, and 29 December to 3 January (行政機関の休日に関する法律 art. 1(1)). Known for the
 * years 2000 to 2099; another year is an {@link IllegalArgumentException}.
 */
public final class ClosingDays {

    private static final MonthDay YEAR_END = MonthDay.of(12, 29);
    private static final MonthDay NEW_YEAR = MonthDay.of(1, 3);

    private ClosingDays() {}

    public static boolean isClosed(LocalDate day) {
        return Holidays.isHoliday(day) || isWeekend(day) || isAtYearsEnd(day);
    }

    /** The day itself if it is open, else the next open one (行政機関の休日に関する法律 art. 2). */
    public static LocalDate roll(LocalDate day) {
        var open = day;
        while (isClosed(open)) {
            open = open.plusDays(1);
        }
        return open;
    }

    private static boolean isWeekend(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case SATURDAY, SUNDAY -> true;
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> false;
        };
    }

    private static boolean isAtYearsEnd(LocalDate day) {
        var monthDay = MonthDay.from(day);
        return !monthDay.isBefore(YEAR_END) || !monthDay.isAfter(NEW_YEAR);
    }
}
