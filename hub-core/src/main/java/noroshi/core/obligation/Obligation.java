package noroshi.core.obligation;

import java.time.Instant;
import noroshi.core.regime.Duty;
import org.jspecify.annotations.Nullable;

/**
 * 義務. A duty towards one authority, followed to its end.
 *
 * @param approachesAt 期限間近. From when on its deadline is said to approach
 * @param filedAt when the first report or notification that can meet it was received by the hub, or null; not yet a discharge
 * @param metAt when the addressee recorded its receipt of such a report, or null
 * @param told what the record says of its deadline as it stands
 */
public record Obligation(
        ObligationId id,
        Duty duty,
        Instant approachesAt,
        State state,
        @Nullable Instant filedAt,
        @Nullable Instant metAt,
        Told told) {

    /** 義務の状態, as recorded; whether an open one is late is a matter of the clock ({@link #standing}). */
    public enum State {
        /** 未履行. */
        OPEN,
        /** 履行済. */
        MET,
        /** 免除. */
        WAIVED
    }

    /** 期限の告知. How far the record has followed the deadline. */
    public enum Told {
        NOTHING,
        /** 期限間近. */
        APPROACHING,
        /** 期限経過・目標超過. */
        PASSED
    }

    /** 義務の現況. */
    public enum Standing {
        OPEN,
        MET,
        WAIVED,
        /** 目標超過. A target without a number in law has passed. */
        SOFT_EXCEEDED,
        /** 期限経過. */
        MISSED
    }

    /**
     * How this obligation stands at {@code now}. What was filed in time is not missed while its addressee has
     * yet to record the receipt.
     */
    public Standing standing(Instant now) {
        return switch (state) {
            case MET -> Standing.MET;
            case WAIVED -> Standing.WAIVED;
            case OPEN -> {
                Instant done = filedAt == null ? now : filedAt;
                if (duty.deadline().isKeptAt(done)) {
                    yield Standing.OPEN;
                }
                yield duty.soft() ? Standing.SOFT_EXCEEDED : Standing.MISSED;
            }
        };
    }

    /** Whether its deadline is near, and what it asks for was not filed yet. */
    public boolean isApproaching(Instant now) {
        return filedAt == null && standing(now) == Standing.OPEN && !now.isBefore(approachesAt);
    }

    /** From when on there is something new to tell of its deadline, or null where there is nothing more to tell. */
    public @Nullable Instant toBeToldFrom() {
        if (state != State.OPEN || (filedAt != null && duty.deadline().isKeptAt(filedAt))) {
            return null;
        }
        return switch (told) {
            case NOTHING -> approachesAt;
            case APPROACHING -> duty.deadline().dueBefore();
            case PASSED -> null;
        };
    }

    /** What is to be told at {@code now}; nothing if it was told already. A deadline that has passed approaches no more. */
    public Told toTell(Instant now) {
        Instant from = toBeToldFrom();
        if (from == null || now.isBefore(from)) {
            return Told.NOTHING;
        }
        return duty.deadline().isKeptAt(now) ? Told.APPROACHING : Told.PASSED;
    }

    /**
     * A duty that begins.
     *
     * @param since when the time for it began to run
     */
    public static Obligation opened(ObligationId id, Duty duty, Instant since, @Nullable Instant filedAt) {
        return new Obligation(id, duty, duty.deadline().approachesAt(since), State.OPEN, filedAt, null, Told.NOTHING);
    }

    /** The same once something that can meet it came in; the first time counts. */
    public Obligation filed(Instant at) {
        return filedAt == null ? new Obligation(id, duty, approachesAt, state, at, metAt, told) : this;
    }

    /** 履行. */
    public Obligation met(Instant at) {
        return new Obligation(id, duty, approachesAt, State.MET, filedAt, at, told);
    }

    /** 免除. */
    public Obligation waived() {
        return new Obligation(id, duty, approachesAt, State.WAIVED, filedAt, metAt, told);
    }

    /** The same once that much is told of its deadline. */
    public Obligation told(Told now) {
        return new Obligation(id, duty, approachesAt, state, filedAt, metAt, now);
    }

    /** The same obligation on another footing or with another deadline, of which nothing is told yet. */
    public Obligation recomputed(Duty other, Instant since) {
        return new Obligation(
                id,
                other,
                other.deadline().approachesAt(since),
                State.OPEN,
                filedAt,
                metAt,
                other.deadline().equals(duty.deadline()) ? told : Told.NOTHING);
    }
}
