package noroshi.api.view.thread;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import noroshi.api.view.ApiProjection;
import noroshi.api.view.Fold;
import noroshi.api.view.Folds;
import noroshi.api.view.Headline;
import noroshi.api.view.SearchText;
import noroshi.api.view.Sight;
import noroshi.api.view.ThreadState;
import noroshi.core.report.Changes;
import noroshi.core.report.Content;
import noroshi.core.report.Filing;
import noroshi.core.report.ThreadId;
import noroshi.core.sharing.Circle;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreadEvent.CorrectionSubmitted;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;
import noroshi.core.thread.ReportThreadEvent.SeverityAssessed;
import noroshi.ledger.EventJson;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;
import org.jspecify.annotations.Nullable;

/**
 * 事案の射影. A row a thread for lists, a row a report or correction with what it said, a row an event of its history.
 * A long thread only ever gains rows; nothing that grows with it is written anew but its state, a document.
 */
public final class ThreadProjection implements ApiProjection {

    /** The view's name. */
    public static final String NAME = "thread";

    private static final String STATE = "thread_state";
    private static final String REPORT = "thread_report";
    private static final String HISTORY = "thread_history";

    private final Folds folds;

    public ThreadProjection(Folds folds) {
        this.folds = folds;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of(NAME, STATE, REPORT, HISTORY);
    }

    @Override
    public boolean concerns(Object happened) {
        return happened instanceof ReportThreadEvent;
    }

    @Override
    public int edition() {
        return 3;
    }

    @Override
    public String ddl(ViewTables tables) {
        return """
                create table %1$s (
                  thread_id uuid primary key, state text not null, stage text not null, exercise boolean not null,
                  sectors text[] not null, awareness date not null, regimes text[] not null, title text, %4$s,
                  parted text[] not null, opened_at timestamptz not null, opened bigint not null, position bigint not null);
                create index on %1$s (opened);
                create index on %1$s (operator, opened);
                create table %2$s (
                  position bigint primary key, thread_id uuid not null, report_id uuid not null,
                  correction boolean not null, stage text not null, received_at timestamptz not null,
                  filing json not null, content json);
                create index on %2$s (thread_id, position);
                create table %3$s (
                  position bigint primary key, thread_id uuid not null, report_id uuid, kind text not null, actor text,
                  occurred_at timestamptz not null, recorded_at timestamptz not null,
                  what text not null, summary text not null, changes json,
                  severity json);
                create index on %3$s (thread_id, position);
                create table %5$s (thread_id uuid primary key, document json not null);
                """.formatted(tables.of(NAME), tables.of(REPORT), tables.of(HISTORY), Sight.COLUMNS, tables.of(STATE));
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
        Fold fold = folds.before(batch);
        Map<ThreadId, Span> spans = new HashMap<>();
        List<Said> said = new ArrayList<>();
        List<RecordedEvent> history = new ArrayList<>();
        for (RecordedEvent event : batch) {
            if (event.payload() instanceof ReportThreadEvent happened) {
                fold.take(event, happened);
                history.add(event);
                Said report = Said.by(event, happened);
                if (report != null) {
                    said.add(report);
                }
                spans.merge(happened.thread(), Span.of(event, report), Span::and);
            }
        }
        upsert(fold, spans, tables.of(NAME), connection);
        reports(said, tables.of(REPORT), connection);
        history(history, tables.of(HISTORY), connection);
        state(fold, tables.of(STATE), connection);
    }

    /** What one submission said. */
    private record Said(
            long position,
            ThreadId thread,
            UUID report,
            boolean correction,
            Filing filing,
            @Nullable Content content,
            Instant receivedAt) {

        static @Nullable Said by(RecordedEvent event, ReportThreadEvent happened) {
            if (happened instanceof ReportSubmitted it) {
                return new Said(
                        event.position(),
                        it.thread(),
                        it.report().value(),
                        false,
                        it.filing(),
                        it.content(),
                        it.receivedAt());
            }
            if (happened instanceof CorrectionSubmitted it) {
                return new Said(
                        event.position(),
                        it.thread(),
                        it.report().value(),
                        true,
                        it.filing(),
                        it.content(),
                        it.occurredAt());
            }
            return null;
        }
    }

    /**
     * What one round adds to a thread's row beside its state.
     *
     * @param openedAt when its first report of this round was received; kept only by a thread that is new
     */
    private record Span(
            long first,
            long last,
            Instant openedAt,
            @Nullable String title) {

        static Span of(RecordedEvent event, @Nullable Said said) {
            return new Span(
                    event.position(),
                    event.position(),
                    said == null ? event.occurredAt() : said.receivedAt(),
                    said == null || said.content() == null
                            ? null
                            : SearchText.storable(said.content().title()));
        }

        Span and(Span later) {
            return new Span(first, later.last, openedAt, later.title == null ? title : later.title);
        }
    }

