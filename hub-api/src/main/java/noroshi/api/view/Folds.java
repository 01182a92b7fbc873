package noroshi.api.view;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import noroshi.core.report.ThreadId;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.ledger.Ledger;
import noroshi.ledger.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * 畳込みの記憶. The states of threads, as their events lead to them, for all views of one process: whichever of them
 * folds an event first, the state is the same for all. What is not remembered is folded again from the record. So what
 * a view shows of a thread is what the domain says of it, and no view stores anything to fold on from.
 *
 * <p>No state holds the reports' words: what is erased is not remembered here.
 */
public final class Folds {

    /** The last of so many events at work. */
    private static final int REMEMBERED = 4_000;

    private final Ledger ledger;
    private final Cache<Long, ThreadState> byPosition =
            CacheBuilder.newBuilder().maximumSize(REMEMBERED).build();

    /** @param ledger the record that the views follow */
    public Folds(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The states, before {@code batch}, of the threads that it touches. */
    public Fold before(List<RecordedEvent> batch) {
        Map<ThreadId, ThreadState> before = new HashMap<>();
        Map<ThreadId, Long> unknown = new LinkedHashMap<>();
        Set<ThreadId> touched = new HashSet<>();
        for (RecordedEvent event : batch) {
            if (event.payload() instanceof ReportThreadEvent happened
                    && touched.add(happened.thread())
                    && event.previous() > 0) {
                ThreadState known = byPosition.getIfPresent(event.previous());
                if (known == null) {
                    unknown.put(happened.thread(), event.previous());
                } else {
                    before.put(happened.thread(), known);
                }
            }
        }
        if (!unknown.isEmpty()) {
            before.putAll(read(unknown));
        }
        return new Fold(this, before);
    }

    /** The events of some threads up to a position, each thread's in order. */
    public Map<String, List<RecordedEvent>> events(Collection<ThreadId> threads, long upTo) {
        Map<String, List<RecordedEvent>> events = new HashMap<>();
        ledger.ofTags("thread", threads.stream().map(ThreadId::toString).toList())
                .forEach((thread, all) -> events.put(
                        thread,
                        all.stream().filter(event -> event.position() <= upTo).toList()));
        return events;
    }

    private Map<ThreadId, ThreadState> read(Map<ThreadId, Long> upTo) {
        Map<String, List<RecordedEvent>> events = ledger.ofTags(
                "thread", upTo.keySet().stream().map(ThreadId::toString).toList());
        Map<ThreadId, ThreadState> states = new HashMap<>();
        upTo.forEach((thread, last) -> {
            ThreadState state = null;
            for (RecordedEvent event : events.getOrDefault(thread.toString(), List.of())) {
                if (event.position() <= last && event.payload() instanceof ReportThreadEvent happened) {
                    state = ThreadState.after(state, event, happened).withoutContent();
                }
            }
            if (state != null) {
                byPosition.put(last, state);
                states.put(thread, state);
            }
        });
        return states;
    }

    /** @param before the thread's state before the event, or null if it opens the thread */
    ThreadState after(RecordedEvent recorded, ReportThreadEvent event, @Nullable ThreadState before) {
        ThreadState known = byPosition.getIfPresent(recorded.position());
        if (known != null) {
            return known;
        }
        ThreadState after = ThreadState.after(before, recorded, event).withoutContent();
        byPosition.put(recorded.position(), after);
        return after;
    }
}
