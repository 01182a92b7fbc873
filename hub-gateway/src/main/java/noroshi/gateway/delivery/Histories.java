package noroshi.gateway.delivery;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import noroshi.core.report.ThreadId;
import noroshi.ledger.Ledger;
import noroshi.ledger.RecordedEvent;

/** 経過. What the record holds of threads. */
@FunctionalInterface
interface Histories {

    /** All events of each of the threads, in order. */
    Map<ThreadId, List<RecordedEvent>> of(Collection<ThreadId> threads);

    static Histories in(Ledger ledger) {
        return threads -> {
            Map<String, List<RecordedEvent>> found = ledger.ofTags(
                    "thread", threads.stream().map(ThreadId::toString).toList());
            var histories = new HashMap<ThreadId, List<RecordedEvent>>();
            threads.forEach(thread -> histories.put(thread, found.getOrDefault(thread.toString(), List.of())));
            return histories;
        };
    }
}
