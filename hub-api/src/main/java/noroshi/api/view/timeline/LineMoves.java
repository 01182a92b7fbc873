package noroshi.api.view.timeline;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import noroshi.api.view.ThreadState;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.ledger.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * 分野・事業の移動. The sectors and businesses that a thread came to be found by, or is found by no more: whoever reads
 * one of them is told of it there.
 */
final class LineMoves {

    private final List<Move> moves = new ArrayList<>();

    private record Move(long position, UUID thread, String line, boolean isLeft) {}

    static String ddl(String table) {
        return """
                create table %1$s (
                  position bigint not null, thread_id uuid not null, line text not null, is_left boolean not null,
                  primary key (thread_id, position, line));
                create index on %1$s (line, position) where is_left;
                """.formatted(table);
    }

    /** What a thread begins with moves nothing. */
    void note(RecordedEvent event, ReportThreadEvent happened, @Nullable ThreadState earlier, ThreadState later) {
        long position = Moves.position(event, happened, later);
        if (earlier != null && !later.isOpenedAt(position)) {
            UUID thread = happened.thread().value();
            without(earlier, later).forEach(line -> moves.add(new Move(position, thread, line, true)));
            without(later, earlier).forEach(line -> moves.add(new Move(position, thread, line, false)));
        }
    }

    private static Set<String> without(ThreadState one, ThreadState other) {
        Set<String> lines = new HashSet<>(one.allLines());
        other.allLines().forEach(lines::remove);
        return lines;
    }

    void insert(String table, Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into %s values (?, ?, ?, ?)".formatted(table))) {
            for (Move move : moves) {
                insert.setLong(1, move.position);
                insert.setObject(2, move.thread);
                insert.setString(3, move.line);
                insert.setBoolean(4, move.isLeft);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
