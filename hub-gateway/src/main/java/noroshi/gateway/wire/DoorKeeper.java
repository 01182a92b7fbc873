package noroshi.gateway.wire;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.ScopeEvent;
import noroshi.ledger.Ledger;
import noroshi.ledger.LedgerUnavailable;
import noroshi.ledger.Projector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * 受付口の管理. Keeps topics, subjects, rights and users as the register has them: at start, at each change of the
 * register, and at each new day in Asia/Tokyo, when a competence may begin or end.
 */
public final class DoorKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DoorKeeper.class);
    private static final String SCHEMA = "gateway";
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final TopicAdmin admin;
    private final KafkaDoors doors;
    private final Projector projector;
    private final DataSource dataSource;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable LocalDate appliedOn;
    private volatile @Nullable String fault;

    DoorKeeper(
            TopicAdmin admin,
            Ledger ledger,
            DataSource dataSource,
            InstantSource clock,
            short replication,
            MeterRegistry meters) {
        this.admin = admin;
        this.dataSource = dataSource;
        this.doors = new KafkaDoors(() -> ledger.ofTag("scope", ScopeEvent.NATIONAL), admin::apply, clock, replication);
        this.projector = new Projector(dataSource, ledger, SCHEMA, doors, meters);
    }

    /** Makes the fixed topics, if the broker answers, and goes on from there by itself. */
    public void start() {
        look();
        projector.start();
        Thread.ofVirtual().name("door-keeper").start(this::run);
    }

    private void run() {
        try {
            while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        LocalDate today = doors.today();
        if (today.equals(appliedOn)) {
            return;
        }
        try {
            admin.apply(doors.plan(entries()));
            appliedOn = today;
            fault = null;
        } catch (BrokerUnavailable | LedgerUnavailable | SQLException e) {
            fault = "topics and rights of %s are not applied: %s".formatted(today, e.getMessage());
            LOG.warn("topics and rights of {} are not applied yet, tried again in {}", today, LOOK, e);
        } catch (RuntimeException e) { // the loop's top: whatever it is, tomorrow's rights must not wait for a restart
            fault = "topics and rights of %s are not applied: %s".formatted(today, e);
            LOG.error("topics and rights of {} are not applied yet, tried again in {}", today, LOOK, e);
        }
    }

    private List<OperatorEntry> entries() throws SQLException {
        String table = SCHEMA + "." + KafkaDoors.TABLE;
        try (Connection connection = dataSource.getConnection()) {
            return exists(table, connection) ? KafkaDoors.entries(table, connection) : List.of();
        }
    }

    private static boolean exists(String table, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select to_regclass(?) is not null")) {
            select.setString(1, table);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Why doors, topics or rights are not as the register has them, or empty while they are. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault).or(projector::fault);
    }

    /** Waits until what the ledger holds at {@code position} is in force at the broker. */
    public boolean await(long position, Duration time) throws InterruptedException {
        return projector.await(position, time);
    }

    @Override
    public void close() {
        closed.countDown();
        projector.close();
    }
}
