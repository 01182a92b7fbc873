package noroshi.ledger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import noroshi.ledger.Generations.Generation;
import noroshi.ledger.Generations.Standing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one view in step with the record. In one transaction it locks the view's position, reads on from there, proves
 * that nothing is missing, projects, and saves the position; so each event counts exactly once, whatever is killed.
 * Every process may run one for the same view: the lock is the lease, and whoever gets it goes on. It never skips: on
 * an error it stays where it is, says so in {@link #fault()}, and tries again. A view of an earlier edition it first makes
 * anew.
 */
public final class Projector implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
    private static final Duration IDLE = Duration.ofMillis(500);
    /** How long a view that nothing concerns stays at the position it has put down. */
    private static final Duration LONGEST_UNSAVED = Duration.ofMillis(250);

    /** How long what time brings may wait while there is ever more to take. */
    private static final Duration LONGEST_UNASKED = Duration.ofMillis(100);

    private static final long UNKNOWN = -1;
    /** What is appended within so short a time is taken together: a round costs much the same whatever it takes. */
    private static final Duration BREATH = Duration.ofMillis(10);

    /** How long it waits for the other views before it asks again what time brings. */
    private static final Duration LONGEST_WAIT = LONGEST_UNASKED;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    /** How long a view of another edition may stand before this process says that nobody keeps it. */
    private static final Duration LONGEST_STAND = Duration.ofSeconds(10);

    /** With what the pool of connections adds to it, a view is back well within ten seconds after the database. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final DataSource dataSource;
    private final Ledger ledger;
    private final String schema;
    private final Projection projection;
    private final Generations generations;
    private final Round round;
    private final ViewPosition view;
    private final Signal news = new Signal();
    private final Signal renewed = new Signal();
    private final Signal closing = new Signal();
    private final CountDownLatch looked = new CountDownLatch(1);
    private final Wakeups.Subscription appended;
    private final Convoy.Member others;
    private volatile boolean closed;
    private volatile double lag = Double.NaN;
    private volatile @Nullable String fault;
    private volatile boolean renewing;
    private long passed = UNKNOWN;
    private long lookedAt;
    private long askedAt;
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
        this.schema = schema;
        this.projection = projection;
        this.generations = new Generations(schema, projection);
        this.round = new Round(ledger.tail()::after, generations, projection);
        this.others = ledger.tail().convoy().join();
        this.view = new ViewPosition(dataSource, ledger, schema, projection.name());
        this.appended = new Wakeups.Subscription(Wakeups.APPENDED, news::raise);
        // as of the last look: whoever collects gauges must get the others while the database is away
        Gauge.builder("projector.lag", this, projector -> projector.lag)
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
        view.listen();
        // until it has seen what stands live
        renewing = true;
        thread = Thread.ofPlatform()
                .daemon()
                .name("projector-" + generations.topic())
                .start(this::run);
    }

    /**
     * Waits until it has seen what stands live after its start, or why it can't: whoever asks from then on is not told
     * that the view is made anew, unless it is.
     */
    public void awaitLook(Duration time) throws InterruptedException {
        looked.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!closed) {
            lag = Double.NaN;
            try (HeldConnection held = HeldConnection.open(dataSource)) {
                generations.prepare(held.postgres());
                held.confirm();
                renew(held);
                var watch = new Watch();
                passed = UNKNOWN;
                while (!closed) {
                    long began = System.nanoTime();
                    long seen = news.now();
                    boolean waits = isFarBehind() && others.awaitOthers(LONGEST_WAIT);
                    int taken = passesAll(held) ? 0 : round(held, watch, !waits);
                    pause = FIRST_PAUSE;
                    fault = watch.complaint().orElse(null);
                    if (waits) {
                        continue;
                    }
                    if (taken == 0) {
                        news.awaitAfter(seen, IDLE);
                    }
                    if (taken < Round.BATCH) {
                        closing.awaitAfter(0, BREATH.minusNanos(System.nanoTime() - began));
                    }
                }
            } catch (InterruptedException e) {
                return;
            } catch (Exception
                    | OutOfMemoryError e) { // the loop's top: whatever it is, health tells and it is tried again
                ledger.tail().clear();
                looked.countDown();
                if (!closed) {
                    fault = "%s stopped after position %d: %s".formatted(generations.topic(), view.known(), e);
                    LOG.warn("projector {} tries again in {}", generations.topic(), pause, e);
                    pause = pause(pause);
                }
            }
        }
    }

    /**
     * The first start after an upgrade, or an earlier release has put its own in the place of this one's: of all
     * processes one makes the view anew, the others wait for it.
     */
    private void renew(HeldConnection held) throws Exception {
        Connection connection = held.postgres();
        while (!closed && generations.liveEdition(connection) < projection.edition()) {
            held.commit();
            renewing = true;
            looked.countDown();
            fault = "%s is made anew for its edition %d".formatted(generations.topic(), projection.edition());
            OptionalLong made = Rebuild.renew(dataSource, ledger, schema, projection, this::tellRenewal);
            if (made.isEmpty()) {
                closing.awaitAfter(0, IDLE);
            }
        }
        held.commit();
        renewing = false;
        renewed.raise();
        looked.countDown();
    }

    private void tellRenewal(long position) {
        if (closed) {
            throw new CancellationException("closed at position %d".formatted(position));
        }
        fault = "%s is made anew for its edition %d, at position %d of %d"
                .formatted(generations.topic(), projection.edition(), position, ledger.head());
    }

    /**
     * Passes over what does not concern the view: it holds all there is to it without being written to. How far it has
     * come is put down now and then all the same, for other processes and the next start.
     *
     * @return whether there was something, none of which concerns it, and nothing is to be put down yet
     */
    private boolean passesAll(HeldConnection held) throws SQLException {
        // far behind, it would read all that twice, here and in the round that takes it, and leave the others behind
        if (passed == UNKNOWN || isFarBehind() || ledger.tail().hasPassed(passed)) {
            return false;
        }
        long before = passed;
        List<RecordedEvent> heardOf = heardOf(held);
        while (!heardOf.isEmpty()) {
            for (RecordedEvent event : heardOf) {
                if (event.position() != passed + 1 || projection.concerns(event.payload())) {
                    held.rollback();
                    return false;
                }
                passed = event.position();
            }
            heardOf = heardOf(held);
        }
        held.rollback();
        reached(passed);
        lag = 0;
        return passed > before && System.nanoTime() - lookedAt < LONGEST_UNSAVED.toNanos();
    }

    private void reached(long position) {
        view.reached(position);
        others.reached(position);
    }

    /** Whether there is so much to take that it had better go side by side with the others. */
    private boolean isFarBehind() {
        return lag > Convoy.LONGEST_LEAD;
    }

    private List<RecordedEvent> heardOf(HeldConnection held) throws SQLException {
        return ledger.tail().heardOfAfter(held.postgres(), passed, Round.BATCH);
    }

    /** How long a view that is not this edition's to keep has stood still though there is something to take. */
    private final class Watch {

        private Standing last = new Standing(0, 0, projection.edition());
        private long since = System.nanoTime();

        private void sees(Standing now) {
            boolean isOwn = now.edition() == projection.edition();
            if (isOwn || now.behind() == 0 || now.position() != last.position()) {
                since = System.nanoTime();
            }
            last = now;
        }

        private Optional<String> complaint() {
            return System.nanoTime() - since < LONGEST_STAND.toNanos()
                    ? Optional.empty()
                    : Optional.of("%s stands at position %d of %d: no process keeps its edition %d (here: %d)"
                            .formatted(
                                    generations.topic(),
                                    last.position(),
                                    last.head(),
                                    last.edition(),
                                    projection.edition()));
        }
    }

    /** @param takes whether it takes events, beside what time brings */
    private int round(HeldConnection held, Watch watch, boolean takes) throws Exception {
        Connection connection = held.postgres();
        lookedAt = System.nanoTime();
        Standing standing = generations.standing(connection);
        if (standing.edition() < projection.edition()) {
            renew(held);
            standing = generations.standing(connection);
        }
        watch.sees(standing);
        // what concerns another edition is not for this one to say
        boolean isOwn = standing.edition() == projection.edition();
        passed = isOwn ? Math.max(passed, standing.position()) : UNKNOWN;
        long behind = standing.behind();
        lag = behind;
        boolean isTime = isOwn && isAsked(behind) && round.isDue(connection);
        if (!isTime && (behind == 0 || !takes)) {
            held.rollback();
            return 0;
        }
        Optional<Generation> lease = generations.leaseLive(connection);
        if (lease.isEmpty()) {
            held.rollback();
            return 0;
        }
        Generation live = lease.get();
        if (isTime) {
            round.act(connection, live);
            held.commit();
            askedAt = System.nanoTime();
            return 1;
        }
        int taken = round.take(connection, live, Round.BATCH);
        held.commit();
        passed = live.position() + taken;
        reached(passed);
        if (taken > 0) {
            ledger.wakeups().tell(generations.topic());
        }
        lag = Math.max(0, behind - taken);
        return taken;
    }

    /** Whether to ask what time brings: where there is nothing to take, else so often that no rush delays it. */
    private boolean isAsked(long behind) {
        if (behind > 0 && System.nanoTime() - askedAt < LONGEST_UNASKED.toNanos()) {
            return false;
        }
        askedAt = System.nanoTime();
        return true;
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

    /**
     * The position of the last event that the view holds, by whichever process; 0 before any has made it.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public long position() {
        return view.now().orElse(0);
    }

    /**
     * Waits until the view, of this release's edition, holds a position, whichever process brings it there.
     *
     * @return false if the time is over first, also because the database is away
     */
    public boolean await(long position, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        long seen = renewed.now();
        if (renewing) {
            renewed.awaitAfter(seen, time);
        }
        return view.await(position, Duration.ofNanos(end - System.nanoTime())) && !renewing;
    }

    /** Why the view stands still, in a sentence, or empty while it is well. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** Whether what stands live is still of an earlier edition, whose tables this release's readers may not know. */
    public boolean isRenewing() {
        return renewing;
    }

    /** Lets the round in hand end and stops. */
    @Override
    public void close() {
        closed = true;
        closing.raise();
        news.raise();
        ledger.wakeups().remove(appended);
        view.close();
        others.close();
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
