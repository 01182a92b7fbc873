package noroshi.api.desk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import noroshi.api.view.ApiProjection;
import noroshi.api.view.Fold;
import noroshi.api.view.Folds;
import noroshi.api.view.ThreadState;
import noroshi.core.asset.AssetEvent.AssetChanged;
import noroshi.core.asset.AssetEvent.AssetNotified;
import noroshi.core.asset.AssetEvent.AssetUseEnded;
import noroshi.core.register.OperatorEvent.OperatorRevised;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.ThreadId;
import noroshi.core.thread.Dossier;
import noroshi.core.thread.ReportThread.Running;
import noroshi.core.thread.ReportThreadCommand.Reroute;
import noroshi.core.thread.ReportThreadCommand.TellDeadlines;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreadEvent.ThreadReopened;
import noroshi.ledger.Commands;
import noroshi.ledger.ReadersNames;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.Timed;
import noroshi.ledger.ViewTables;
import org.jspecify.annotations.Nullable;

/**
 * 対応中の事案. What happens to running threads though nobody acts on them. The thread decides each time, and finds out
 * where nothing changes, so that after a kill all of it may be asked again.
 *
 * <p>再振分け: when the register, or a notification of assets, says something else of an operator, each of its running threads is routed again, and
 * one that was closed then when it is reopened. A filing after the change was decided on it, one before it has passed
 * here first, so none is missed. When the mode is switched, {@link ModeReroutes} has all of them routed again.
 *
 * <p>期限の時計: when a deadline approaches or has passed, the record says so. The table holds for each thread from when on
 * there is something new to tell; so what fell due while no hub ran is told by the next one, under the time at which it
 * came about.
 */
public final class RunningThreads implements ApiProjection, Timed {

    /** In whose name the record tells of deadlines. */
    public static final String CLOCK = "clock";

    static final String NAME = "running";
    static final String TABLE = "running_thread";

    private final Folds folds;
    private final Consequences consequences;
    private final InstantSource clock;

    /** @param clock the domain's */
    public RunningThreads(Folds folds, Commands commands, InstantSource clock) {
        this.folds = folds;
        this.consequences = new Consequences(commands);
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of(TABLE);
    }

    @Override
    public String ddl(ViewTables tables) {
        return """
                create table %1$s (thread_id uuid primary key, operator text not null, told_from timestamptz);
                create index on %1$s (operator);
                create index on %1$s (told_from) where told_from is not null
                """.formatted(tables.of(TABLE));
    }

    /** A thread's row. */
    private record Row(String operator, @Nullable Instant toldFrom) {

        static @Nullable Row of(@Nullable ThreadState state) {
            if (state == null || !(state.thread() instanceof Running running)) {
                return null;
            }
            Dossier dossier = running.dossier();
            return new Row(dossier.operator().value(), dossier.toBeToldFrom());
        }
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws Exception {
        Fold fold = folds.before(batch);
        Map<ThreadId, @Nullable Row> written = new HashMap<>();
        for (RecordedEvent event : batch) {
            switch (event.payload()) {
                case ThreadReopened reopened -> {
                    Dossier dossier = fold.take(event, reopened).dossier();
                    // what the register came to say while the thread was closed
                    var missed = new Reroute(dossier.thread(), dossier.operator(), reopened.occurredAt());
                    consequences.send(List.of(missed), Objects.requireNonNullElse(reopened.by(), ""), connection);
                }
                case ReportThreadEvent happened -> fold.take(event, happened);
                default -> {
                    Change change = Change.of(event.payload());
                    if (change != null) {
                        write(fold, written, tables.of(TABLE), connection);
                        consequences.send(reroutes(change, tables.of(TABLE), connection), change.by(), connection);
                    }
                }
            }
        }
        write(fold, written, tables.of(TABLE), connection);
    }

    /** 登録簿の変更. What the register, or a notification of its assets, says anew of an operator. */
    private record Change(OperatorSlug operator, Instant at, String by) {

        static @Nullable Change of(Object event) {
            return switch (event) {
                case OperatorRevised it -> new Change(it.operator(), it.at(), it.by());
                case AssetNotified it -> new Change(it.operator(), it.at(), it.by());
                case AssetChanged it -> new Change(it.operator(), it.at(), it.by());
                case AssetUseEnded it -> new Change(it.operator(), it.at(), it.by());
                default -> null;
            };
        }
    }

    /** @param written what this round has written so far */
    private static void write(Fold fold, Map<ThreadId, @Nullable Row> written, String table, Connection connection)
            throws SQLException {
        Map<ThreadId, Row> running = new HashMap<>();
        List<ThreadId> ended = new ArrayList<>();
        fold.each((thread, state) -> {
            Row before = written.containsKey(thread) ? written.get(thread) : Row.of(fold.before(thread));
            Row now = Row.of(state);
            if (now == null && before != null) {
                ended.add(thread);
            } else if (now != null && !Objects.equals(before, now)) {
                running.put(thread, now);
            }
            written.put(thread, now);
        });
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into %s values (?, ?, ?) on conflict (thread_id) do update set told_from = excluded.told_from
                """.formatted(table))) {
            for (Map.Entry<ThreadId, Row> row : running.entrySet()) {
                upsert.setObject(1, row.getKey().value());
                upsert.setString(2, row.getValue().operator());
                upsert.setObject(3, utcOrNull(row.getValue().toldFrom()));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
        if (!ended.isEmpty()) {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from %s where thread_id = any(?)".formatted(table))) {
                Object[] ids = ended.stream().map(ThreadId::value).toArray();
                delete.setArray(1, connection.createArrayOf("uuid", ids));
                delete.executeUpdate();
            }
        }
    }

    private static List<Reroute> reroutes(Change change, String table, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select thread_id from %s where operator = ? order by thread_id".formatted(table))) {
            select.setString(1, change.operator().value());
            List<Reroute> reroutes = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reroutes.add(
                            new Reroute(new ThreadId(rows.getObject(1, UUID.class)), change.operator(), change.at()));
                }
            }
            return reroutes;
        }
    }

    @Override
    public boolean isDue(ReadersNames names, Connection connection) throws SQLException {
        return times(names.of(TABLE), connection).isDue(clock.instant());
    }

    private static DueTimes times(String table, Connection connection) {
        return new DueTimes(table, "thread_id", "uuid", connection);
    }

    /** What is told comes back as events, by which the table gets the thread's next time. */
    @Override
    public void act(ViewTables tables, Connection connection) throws Exception {
        Instant now = clock.instant();
        DueTimes times = times(tables.of(TABLE), connection);
        List<String> due = times.due(now);
        List<TellDeadlines> told = due.stream()
                .map(thread -> new TellDeadlines(new ThreadId(UUID.fromString(thread)), now))
                .toList();
        consequences.send(told, CLOCK, connection);
        times.told(due);
    }

    private static @Nullable OffsetDateTime utcOrNull(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
