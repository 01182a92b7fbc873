package noroshi.core.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClosingDaysTest {

    /** 内閣府「国民の祝日」, the published days with their substitutes; 2028 to 2030 by the same rules. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            2019 | 1-1 1-14 2-11 3-21 4-29 4-30 5-1 5-2 5-3 5-4 5-5 5-6 7-15 8-11 8-12 9-16 9-23 10-14 10-22 11-3 11-4 11-23
            2020 | 1-1 1-13 2-11 2-23 2-24 3-20 4-29 5-3 5-4 5-5 5-6 7-23 7-24 8-10 9-21 9-22 11-3 11-23
            2021 | 1-1 1-11 2-11 2-23 3-20 4-29 5-3 5-4 5-5 7-22 7-23 8-8 8-9 9-20 9-23 11-3 11-23
            2022 | 1-1 1-10 2-11 2-23 3-21 4-29 5-3 5-4 5-5 7-18 8-11 9-19 9-23 10-10 11-3 11-23
            2023 | 1-1 1-2 1-9 2-11 2-23 3-21 4-29 5-3 5-4 5-5 7-17 8-11 9-18 9-23 10-9 11-3 11-23
            2024 | 1-1 1-8 2-11 2-12 2-23 3-20 4-29 5-3 5-4 5-5 5-6 7-15 8-11 8-12 9-16 9-22 9-23 10-14 11-3 11-4 11-23
            2025 | 1-1 1-13 2-11 2-23 2-24 3-20 4-29 5-3 5-4 5-5 5-6 7-21 8-11 9-15 9-23 10-13 11-3 11-23 11-24
            2026 | 1-1 1-12 2-11 2-23 3-20 4-29 5-3 5-4 5-5 5-6 7-20 8-11 9-21 9-22 9-23 10-12 11-3 11-23
            2027 | 1-1 1-11 2-11 2-23 3-21 3-22 4-29 5-3 5-4 5-5 7-19 8-11 9-20 9-23 10-11 11-3 11-23
            2028 | 1-1 1-10 2-11 2-23 3-20 4-29 5-3 5-4 5-5 7-17 8-11 9-18 9-22 10-9 11-3 11-23
            2029 | 1-1 1-8 2-11 2-12 2-23 3-20 4-29 4-30 5-3 5-4 5-5 7-16 8-11 9-17 9-23 9-24 10-8 11-3 11-23
            2030 | 1-1 1-14 2-11 2-23 3-20 4-29 5-3 5-4 5-5 5-6 7-15 8-11 8-12 9-16 9-23 10-14 11-3 11-4 11-23
            """)
    void theHolidaysOfAYearAreThosePublished(int year, String days) {
        var published =
                Arrays.stream(days.split(" ")).map(day -> day(year, day)).toList();
        var reckoned = LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(Holidays::isHoliday)
                .toList();
        assertThat(reckoned).containsExactlyElementsOf(published);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            2000-01-10, 成人の日 (Happy Monday from 2000)
            2002-07-20, 海の日 (before Happy Monday)
            2003-07-21, 海の日 (Happy Monday from 2003)
            2002-09-16, 敬老の日's substitute
            2006-05-04, 国民の休日 (みどりの日 from 2007)
            2009-09-22, 国民の休日
            2015-09-22, 国民の休日
            2008-05-06, 振替休日 two days after the Sunday (from 2007)
            2018-12-24, 天皇誕生日's substitute
            """)
    void aHolidayOfAnEarlierLawIsClosed(LocalDate day, String why) {
        assertThat(Holidays.isHoliday(day)).as(why).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            2015-08-11, 山の日 from 2016 only
            2019-02-25, 天皇誕生日 from 2020 only
            2019-12-23, no 天皇誕生日 in 2019
            2020-07-20, 海の日 was moved
            2020-10-12, スポーツの日 was moved
            2021-08-11, 山の日 was moved
            2026-12-28, 御用納め is an open day
            2027-01-04, 御用始め is an open day
            """)
    void aDayThatTheLawOfItsYearDoesNotNameIsOpen(LocalDate day, String why) {
        assertThat(ClosingDays.isClosed(day)).as(why).isFalse();
    }

    @ParameterizedTest(name = "{0} gives way to {1}")
    @CsvSource(textBlock = """
            2026-12-29, 2027-01-04
            2026-12-31, 2027-01-04
            2027-01-03, 2027-01-04
            2026-12-05, 2026-12-07
            2026-09-19, 2026-09-24
            2026-05-02, 2026-05-07
            2028-12-29, 2029-01-04
            2026-12-28, 2026-12-28
            """)
    void aClosedDayGivesWayToTheNextOpenOne(LocalDate day, LocalDate open) {
        assertThat(ClosingDays.roll(day)).isEqualTo(open);
    }

    @Test
    void aYearOutsideTheKnownOnesIsNotGuessed() {
        assertThatThrownBy(() -> ClosingDays.isClosed(LocalDate.of(2100, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("year: 2100 (expected: 2000 to 2099)");
        assertThatThrownBy(() -> ClosingDays.isClosed(LocalDate.of(1999, 12, 31)))
                .hasMessage("year: 1999 (expected: 2000 to 2099)");
    }

    @Property
    void whatADayGivesWayToIsOpenAndEveryDayBetweenIsClosed(
            @ForAll @IntRange(min = 2000, max = 2098) int year, @ForAll @IntRange(min = 1, max = 365) int dayOfYear) {
        var day = LocalDate.ofYearDay(year, dayOfYear);
        var open = ClosingDays.roll(day);
        assertThat(ClosingDays.isClosed(open)).isFalse();
        assertThat(day.datesUntil(open)).allMatch(ClosingDays::isClosed);
        // the longest run there was: ten days, 2019-04-27 to 05-06
        assertThat(day.plusDays(10)).isAfterOrEqualTo(open);
        assertThat(ClosingDays.roll(open)).isEqualTo(open);
    }

    @Property
    void everyHolidayOnASundayIsFollowedByAClosedMonday(@ForAll @IntRange(min = 2000, max = 2098) int year) {
        LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(day -> day.getDayOfWeek() == DayOfWeek.SUNDAY && Holidays.isHoliday(day))
                .forEach(sunday ->
                        assertThat(Holidays.isHoliday(sunday.plusDays(1))).isTrue());
    }

    private static LocalDate day(int year, String monthAndDay) {
        return MonthDay.parse(monthAndDay, DateTimeFormatter.ofPattern("M-d")).atYear(year);
    }
}
