package noroshi.ledger;

import java.sql.Connection;
import java.sql.SQLException;
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
    private static final int PATIENCE_MILLIS = 200;

    private final EventReader reader;
    private final LongSupplier appendsHeardOf;
    private final ReentrantLock lock = new ReentrantLock();
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

    /** Whether what follows {@code position} is kept here no more, so that only the record itself tells of it. */
    boolean hasPassed(long position) throws SQLException {
        if (!locked()) {
            return true;
        }
        try {
            return position < oldest - 1;
        } finally {
            lock.unlock();
        }
    }

    /**
     * As {@link #after}, but where nothing has been heard of since the record was last read to its end, nobody is asked.
     * What other processes appended may be heard of late or never: look again after a while.
     */
    List<RecordedEvent> heardOfAfter(Connection connection, long position, int limit) throws SQLException {
        if (locked()) {
            try {
                if (position >= newest && heardAtTheEnd == appendsHeardOf.getAsLong()) {
                    return List.of();
                }
            } finally {
                lock.unlock();
            }
        }
        return after(connection, position, limit);
    }

    /** The events that follow {@code position}, not necessarily up to {@code limit} or to the record's end. */
    List<RecordedEvent> after(Connection connection, long position, int limit) throws SQLException {
        if (locked()) {
            try {
                if (position >= oldest - 1 && position < newest) {
                    return kept(position, limit);
                }
                if (position >= newest) {
                    long heard = appendsHeardOf.getAsLong();
                    List<Sized> read = reader.sizedAfter(connection, position, limit);
                    keep(position, read);
                    if (read.size() < limit && bytes(read) < Sql.LARGEST_BATCH_BYTES) {
                        heardAtTheEnd = heard;
                    }
                    return read.stream().map(Sized::event).toList();
                }
            } finally {
                lock.unlock();
            }
        }
        return reader.after(connection, position, limit);
    }

    /** A reader whose database is slow must not hold up the others. */
    private boolean locked() throws SQLException {
        try {
            return lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while another view read", e);
        }
    }

    private static long bytes(List<Sized> read) {
        return read.stream().mapToLong(Sized::bytes).sum();
    }

    private List<RecordedEvent> kept(long position, int limit) {
        long last = Math.min(newest, position + limit);
        List<RecordedEvent> events = new ArrayList<>();
        for (long next = position + 1; next <= last; next++) {
            events.add(at(next).event());
        }
        return events;
    }

    private void keep(long position, List<Sized> read) {
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
        lock.lock();
        try {
            forget();
        } finally {
            lock.unlock();
        }
    }

    private void forget() {
        heardAtTheEnd = -1;
        while (oldest <= newest) {
            drop();
        }
    }
}
