package noroshi.gateway.intake;

import java.time.Instant;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.ReportId;
import noroshi.core.report.ThreadId;
import org.jspecify.annotations.Nullable;

/**
 * 封筒. What the door knows of a filing without reading it.
 *
 * @param operator who files, as the token or the topic says it, never the filing itself
 * @param thread the thread that is continued, or null for a first report
 * @param bodyHash SHA-256 (hex) of what was filed
 * @param receivedAt when the door took it: the forms of this day in Tokyo apply
 */
public record Envelope(
        OperatorSlug operator, ReportId report, @Nullable ThreadId thread, String bodyHash, Instant receivedAt) {}
