package noroshi.api.stream;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import noroshi.api.view.ViewBehind;
import noroshi.api.view.Views;
import noroshi.api.view.request.RequestProjection;
import noroshi.api.view.request.RequestQuery;
import noroshi.api.view.request.RequestsArrived;
import noroshi.api.view.timeline.Arrivals;
import noroshi.api.view.timeline.Arrived;
import noroshi.ledger.LedgerUnavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * 新着の見張り. Follows the timeline for all subscribers of this process: one watches how far it has come, wakes them
 * all, and what came is read once. It stops before the doors are shut, so that no open stream holds them up.
 */
public final class LiveFeed implements SmartLifecycle {

    /** How many may follow at once; whoever comes then is asked to come again. */
    static final int MOST_SUBSCRIBERS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
    private static final String TIMELINE = "timeline";

    /** Beside the timeline: whom campaigns tell of a thread, and requests. It is told no further than all have come. */
    private static final List<String> OTHERS = List.of("campaign", RequestProjection.NAME);

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LEAVING = Duration.ofSeconds(2);
    private static final int PAGES = 16;

    /** Long enough for all who are told at once; words that are erased are not to stay here. */
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final Views views;
    private final Arrivals arrivals;
    private final RequestQuery requests;
    private final int most;
    private final Cache<Stretch, Came> pages = CacheBuilder.newBuilder()
            .maximumSize(PAGES)
            .expireAfterWrite(REMEMBERED)
            .build();
    private long head;
    private int subscribers;
    /** Already before the watch: the doors open first, and who comes through them at once waits for its first look. */
    private boolean open = true;

    private @Nullable Thread watcher;

    /** Between two positions. What lies there is shown by the rights at the later one, so it is read anew for each. */
    private record Stretch(long after, long head) {}

    /** What came there, up to the end of its entries. */
    record Came(Arrived entries, RequestsArrived requests) {

        long end() {
            return entries.end();
        }
    }

    /** A feed, not started. */
    public LiveFeed(Views views, Arrivals arrivals, RequestQuery requests, MeterRegistry meters) {
        this(views, arrivals, requests, meters, MOST_SUBSCRIBERS);
    }

    LiveFeed(Views views, Arrivals arrivals, RequestQuery requests, MeterRegistry meters, int most) {
        this.views = views;
        this.arrivals = arrivals;
        this.requests = requests;
        this.most = most;
        Gauge.builder("stream.subscribers", this, LiveFeed::subscribers)
                .description("Who follows the live stream of this process.")
                .register(meters);
    }

    @Override
    public synchronized void start() {
        if (watcher == null) {
            open = true;
            watcher = Thread.ofPlatform().daemon().name("live-feed").start(this::watch);
        }
    }

    /** Lets every subscriber end its stream; they come again and go on where they were. */
    @Override
    public void stop() {
        try {
            Thread watching = leave(LEAVING);
            if (watching != null) {
                watching.interrupt();
                watching.join(LEAVING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Thread leave(Duration time) throws InterruptedException {
        Thread watching = watcher;
        open = false;
        watcher = null;
        notifyAll();
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); subscribers > 0 && left > 0; left = end - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
        return watching;
    }

    @Override
    public synchronized boolean isRunning() {
        return watcher != null;
    }

    /** Whether whoever follows may go on. */
    synchronized boolean isOpen() {
        return open;
    }

    private void watch() {
        long known = 0;
        while (isRunning()) {
            try {
                if (haveCome(known + 1)) {
                    known = views.position(TIMELINE);
                    for (String other : OTHERS) {
                        known = Math.min(known, views.position(other));
                    }
                    reached(arrivals.settled(known));
                }
            } catch (LedgerUnavailable
                    | ViewBehind
                    | DataAccessException e) { // the loop's top: the next look may find it back
                LOG.debug("looking again: {}", e.toString());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean haveCome(long position) throws InterruptedException {
        for (String other : OTHERS) {
            if (!views.await(other, position, LOOK)) {
                return false;
            }
        }
        return views.await(TIMELINE, position, LOOK);
    }

    private synchronized void reached(long position) {
        if (position > head) {
            head = position;
            notifyAll();
        }
    }

    /**
     * Waits until the timeline holds more than {@code position}.
     *
     * @return how far it has come; not beyond {@code position} if the time is over first or this has stopped
     */
    synchronized long beyond(long position, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); open && head <= position && left > 0; left = end - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
        return open ? head : Math.min(head, position);
    }

    /** What came after a position, up to {@code until} at most. */
    Came after(long position, long until) {
        try {
            return pages.get(new Stretch(position, until), () -> {
                Arrived entries = arrivals.after(position, until);
                return new Came(entries, requests.after(position, entries.end()));
            });
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Takes one more subscriber, who must {@link #leave}; false where there are too many, or this has stopped. */
    synchronized boolean enter() {
        if (!open || subscribers >= most) {
            return false;
        }
        subscribers++;
        return true;
    }

    synchronized void leave() {
        subscribers--;
        notifyAll();
    }

    synchronized int subscribers() {
        return subscribers;
    }
}
