package noroshi.core.thread;

import java.time.Instant;
import noroshi.core.regime.Duty;
import org.jspecify.annotations.Nullable;

/**
 * 報告義務. A duty of this thread, followed to its end.
 *
 * @param filedAt when the first report that can meet it was received by the hub, or null; not yet a discharge
 * @param metAt when the addressee recorded its receipt of such a report, or null
 */
public record Obligation(
        ObligationId id,
        Duty duty,
        State state,
        @Nullable Instant filedAt,
        @Nullable Instant metAt) {

    /** 義務の状態, as recorded; whether an open one is late is a matter of the clock ({@link #standing}). */
    public enum State {
        /** 未履行. */
        OPEN,
        /** 履行済. */
        MET,
        /** 免除. */
        WAIVED
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

    Obligation filed(Instant at) {
        return filedAt == null ? new Obligation(id, duty, state, at, metAt) : this;
    }

    Obligation met(Instant at) {
        return new Obligation(id, duty, State.MET, filedAt, at);
    }

    Obligation waived() {
        return new Obligation(id, duty, State.WAIVED, filedAt, metAt);
    }

    /** The same obligation on another footing or with another deadline. */
    Obligation recomputed(Duty other) {
        return new Obligation(id, other, State.OPEN, filedAt, metAt);
    }
}
