package noroshi.api.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import noroshi.core.report.ThreadId;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.ledger.EventJson;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;
import org.jspecify.annotations.Nullable;

/**
 * 畳込み. The states of the threads that one round touches: read from the view's own table, led on event by event, and
 * saved with the view's rows. What a view shows of a thread is thus what the domain says of it, and no view holds
 * anything between rounds. That several views of one process need not fold and write the same again, {@link Folded}
 * remembers.
 */
public final class Fold {

    /** The table's name after the view's. */
    private static final String SUFFIX = "_fold";

    private final String table;
    private final Map<ThreadId, Folded> before;
    private final Map<ThreadId, Folded> now = new LinkedHashMap<>();

    private Fold(String table, Map<ThreadId, Folded> before) {
        this.table = table;
        this.before = before;
    }

    /** The fold table of a view, for {@link noroshi.ledger.Projection#tables()}. */
    public static String tableOf(String view) {
        return view + SUFFIX;
    }

    /** {@code json}, not {@code jsonb}, which refuses a NUL in a string. */
    public static String ddl(String view, ViewTables tables) {
        return "create table %s (thread_id uuid primary key, last_event uuid not null, document json not null);"
                .formatted(tables.of(tableOf(view)));
    }

    /** The states, before {@code batch}, of the threads that it touches. */
    public static Fold before(List<RecordedEvent> batch, String view, ViewTables tables, Connection connection)
            throws SQLException {
        Set<UUID> threads = new LinkedHashSet<>();
        for (RecordedEvent event : batch) {
            if (event.payload() instanceof ReportThreadEvent happened) {
                threads.add(happened.thread().value());
            }
        }
        String table = tables.of(tableOf(view));
        Map<ThreadId, Folded> states = new HashMap<>();
        List<UUID> unknown = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select thread_id, last_event from %s where thread_id = any(?)".formatted(table))) {
            select.setArray(1, connection.createArrayOf("uuid", threads.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    UUID thread = rows.getObject(1, UUID.class);
                    Folded known = Folded.after(rows.getObject(2, UUID.class));
                    if (known == null) {
                        unknown.add(thread);
                    } else {
                        states.put(new ThreadId(thread), known);
                    }
                }
            }
        }
        if (!unknown.isEmpty()) {
            read(unknown, table, connection, states);
        }
        return new Fold(table, states);
    }

    private static void read(List<UUID> threads, String table, Connection connection, Map<ThreadId, Folded> states)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select thread_id, last_event, document from %s where thread_id = any(?)".formatted(table))) {
            select.setArray(1, connection.createArrayOf("uuid", threads.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    states.put(
                            new ThreadId(rows.getObject(1, UUID.class)),
                            new Folded(rows.getObject(2, UUID.class), state(rows.getString(3))));
                }
            }
        }
    }

    /** A state as its table holds it. */
    public static ThreadState state(String document) {
        return EventJson.mapper().readValue(document, ThreadState.Stored.class).state();
    }

    /** The state after {@code event}, which comes after all that were taken before. */
    public ThreadState take(RecordedEvent recorded, ReportThreadEvent event) {
        Folded after = Folded.after(recorded.id());
        if (after == null) {
            Folded known = now.getOrDefault(event.thread(), before.get(event.thread()));
            after = Folded.remembered(recorded.id(), ThreadState.after(known == null ? null : known.state(), event));
        }
        now.put(event.thread(), after);
        return after.state();
    }

    /** The state that a thread had before this round, or null if it is new. */
    public @Nullable ThreadState before(ThreadId thread) {
        Folded known = before.get(thread);
        return known == null ? null : known.state();
    }

    /** The threads that this round touched, in their last state. */
    public void each(BiConsumer<ThreadId, ThreadState> use) {
        now.forEach((thread, folded) -> use.accept(thread, folded.state()));
    }

    /** The last state of a thread that this round touched. */
    public ThreadState last(ThreadId thread) {
        Folded last = now.get(thread);
        if (last == null) {
            throw new IllegalArgumentException("thread: %s (expected: one of this round)".formatted(thread));
        }
        return last.state();
    }

    public void save(Connection connection) throws SQLException {
        UUID[] threads = now.keySet().stream().map(ThreadId::value).toArray(UUID[]::new);
        UUID[] events = now.values().stream().map(Folded::event).toArray(UUID[]::new);
        String[] documents = now.values().stream().map(Folded::document).toArray(String[]::new);
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into %s (thread_id, last_event, document)
                select t, e, d::json from unnest(?::uuid[], ?::uuid[], ?::text[]) u(t, e, d)
                on conflict (thread_id) do update set last_event = excluded.last_event, document = excluded.document
                """.formatted(table))) {
            upsert.setArray(1, connection.createArrayOf("uuid", threads));
            upsert.setArray(2, connection.createArrayOf("uuid", events));
            upsert.setArray(3, connection.createArrayOf("text", documents));
            upsert.executeUpdate();
        }
    }
}
