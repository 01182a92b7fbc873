package noroshi.core.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlineTest {

    @ParameterizedTest(name = "{0}: {4}, {5}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-10T06:30+09:00 | 30 | EXCLUDE_FIRST | true  | 2026-12-10 | 命令 4条2項; 民法 140条
            2026-11-05T05:40+09:00 | 30 | EXCLUDE_FIRST | true  | 2026-12-07 | 命令 4条2項; 休日法 2条: 12-05 is a Saturday
            2026-12-01T16:20+09:00 | 30 | EXCLUDE_FIRST | true  | 2027-01-04 | 命令 4条2項; 休日法 2条: 12-31 to 01-03 closed
            2026-11-05T05:40+09:00 | 60 | INCLUDE_FIRST | true  | 2027-01-04 | APPI 規則 8条2項, malicious: +59 is 01-03, closed
            2026-11-05T05:40+09:00 | 30 | INCLUDE_FIRST | true  | 2026-12-04 | APPI 規則 8条2項: +29
            2026-11-05T05:40+09:00 | 3  | EXCLUDE_FIRST | false | 2026-11-08 | APPI 規則 8条1項, soft: from +3, a Sunday
            2026-11-05T05:40+09:00 | 5  | EXCLUDE_FIRST | false | 2026-11-10 | APPI 規則 8条1項, soft: to +5
            2026-10-24T21:50+09:00 | 30 | EXCLUDE_FIRST | true  | 2026-11-24 | 命令 4条2項; 休日法 2条: 11-23 勤労感謝の日
            2026-10-05T09:00+09:00 | 30 | EXCLUDE_FIRST | true  | 2026-11-04 | 命令 4条2項
            2026-10-13T14:00+09:00 | 30 | EXCLUDE_FIRST | true  | 2026-11-12 | 命令 4条2項
            2026-10-04T09:00+09:00 | 30 | EXCLUDE_FIRST | true  | 2026-11-04 | 命令 4条2項; 休日法 2条: 11-03 文化の日
            2026-11-05T05:40+09:00 | 30 | EXCLUDE_FIRST | false | 2026-12-05 | 休日法 2条 binds national agencies only: no roll
            2026-11-10T23:59+09:00 | 30 | EXCLUDE_FIRST | true  | 2026-12-10 | 民法 140条: 23:59 JST is still the day
            2026-11-11T00:01+09:00 | 30 | EXCLUDE_FIRST | true  | 2026-12-11 | 民法 140条: 00:01 JST is the next
            2026-11-10T15:00Z      | 30 | EXCLUDE_FIRST | true  | 2026-12-11 | reckoned in Tokyo, where it is midnight
            2026-11-10T14:59Z      | 30 | EXCLUDE_FIRST | true  | 2026-12-10 | reckoned in Tokyo, a minute before midnight
            2026-11-10T20:00-05:00 | 30 | EXCLUDE_FIRST | true  | 2026-12-11 | reckoned in Tokyo, not in New York
            2028-01-30T10:00+09:00 | 30 | EXCLUDE_FIRST | true  | 2028-02-29 | leap day
            2027-01-30T10:00+09:00 | 30 | EXCLUDE_FIRST | true  | 2027-03-01 | no leap day
            2028-02-29T10:00+09:00 | 30 | EXCLUDE_FIRST | true  | 2028-03-30 | awareness on a leap day
            2026-11-29T10:00+09:00 | 30 | EXCLUDE_FIRST | true  | 2027-01-04 | 休日法 1条: 12-29 is closed
            2026-11-28T10:00+09:00 | 30 | EXCLUDE_FIRST | true  | 2026-12-28 | 休日法 1条: 12-28 is open
            2026-08-20T10:00+09:00 | 30 | EXCLUDE_FIRST | true  | 2026-09-24 | 休日法 2条: a Saturday, then 09-21 to 09-23
            2027-04-02T10:00+09:00 | 30 | EXCLUDE_FIRST | true  | 2027-05-06 | 休日法 2条: a Sunday, then 05-03 to 05-05
            2026-11-30T10:00+09:00 | 1  | INCLUDE_FIRST | true  | 2026-11-30 | one day that counts the first is the first
            """)
    void aPeriodOfDaysEndsOn(
            OffsetDateTime awareness, int days, DayCount count, boolean roll, LocalDate due, String article) {
        var deadline = Deadline.ofDays(awareness.toInstant(), days, count, roll);
        assertThat(deadline.dueDate()).as(article).isEqualTo(due);
        assertThat(deadline.dueBefore())
                .isEqualTo(
                        OffsetDateTime.parse(due.plusDays(1) + "T00:00+09:00").toInstant());
    }

    @Test
    void theLastDayCountsToItsLastInstantInTokyo() {
        var deadline = Deadline.ofDays(Instant.parse("2026-11-09T21:30:00Z"), 30, DayCount.EXCLUDE_FIRST, true);
        assertThat(deadline.dueBefore())
                .isEqualTo(OffsetDateTime.parse("2026-12-11T00:00:00+09:00").toInstant());
        assertThat(deadline.isKeptAt(Instant.parse("2026-12-10T14:59:59.999999999Z")))
                .isTrue();
        assertThat(deadline.isKeptAt(Instant.parse("2026-12-10T15:00:00Z"))).isFalse();
    }

    @Test
    void aSoftTargetEndsToTheSecondOnWhateverDay() {
        var deadline = Deadline.within(Instant.parse("2026-11-05T05:40:00Z"), Duration.ofDays(3));
        assertThat(deadline.dueDate()).isNull();
        assertThat(deadline.dueBefore()).isEqualTo(Instant.parse("2026-11-08T05:40:00Z"));
    }

    @Test
    void aPeriodOfNoDaysIsNone() {
        assertThatThrownBy(() -> Deadline.ofDays(Instant.EPOCH, 0, DayCount.INCLUDE_FIRST, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("days: 0 (expected: 1 or more)");
    }

    @Test
    void anEndThatIsNotThatOfItsDayIsWrong() {
        assertThatThrownBy(() -> new Deadline(LocalDate.of(2026, 12, 10), Instant.parse("2026-12-11T00:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-12-11T00:00:00Z (expected: the end of 2026-12-10 in Tokyo)");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-10T06:30:00+09:00, 2026-12-11T00:00:00+09:00, 2026-12-04T00:00:00+09:00",
        "2026-11-10T00:00:00+09:00, 2026-11-14T00:00:00+09:00, 2026-11-13T00:00:00+09:00",
        "2026-11-10T06:30:00+09:00, 2026-11-11T06:30:00+09:00, 2026-11-11T00:30:00+09:00"
    })
    void itApproachesInTheLastQuarterAndNoEarlierThanAWeekBefore(
            OffsetDateTime from, OffsetDateTime dueBefore, OffsetDateTime near) {
        assertThat(new Deadline(null, dueBefore.toInstant()).approachesAt(from.toInstant()))
                .isEqualTo(near.toInstant());
    }

    @Property
    void aDueDateIsOpenAndNeverEarlierThanTheCountSays(
            @ForAll("awareness") Instant awareness, @ForAll @IntRange(min = 1, max = 400) int days) {
        var counted = Deadline.ofDays(awareness, days, DayCount.EXCLUDE_FIRST, false);
        var rolled = Deadline.ofDays(awareness, days, DayCount.EXCLUDE_FIRST, true);
        assertThat(counted.dueDate()).isEqualTo(Tokyo.dayOf(awareness).plusDays(days));
        assertThat(rolled.dueDate()).matches(due -> !ClosingDays.isClosed(due));
        assertThat(rolled.dueBefore()).isAfterOrEqualTo(counted.dueBefore());
    }

    @Property
    void toCountTheFirstDayIsToCountOneDayLess(
            @ForAll("awareness") Instant awareness, @ForAll @IntRange(min = 1, max = 400) int days) {
        assertThat(Deadline.ofDays(awareness, days + 1, DayCount.INCLUDE_FIRST, true))
                .isEqualTo(Deadline.ofDays(awareness, days, DayCount.EXCLUDE_FIRST, true));
    }

    @Property
    void anEarlierAwarenessNeverMakesALaterDeadline(
            @ForAll("awareness") Instant one, @ForAll("awareness") Instant other) {
        var earlier = one.isBefore(other) ? one : other;
        var later = one.isBefore(other) ? other : one;
        assertThat(Deadline.ofDays(earlier, 30, DayCount.EXCLUDE_FIRST, true).dueBefore())
                .isBeforeOrEqualTo(
                        Deadline.ofDays(later, 30, DayCount.EXCLUDE_FIRST, true).dueBefore());
    }

    @Provide
    Arbitrary<Instant> awareness() {
        return Arbitraries.longs()
                .between(
                        Instant.parse("2001-01-01T00:00:00Z").getEpochSecond(),
                        Instant.parse("2090-01-01T00:00:00Z").getEpochSecond())
                .map(Instant::ofEpochSecond);
    }
}
