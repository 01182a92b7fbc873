package noroshi.api.stream;

import com.google.common.util.concurrent.UncheckedExecutionException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import noroshi.api.stream.LiveFeed.Came;
import noroshi.api.view.Reads;
import noroshi.api.view.request.RequestsArrived;
import noroshi.api.view.timeline.Arrived;
import noroshi.api.view.timeline.Arrived.Filter;
import noroshi.core.sharing.Viewer;
import noroshi.ledger.LedgerUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * 購読者. One who follows the live stream: is told what it may know in the order of the record, until its token ends,
 * it goes away, or it takes too long to read. Whatever ends it, it goes on by the last id that it has.
 */
final class Subscriber implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

    private final LiveFeed feed;
    private final Audit audit;
    private final Wording wording;
    private final Viewer viewer;
    private final Filter filter;
    private final Line line;
    private final Duration heartbeat;
    private final long ends;
    private long position;

    /** Where it is put down who reads what. */
    @FunctionalInterface
    interface Audit {

        /**
         * Puts it down before it is told.
         *
         * @throws LedgerUnavailable if it can't be put down: nothing is told then
         */
        void record(Viewer viewer, List<String> subjects);
    }

    /** The line to the one who follows. */
    interface Line {

        /**
         * Passes it on before it returns.
         *
         * @throws IOException if nobody is there, or nobody reads
         */
        void send(String text) throws IOException;

        void hangUp();
    }

    /**
     * @param after the position up to which all is known
     * @param heartbeat after so long a silence it is told that the line stands
     * @param lifetime how long the token holds
     */
    Subscriber(
            LiveFeed feed,
            Audit audit,
            Wording wording,
            Viewer viewer,
            Filter filter,
            long after,
            Line line,
            Duration heartbeat,
            Duration lifetime) {
        this.feed = feed;
        this.audit = audit;
        this.wording = wording;
        this.viewer = viewer;
        this.filter = filter;
        this.position = after;
        this.line = line;
        this.heartbeat = heartbeat;
        this.ends = System.nanoTime() + lifetime.toNanos();
    }

    @Override
    public void run() {
        try {
            line.send(wording.opening(position));
            while (feed.isOpen() && left().isPositive()) {
                follow();
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debug("{} left the stream after {}: {}", viewer.identity(), position, e.toString());
        } catch (UncheckedExecutionException | LedgerUnavailable e) {
            LOG.warn("{} is sent away after {}: {}", viewer.identity(), position, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            feed.leave();
            line.hangUp();
        }
    }

    /** What must be read by name is put down before it is sent; where that can't be, the follower comes again. */
    private String shown(Came came) {
        try (Reads reads = Reads.open()) {
            List<Arrived.News> entries = came.entries().shownTo(viewer, filter);
            // a request is of no sector, and under no regime
            List<RequestsArrived.News> requests = filter.sector() == null && filter.regime() == null
                    ? came.requests().shownTo(viewer, filter.ministry(), filter.exercise())
                    : List.of();
            audit.record(viewer, reads.take());
            return wording.of(entries, requests);
        }
    }

    private Duration left() {
        return Duration.ofNanos(ends - System.nanoTime());
    }

    private void follow() throws IOException, InterruptedException {
        Duration left = left();
        long head = feed.beyond(position, left.compareTo(heartbeat) < 0 ? left : heartbeat);
        if (head > position) {
            Came came = feed.after(position, head);
            String news = shown(came);
            if (!news.isEmpty()) {
                line.send(news);
            }
            position = came.end();
        } else if (feed.isOpen() && left().isPositive()) {
            line.send(wording.heartbeat(position));
        }
    }
}
