package noroshi.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says and hears that something was appended or that a view has moved on. Within the process it is said at once, to the
 * others by the database. It only hastens: whoever waits looks again after a while in any case. On the connection that
 * listens it looks for processes that stand still and hold others up.
 *
 * <p>What is said to others is never part of a transaction that writes: PostgreSQL commits one transaction with a
 * NOTIFY at a time, flushing to disk included, so that the writer and all views would stand in one queue.
 */
final class Wakeups implements AutoCloseable {

    /** Something was appended; all other topics are views that have moved on. */
    static final String APPENDED = "appended";

    private static final String CHANNEL = "ledger";

    private static final Logger LOG = LoggerFactory.getLogger(Wakeups.class);
    private static final int LISTEN_MILLIS = 200;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration CLOSING = Duration.ofSeconds(1);

    /** What is said within so short a time is said to the others together. */
    private static final Duration BREATH = Duration.ofMillis(10);

    private final DataSource dataSource;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final Signal closing = new Signal();
    /** Begins what this process says, so that it does not listen to itself. */
    private final String voice = UUID.randomUUID() + " ";

    private final AtomicLong appends = new AtomicLong();
    private final Set<String> unsaid = new HashSet<>();
    private final Signal said = new Signal();
    private volatile boolean closed;
    private @Nullable Thread listener;
    private @Nullable Thread teller;

    Wakeups(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @param topic what is waited for: {@link #APPENDED}, or {@code schema.view} */
    record Subscription(String topic, Runnable wake) {}

    synchronized void add(Subscription subscription) {
        subscriptions.add(subscription);
        if (listener == null) {
            listener = Thread.ofPlatform().daemon().name("ledger-wakeups").start(this::run);
        }
    }

    void remove(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    /** Says that a topic has news; returns at once. */
    void tell(String topic) {
        wake(Set.of(topic));
        synchronized (this) {
            unsaid.add(topic);
            if (teller == null && !closed) {
                teller = Thread.ofPlatform().daemon().name("ledger-teller").start(this::tellOthers);
            }
        }
        said.raise();
    }

    private void tellOthers() {
        try {
            while (!closed) {
                long seen = said.now();
                Set<String> topics = takeUnsaid();
                if (topics.isEmpty()) {
                    said.awaitAfter(seen, LOOK);
                } else {
                    tellOthers(topics);
                    closing.awaitAfter(0, BREATH);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted");
        }
    }

    private synchronized Set<String> takeUnsaid() {
        Set<String> topics = Set.copyOf(unsaid);
        unsaid.clear();
        return topics;
    }

    private void tellOthers(Set<String> topics) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement notify = connection.prepareStatement(
                        "select pg_notify('" + CHANNEL + "', topic) from unnest(?::text[]) topic")) {
            connection.setAutoCommit(true);
            notify.setArray(
                    1,
                    connection.createArrayOf(
                            "text", topics.stream().map(voice::concat).toArray()));
            notify.execute();
        } catch (SQLException | RuntimeException e) { // others look by themselves
            LOG.debug("not said: {}", e.toString());
        }
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
                statement.execute("listen " + CHANNEL);
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
                    if (!held.answers()) {
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
        Set<String> topics = new HashSet<>();
        for (PGNotification notification : notifications) {
            String said = notification.getParameter();
            if (!said.startsWith(voice)) {
                topics.add(said.substring(said.indexOf(' ') + 1));
            }
        }
        wake(topics);
    }

    /** How many appends were heard of, each before those who wait for one are woken. */
    long appends() {
        return appends.get();
    }

    private void wake(Set<String> topics) {
        if (topics.contains(APPENDED)) {
            appends.incrementAndGet();
        }
        for (Subscription subscription : subscriptions) {
            if (topics.contains(subscription.topic())) {
                subscription.wake().run();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        closing.raise();
        said.raise();
        List<Thread> running = new ArrayList<>();
        synchronized (this) {
            Stream.of(listener, teller).filter(Objects::nonNull).forEach(running::add);
        }
        try {
            for (Thread thread : running) {
                thread.join(CLOSING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
