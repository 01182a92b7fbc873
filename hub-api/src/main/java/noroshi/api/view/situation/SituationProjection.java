package noroshi.api.view.situation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import noroshi.api.view.ApiProjection;
import noroshi.api.view.Fold;
import noroshi.api.view.Folds;
import noroshi.api.view.Sight;
import noroshi.api.view.ThreadState;
import noroshi.core.obligation.Obligation;
import noroshi.core.report.ThreadId;
import noroshi.core.sharing.Circle;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;
import org.jspecify.annotations.Nullable;

/**
 * 状況の射影. What there is to count of a thread, a row for each time that it changed: a row holds from
 * {@code from_position} until before {@code to_position}. Counting is the query's.
 */
public final class SituationProjection implements ApiProjection {

    static final String NAME = "situation";

    /** {@code to_position} of a row that still holds. */
    static final long OPEN_END = Long.MAX_VALUE;

    private final Folds folds;

    public SituationProjection(Folds folds) {
        this.folds = folds;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of(NAME);
    }

    @Override
    public boolean concerns(Object happened) {
        return happened instanceof ReportThreadEvent;
    }

    @Override
    public String ddl(ViewTables tables) {
        return """
                create table %1$s (
                  thread_id uuid not null, from_position bigint not null, to_position bigint not null,
                  state text not null, exercise boolean not null, sectors text[] not null, severity int,
                  official_severity int, region text,
                  regimes text[] not null, open_obligations text[] not null, %2$s,
                  primary key (thread_id, from_position));
                create unique index on %1$s (thread_id) where to_position = %3$d;
                """.formatted(tables.of(NAME), Sight.COLUMNS, OPEN_END);
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
        Fold fold = folds.before(batch);
        Map<ThreadId, Facts> known = new HashMap<>();
        List<Version> begun = new ArrayList<>();
        Map<ThreadId, Version> open = new HashMap<>();
        Map<ThreadId, Long> ended = new HashMap<>();
        for (RecordedEvent event : batch) {
            if (event.payload() instanceof ReportThreadEvent happened) {
                ThreadId thread = happened.thread();
                ThreadState before = fold.before(thread);
                Facts last = known.containsKey(thread) || before == null ? known.get(thread) : Facts.of(before);
                Facts facts = Facts.of(fold.take(event, happened));
                known.put(thread, facts);
                if (facts.equals(last)) {
                    continue;
                }
                Version previous = open.get(thread);
                if (previous != null) {
                    previous.to = event.position();
                } else if (last != null) {
                    ended.put(thread, event.position());
                }
                Version version = new Version(thread, facts, event.position());
                open.put(thread, version);
                begun.add(version);
            }
        }
        end(ended, tables.of(NAME), connection);
        begin(begun, tables.of(NAME), connection);
    }

    private static void end(Map<ThreadId, Long> ended, String table, Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update %s set to_position = ? where thread_id = ? and to_position = %d".formatted(table, OPEN_END))) {
            for (Map.Entry<ThreadId, Long> entry : ended.entrySet()) {
                update.setLong(1, entry.getValue());
                update.setObject(2, entry.getKey().value());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static void begin(List<Version> versions, String table, Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("""
                insert into %s (thread_id, from_position, to_position, state, exercise, sectors, severity,
                  official_severity, region, regimes, open_obligations, operator, %s)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, %s)
                """.formatted(table, String.join(", ", Sight.MOVING), Sight.MARKS))) {
            for (Version version : versions) {
                Facts facts = version.facts;
                insert.setObject(1, version.thread.value());
                insert.setLong(2, version.from);
                insert.setLong(3, version.to);
                insert.setString(4, facts.phase().name());
                insert.setBoolean(5, facts.exercise());
                insert.setArray(6, texts(connection, facts.sectors()));
                insert.setObject(7, facts.severity(), Types.INTEGER);
                insert.setObject(8, facts.official(), Types.INTEGER);
                insert.setString(9, facts.region());
                insert.setArray(10, texts(connection, facts.regimes()));
                insert.setArray(11, texts(connection, facts.openObligations()));
                insert.setString(12, facts.circle().operator().value());
                Sight.bind(insert, 13, facts.circle());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static java.sql.Array texts(Connection connection, List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }

    /**
     * What is counted.
     *
     * @param openObligations the addressee of each obligation that is open
     */
    private record Facts(
            ThreadState.Phase phase,
            boolean exercise,
            List<String> sectors,
            @Nullable Integer severity,
            @Nullable Integer official,
            @Nullable String region,
            List<String> regimes,
            List<String> openObligations,
            Circle circle) {

        static Facts of(ThreadState state) {
            return new Facts(
                    state.phase(),
                    state.filing().exercise(),
                    state.sectors(),
                    state.filing().severityEstimate(),
                    state.officialSeverity(),
                    region(state),
                    state.regimes().stream().map(Object::toString).toList(),
                    state.dossier().obligations().values().stream()
                            .filter(obligation -> obligation.state() == Obligation.State.OPEN)
                            .map(obligation -> obligation.duty().addressee().value())
                            .sorted()
                            .toList(),
                    state.circleNow());
        }

        /** Where the damage is; while no report says so, the operator's seat, as the routing was decided on it. */
        private static @Nullable String region(ThreadState state) {
            String damaged = state.filing().prefecture();
            return damaged == null ? state.lines().seat() : damaged;
        }
    }

    private static final class Version {

        private final ThreadId thread;
        private final Facts facts;
        private final long from;
        private long to = OPEN_END;

        private Version(ThreadId thread, Facts facts, long from) {
            this.thread = thread;
            this.facts = facts;
            this.from = from;
        }
    }
}
