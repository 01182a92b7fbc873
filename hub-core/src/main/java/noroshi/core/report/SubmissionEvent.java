package noroshi.core.report;

import java.time.Instant;
import java.util.List;
import noroshi.core.Fault;
import noroshi.core.register.OperatorSlug;
import org.axonframework.eventsourcing.annotation.EventTag;
import org.axonframework.messaging.eventhandling.annotation.Event;
import org.jspecify.annotations.Nullable;

/** 提出物の記録. What happened to a submission that never became part of a thread. */
public sealed interface SubmissionEvent {

    ReportId report();

    Instant occurredAt();

    /**
     * 不受理. The submission could not be taken. It may be taken after all when it is filed again under its id
     * ({@link SubmissionCommand.RefuseSubmission}).
     *
     * @param thread the thread it meant or would have opened, or null where it named none
     * @param kind null where it could not be read
     * @param exercise whether it belonged to a drill, as far as that was known
     */
    @Event(namespace = "noroshi", name = "SubmissionRefused", version = "1")
    record SubmissionRefused(
            @EventTag(key = "submission") ReportId report,
            OperatorSlug operator,
            @Nullable ThreadId thread,
            @Nullable Kind kind,
            boolean exercise,
            String door,
            List<Fault> faults,
            Instant receivedAt,
            Instant occurredAt)
            implements SubmissionEvent {

        public SubmissionRefused {
            faults = List.copyOf(faults);
        }
    }
}
