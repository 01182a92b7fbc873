package noroshi.core.obligation;

import java.util.UUID;
import noroshi.core.regime.Duty;
import noroshi.core.report.NamedUuid;
import noroshi.core.report.ThreadId;

/** 義務番号. The id of one duty towards one addressee. */
public record ObligationId(UUID value) {

    /** The id of a thread's duty. */
    public static ObligationId of(ThreadId thread, Duty duty) {
        return of(thread.toString(), duty);
    }

    /**
     * The id of a duty.
     *
     * @param source what names of whom or what the duty is, unlike all other sources of duties of its type
     */
    public static ObligationId of(String source, Duty duty) {
        return new ObligationId(NamedUuid.of(
                "obligation",
                source,
                duty.rule().regime().value(),
                duty.type().name(),
                duty.addressee().value()));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
