package noroshi.api.desk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 期限の表. From when on there is something new to tell of each subject, in a table of a clock's own, or in the column
 * {@code told_from} of one that says more of it; so what fell due while no hub ran is told by the next one.
 */
public final class DueTimes {

    private static final int TOLD_AT_ONCE = 500;

    private final String table;
    private final String subject;
    private final String type;
    private final Connection connection;

    /** @param table as the round or the reader calls it */
    public DueTimes(String table, Connection connection) {
        this(table, "subject", "text", connection);
    }

    /**
     * In another table than {@link #ddl}'s.
     *
     * @param subject the column of the subject, its key
     * @param type of that column
     */
    DueTimes(String table, String subject, String type, Connection connection) {
        this.table = table;
        this.subject = subject;
        this.type = type;
        this.connection = connection;
    }

    /** Makes the table. */
    public static String ddl(String table) {
        return """
                create table %1$s (subject text primary key, told_from timestamptz);
                create index on %1$s (told_from) where told_from is not null
                """.formatted(table);
    }

    /** One subject and its time. */
    public record DueTime(String subject, @Nullable Instant toldFrom) {}

    /** Each has this time from now on, or none. */
    public void put(List<DueTime> times) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into %s values (?, ?) on conflict (subject) do update set told_from = excluded.told_from
                """.formatted(table))) {
            for (DueTime one : times) {
                Instant from = one.toldFrom();
                upsert.setString(1, one.subject());
                upsert.setObject(2, from == null ? null : from.atOffset(ZoneOffset.UTC));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    /** All that have been put. */
    public List<String> subjects() throws SQLException {
        return subjects(connection.prepareStatement("select subject from %s order by 1".formatted(table)));
    }

    /** Whether anything is to be told at {@code now}. */
    public boolean isDue(Instant now) throws SQLException {
        return !due(now, 1).isEmpty();
    }

    /** What is to be told at {@code now}, the longest due first, as many as a round takes. */
    public List<String> due(Instant now) throws SQLException {
        return due(now, TOLD_AT_ONCE);
    }

    /** What was told comes back as events, by which the subject gets its next time. */
    public void told(List<String> subjects) throws SQLException {
        try (PreparedStatement done = connection.prepareStatement(
                "update %s set told_from = null where %s = any(?)".formatted(table, subject))) {
            done.setArray(1, connection.createArrayOf(type, subjects.toArray()));
            done.executeUpdate();
        }
    }

    private List<String> due(Instant now, int limit) throws SQLException {
        PreparedStatement select = connection.prepareStatement(
                "select %s from %s where told_from <= ? order by told_from limit ?".formatted(subject, table));
        select.setObject(1, now.atOffset(ZoneOffset.UTC));
        select.setInt(2, limit);
        return subjects(select);
    }

    private static List<String> subjects(PreparedStatement select) throws SQLException {
        try (select;
                ResultSet rows = select.executeQuery()) {
            List<String> subjects = new ArrayList<>();
            while (rows.next()) {
                subjects.add(rows.getString(1));
            }
            return subjects;
        }
    }
}
