package noroshi.api.view.timeline;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import noroshi.api.view.Folds;
import noroshi.api.view.Grams;
import noroshi.api.view.Headline;
import noroshi.api.view.SearchText;
import noroshi.core.report.Content;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Withholding;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.ledger.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * 検索対象. What the entries that brought content can be found by, in the period in which they occurred. Who may find them
 * is said by the entries themselves;
 * a text stays as it was written, so that no move of a circle touches its index. What is marked is found by nobody: where
 * a submission marks items, its thread's texts are written anew.
 */
final class Texts {

    /** So much occurs in it at most that all of it is ordered while somebody waits, and so few are there in a decade. */
    private static final long PERIOD_SECONDS = Duration.ofDays(16).toSeconds();

    private static final Duration HALF_A_MICROSECOND = Duration.ofNanos(500);

    private final List<Text> texts = new ArrayList<>();
    private final Set<ThreadId> marked = new HashSet<>();

    private record Text(RecordedEvent event, ThreadId thread, Content content) {}

    /** In which period something occurred, in SQL. */
    static String period(String occurredAt) {
        return "floor(extract(epoch from %s) / %d)::bigint".formatted(occurredAt, PERIOD_SECONDS);
    }

    /** The first instant of a period, in SQL. */
    static String begin(String period) {
        return "to_timestamp((%s) * %d)".formatted(period, PERIOD_SECONDS);
    }

    /** The same as {@link #period(String)}; the database knows microseconds, to which the driver rounds. */
    private static long period(Instant occurredAt) {
        return Math.floorDiv(
                occurredAt
                        .plus(HALF_A_MICROSECOND)
                        .truncatedTo(ChronoUnit.MICROS)
                        .getEpochSecond(),
                PERIOD_SECONDS);
    }

    /**
     * The index puts off a megabyte of texts and no more: taken one by one they halve the speed of catching up, and what
     * waits for its turn every search reads from end to end.
     */
    static String ddl(String table) {
        return """
                create table %1$s (
                  position bigint primary key, occurred_at timestamptz not null, recorded_at timestamptz not null,
                  searchable text not null, grams bigint[] not null);
                create index on %1$s (occurred_at, position);
                create index on %1$s (occurred_at, position) where occurred_at > recorded_at;
                create index on %1$s using gin (grams) with (gin_pending_list_limit = 1024);
                """.formatted(table);
    }

    void note(RecordedEvent event, ThreadId thread, @Nullable Content content) {
        if (content != null) {
            texts.add(new Text(event, thread, content));
            if (!content.marks().isEmpty()) {
                marked.add(thread);
            }
        }
    }

    /** @param upTo the last position that is taken in */
    void insert(String table, Folds folds, long upTo, Connection connection) throws SQLException {
        var all = new ArrayList<>(texts);
        if (!marked.isEmpty()) {
            all.removeIf(text -> marked.contains(text.thread()));
            List<Text> anew = folds.events(marked, upTo).values().stream()
                    .flatMap(events -> bound(events).stream())
                    .toList();
            delete(anew, table, connection);
            all.addAll(anew);
        }
        write(all, table, connection);
    }

    /** A thread's texts without what is marked in them, or later. */
    private static List<Text> bound(List<RecordedEvent> events) {
        var bound = new ArrayList<Text>();
        var withheld = Withholding.NONE;
        for (RecordedEvent event : events.reversed()) {
            if (event.payload() instanceof ReportThreadEvent happened) {
                Content content = Headline.of(happened).content();
                if (content != null) {
                    withheld = withheld.and(content);
                    bound.add(new Text(event, happened.thread(), withheld.passedOn(content)));
                }
            }
        }
        return bound;
    }

    private static void delete(List<Text> texts, String table, Connection connection) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from %s where position = any(?)".formatted(table))) {
            delete.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint",
                            texts.stream().map(text -> text.event().position()).toArray()));
            delete.executeUpdate();
        }
    }

    private static void write(List<Text> texts, String table, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into %s (position, occurred_at, recorded_at, searchable, grams) values (?, ?, ?, ?, ?)
                """.formatted(table))) {
            for (Text text : texts) {
                String searchable = SearchText.of(text.content());
                if (!searchable.isBlank()) {
                    insert.setLong(1, text.event().position());
                    insert.setObject(2, text.event().occurredAt().atOffset(ZoneOffset.UTC));
                    insert.setObject(3, text.event().recordedAt().atOffset(ZoneOffset.UTC));
                    insert.setString(4, searchable);
                    insert.setObject(5, Grams.in(period(text.event().occurredAt()), Grams.of(searchable)));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }
}