    private static void upsert(Fold fold, Map<ThreadId, Span> spans, String table, Connection connection)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                """
                insert into %s as t (thread_id, state, stage, exercise, sectors, regimes, title,
                  parted, opened_at, opened, position, operator, %s, awareness)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, %s, ?)
                on conflict (thread_id) do update set
                  state = excluded.state, stage = excluded.stage, exercise = excluded.exercise,
                  sectors = excluded.sectors, awareness = excluded.awareness, regimes = excluded.regimes,
                  title = coalesce(excluded.title, t.title), parted = excluded.parted, position = excluded.position, %s
                """.formatted(table, String.join(", ", Sight.MOVING), Sight.MARKS, Sight.EXCLUDED))) {
            for (Map.Entry<ThreadId, Span> entry : spans.entrySet()) {
                ThreadState state = fold.last(entry.getKey());
                Span span = entry.getValue();
                Circle circle = state.circle();
                upsert.setObject(1, entry.getKey().value());
                upsert.setString(2, state.phase().name());
                upsert.setString(3, state.dossier().stage().name());
                upsert.setBoolean(4, state.filing().exercise());
                upsert.setArray(
                        5, connection.createArrayOf("text", state.allLines().toArray()));
                upsert.setArray(
                        6,
                        connection.createArrayOf(
                                "text",
                                state.regimes().stream().map(Object::toString).toArray()));
                upsert.setString(7, span.title());
                upsert.setArray(8, Sight.array(connection, state.parted()));
                upsert.setObject(9, span.openedAt().atOffset(ZoneOffset.UTC));
                upsert.setLong(10, span.first());
                upsert.setLong(11, span.last());
                upsert.setString(12, circle.operator().value());
                int next = Sight.bind(upsert, 13, circle);
                upsert.setObject(next, state.filing().awarenessDay());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    /** {@code json}, not {@code jsonb}, which refuses a NUL in a string. */
    private static void state(Fold fold, String table, Connection connection) throws SQLException {
        List<UUID> threads = new ArrayList<>();
        List<String> documents = new ArrayList<>();
        fold.each((thread, state) -> {
            threads.add(thread.value());
            documents.add(state.document());
        });
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into %s (thread_id, document)
                select t, d::json from unnest(?::uuid[], ?::text[]) u(t, d)
                on conflict (thread_id) do update set document = excluded.document
                """.formatted(table))) {
            upsert.setArray(1, connection.createArrayOf("uuid", threads.toArray()));
            upsert.setArray(2, connection.createArrayOf("text", documents.toArray()));
            upsert.executeUpdate();
        }
    }

    private static void reports(List<Said> said, String table, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into %s (position, thread_id, report_id, correction, stage, received_at, filing, content)
                values (?, ?, ?, ?, ?, ?, ?::json, ?::json)
                """.formatted(table))) {
            for (Said report : said) {
                insert.setLong(1, report.position());
                insert.setObject(2, report.thread().value());
                insert.setObject(3, report.report());
                insert.setBoolean(4, report.correction());
                insert.setString(5, report.filing().stage().name());
                insert.setObject(6, report.receivedAt().atOffset(ZoneOffset.UTC));
                insert.setString(7, EventJson.mapper().writeValueAsString(report.filing()));
                insert.setString(
                        8, report.content() == null ? null : EventJson.mapper().writeValueAsString(report.content()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void history(List<RecordedEvent> events, String table, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into %s (position, thread_id, report_id, kind, actor, occurred_at, recorded_at, what, summary,
                  changes, severity)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?::json)
                """.formatted(table))) {
            for (RecordedEvent event : events) {
                var happened = (ReportThreadEvent) event.payload();
                Headline headline = Headline.of(happened);
                Changes changes = happened instanceof CorrectionSubmitted correction ? correction.changes() : null;
                insert.setLong(1, event.position());
                insert.setObject(2, happened.thread().value());
                insert.setObject(
                        3, headline.report() == null ? null : headline.report().value());
                insert.setString(4, Headline.kind(event.type()));
                insert.setString(
                        5, headline.actor() == null ? null : headline.actor().value());
                insert.setObject(6, event.occurredAt().atOffset(ZoneOffset.UTC));
                insert.setObject(7, event.recordedAt().atOffset(ZoneOffset.UTC));
                insert.setString(8, headline.what());
                insert.setString(9, headline.full());
                insert.setString(10, changes == null ? null : EventJson.mapper().writeValueAsString(changes.items()));
                insert.setString(
                        11,
                        happened instanceof SeverityAssessed assessed
                                ? EventJson.mapper().writeValueAsString(assessed.severity())
                                : null);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
