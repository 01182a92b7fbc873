package noroshi.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.postgresql.jdbc.PgConnection;

/** The rows of one group, column by column, as the parameters of {@link Sql#INSERT}. */
final class Rows {

    private final long[] positions;
    private final UUID[] ids;
    private final String[] types;
    private final String[] versions;
    private final long[] occurred;
    private final long[] recorded;
    private final String[] tagLists;
    private final byte[][] metadata;
    private final byte[][] payloads;
    private final byte[][] leafHashes;
    private final byte[][] chains;
    private int size;

    private final List<String> tags = new ArrayList<>();
    private final List<Long> tagPositions = new ArrayList<>();
    private final List<String> threads = new ArrayList<>();
    private final List<byte[]> wrappedKeys = new ArrayList<>();
    private final List<Long> sincePositions = new ArrayList<>();

    Rows(int count) {
        positions = new long[count];
        ids = new UUID[count];
        types = new String[count];
        versions = new String[count];
        occurred = new long[count];
        recorded = new long[count];
        tagLists = new String[count];
        metadata = new byte[count][];
        payloads = new byte[count][];
        leafHashes = new byte[count][];
        chains = new byte[count][];
    }

    int size() {
        return size;
    }

    void add(Draft event, long position, long recordedMicros, byte[] chain) {
        positions[size] = position;
        ids[size] = event.id();
        types[size] = event.type();
        versions[size] = event.version();
        occurred[size] = event.occurredMicros();
        recorded[size] = recordedMicros;
        tagLists[size] = TagText.literal(event.tags());
        metadata[size] = event.metadata();
        payloads[size] = event.payload();
        leafHashes[size] = event.leafHash();
        chains[size] = chain;
        size++;
        for (String tag : event.tags()) {
            tags.add(tag);
            tagPositions.add(position);
        }
    }

    void addKey(String thread, byte[] wrapped, long sincePosition) {
        threads.add(thread);
        wrappedKeys.add(wrapped);
        sincePositions.add(sincePosition);
    }

    void bind(PgConnection connection, PreparedStatement statement) throws SQLException {
        int i = 1;
        statement.setArray(i++, connection.createArrayOf("int8", positions));
        statement.setArray(i++, connection.createArrayOf("uuid", ids));
        statement.setArray(i++, connection.createArrayOf("text", types));
        statement.setArray(i++, connection.createArrayOf("text", versions));
        statement.setArray(i++, connection.createArrayOf("int8", occurred));
        statement.setArray(i++, connection.createArrayOf("int8", recorded));
        statement.setArray(i++, connection.createArrayOf("text", tagLists));
        statement.setArray(i++, connection.createArrayOf("bytea", metadata));
        statement.setArray(i++, connection.createArrayOf("bytea", payloads));
        statement.setArray(i++, connection.createArrayOf("bytea", leafHashes));
        statement.setArray(i++, connection.createArrayOf("bytea", chains));
        statement.setArray(i++, connection.createArrayOf("text", tags.toArray()));
        statement.setArray(i++, connection.createArrayOf("int8", tagPositions.toArray()));
        statement.setArray(i++, connection.createArrayOf("text", threads.toArray()));
        statement.setArray(i++, connection.createArrayOf("bytea", wrappedKeys.toArray(new byte[0][])));
        statement.setArray(i, connection.createArrayOf("int8", sincePositions.toArray()));
    }
}
