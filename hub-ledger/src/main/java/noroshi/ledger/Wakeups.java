package noroshi.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears, on one connection a process, that some process has appended or that a view has moved on. It only hastens:
 * whoever waits looks again after a while in any case. On the same connection it looks for processes that stand still
 * and hold others up.
 */
final class Wakeups implements AutoCloseable {

    /** A view has moved on; the payload says {@code schema.view}. */
    static final String VIEW_CHANNEL = "ledger_view";

    private static final Logger LOG = LoggerFactory.getLogger(Wakeups.class);
    private static final int LISTEN_MILLIS = 200;
    private static final int ALIVE_SECONDS = 2;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration CLOSING = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final Signal closing = new Signal();
    private volatile boolean closed;
    private @Nullable Thread thread;

    Wakeups(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @param payload the one payload waited for */
    record Subscription(String channel, String payload, Runnable wake) {

        private boolean concerns(PGNotification notification) {
            return channel.equals(notification.getName()) && payload.equals(notification.getParameter());
        }
    }

    synchronized void add(Subscription subscription) {
        subscriptions.add(subscription);
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("ledger-wakeups").start(this::run);
        }
    }

    void remove(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    private void run() {
        while (!closed) {
            try {
                listen();
            } catch (SQLException | RuntimeException e) { // the loop's top: a pool that closes throws what it likes
                LOG.warn("wake-ups interrupted, views look by themselves meanwhile: {}", e.toString());
                try {
                    closing.awaitAfter(0, PAUSE);
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        }
    }

    private void listen() throws SQLException {
        try (HeldConnection held = HeldConnection.open(dataSource)) {
            var connection = held.postgres();
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute("listen " + Sql.CHANNEL + "; listen " + VIEW_CHANNEL);
            }
            // What was said while nobody listened is lost.
            subscriptions.forEach(subscription -> subscription.wake().run());
            long lookedAt = System.nanoTime();
            while (!closed) {
                PGNotification[] notifications = connection.getNotifications(LISTEN_MILLIS);
                if (notifications != null) {
                    dispatch(notifications);
                }
                if (System.nanoTime() - lookedAt >= LOOK.toNanos()) {
                    if (!connection.isValid(ALIVE_SECONDS)) {
                        throw new SQLException("connection lost");
                    }
                    endStalled(connection);
                    lookedAt = System.nanoTime();
                }
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("unlisten *");
            }
            connection.setAutoCommit(false);
        }
    }

    private static void endStalled(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(Sql.END_STALLED)) {
            while (rows.next()) {
                LOG.warn("a session that stood still in the midst of a batch was ended, and its locks are free");
            }
        }
    }

    private void dispatch(PGNotification[] notifications) {
        for (Subscription subscription : subscriptions) {
            for (PGNotification notification : notifications) {
                if (subscription.concerns(notification)) {
                    subscription.wake().run();
                    break;
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        closing.raise();
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null) {
            try {
                running.join(CLOSING);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
