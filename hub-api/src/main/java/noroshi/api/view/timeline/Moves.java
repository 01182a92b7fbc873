package noroshi.api.view.timeline;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import noroshi.api.view.Sight;
import noroshi.api.view.ThreadState;
import noroshi.core.report.ReportId;
import noroshi.core.report.ThreadId;
import noroshi.core.sharing.Circle;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.ledger.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * 共有範囲の移動. The circles that a thread's entries had until an event moved them: whoever follows the timeline is told
 * of entries that it may no longer see, or may see only now. A submission is one append with its routing, so the circle
 * moves where the submission stands.
 */
final class Moves {

    private final Map<Move, SortedMap<Long, Circle>> before = new LinkedHashMap<>();

    /** @param position the event from which on the circle is another */
    private record Move(long position, ThreadId thread) {}

    /** {@code from_position} is that of the first entry of which the circle held. */
    static String ddl(String table) {
        return """
                create table %1$s (
                  position bigint not null, thread_id uuid not null, from_position bigint not null, %2$s,
                  primary key (thread_id, position, from_position));
                create index on %1$s (position);
                """.formatted(table, Sight.COLUMNS);
    }

    void note(RecordedEvent event, ReportThreadEvent happened, @Nullable ThreadState earlier, ThreadState later) {
        if (earlier == null || earlier.circles().equals(later.circles())) {
            return;
        }
        long position = position(event, happened, later);
        if (!later.isOpenedAt(position)) {
            before.putIfAbsent(new Move(position, happened.thread()), earlier.circles());
        }
    }

    /** A submission is one append with its routing, so what that moves is moved where the submission stands. */
    static long position(RecordedEvent event, ReportThreadEvent happened, ThreadState later) {
        if (happened instanceof RoutingDecided routing) {
            ReportId report = routing.report();
            long submitted = report == null ? 0 : later.submittedAt(report);
            if (submitted == event.position() - 1) {
                return submitted;
            }
        }
        return event.position();
    }

    /** Where a round ended between a submission and its routing, the circle before the submission is there already. */
    void insert(String table, Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("""
                insert into %s (position, thread_id, from_position, operator, %s)
                values (?, ?, ?, ?, %s) on conflict do nothing
                """.formatted(table, String.join(", ", Sight.MOVING), Sight.MARKS))) {
            for (Map.Entry<Move, SortedMap<Long, Circle>> move : before.entrySet()) {
                for (Map.Entry<Long, Circle> from : move.getValue().entrySet()) {
                    insert.setLong(1, move.getKey().position());
                    insert.setObject(2, move.getKey().thread().value());
                    insert.setLong(3, from.getKey());
                    insert.setString(4, from.getValue().operator().value());
                    Sight.bind(insert, 5, from.getValue());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }
}
