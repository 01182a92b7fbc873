package noroshi.api.view;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
 * anything between rounds.
 */
public final class Fold {

    /** The table's name after the view's. */
    private static final String SUFFIX = "_fold";

    private final String table;
    private final Map<ThreadId, ThreadState> before;
    private final Map<ThreadId, ThreadState> now = new LinkedHashMap<>();

    private Fold(String table, Map<ThreadId, ThreadState> before) {
        this.table = table;
        this.before = before;
    }

    /** The fold table of a view, for {@link noroshi.ledger.Projection#tables()}. */
    public static String tableOf(String view) {
        return view + SUFFIX;
    }

    /** {@code json}, not {@code jsonb}, which refuses a NUL in a string. */
    public static String ddl(String view, ViewTables tables) {
        return "create table %s (thread_id uuid primary key, document json not null);"
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
        Map<ThreadId, ThreadState> states = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select thread_id, document from %s where thread_id = any(?)".formatted(table))) {
            select.setArray(1, connection.createArrayOf("uuid", threads.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    states.put(new ThreadId(rows.getObject(1, UUID.class)), state(rows.getString(2)));
                }
            }
        }
        return new Fold(table, states);
    }

    /** A state as its table holds it. */
    public static ThreadState state(String document) {
        return EventJson.mapper().readValue(document, ThreadState.Stored.class).state();
    }

    /** The state after {@code event}, which comes after all that were taken before. */
    public ThreadState take(ReportThreadEvent event) {
        ThreadState known = now.getOrDefault(event.thread(), before.get(event.thread()));
        ThreadState after = ThreadState.after(known, event);
        now.put(event.thread(), after);
        return after;
    }

    /** The state that a thread had before this round, or null if it is new. */
    public @Nullable ThreadState before(ThreadId thread) {
        return before.get(thread);
    }

    /** The threads that this round touched, in their last state. */
    public void each(BiConsumer<ThreadId, ThreadState> use) {
        now.forEach(use);
    }

    /** The last state of a thread that this round touched. */
    public ThreadState last(ThreadId thread) {
        ThreadState last = now.get(thread);
        if (last == null) {
            throw new IllegalArgumentException("thread: %s (expected: one of this round)".formatted(thread));
        }
        return last;
    }

    public void save(Connection connection) throws SQLException {
        UUID[] threads = now.keySet().stream().map(ThreadId::value).toArray(UUID[]::new);
        String[] documents = now.values().stream()
                .map(state -> EventJson.mapper().writeValueAsString(ThreadState.Stored.of(state)))
                .toArray(String[]::new);
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into %s (thread_id, document) select t, d::json from unnest(?::uuid[], ?::text[]) u(t, d)
                on conflict (thread_id) do update set document = excluded.document
                """.formatted(table))) {
            upsert.setArray(1, connection.createArrayOf("uuid", threads));
            upsert.setArray(2, connection.createArrayOf("text", documents));
            upsert.executeUpdate();
        }
    }
}
