package noroshi.core.report;

import java.util.UUID;

/** 事案番号. The id of a report thread, derived from the report that opens it. */
public record ThreadId(UUID value) {

    /** The thread that {@code report} opens. */
    public static ThreadId openedBy(ReportId report) {
        return new ThreadId(NamedUuid.of("thread", report.toString()));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
