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
     * 不受理の記録. Keeps that it could not be taken, with every reason. It takes nothing and uses up no id: the same
     * again, or something mended under that id, is decided on what is known then, and if it is taken, that is what
     * stands; a refusal after that only adds its reasons.
     *
     * @param thread the thread it meant or would have opened, or null where it named none
     * @param kind null where it could not be read
     * @param exercise whether it belongs to a drill: as its thread is, or where there is none as it says itself
     * @param door where it came in, such as {@code reports.submitted} or {@code intake.chubu-power}
     */
    @Command(namespace = "noroshi", name = "RefuseSubmission", version = "1")
    record RefuseSubmission(
            ReportId report,
            OperatorSlug operator,
            @Nullable ThreadId thread,
            @Nullable Kind kind,
            boolean exercise,
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
