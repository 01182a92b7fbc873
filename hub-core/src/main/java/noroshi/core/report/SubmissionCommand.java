package noroshi.core.report;

import java.time.Instant;
import java.util.List;
import noroshi.core.Fault;
import noroshi.core.register.OperatorSlug;
import org.axonframework.messaging.commandhandling.annotation.Command;
import org.jspecify.annotations.Nullable;

/** 提出物への操作. What can be asked about a submission that never became part of a thread. */
public sealed interface SubmissionCommand {

    ReportId report();

    /**
     * 不受理の記録. Keeps what could not be taken, with every reason.
     *
     * @param thread the thread it meant, or null where it named none
     * @param door where it came in, such as {@code reports.submitted} or {@code intake.chubu-power}
     */
    @Command(namespace = "noroshi", name = "RefuseSubmission", version = "1")
    record RefuseSubmission(
            ReportId report,
            OperatorSlug operator,
            @Nullable ThreadId thread,
            String door,
            List<Fault> faults,
            Instant receivedAt,
            Instant refusedAt)
            implements SubmissionCommand {

        public RefuseSubmission {
            faults = List.copyOf(faults);
        }
    }
}
