package noroshi.core.thread;

import java.util.UUID;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.NamedUuid;
import noroshi.core.report.ThreadId;

/** 送達番号. The id of what one thread is to one addressee. */
public record DeliveryId(UUID value) {

    /** The id of what {@code thread} is to {@code addressee}. */
    public static DeliveryId of(ThreadId thread, AuthorityCode addressee) {
        return new DeliveryId(NamedUuid.of("delivery", thread.toString(), addressee.value()));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
