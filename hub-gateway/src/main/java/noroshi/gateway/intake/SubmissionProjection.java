package noroshi.gateway.intake;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import noroshi.core.report.Kind;
import noroshi.core.report.SubmissionEvent;
import noroshi.core.report.SubmissionEvent.SubmissionRefused;
import noroshi.core.report.ThreadId;
import noroshi.core.thread.ReportThreadEvent.CorrectionSubmitted;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;
import noroshi.core.thread.ReportThreadEvent.SubmissionTaken;
import noroshi.core.thread.ReportThreadEvent.WithdrawalRequested;
import noroshi.ledger.EventJson;
import noroshi.ledger.Projection;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;
import org.jspecify.annotations.Nullable;

/**
 * 提出状況. What became of each submission, by either door. Once recorded it stays so: a later refusal under the same id,
 * as of a key used for another content, adds its reasons and changes nothing else.
 */
public final class SubmissionProjection implements Projection {

    private static final String TABLE = "submission";

    @Override
    public String name() {
        return TABLE;
    }

    @Override
    public List<String> tables() {
        return List.of(TABLE);
    }

    @Override
    public boolean concerns(Object happened) {
        return happened instanceof SubmissionTaken || happened instanceof SubmissionEvent;
    }

    @Override
    public String ddl(ViewTables tables) {
        return """
                create table %1$s (
                  report_id uuid primary key,
                  thread_id uuid,
                  operator text not null,
                  kind text,
                  state text not null,
                  reasons jsonb not null,
                  received_at timestamptz not null,
                  position bigint not null
                );
                create index on %1$s (operator, received_at desc, report_id desc);
                create index on %1$s (thread_id);
                create index on %1$s (position) where state = 'REFUSED'
                """.formatted(tables.of(TABLE));
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
        try (var statements = new Statements(connection, tables.of(TABLE))) {
            for (RecordedEvent event : batch) {
                switch (event.payload()) {
                    case ReportSubmitted submitted -> statements.reported(submitted, event.position());
                    case CorrectionSubmitted correction ->
                        statements.continued(
                                correction.report().value(),
                                correction.thread().value(),
                                Kind.CORRECTION,
                                correction.occurredAt(),
                                event.position());
                    case WithdrawalRequested request ->
                        statements.continued(
                                request.report().value(),
                                request.thread().value(),
                                Kind.WITHDRAWAL,
                                request.occurredAt(),
                                event.position());
                    case SubmissionRefused refused -> statements.refused(refused, event.position());
                    default -> {}
                }
            }
            statements.flush();
        }
    }

    /** Three statements, each sent in batches, and one after another where their order counts. */
    private static final class Statements implements AutoCloseable {

        private static final String RECORDED = """
                on conflict (report_id) do update set
                  thread_id = excluded.thread_id, kind = excluded.kind, state = excluded.state,
                  reasons = excluded.reasons, received_at = excluded.received_at, position = excluded.position
                  where known.state <> 'RECORDED'
                """;

        private final PreparedStatement report;
        private final PreparedStatement continuation;
        private final PreparedStatement refusal;
        private @Nullable PreparedStatement pending;

        Statements(Connection connection, String table) throws SQLException {
            report = connection.prepareStatement("""
                    insert into %s as known
                      (report_id, thread_id, kind, received_at, position, operator, state, reasons)
                    values (?, ?, ?, ?, ?, ?, 'RECORDED', '[]')
                    """.formatted(table) + RECORDED);
            // The operator is the thread's: these events name none, and its first report came before.
            continuation = connection.prepareStatement("""
                    insert into %1$s as known
                      (report_id, thread_id, kind, received_at, position, operator, state, reasons)
                    select ?, ?, ?, ?, ?, operator, 'RECORDED', '[]'
                    from %1$s where thread_id = ? and state = 'RECORDED' limit 1
                    """.formatted(table) + RECORDED);
            refusal = connection.prepareStatement("""
                    insert into %s as known
                      (report_id, thread_id, received_at, position, operator, reasons, kind, state)
                    values (?, ?, ?, ?, ?, ?::jsonb, ?, 'REFUSED')
                    on conflict (report_id) do update set
                      thread_id = coalesce(known.thread_id, excluded.thread_id),
                      kind = coalesce(known.kind, excluded.kind),
                      reasons = excluded.reasons,
                      position = case known.state when 'RECORDED' then known.position else excluded.position end
                    """.formatted(table));
        }

        void reported(ReportSubmitted event, long position) throws SQLException {
            turnTo(report);
            boolean opening = event.thread().equals(ThreadId.openedBy(event.report()));
            Kind kind = opening ? Kind.REPORT : Kind.FOLLOW_UP;
            common(report, event.report().value(), event.thread().value(), kind, event.receivedAt(), position);
            report.setString(6, event.operator().value());
            report.addBatch();
        }

        void continued(UUID reportId, UUID thread, Kind kind, Instant at, long position) throws SQLException {
            turnTo(continuation);
            common(continuation, reportId, thread, kind, at, position);
            continuation.setObject(6, thread);
            continuation.addBatch();
        }

        void refused(SubmissionRefused event, long position) throws SQLException {
            turnTo(refusal);
            refusal.setObject(1, event.report().value());
            refusal.setObject(2, event.thread() == null ? null : event.thread().value());
            refusal.setObject(3, event.receivedAt().atOffset(ZoneOffset.UTC));
            refusal.setLong(4, position);
            refusal.setString(5, event.operator().value());
            refusal.setString(6, EventJson.mapper().writeValueAsString(event.faults()));
            refusal.setString(7, event.kind() == null ? null : event.kind().name());
            refusal.addBatch();
        }

        private static void common(
                PreparedStatement statement, UUID reportId, UUID thread, Kind kind, Instant at, long position)
                throws SQLException {
            statement.setObject(1, reportId);
            statement.setObject(2, thread);
            statement.setString(3, kind.name());
            statement.setObject(4, at.atOffset(ZoneOffset.UTC));
            statement.setLong(5, position);
        }

        private void turnTo(PreparedStatement statement) throws SQLException {
            if (!Objects.equals(pending, statement)) {
                flush();
                pending = statement;
            }
        }

        void flush() throws SQLException {
            if (pending != null) {
                pending.executeBatch();
            }
        }

        @Override
        public void close() throws SQLException {
            report.close();
            continuation.close();
            refusal.close();
        }
    }
}
