package noroshi.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * 閲覧の記録. Who was answered with what must be read by name: appended before the answer leaves, never changed, each
 * bound to all before it as the record's events are. Readings that wait together share one commit, whatever number of
 * processes write.
 */
public final class ReadLog implements AutoCloseable {

    private static final HexFormat HEX = HexFormat.of();

    private static final int QUEUE_CAPACITY = 10_000;
    private static final int LARGEST_GROUP = 500;
    private static final int FETCH_SIZE = 1_000;
    private static final int MOST_FINDINGS = 1_000;
    private static final long POLL_MILLIS = 200;

    /** An answer that can't be recorded so long is not given. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** Its own, so that reading and recording events don't wait for each other. */
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('noroshi.reading', 0))";

    /** A process that is paused while it holds the lock loses it: nobody else's answers wait for it. */
    private static final String LIMITS = """
            set local idle_in_transaction_session_timeout = '2s'; set local statement_timeout = '3s'
            """;

    private static final String HEAD = "select position, at, chain from ledger.reading order by position desc limit 1";

    private static final String INSERT = """
            insert into ledger.reading (position, at, reader, role, organisation, outlet, subjects, chain)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String PAGE = """
            select * from ledger.reading
            where position < ? and (cast(? as text[]) is null or subjects @> ?) and (cast(? as text) is null or reader = ?)
              and (cast(? as timestamptz) is null or at >= ?) and (cast(? as timestamptz) is null or at < ?)
            order by position desc limit ?
            """;

    private final DataSource dataSource;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(QUEUE_CAPACITY);
    private final Timer commits;
    private final Thread thread;
    private volatile boolean closed;

    private record Waiting(Reading reading, CompletableFuture<Void> recorded) {}

    /** A reading in its place. */
    public record Recorded(long position, Reading reading, String chain) {}

    /**
     * What is asked for; null asks for all.
     *
     * @param from the first instant
     * @param to the first instant that is too late
     */
    public record Filter(
            @Nullable String subject,
            @Nullable String reader,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** Begins to write. */
    public ReadLog(DataSource dataSource, MeterRegistry meters) {
        this.dataSource = dataSource;
        this.commits = Timer.builder("ledger.reading.time")
                .description("From asking for the lock to the end of the commit, for one group of readings.")
                .register(meters);
        this.thread = Thread.ofPlatform().daemon().name("read-log").start(this::run);
    }

    /**
     * Records a reading before it returns.
     *
     * @throws LedgerUnavailable if it could not be recorded: what was to be read must not be answered
     */
    public void record(Reading reading) {
        var waiting = new Waiting(reading, new CompletableFuture<>());
        if (closed || !queue.offer(waiting)) {
            throw new LedgerUnavailable(closed ? "read log is closed" : "%d readings wait".formatted(QUEUE_CAPACITY));
        }
        try {
            waiting.recorded.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerUnavailable("interrupted before the reading was recorded", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new LedgerUnavailable("the reading can't be recorded: " + e, e);
        }
    }

    private void run() {
        try {
            while (!closed) {
                List<Waiting> group = nextGroup();
                if (!group.isEmpty()) {
                    write(group);
                }
            }
        } catch (InterruptedException e) {
            closed = true;
        } finally {
            var left = new ArrayList<Waiting>();
            queue.drainTo(left);
            fail(left, new LedgerUnavailable("read log is closed"));
        }
    }

    private List<Waiting> nextGroup() throws InterruptedException {
        var group = new ArrayList<Waiting>();
        Waiting first = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
            group.add(first);
            queue.drainTo(group, LARGEST_GROUP - 1);
        }
        return group;
    }

    /** Not tried again: who was not answered asks again, and one reading too many in the log does no harm. */
    private void write(List<Waiting> group) {
        long start = System.nanoTime();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                append(group, connection);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
            commits.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            group.forEach(waiting -> waiting.recorded.complete(null));
        } catch (SQLException
                | RuntimeException
                | OutOfMemoryError e) { // the loop's top: these fail, the next ones have their chance
            fail(group, e);
        }
    }

    private static void append(List<Waiting> group, Connection connection) throws SQLException {
        // on its own: the next statement's snapshot must be taken after it has waited
        try (PreparedStatement limits = connection.prepareStatement(LIMITS);
                PreparedStatement lock = connection.prepareStatement(LOCK)) {
            limits.execute();
            lock.execute();
        }
        long position = 0;
        long micros = Long.MIN_VALUE;
        byte[] chain = Chain.origin();
        try (PreparedStatement head = connection.prepareStatement(HEAD);
                ResultSet row = head.executeQuery()) {
            if (row.next()) {
                position = row.getLong(1);
                micros = Micros.of(EventReader.instant(row, "at"));
                chain = row.getBytes(3);
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Waiting waiting : group) {
                Reading reading = waiting.reading;
                position++;
                // two processes' clocks differ; the log's time never runs back
                micros = Math.max(micros, Micros.of(reading.at()));
                chain = Chain.next(chain, position, micros, ReadingHash.of(reading));
                insert.setLong(1, position);
                insert.setObject(2, Micros.instant(micros).atOffset(ZoneOffset.UTC));
                insert.setString(3, reading.reader());
                insert.setString(4, reading.role());
                insert.setString(5, reading.organisation());
                insert.setString(6, reading.outlet());
                insert.setArray(
                        7, connection.createArrayOf("text", reading.subjects().toArray()));
                insert.setBytes(8, chain);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void fail(List<Waiting> group, Throwable failure) {
        group.forEach(waiting -> waiting.recorded.completeExceptionally(failure));
    }

    /**
     * The latest readings first.
     *
     * @param before the place of the last one of the page before; {@link Long#MAX_VALUE} for the first page
     * @throws LedgerUnavailable if the database is away
     */
    public List<Recorded> page(Filter filter, long before, int limit) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(PAGE)) {
            var subjects =
                    filter.subject() == null ? null : connection.createArrayOf("text", new Object[] {filter.subject()});
            select.setLong(1, before);
            select.setArray(2, subjects);
            select.setArray(3, subjects);
            select.setString(4, filter.reader());
            select.setString(5, filter.reader());
            var from = Optional.ofNullable(filter.from()).map(ReadLog::utc).orElse(null);
            var to = Optional.ofNullable(filter.to()).map(ReadLog::utc).orElse(null);
            select.setObject(6, from);
            select.setObject(7, from);
            select.setObject(8, to);
            select.setObject(9, to);
            select.setInt(10, limit);
            var page = new ArrayList<Recorded>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    page.add(recorded(rows));
                }
            }
            return page;
        } catch (SQLException e) {
            throw new LedgerUnavailable("the readings can't be read: " + e.getMessage(), e);
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Recorded recorded(ResultSet row) throws SQLException {
        var reading = new Reading(
                EventReader.instant(row, "at"),
                row.getString("reader"),
                row.getString("role"),
                row.getString("organisation"),
                row.getString("outlet"),
                List.of((String[]) row.getArray("subjects").getArray()));
        return new Recorded(row.getLong("position"), reading, HEX.formatHex(row.getBytes("chain")));
    }

    /**
     * Walks all readings in order and recomputes their chain: whether any was changed, taken out or put in between.
     *
     * @throws SQLException if the database is away
     */
    public static Verifier.Result verify(DataSource dataSource) throws SQLException {
        var findings = new ArrayList<Verifier.Finding>();
        long position = 0;
        byte[] chain = Chain.origin();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            if (!isKept(connection)) {
                return new Verifier.Result(0, HEX.formatHex(chain), List.of());
            }
            try (PreparedStatement select =
                    connection.prepareStatement("select * from ledger.reading order by position")) {
                select.setFetchSize(FETCH_SIZE);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        Recorded recorded = recorded(rows);
                        byte[] stored = rows.getBytes("chain");
                        byte[] expected = Chain.next(
                                chain,
                                position + 1,
                                Micros.of(recorded.reading().at()),
                                ReadingHash.of(recorded.reading()));
                        if (findings.size() < MOST_FINDINGS && !Arrays.equals(stored, expected)) {
                            findings.add(new Verifier.Finding(recorded.position(), "reading differs from its chain"));
                        }
                        // goes on from what is stored: one change is found once
                        position = recorded.position();
                        chain = stored;
                    }
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
        return new Verifier.Result(position, HEX.formatHex(chain), List.copyOf(findings));
    }

    /** Not by a release before this log, whose record is none the worse. */
    private static boolean isKept(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select to_regclass('ledger.reading') is not null");
                ResultSet row = select.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Lets the group in hand end; what still waits fails as unavailable. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
