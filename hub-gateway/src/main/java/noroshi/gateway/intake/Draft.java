package noroshi.gateway.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Kind;
import noroshi.core.report.ThreadId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * 下書き. A filing that its operator has not filed yet; it may lack whatever it likes.
 *
 * @param thread the thread that it would continue, or null for a first report
 * @param version counts its changes, so that nobody overwrites what another has changed since
 * @param body of the shape that is filed
 */
record Draft(
        UUID id,
        OperatorSlug operator,
        Kind kind,
        @Nullable ThreadId thread,
        int version,
        JsonNode body,
        Instant changedAt) {

    /** So long it is kept after its last change: shorter than the key lives that it is sealed with. */
    static final Duration KEPT = Duration.ofDays(14);

    /** The idempotency key under which it is filed, once and no more. */
    String key() {
        return key(id);
    }

    static String key(UUID id) {
        return "draft-" + id;
    }

    Instant keptUntil() {
        return changedAt.plus(KEPT);
    }
}
