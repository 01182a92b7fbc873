package noroshi.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import noroshi.ledger.Append.Outcome;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread of this process that writes the record. What queues up during one commit shares the next. */
final class Writer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private static final int QUEUE_CAPACITY = 10_000;
    private static final int LARGEST_GROUP = 500;
    private static final int LARGEST_GROUP_BYTES = 8 * 1024 * 1024;
    private static final long POLL_MILLIS = 200;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final DataSource dataSource;
    private final InstantSource clock;
    private final Executor answers;
    private final Runnable appended;
    private final BlockingQueue<Append> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
    private final Signal closing = new Signal();
    private final Thread thread;
    private final DistributionSummary groupSizes;
    private final Timer commits;
    private final Counter conflicts;
    private volatile boolean closed;
    private @Nullable HeldConnection held;

    /**
     * @param answers runs what waits for an append, so that it does not hold up the next group
     * @param appended is told after each commit that recorded something
     */
    Writer(DataSource dataSource, InstantSource clock, Executor answers, Runnable appended, MeterRegistry meters) {
        this.dataSource = dataSource;
        this.clock = clock;
        this.answers = answers;
        this.appended = appended;
        this.groupSizes = DistributionSummary.builder("ledger.group.size")
                .description(
                        "Events that shared one commit. Near 1 under load: the queue is not filling, look upstream.")
                .register(meters);
        this.commits = Timer.builder("ledger.group.time")
                .description("From asking for the lock to the end of the commit, for one group.")
                .register(meters);
        this.conflicts = Counter.builder("ledger.conflicts")
                .description("Appends rejected because another event came first; each is decided again.")
                .register(meters);
        Gauge.builder("ledger.queue.depth", queue, BlockingQueue::size)
                .description("Appends that wait for the writer. At 10,000 further ones fail as unavailable.")
                .register(meters);
        this.thread = Thread.ofPlatform().daemon().name("ledger-writer").start(this::run);
    }

    void submit(Append append) {
        if (closed) {
            fail(append, new LedgerUnavailable("ledger is closed"));
        } else if (!queue.offer(append)) {
            fail(append, new LedgerUnavailable("%d appends wait already".formatted(QUEUE_CAPACITY)));
        } else if (closed && queue.remove(append)) {
            fail(append, new LedgerUnavailable("ledger is closed"));
        }
    }

    private void run() {
        try {
            while (!closed) {
                List<Append> group = nextGroup();
                try {
                    if (group.isEmpty()) {
                        dropIfSilent();
                    }
                    write(group, false);
                } catch (RuntimeException | OutOfMemoryError e) {
                    // Not foreseen: these appends fail, the next ones get a new connection and their chance.
                    LOG.error("group of {} appends failed", group.size(), e);
                    drop();
                    group.forEach(append -> fail(append, e));
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted");
        } finally {
            closed = true;
            drop();
            List<Append> left = new ArrayList<>();
            queue.drainTo(left);
            left.forEach(append -> fail(append, new LedgerUnavailable("ledger is closed")));
        }
    }

    private List<Append> nextGroup() throws InterruptedException {
        List<Append> group = new ArrayList<>();
        Append next = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        int bytes = 0;
        while (next != null) {
            group.add(next);
            bytes += next.bytes();
            next = group.size() < LARGEST_GROUP && bytes < LARGEST_GROUP_BYTES ? queue.poll() : null;
        }
        return group;
    }

    /** @param uncertain whether an earlier try may have been committed after all */
    private void write(List<Append> group, boolean uncertain) throws InterruptedException {
        List<Append> open = group;
        boolean inDoubt = uncertain;
        Duration pause = Duration.ofMillis(20);
        while (!open.isEmpty()) {
            Attempt attempt = new Attempt(open, inDoubt);
            try {
                attempt.run();
                return;
            } catch (SQLException e) {
                drop();
                if (Sql.refusesContent(e)) {
                    isolate(open, inDoubt, e);
                    return;
                }
                inDoubt |= attempt.committing;
                open = stillPatient(open, e);
                if (!open.isEmpty()) {
                    LOG.warn("append tried again: {}", e.getMessage());
                    closing.awaitAfter(0, pause);
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
        }
    }

    /** One of them is at fault: alone, each finds out for itself. */
    private void isolate(List<Append> group, boolean uncertain, SQLException cause) throws InterruptedException {
        if (group.size() == 1) {
            fail(group.getFirst(), new AppendRefused("refused by the database: " + cause.getMessage(), cause));
            return;
        }
        for (Append append : group) {
            write(List.of(append), uncertain);
        }
    }

    private List<Append> stillPatient(List<Append> group, SQLException cause) {
        long now = System.nanoTime();
        List<Append> patient = new ArrayList<>();
        for (Append append : group) {
            if (closed || append.expired(now)) {
                fail(append, new LedgerUnavailable("ledger can't be written: " + cause.getMessage(), cause));
            } else {
                patient.add(append);
            }
        }
        return patient;
    }

    /** One try at one transaction for a group. */
    private final class Attempt {

        private final boolean uncertain;
        private final List<Runnable> settled = new ArrayList<>();
        private List<Append> open;
        private boolean committing;

        private Attempt(List<Append> open, boolean uncertain) {
            this.open = open;
            this.uncertain = uncertain;
        }

        private void run() throws SQLException {
            HeldConnection current = connection();
            PgConnection postgres = current.postgres();
            long start = System.nanoTime();
            // On its own: a statement's snapshot is taken before it waits, and the next one's must be taken after.
            execute(postgres, Sql.LOCK);
            if (uncertain) {
                settle(postgres);
            }
            Group group = new Group(open);
            group.write(postgres, Micros.of(clock.instant()));
            committing = true;
            current.commit();
            committing = false;
            commits.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            if (group.size() > 0) {
                groupSizes.record(group.size());
                appended.run();
            }
            settled.forEach(Runnable::run);
            for (int i = 0; i < open.size(); i++) {
                answer(open.get(i), group.outcomes().get(i));
            }
        }

        /**
         * Finds those that the try before did record. The lock is held, so that try is over one way or the other, and
         * ids are unique. It may have ended before a standby had them: they are answered after this one's commit.
         */
        private void settle(PgConnection postgres) throws SQLException {
            Map<UUID, Long> positions = positions(postgres, open);
            List<Append> unrecorded = new ArrayList<>();
            for (Append append : open) {
                Long position = positions.get(append.events().getLast().id());
                if (position == null) {
                    unrecorded.add(append);
                } else {
                    settled.add(() -> answer(append, new Outcome.Recorded(position)));
                }
            }
            open = unrecorded;
            if (!settled.isEmpty()) {
                execute(postgres, Sql.CONFIRM);
            }
        }
    }

    private static Map<UUID, Long> positions(PgConnection postgres, List<Append> appends) throws SQLException {
        Map<UUID, Long> positions = new HashMap<>();
        Object[] ids =
                appends.stream().map(append -> append.events().getLast().id()).toArray();
        try (PreparedStatement statement = postgres.prepareStatement(Sql.POSITIONS_OF_IDS)) {
            statement.setArray(1, postgres.createArrayOf("uuid", ids));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    positions.put(rows.getObject(1, UUID.class), rows.getLong(2));
                }
            }
        }
        return positions;
    }

    private static void execute(PgConnection postgres, String sql) throws SQLException {
        try (PreparedStatement statement = postgres.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private HeldConnection connection() throws SQLException {
        HeldConnection current = held;
        if (current == null) {
            current = HeldConnection.open(dataSource);
            held = current;
        }
        return current;
    }

    /** While nobody waits for an append: the next one would find out only when the network's time is over. */
    private void dropIfSilent() {
        if (held != null && !held.answers()) {
            LOG.warn("the database fell silent on the writer's connection, which is left");
            drop();
        }
    }

    private void drop() {
        HeldConnection current = held;
        held = null;
        if (current != null) {
            current.close();
        }
    }

    private void answer(Append append, Outcome outcome) {
        if (outcome instanceof Outcome.Conflicting) {
            conflicts.increment();
        }
        answers.execute(() -> append.outcome().complete(outcome));
    }

    private void fail(Append append, Throwable failure) {
        answers.execute(() -> append.outcome().completeExceptionally(failure));
    }

    /** Lets the group in hand end; what still waits fails as unavailable. */
    @Override
    public void close() {
        closed = true;
        closing.raise();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
