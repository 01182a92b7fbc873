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
import noroshi.core.report.ThreadId;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;

/**
 * 状況の射影. What there is to count of a thread, a row for each time that it changed: a row holds from
 * {@code from_position} until before {@code to_position}. Counting is the query's.
 */
public final class SituationProjection implements ApiProjection {

    static final String NAME = "situation";

    /** {@code to_position} of a row that still holds. */
    static final long OPEN_END = Long.MAX_VALUE;

    /** What the rows that hold now come to. */
    static final String TALLY = "situation_tally";

    /** Who might know of what was tallied, until edition 2. */
    private static final String CIRCLES = "situation_circle";

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
        return List.of(NAME, TALLY);
    }

    @Override
    public List<String> formerTables() {
        return List.of(CIRCLES);
    }

    @Override
    public boolean concerns(Object happened) {
        return happened instanceof ReportThreadEvent;
    }

    @Override
    public int edition() {
        return 4;
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
                create index on %1$s (from_position) where to_position = %3$d;
                create index on %1$s (to_position, from_position) where to_position < %3$d;
                %4$s
                """.formatted(tables.of(NAME), Sight.COLUMNS, OPEN_END, Tally.ddl(tables.of(TALLY)));
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
        var tally = new Tally();
        known.forEach((thread, facts) -> {
            ThreadState before = fold.before(thread);
            if (before != null) {
                tally.take(Facts.of(before));
            }
            tally.add(facts);
        });
        tally.save(tables.of(TALLY), connection);
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
