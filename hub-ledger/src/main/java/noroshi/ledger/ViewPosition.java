package noroshi.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far a view has come, whichever process or module keeps it. */
public final class ViewPosition implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ViewPosition.class);
    private static final String NO_TABLE = "42P01";
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final DataSource dataSource;
    private final Ledger ledger;
    private final String topic;
    private final String view;
    private final String select;
    private final Signal progress = new Signal();
    private final AtomicLong known = new AtomicLong();
    private final Wakeups.Subscription moved;

    /**
     * Nothing is asked yet.
     *
     * @param dataSource connects as a role that may read the schema
     * @param schema the database schema of the module that keeps the view
     */
    public ViewPosition(DataSource dataSource, Ledger ledger, String schema, String view) {
        this.dataSource = dataSource;
        this.ledger = ledger;
        this.view = LedgerDatabase.identifier(view);
        this.topic = LedgerDatabase.identifier(schema) + "." + view;
        this.select = "select position from %s.view_pointer where view = ? and live".formatted(schema);
        this.moved = new Wakeups.Subscription(topic, progress::raise);
    }

    /** Hears from now on when the view moves; without that it looks by itself. */
    public void listen() {
        ledger.wakeups().add(moved);
    }

    /** What this process knows of without asking. */
    long known() {
        return known.get();
    }

    void reached(long position) {
        if (known.getAndAccumulate(position, Math::max) < position) {
            progress.raise();
        }
    }

    /**
     * The position up to which the view is known to hold all there is to it; empty if no process has ever kept it here.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public OptionalLong now() {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            OptionalLong position = read(connection);
            position.ifPresent(this::reached);
            return position.isPresent() ? OptionalLong.of(known.get()) : position;
        } catch (SQLException e) {
            if (NO_TABLE.equals(e.getSQLState())) {
                return OptionalLong.empty();
            }
            throw new LedgerUnavailable("%s can't be read: %s".formatted(topic, e.getMessage()), e);
        }
    }

    private OptionalLong read(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            statement.setString(1, view);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    /**
     * Waits until the view holds a position.
     *
     * @return false if the time is over first, also because the database is away
     */
    public boolean await(long position, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (known.get() < position) {
            long seen = progress.now();
            if (hasReached(position)) {
                return true;
            }
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (!left.isPositive()) {
                return false;
            }
            progress.awaitAfter(seen, left.compareTo(LOOK_AGAIN) < 0 ? left : LOOK_AGAIN);
        }
        return true;
    }

    private boolean hasReached(long position) {
        try {
            return now().orElse(0) >= position;
        } catch (LedgerUnavailable e) {
            LOG.debug("looking again: {}", e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        ledger.wakeups().remove(moved);
    }
}
