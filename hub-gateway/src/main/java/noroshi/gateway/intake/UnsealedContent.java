package noroshi.gateway.intake;

import noroshi.core.report.ReportId;
import org.jspecify.annotations.Nullable;

/** 封緘の破れ. Sealed content that was not sealed for this report, or was changed since: it can't be read. */
public final class UnsealedContent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsealedContent(ReportId report, @Nullable Throwable cause) {
        super("content of report %s: the seal is broken (expected: as sealed for it)".formatted(report), cause);
    }
}
