package noroshi.core.deadline;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 期限. Until when something is to be done.
 *
 * @param dueDate the last legal day (Asia/Tokyo), or null where the rule knows no days: a soft target
 * @param dueBefore the first instant that is too late
 */
public record Deadline(@Nullable LocalDate dueDate, Instant dueBefore) {

    private static final Duration LONGEST_NOTICE = Duration.ofDays(7);

    /** @throws IllegalArgumentException if {@code dueBefore} is not the end of {@code dueDate} in Tokyo */
    public Deadline {
        if (dueDate != null && !dueBefore.equals(Tokyo.startOf(dueDate.plusDays(1)))) {
            throw new IllegalArgumentException(
                    "dueBefore: %s (expected: the end of %s in Tokyo)".formatted(dueBefore, dueDate));
        }
    }

    /**
     * A period of days that a law or ministerial order fixes: it ends with its last day in Tokyo.
     *
     * @param awareness 認知. When the operator became aware; the period begins on its day in Tokyo
     * @param days the length, at least 1
     * @param roll whether a last day on which national agencies are closed gives way to the next open one
     *     (行政機関の休日に関する法律 art. 2); not so for filings to prefectures and municipalities
     */
    public static Deadline ofDays(Instant awareness, int days, DayCount dayCount, boolean roll) {
        if (days < 1) {
            throw new IllegalArgumentException("days: %d (expected: 1 or more)".formatted(days));
        }
        var last = dayCount.lastDay(Tokyo.dayOf(awareness), days);
        var due = roll ? ClosingDays.roll(last) : last;
        return new Deadline(due, Tokyo.startOf(due.plusDays(1)));
    }

    /**
     * The last day that a law names, or with which a period of months ends; a day on which national agencies are closed
     * gives way to the next open one (行政機関の休日に関する法律 art. 2).
     */
    public static Deadline onDay(LocalDate last) {
        var due = ClosingDays.roll(last);
        return new Deadline(due, Tokyo.startOf(due.plusDays(1)));
    }

    /** A soft target or a period of hours: it ends to the second, whatever day that is. */
    public static Deadline within(Instant awareness, Duration window) {
        return new Deadline(null, awareness.plus(window));
    }

    /**
     * 期限間近. From when on a deadline is said to approach: the last quarter of the time there is, seven days at most.
     * The hub's own convention; no law knows it, and nothing follows from it.
     *
     * @param from when the time began to run
     */
    public Instant approachesAt(Instant from) {
        Duration quarter = Duration.between(from, dueBefore).dividedBy(4);
        return dueBefore.minus(quarter.compareTo(LONGEST_NOTICE) < 0 ? quarter : LONGEST_NOTICE);
    }

    /** Whether what is done at this instant is in time. */
    public boolean isKeptAt(Instant done) {
        return done.isBefore(dueBefore);
    }
}
