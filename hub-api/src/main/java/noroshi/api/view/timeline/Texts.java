package noroshi.api.view.timeline;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import noroshi.api.view.Grams;
import noroshi.api.view.SearchText;
import noroshi.core.report.Content;
import noroshi.ledger.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * 検索対象. What the entries that brought content can be found by. Who may find them is said by the entries themselves;
 * a text is written once and stays, so that no move of a circle touches its index.
 */
final class Texts {

    private final List<Text> texts = new ArrayList<>();

    private record Text(RecordedEvent event, String searchable) {}

    /**
     * The index puts off a megabyte of texts and no more: taken one by one they halve the speed of catching up, and what
     * waits for its turn every search reads from end to end.
     */
    static String ddl(String table) {
        return """
                create table %1$s (
                  position bigint primary key, occurred_at timestamptz not null, recorded_at timestamptz not null,
                  searchable text not null, grams int[] not null);
                create index on %1$s (occurred_at, position);
                create index on %1$s (occurred_at, position) where occurred_at > recorded_at;
                create index on %1$s using gin (grams) with (gin_pending_list_limit = 1024);
                """.formatted(table);
    }

    void note(RecordedEvent event, @Nullable Content content) {
        String searchable = SearchText.of(content);
        if (!searchable.isBlank()) {
            texts.add(new Text(event, searchable));
        }
    }

    void insert(String table, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into %s (position, occurred_at, recorded_at, searchable, grams) values (?, ?, ?, ?, ?)
                """.formatted(table))) {
            for (Text text : texts) {
                insert.setLong(1, text.event().position());
                insert.setObject(2, text.event().occurredAt().atOffset(ZoneOffset.UTC));
                insert.setObject(3, text.event().recordedAt().atOffset(ZoneOffset.UTC));
                insert.setString(4, text.searchable());
                insert.setObject(5, Grams.of(text.searchable()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
