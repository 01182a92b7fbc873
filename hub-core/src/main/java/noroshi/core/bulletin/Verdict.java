package noroshi.core.bulletin;

import java.time.Instant;
import noroshi.core.report.Remark;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * 発信者の回答. What an originator says of one revision.
 *
 * @param widenedTo the label it expressly allows, wider than its thread's own; else null
 * @param reason of a refusal, null once it is erased
 */
public record Verdict(
        boolean approved, @Nullable Tlp widenedTo, @Nullable Remark reason, Instant at) {

    /** Whether this allows a bulletin of label {@code wanted} to draw on a thread of label {@code own}. */
    boolean allows(Tlp wanted, Tlp own) {
        return approved && (!own.isNarrowerThan(wanted) || wanted == widenedTo);
    }
}
