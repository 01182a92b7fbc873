package noroshi.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import noroshi.ledger.Generations.Generation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one view in step with the record. In one transaction it locks the view's position, reads on from there, proves
 * that nothing is missing, projects, and saves the position; so each event counts exactly once, whatever is killed.
 * Every process may run one for the same view: the lock is the lease, and whoever gets it goes on. It never skips: on
 * an error it stays where it is, says so in {@link #fault()}, and tries again.
 */
public final class Projector implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
    private static final String NO_TABLE = "42P01";
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final DataSource dataSource;
    private final Ledger ledger;
    private final Generations generations;
    private final Round round;
    private final Signal news = new Signal();
    private final Signal progress = new Signal();
    private final Signal closing = new Signal();
    private final AtomicLong known = new AtomicLong();
    private final Wakeups.Subscription appended;
    private final Wakeups.Subscription moved;
    private volatile boolean closed;
    private volatile @Nullable String fault;
    private @Nullable Thread thread;

    /**
     * A projector, not started.
     *
     * @param dataSource connects as the runtime role, which may read schema {@code ledger} and make tables in
     *     {@code schema}; one connection is kept while it runs
     * @param schema the module's database schema, such as {@code api}
     */
    public Projector(DataSource dataSource, Ledger ledger, String schema, Projection projection, MeterRegistry meters) {
        this.dataSource = dataSource;
        this.ledger = ledger;
        this.generations = new Generations(schema, projection);
        this.round = new Round(ledger.reader(), generations, projection);
        this.appended = new Wakeups.Subscription(Sql.CHANNEL, "", news::raise);
        this.moved = new Wakeups.Subscription(Wakeups.VIEW_CHANNEL, generations.topic(), progress::raise);
        Gauge.builder("projector.lag", this, Projector::lag)
                .tag("view", generations.topic())
                .description("Events recorded but not yet in the view; not a number while the database is away.")
                .register(meters);
    }

    /** Makes the view's tables, if need be, and starts to follow the record. */
    public synchronized void start() {
        if (thread != null) {
            throw new IllegalStateException("projector %s: started already".formatted(generations.topic()));
        }
        ledger.wakeups().add(appended);
        ledger.wakeups().add(moved);
        thread = Thread.ofPlatform()
                .daemon()
                .name("projector-" + generations.topic())
                .start(this::run);
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!closed) {
            try (HeldConnection held = HeldConnection.open(dataSource)) {
                generations.prepare(held.postgres());
                held.commit();
                while (!closed) {
                    long seen = news.now();
                    int taken = round(held);
                    pause = FIRST_PAUSE;
                    fault = null;
                    if (taken < Round.BATCH) {
                        news.awaitAfter(seen, IDLE);
                    }
                }
            } catch (InterruptedException e) {
                return;
            } catch (Exception
                    | OutOfMemoryError e) { // the loop's top: whatever it is, health tells and it is tried again
                if (!closed) {
                    fault = "%s stopped after position %d: %s".formatted(generations.topic(), known.get(), e);
                    LOG.warn("projector {} tries again in {}", generations.topic(), pause, e);
                    pause = pause(pause);
                }
            }
        }
    }

    private int round(HeldConnection held) throws Exception {
        Connection connection = held.postgres();
        Optional<Generation> lease = generations.leaseLive(connection);
        if (lease.isEmpty()) {
            held.rollback();
            return 0;
        }
        Generation live = lease.get();
        int taken = round.take(connection, live, Round.BATCH);
        if (taken > 0) {
            generations.tellLive(connection);
        }
        held.commit();
        reached(live.position() + taken);
        return taken;
    }

    private Duration pause(Duration pause) {
        try {
            closing.awaitAfter(0, pause);
        } catch (InterruptedException e) {
            closed = true;
        }
        Duration longer = pause.multipliedBy(2);
        return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    private void reached(long position) {
        if (known.getAndAccumulate(position, Math::max) < position) {
            progress.raise();
        }
    }

    /**
     * The position of the last event that the view holds, by whichever process.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public long position() {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            long position = generations.position(connection);
            reached(position);
            return position;
        } catch (SQLException e) {
            if (NO_TABLE.equals(e.getSQLState())) {
                // No process has made the view yet.
                return 0;
            }
            throw new LedgerUnavailable("%s can't be read: %s".formatted(generations.topic(), e.getMessage()), e);
        }
    }

    /**
     * Waits until the view holds a position, whichever process brings it there.
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
            return position() >= position;
        } catch (LedgerUnavailable e) {
            LOG.debug("looking again: {}", e.getMessage());
            return false;
        }
    }

    /** Why the view stands still, in a sentence, or empty while it is well. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    private double lag() {
        try {
            return Math.max(0, ledger.head() - position());
        } catch (LedgerUnavailable e) {
            return Double.NaN;
        }
    }

    /** Lets the round in hand end and stops. */
    @Override
    public void close() {
        closed = true;
        closing.raise();
        news.raise();
        ledger.wakeups().remove(appended);
        ledger.wakeups().remove(moved);
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null) {
            try {
                running.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
