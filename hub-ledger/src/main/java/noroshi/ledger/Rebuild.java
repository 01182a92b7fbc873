package noroshi.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import noroshi.ledger.Generations.Generation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a view anew from the first event, beside the live one, while readers and projectors go on; then, in one
 * transaction and with the live one held still, catches up with it and takes its place.
 */
public final class Rebuild {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final int SWAP_TRIES = 20;
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String SERIALIZATION_FAILURE = "40001";

    private final HeldConnection held;
    private final Generations generations;
    private final Round round;
    private final Wakeups wakeups;
    private final Convoy.Member others;

    private Rebuild(HeldConnection held, Generations generations, Round round, Wakeups wakeups, Convoy.Member others) {
        this.held = held;
        this.generations = generations;
        this.round = round;
        this.wakeups = wakeups;
        this.others = others;
    }

    /**
     * Rebuilds one view to its end.
     *
     * @param dataSource as for a {@link Projector}
     * @param progress is told each position reached
     * @return the position at which the new tables took over
     * @throws IllegalStateException if the same view is being rebuilt elsewhere
     * @throws Exception what the projection threw; the live view is as it was
     */
    public static long run(
            DataSource dataSource, Ledger ledger, String schema, Projection projection, LongConsumer progress)
            throws Exception {
        return tryRun(dataSource, ledger, schema, projection, progress, false)
                .orElseThrow(() -> new IllegalStateException(
                        "%s.%s: a rebuild is under way".formatted(schema, projection.name())));
    }

    /** The same, if what is live is of an earlier edition; empty if it is not, or is being rebuilt elsewhere. */
    static OptionalLong renew(
            DataSource dataSource, Ledger ledger, String schema, Projection projection, LongConsumer progress)
            throws Exception {
        return tryRun(dataSource, ledger, schema, projection, progress, true);
    }

    private static OptionalLong tryRun(
            DataSource dataSource,
            Ledger ledger,
            String schema,
            Projection projection,
            LongConsumer progress,
            boolean ofAnEarlierEditionAlone)
            throws Exception {
        Generations generations = new Generations(schema, projection);
        Tail past = ledger.past();
        try (HeldConnection held = HeldConnection.open(dataSource);
                Convoy.Member others = past.convoy().join()) {
            var round = new Round(past::after, generations, projection);
            var rebuild = new Rebuild(held, generations, round, ledger.wakeups(), others);
            if (!rebuild.locksOutOthers()) {
                return OptionalLong.empty();
            }
            // another process may have made it while this one came for the lock
            boolean isMade =
                    ofAnEarlierEditionAlone && generations.liveEdition(held.postgres()) >= projection.edition();
            return isMade ? OptionalLong.empty() : OptionalLong.of(rebuild.run(progress));
        } finally {
            if (past.convoy().isEmpty()) {
                past.clear();
            }
        }
    }

    private long run(LongConsumer progress) throws Exception {
        Connection connection = held.postgres();
        generations.prepare(connection);
        generations.dropUnfinished(connection);
        int number = generations.create(connection);
        held.commit();
        fill(connection, number, progress);
        for (int i = 1; ; i++) {
            try {
                return swap(connection, number);
            } catch (SQLException e) {
                held.rollback();
                boolean passing =
                        LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || SERIALIZATION_FAILURE.equals(e.getSQLState());
                if (!passing || i == SWAP_TRIES) {
                    throw e;
                }
                LOG.info("{}: swap tried again: {}", generations.topic(), e.getMessage());
            }
        }
    }

    /** In laps, each to where the record ended when it began: while others write, hardly any look finds the end itself. */
    private void fill(Connection connection, int number, LongConsumer progress) throws Exception {
        long position = 0;
        long end;
        do {
            end = head();
            while (position < end) {
                while (others.awaitOthers(LONGEST_WAIT)) {
                    progress.accept(position);
                }
                position = take(connection, generations.lock(connection, number), end)
                        .position();
                held.commit();
                others.reached(position);
                progress.accept(position);
            }
        } while (head() - end > Round.BATCH);
    }

    /** Leaves no transaction open: what follows may be to wait for others. */
    private long head() throws SQLException {
        long head = generations.standing(held.postgres()).head();
        held.rollback();
        return head;
    }

    /** One batch more, up to {@code end} at most. */
    private Generation take(Connection connection, Generation next, long end) throws Exception {
        int missing = (int) Math.min(Round.BATCH, end - next.position());
        int taken = round.take(connection, next, missing);
        if (taken == 0) {
            throw new IllegalStateException("%s: at position %d, beyond the record's end %d"
                    .formatted(generations.topic(), end, next.position()));
        }
        return new Generation(next.number(), next.position() + taken);
    }

    private long swap(Connection connection, int number) throws Exception {
        try (Statement statement = connection.createStatement()) {
            // A reader that stays long must not make all others queue behind this.
            statement.execute("set local lock_timeout = '1s'");
        }
        Generation live = generations.lockLive(connection);
        Generation next = generations.lock(connection, number);
        while (next.position() < live.position()) {
            next = take(connection, next, live.position());
        }
        generations.goLive(connection, number);
        held.commit();
        wakeups.tell(generations.topic());
        return next.position();
    }

    /** For as long as the connection lives, so that a killed rebuild locks nobody out. */
    private boolean locksOutOthers() throws SQLException {
        try (PreparedStatement lock =
                held.postgres().prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 0))")) {
            lock.setString(1, "rebuild " + generations.topic());
            try (ResultSet rows = lock.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }
}
