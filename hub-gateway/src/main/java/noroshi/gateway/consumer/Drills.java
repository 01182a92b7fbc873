package noroshi.gateway.consumer;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import noroshi.core.report.ThreadId;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;
import noroshi.gateway.consumer.Reading.Faulty;
import noroshi.ledger.RecordedEvent;

/**
 * 訓練の別. Whether a filing that can't be taken belongs to a drill: as its thread does, which never changes; without one
 * of its own operator, as it says itself.
 */
final class Drills implements Predicate<Faulty> {

    private final Function<ThreadId, List<RecordedEvent>> thread;

    /** @param thread all events of a thread */
    Drills(Function<ThreadId, List<RecordedEvent>> thread) {
        this.thread = thread;
    }

    @Override
    public boolean test(Faulty filing) {
        ThreadId meant = filing.thread();
        List<RecordedEvent> events = meant == null ? List.of() : thread.apply(meant);
        return events.stream()
                .map(RecordedEvent::payload)
                .filter(ReportSubmitted.class::isInstance)
                .map(ReportSubmitted.class::cast)
                .filter(report -> report.operator().equals(filing.operator()))
                .findFirst()
                .map(report -> report.filing().exercise())
                .orElse(filing.exercise());
    }
}
