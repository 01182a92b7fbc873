package noroshi.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads recorded events off a connection that the caller holds. */
final class EventReader {

    /**
     * A paused reader's transaction can only be ended by the database between fetches; in the middle of one large
     * result it can't.
     */
    private static final int FETCH_SIZE = 250;

    private final EventCodec codec;
    private final ThreadKeys keys;
    private final Memory memory = new Memory();

    EventReader(EventCodec codec, ThreadKeys keys) {
        this.codec = codec;
        this.keys = keys;
    }

    /** Keeps nothing of what was read, for it may have been erased. */
    void forget() {
        memory.clear();
    }

    /** The next events, {@code limit} at most, fewer where they are large; none only at the record's end. */
    List<RecordedEvent> after(Connection connection, long position, int limit) throws SQLException {
        return sizedAfter(connection, position, limit).stream()
                .map(Sized::event)
                .toList();
    }

    /** @param bytes of its payload as stored */
    record Sized(RecordedEvent event, int bytes) {}

    List<Sized> sizedAfter(Connection connection, long position, int limit) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(Sql.AFTER)) {
            statement.setFetchSize(FETCH_SIZE);
            statement.setLong(1, position);
            statement.setInt(2, limit);
            List<Sized> events = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.add(new Sized(event(rows), rows.getInt("bytes")));
                }
            }
            return events;
        }
    }

    /** The events of each tag, in order. */
    Map<String, List<RecordedEvent>> ofTags(Connection connection, Collection<String> tags) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(Sql.OF_TAGS)) {
            statement.setArray(1, connection.createArrayOf("text", tags.toArray()));
            Map<String, List<RecordedEvent>> events = new HashMap<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.computeIfAbsent(rows.getString("of_tag"), _ -> new ArrayList<>())
                            .add(event(rows));
                }
            }
            return events;
        }
    }

    RecordedEvent event(ResultSet row) throws SQLException {
        long position = row.getLong("position");
        UUID id = row.getObject("id", UUID.class);
        byte[] wrappedKey = row.getBytes("wrapped");
        RecordedEvent known = memory.recall(position, id, wrappedKey);
        if (known != null) {
            return known;
        }
        String type = row.getString("type");
        String version = row.getString("version");
        List<String> tags = tags(row);
        if (wrappedKey != null) {
            TagText.value(tags, TagText.THREAD).ifPresent(thread -> keys.remember(thread, wrappedKey));
        }
        byte[] payload = row.getBytes("payload");
        RecordedEvent event = new RecordedEvent(
                position,
                row.getLong("previous"),
                id,
                type,
                version,
                instant(row, "occurred_at"),
                instant(row, "recorded_at"),
                Collections.unmodifiableSet(new LinkedHashSet<>(tags)),
                codec.metadata(row.getBytes("metadata")),
                codec.payload(type, version, id, tags, payload, wrappedKey));
        memory.remember(event, wrappedKey, payload.length);
        return event;
    }

    static List<String> tags(ResultSet row) throws SQLException {
        return Arrays.asList((String[]) row.getArray("tags").getArray());
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
