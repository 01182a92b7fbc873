package noroshi.gateway.webhook;

import java.util.Optional;
import noroshi.core.bulletin.BulletinEvent;
import noroshi.core.report.SubmissionEvent.SubmissionRefused;
import noroshi.core.request.RequestEvent;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.ledger.RecordedEvent;

/** 対象. What news is about: a thread, a bulletin, a request, or a submission that became part of none. */
final class Subject {

    private Subject() {}

    /** The subject's id; empty where an event is news to nobody. */
    static Optional<String> of(RecordedEvent recorded) {
        return switch (recorded.payload()) {
            case ReportThreadEvent event -> Optional.of(event.thread().toString());
            case BulletinEvent event -> Optional.of(event.bulletin().toString());
            case RequestEvent event -> Optional.of(event.request().toString());
            case SubmissionRefused event -> Optional.of(event.report().toString());
            default -> Optional.empty();
        };
    }
}
