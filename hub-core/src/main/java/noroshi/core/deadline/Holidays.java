package noroshi.core.deadline;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;

import java.time.LocalDate;
import java.util.List;
import java.util.function.IntFunction;

/**
 * 国民の祝日に関する法律による休日. The national holidays (art. 2), the substitute for one that falls on a Sunday
 * (art. 3(2)) and the day between two (art. 3(3)), by rule, for the years 2000 to 2099.
 */
final class Holidays {

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2099;

    private static final List<Holiday> HOLIDAYS = List.of(
            new Holiday("元日", FIRST_YEAR, LAST_YEAR, on(1, 1)),
            new Holiday("成人の日", FIRST_YEAR, LAST_YEAR, monday(1, 2)),
            new Holiday("建国記念の日", FIRST_YEAR, LAST_YEAR, on(2, 11)),
            new Holiday("天皇誕生日", FIRST_YEAR, 2018, on(12, 23)),
            new Holiday("天皇誕生日", 2020, LAST_YEAR, on(2, 23)),
            new Holiday("春分の日", FIRST_YEAR, LAST_YEAR, Holidays::vernalEquinox),
            new Holiday("みどりの日", FIRST_YEAR, 2006, on(4, 29)),
            new Holiday("昭和の日", 2007, LAST_YEAR, on(4, 29)),
            new Holiday("憲法記念日", FIRST_YEAR, LAST_YEAR, on(5, 3)),
            new Holiday("みどりの日", 2007, LAST_YEAR, on(5, 4)),
            new Holiday("こどもの日", FIRST_YEAR, LAST_YEAR, on(5, 5)),
            new Holiday("海の日", FIRST_YEAR, 2002, on(7, 20)),
            new Holiday("海の日", 2003, 2019, monday(7, 3)),
            new Holiday("海の日", 2020, 2020, on(7, 23)), // 五輪特措法 (平成27年法律33号): 2020 and 2021
            new Holiday("海の日", 2021, 2021, on(7, 22)),
            new Holiday("海の日", 2022, LAST_YEAR, monday(7, 3)),
            new Holiday("山の日", 2016, 2019, on(8, 11)),
            new Holiday("山の日", 2020, 2020, on(8, 10)),
            new Holiday("山の日", 2021, 2021, on(8, 8)),
            new Holiday("山の日", 2022, LAST_YEAR, on(8, 11)),
            new Holiday("敬老の日", FIRST_YEAR, 2002, on(9, 15)),
            new Holiday("敬老の日", 2003, LAST_YEAR, monday(9, 3)),
            new Holiday("秋分の日", FIRST_YEAR, LAST_YEAR, Holidays::autumnalEquinox),
            new Holiday("体育の日", FIRST_YEAR, 2019, monday(10, 2)),
            new Holiday("スポーツの日", 2020, 2020, on(7, 24)),
            new Holiday("スポーツの日", 2021, 2021, on(7, 23)),
            new Holiday("スポーツの日", 2022, LAST_YEAR, monday(10, 2)),
            new Holiday("文化の日", FIRST_YEAR, LAST_YEAR, on(11, 3)),
            new Holiday("勤労感謝の日", FIRST_YEAR, LAST_YEAR, on(11, 23)),
            // 平成30年法律99号 makes both holidays for the purposes of art. 3 too
            new Holiday("天皇の即位の日", 2019, 2019, on(5, 1)),
            new Holiday("即位礼正殿の儀の行われる日", 2019, 2019, on(10, 22)));

    private Holidays() {}

    static boolean isHoliday(LocalDate day) {
        if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
            throw new IllegalArgumentException(
                    "year: %d (expected: %d to %d)".formatted(day.getYear(), FIRST_YEAR, LAST_YEAR));
        }
        return isNationalHoliday(day) || isSubstitute(day) || isBetweenTwo(day);
    }

    private static boolean isNationalHoliday(LocalDate day) {
        return HOLIDAYS.stream().anyMatch(holiday -> holiday.fallsOn(day));
    }

    /** 振替休日: the first day after a holiday on a Sunday that is not itself a national holiday. */
    private static boolean isSubstitute(LocalDate day) {
        if (isNationalHoliday(day)) {
            return false;
        }
        var before = day.minusDays(1);
        while (isNationalHoliday(before)) {
            if (before.getDayOfWeek() == SUNDAY) {
                return true;
            }
            before = before.minusDays(1);
        }
        return false;
    }

    /** 国民の休日. */
    private static boolean isBetweenTwo(LocalDate day) {
        return isNationalHoliday(day.minusDays(1)) && isNationalHoliday(day.plusDays(1));
    }

    private static IntFunction<LocalDate> on(int month, int day) {
        return year -> LocalDate.of(year, month, day);
    }

    private static IntFunction<LocalDate> monday(int month, int ordinal) {
        return year -> LocalDate.of(year, month, 1).with(dayOfWeekInMonth(ordinal, MONDAY));
    }

    private static LocalDate vernalEquinox(int year) {
        return LocalDate.of(year, 3, equinoxDay(year, 20_843_100));
    }

    private static LocalDate autumnalEquinox(int year) {
        return LocalDate.of(year, 9, equinoxDay(year, 23_248_800));
    }

    /**
     * The day of the month by the astronomers' approximation for 1980 to 2099, in millionths of a day. In law
     * the day is the one that the 暦要項 announces in February of the year before.
     */
    private static int equinoxDay(int year, int in1980) {
        var years = year - 1980;
        return (in1980 + 242_194 * years) / 1_000_000 - years / 4;
    }

    /** A holiday and its day in each year from the first to the last in which the rule holds. */
    private record Holiday(String name, int first, int last, IntFunction<LocalDate> rule) {

        boolean fallsOn(LocalDate day) {
            return day.getYear() >= first
                    && day.getYear() <= last
                    && rule.apply(day.getYear()).equals(day);
        }
    }
}
