package noroshi.api.view.candidate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import noroshi.api.view.ApiProjection;
import noroshi.core.bulletin.BulletinContent;
import noroshi.core.bulletin.BulletinEvent.BulletinDrafted;
import noroshi.core.bulletin.BulletinEvent.BulletinRecalled;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.report.Cause;
import noroshi.core.report.Content;
import noroshi.core.report.Filing;
import noroshi.core.report.ThreadId;
import noroshi.core.thread.ReportThreadEvent.CorrectionSubmitted;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;
import org.jspecify.annotations.Nullable;

/**
 * 痕跡の射影. A row for each trace of each thread, as its last report or correction left them, none from an item that is
 * marked; no pair of threads is
 * ever stored. Whoever asks finds by one look-up a trace which threads have it. Who may read them is said by the
 * threads' own view. Beside them a row for each trace of each bulletin that others' indicators came in with, until it is
 * recalled; who may read those is said by the bulletin.
 */
public final class CandidateProjection implements ApiProjection {

    static final String NAME = "candidate";

    private static final String TRACE = "candidate_trace";
    private static final String TECHNIQUE = "candidate_technique";
    private static final String IMPORTED = "candidate_imported";

    /** The forms that are for whatever has none of its own: that two threads share one says nothing. */
    private static final Set<String> GENERAL_FORMS = Set.of("INFORMATION_REPORT", "OTHER_CYBER");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of(TRACE, TECHNIQUE, IMPORTED);
    }

    @Override
    public int edition() {
        return 2;
    }

    @Override
    public boolean concerns(Object happened) {
        return happened instanceof ReportSubmitted
                || happened instanceof CorrectionSubmitted
                || happened instanceof BulletinDrafted
                || happened instanceof BulletinRecalled;
    }

    @Override
    public String ddl(ViewTables tables) {
        return """
                create table %1$s (
                  thread_id uuid not null, trace uuid not null, kind text not null, value text not null,
                  position bigint not null,
                  primary key (thread_id, trace));
                create index on %1$s (trace, thread_id);
                create table %2$s (
                  thread_id uuid not null, technique text not null, exercise boolean not null,
                  occurred_at timestamptz not null, position bigint not null,
                  primary key (thread_id, technique));
                create index on %2$s (technique, exercise, occurred_at);
                create table %3$s (
                  bulletin_id uuid not null, trace uuid not null, kind text not null, value text not null,
                  primary key (bulletin_id, trace));
                create index on %3$s (trace, bulletin_id);
                """.formatted(tables.of(TRACE), tables.of(TECHNIQUE), tables.of(IMPORTED));
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
        Map<ThreadId, Said> said = new LinkedHashMap<>();
        Map<BulletinId, Set<Known>> imported = new LinkedHashMap<>();
        for (RecordedEvent event : batch) {
            switch (event.payload()) {
                case ReportSubmitted it -> said.put(it.thread(), new Said(event.position(), it.filing(), it.content()));
                case CorrectionSubmitted it ->
                    said.put(it.thread(), new Said(event.position(), it.filing(), it.content()));
                case BulletinDrafted it -> imported.put(it.bulletin(), Known.of(it));
                case BulletinRecalled it -> imported.put(it.bulletin(), Set.of());
                default -> {
                    // nothing else says what an attack left
                }
            }
        }
        if (!said.isEmpty()) {
            Object[] threads = said.keySet().stream().map(ThreadId::value).toArray();
            delete(tables.of(TRACE), "thread_id", threads, connection);
            delete(tables.of(TECHNIQUE), "thread_id", threads, connection);
            traces(said, tables.of(TRACE), connection);
            techniques(said, tables.of(TECHNIQUE), connection);
        }
        if (!imported.isEmpty()) {
            Object[] bulletins =
                    imported.keySet().stream().map(BulletinId::value).toArray();
            delete(tables.of(IMPORTED), "bulletin_id", bulletins, connection);
            imported(imported, tables.of(IMPORTED), connection);
        }
    }

    private static void delete(String table, String column, Object[] ids, Connection connection) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from %s where %s = any(?)".formatted(table, column))) {
            delete.setArray(1, connection.createArrayOf("uuid", ids));
            delete.executeUpdate();
        }
    }

    /** A trace that others told of, and by what it is looked up. */
    private record Known(UUID key, Trace trace) {

        static Set<Known> of(BulletinDrafted drafted) {
            BulletinContent content = drafted.content();
            return content == null
                    ? Set.of()
                    : content.marked().stream()
                            .flatMap(one -> TraceReader.of(one.indicator()).stream())
                            .map(trace -> new Known(trace.key(drafted.facts().exercise()), trace))
                            .collect(Collectors.toSet());
        }
    }

    private static void imported(Map<BulletinId, Set<Known>> imported, String table, Connection connection)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into %s (bulletin_id, trace, kind, value) values (?, ?, ?, ?)".formatted(table))) {
            for (Map.Entry<BulletinId, Set<Known>> entry : imported.entrySet()) {
                for (Known known : entry.getValue()) {
                    insert.setObject(1, entry.getKey().value());
                    insert.setObject(2, known.key());
                    insert.setString(3, known.trace().kind().name());
                    insert.setString(4, known.trace().value());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** What a thread's last submission said of it as a whole. */
    private record Said(
            long position, Filing filing, @Nullable Content content) {

        Set<Trace> traces() {
            return content == null ? Set.of() : TraceReader.traces(content.passedOn());
        }

        Set<String> techniques() {
            Set<String> techniques = new LinkedHashSet<>();
            if (!GENERAL_FORMS.contains(filing.form().value())) {
                techniques.add(filing.form().value());
            }
            filing.causes().stream()
                    .filter(cause -> cause.group() == Cause.Group.INTENTIONAL)
                    .map(Cause::name)
                    .forEach(techniques::add);
            if (content != null) {
                techniques.addAll(TraceReader.techniques(content.passedOn()));
            }
            return techniques;
        }

        Instant occurredAt() {
            Instant occurredAt = filing.occurredAt();
            return occurredAt == null ? filing.awarenessAt() : occurredAt;
        }
    }

    private static void traces(Map<ThreadId, Said> said, String table, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into %s (thread_id, trace, kind, value, position) values (?, ?, ?, ?, ?)".formatted(table))) {
            for (Map.Entry<ThreadId, Said> entry : said.entrySet()) {
                Said one = entry.getValue();
                for (Trace trace : one.traces()) {
                    insert.setObject(1, entry.getKey().value());
                    insert.setObject(2, trace.key(one.filing().exercise()));
                    insert.setString(3, trace.kind().name());
                    insert.setString(4, trace.value());
                    insert.setLong(5, one.position());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static void techniques(Map<ThreadId, Said> said, String table, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into %s (thread_id, technique, exercise, occurred_at, position) values (?, ?, ?, ?, ?)
                """.formatted(table))) {
            for (Map.Entry<ThreadId, Said> entry : said.entrySet()) {
                Said one = entry.getValue();
                for (String technique : one.techniques()) {
                    insert.setObject(1, entry.getKey().value());
                    insert.setString(2, technique);
                    insert.setBoolean(3, one.filing().exercise());
                    insert.setObject(4, one.occurredAt().atOffset(ZoneOffset.UTC));
                    insert.setLong(5, one.position());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }
}
