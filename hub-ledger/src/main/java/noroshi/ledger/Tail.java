package noroshi.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import noroshi.ledger.EventReader.Sized;
import org.jspecify.annotations.Nullable;

/**
 * The last events of the record as this process has read them, so that its views, which follow at nearly the same
 * place, read and open each event once and not once a view. What was committed never changes, so a view may take from
 * here what another one read; a view that is far behind reads for itself.
 */
final class Tail {

    private static final int MOST_EVENTS = 4_096;
    private static final long MOST_BYTES = 16 * 1024 * 1024;

    /** A reader whose database is slow must not hold up the others. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final EventReader reader;
    private final LongSupplier appendsHeardOf;
    private final Convoy convoy = new Convoy(System::nanoTime);
    /** Held by whoever reads on; what is kept already, others take meanwhile. */
    private final ReentrantLock reading = new ReentrantLock();

    private final @Nullable Sized[] ring = new Sized[MOST_EVENTS];
    private long oldest = 1;
    private long newest;
    private long bytes;
    /** How many appends had been heard of before the record was last read to its end. */
    private long heardAtTheEnd = -1;

    /** @param appendsHeardOf how many appends this process has heard of */
    Tail(EventReader reader, LongSupplier appendsHeardOf) {
        this.reader = reader;
        this.appendsHeardOf = appendsHeardOf;
    }

    /** Those that read here, and so had better go side by side. */
    Convoy convoy() {
        return convoy;
    }

    /** Whether what follows {@code position} is kept here no more, so that only the record itself tells of it. */
    synchronized boolean hasPassed(long position) {
        return position < oldest - 1;
    }

    /**
     * As {@link #after}, but where nothing has been heard of since the record was last read to its end, nobody is asked.
     * What other processes appended may be heard of late or never: look again after a while.
     */
    List<RecordedEvent> heardOfAfter(Connection connection, long position, int limit) throws SQLException {
        return isHeardOut(position) ? List.of() : after(connection, position, limit);
    }

    private synchronized boolean isHeardOut(long position) {
        return position >= newest && heardAtTheEnd == appendsHeardOf.getAsLong();
    }

    /** The events that follow {@code position}, not necessarily up to {@code limit} or to the record's end. */
    List<RecordedEvent> after(Connection connection, long position, int limit) throws SQLException {
        List<RecordedEvent> kept = kept(position, limit);
        if (!kept.isEmpty()) {
            return kept;
        }
        if (!hasPassed(position) && locked()) {
            try {
                // another may have read on meanwhile, even so far that what follows is kept no more
                kept = kept(position, limit);
                if (!kept.isEmpty()) {
                    return kept;
                }
                if (!hasPassed(position)) {
                    return read(connection, position, limit);
                }
            } finally {
                reading.unlock();
            }
        }
        return reader.after(connection, position, limit);
    }

    private List<RecordedEvent> read(Connection connection, long position, int limit) throws SQLException {
        long heard = appendsHeardOf.getAsLong();
        List<Sized> read = reader.sizedAfter(connection, position, limit);
        keep(position, read);
        if (read.size() < limit && bytes(read) < Sql.LARGEST_BATCH_BYTES) {
            synchronized (this) {
                heardAtTheEnd = heard;
            }
        }
        return read.stream().map(Sized::event).toList();
    }

    private boolean locked() throws SQLException {
        try {
            return reading.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while another view read", e);
        }
    }

    private static long bytes(List<Sized> read) {
        return read.stream().mapToLong(Sized::bytes).sum();
    }

    private synchronized List<RecordedEvent> kept(long position, int limit) {
        if (hasPassed(position)) {
            return List.of();
        }
        long last = Math.min(newest, position + limit);
        List<RecordedEvent> events = new ArrayList<>();
        for (long next = position + 1; next <= last; next++) {
            events.add(at(next).event());
        }
        return events;
    }

    private synchronized void keep(long position, List<Sized> read) {
        if (position > newest) {
            forget();
            newest = position;
            oldest = position + 1;
        }
        for (Sized sized : read) {
            if (sized.event().position() != newest + 1) {
                // a gap: whoever reads on proves that it is none, or stops
                forget();
                return;
            }
            if (newest - oldest + 1 == MOST_EVENTS) {
                drop();
            }
            newest++;
            ring[slot(newest)] = sized;
            bytes += sized.bytes();
        }
        while (bytes > MOST_BYTES) {
            drop();
        }
    }

    private void drop() {
        bytes -= at(oldest).bytes();
        ring[slot(oldest)] = null;
        oldest++;
    }

    private Sized at(long position) {
        Sized sized = ring[slot(position)];
        if (sized == null) {
            throw new IllegalStateException(
                    "position %d is not kept (%d to %d are)".formatted(position, oldest, newest));
        }
        return sized;
    }

    private static int slot(long position) {
        return (int) (position % MOST_EVENTS);
    }

    /** Keeps nothing of what was read, for it may have been erased, or the database may be another one. */
    void clear() {
        // what is just being read was opened before
        reading.lock();
        try {
            forget();
        } finally {
            reading.unlock();
        }
    }

    private synchronized void forget() {
        heardAtTheEnd = -1;
        while (oldest <= newest) {
            drop();
        }
    }
}
