package noroshi.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started so far; closed in the reverse order, also while the start still goes on. */
final class Parts implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Parts.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    /**
     * Keeps a part for closing.
     *
     * @throws IllegalStateException if closing has begun; the part is then closed at once
     */
    synchronized <T extends AutoCloseable> T add(T part) {
        if (closed) {
            close(part);
            throw new IllegalStateException("stopped while it started");
        }
        open.push(part);
        return part;
    }

    /** Closes every part, whatever becomes of the others. */
    @Override
    public synchronized void close() {
        closed = true;
        while (!open.isEmpty()) {
            close(open.pop());
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) { // AutoCloseable declares no narrower one, and the others must be closed too
            log.warn("{} did not stop cleanly", part, e);
        }
    }
}
