package noroshi.gateway.wire;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import noroshi.core.register.ScopeEvent;
import noroshi.ledger.Ledger;
import noroshi.ledger.LedgerUnavailable;
import noroshi.ledger.Projector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * 受付口の管理. Keeps topics, subjects, rights and users as the register has them: at start, at each change of the
 * register, at the first delivery to an authority that had none, at each new day in Asia/Tokyo, when a competence may
 * begin or end, whenever it can't be sure, and every few seconds, since others may have a hand on the broker too.
 */
public final class DoorKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DoorKeeper.class);
    private static final String SCHEMA = "gateway";
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_TRUST = Duration.ofSeconds(10);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(15);

    private final Ledger ledger;
    private final KafkaDoors doors;
    private final Projector projector;
    private final DataSource dataSource;
    private final CountDownLatch looked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable LocalDate appliedOn;
    private long appliedAt;
    private volatile @Nullable String fault = "topics and rights are not applied yet";

    DoorKeeper(TopicAdmin admin, Ledger ledger, DataSource dataSource, InstantSource clock, MeterRegistry meters) {
        this.ledger = ledger;
        this.dataSource = dataSource;
        this.doors = new KafkaDoors(() -> ledger.ofTag("scope", ScopeEvent.NATIONAL), admin::apply, clock);
        this.projector = new Projector(dataSource, ledger, SCHEMA, doors, meters);
        Gauge.builder("rights.unexplained", admin, TopicAdmin::strangers)
                .description("Rights at the broker that reach the hub's topics and that the register does not explain.")
                .register(meters);
    }

    /** Begins to make what is missing, and goes on by itself, also while the broker does not answer. */
    public void start() {
        projector.start();
        Thread.ofVirtual().name("door-keeper").start(this::run);
    }

    /**
     * Waits until the first attempt has ended, well or not: whoever starts meanwhile finds the topics there, where a
     * broker is there.
     */
    public void awaitFirstLook() throws InterruptedException {
        if (!looked.await(FIRST_LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("topics and rights are not applied in {}; going on without", FIRST_LOOK);
        }
    }

    private void run() {
        try {
            do {
                look();
                looked.countDown();
            } while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        LocalDate today = doors.today();
        if (today.equals(appliedOn) && !doors.isInDoubt() && System.nanoTime() - appliedAt < LONGEST_TRUST.toNanos()) {
            return;
        }
        try {
            apply();
            appliedOn = today;
            appliedAt = System.nanoTime();
            fault = null;
        } catch (InterruptedException e) {
            throw e;
        } catch (BrokerUnavailable | LedgerUnavailable | SQLException e) {
            String before = fault;
            fault = "topics and rights of %s are not applied: %s".formatted(today, e.getMessage());
            if (!fault.equals(before)) {
                LOG.warn("{}; tried again in {}", fault, LOOK);
            }
        } catch (Exception e) { // the loop's top: whatever it is, tomorrow's rights must not wait for a restart
            fault = "topics and rights of %s are not applied: %s".formatted(today, e);
            LOG.error("topics and rights of {} are not applied yet, tried again in {}", today, LOOK, e);
        }
    }

    private void apply() throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                // a paused process must not keep the others from it
                statement.execute("set local idle_in_transaction_session_timeout = '2s'");
            }
            doors.apply(KafkaDoors.Tables.live(SCHEMA), connection);
            connection.commit();
        }
    }

    /** Why doors, topics or rights are not as the register has them by now, or empty while they are. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault).or(projector::fault).or(this::lag);
    }

    private Optional<String> lag() {
        try {
            long head = ledger.head();
            return projector.await(head, LOOK)
                    ? Optional.empty()
                    : Optional.of("topics and rights are not known up to position %d yet".formatted(head));
        } catch (LedgerUnavailable e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    @Override
    public void close() {
        closed.countDown();
        projector.close();
    }
}
