package noroshi.core.thread;

import java.util.UUID;
import noroshi.core.regime.Duty;
import noroshi.core.report.NamedUuid;
import noroshi.core.report.ThreadId;

/** 義務番号. The id of one duty of one thread towards one addressee. */
public record ObligationId(UUID value) {

    static ObligationId of(ThreadId thread, Duty duty) {
        return new ObligationId(NamedUuid.of(
                "obligation",
                thread.toString(),
                duty.rule().regime().value(),
                duty.type().name(),
                duty.addressee().value()));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
