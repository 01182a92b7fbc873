package noroshi.core.request;

import java.time.Instant;
import noroshi.core.report.Remark;
import org.jspecify.annotations.Nullable;

/**
 * 期限の延長.
 *
 * @param reason null where none was given, and once it is erased
 */
public record Extension(Instant dueBefore, @Nullable Remark reason, Instant at) {}
