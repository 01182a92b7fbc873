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

    /** 不受理. The submission can't be taken; nothing else was recorded of it. */
    @Event(namespace = "noroshi", name = "SubmissionRefused", version = "1")
    record SubmissionRefused(
            @EventTag(key = "submission") ReportId report,
            OperatorSlug operator,
            @Nullable ThreadId thread,
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
