package noroshi.bench;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;

/**
 * 素の上限. What PostgreSQL itself takes: the events that the run recorded, inserted again into tables of the same
 * columns, tags and indexes by one connection, with no condition, chain, sealing or Axon.
 */
final class RawEvents {

    /** The raw limit's size of a group. */
    static final int GROUP = 500;

    private static final String INSERT = """
            with event as (
              insert into bench.events
                (position, id, type, version, occurred_at, recorded_at, tags, metadata, payload, leaf_hash, chain)
              select position, id, type, version,
                     timestamptz 'epoch' + occurred * interval '1 microsecond',
                     timestamptz 'epoch' + recorded * interval '1 microsecond',
                     tags::text[], metadata, payload, leaf_hash, chain
              from unnest(?::bigint[], ?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::text[],
                          ?::bytea[], ?::bytea[], ?::bytea[], ?::bytea[])
                u(position, id, type, version, occurred, recorded, tags, metadata, payload, leaf_hash, chain))
            insert into bench.event_tag (tag, position) select * from unnest(?::text[], ?::bigint[])
            """;

    private final DataSource dataSource;
    private final List<Row> rows;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Row(
            long position,
            UUID id,
            String type,
            String version,
            long occurred,
            long recorded,
            String tagList,
            List<String> tags,
            byte[] metadata,
            byte[] payload,
            byte[] leafHash,
            byte[] chain) {}

    private RawEvents(DataSource dataSource, List<Row> rows) {
        this.dataSource = dataSource;
        this.rows = rows;
    }

    /** Reads the last events of the record, {@code most} at most. */
    static RawEvents read(DataSource dataSource, int most) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        select position, id, type, version, (extract(epoch from occurred_at) * 1000000)::bigint,
                               (extract(epoch from recorded_at) * 1000000)::bigint, tags::text, tags, metadata, payload,
                               leaf_hash, chain
                        from ledger.events order by position desc limit ?""")) {
            statement.setInt(1, most);
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(new Row(
                            found.getLong(1),
                            found.getObject(2, UUID.class),
                            found.getString(3),
                            found.getString(4),
                            found.getLong(5),
                            found.getLong(6),
                            found.getString(7),
                            List.of((String[]) found.getArray(8).getArray()),
                            found.getBytes(9),
                            found.getBytes(10),
                            found.getBytes(11),
                            found.getBytes(12)));
                }
            }
        }
        return new RawEvents(dataSource, rows.reversed());
    }

    /** Events a second in groups of 500, the first fifth not counted. */
    double perSecond() throws SQLException {
        try (Connection connection = scratch();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            int uncounted = rows.size() / 5;
            long start = System.nanoTime();
            int counted = 0;
            boolean counting = false;
            for (int from = 0; from < rows.size(); from += GROUP) {
                if (!counting && from >= uncounted) {
                    counting = true;
                    start = System.nanoTime();
                }
                List<Row> group = rows.subList(from, Math.min(from + GROUP, rows.size()));
                insert(connection, insert, group);
                connection.commit();
                counted += counting ? group.size() : 0;
            }
            return counted / ((System.nanoTime() - start) / 1e9);
        }
    }

    /** The time of a commit of one row, the first fifth not counted. */
    Latencies singleCommits(int count) throws SQLException {
        List<Long> nanos = new ArrayList<>();
        try (Connection connection = scratch();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int i = 0; i < Math.min(count, rows.size()); i++) {
                long start = System.nanoTime();
                insert(connection, insert, rows.subList(i, i + 1));
                connection.commit();
                if (i >= count / 5) {
                    nanos.add(System.nanoTime() - start);
                }
            }
        }
        return Latencies.ofNanos(nanos);
    }

    private Connection scratch() throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    drop table if exists bench.events, bench.event_tag;
                    create table bench.events (like ledger.events including all);
                    create table bench.event_tag (like ledger.event_tag including all)""");
        }
        connection.commit();
        return connection;
    }

    private static void insert(Connection connection, PreparedStatement insert, List<Row> group) throws SQLException {
        int i = 1;
        insert.setArray(i++, longs(connection, group, Row::position));
        insert.setArray(i++, array(connection, "uuid", group, Row::id));
        insert.setArray(i++, array(connection, "text", group, Row::type));
        insert.setArray(i++, array(connection, "text", group, Row::version));
        insert.setArray(i++, longs(connection, group, Row::occurred));
        insert.setArray(i++, longs(connection, group, Row::recorded));
        insert.setArray(i++, array(connection, "text", group, Row::tagList));
        insert.setArray(i++, bytes(connection, group, Row::metadata));
        insert.setArray(i++, bytes(connection, group, Row::payload));
        insert.setArray(i++, bytes(connection, group, Row::leafHash));
        insert.setArray(i++, bytes(connection, group, Row::chain));
        var tags = group.stream().flatMap(row -> row.tags().stream()).toArray();
        var positions = group.stream()
                .flatMap(row -> row.tags().stream().map(_ -> row.position()))
                .toArray();
        insert.setArray(i++, connection.createArrayOf("text", tags));
        insert.setArray(i, connection.createArrayOf("int8", positions));
        insert.execute();
    }

    private static Array longs(Connection connection, List<Row> group, ToLongFunction<Row> column) throws SQLException {
        return connection.createArrayOf(
                "int8", group.stream().mapToLong(column).boxed().toArray());
    }

    private static Array array(Connection connection, String type, List<Row> group, Function<Row, Object> column)
            throws SQLException {
        return connection.createArrayOf(type, group.stream().map(column).toArray());
    }

    private static Array bytes(Connection connection, List<Row> group, Function<Row, byte[]> column)
            throws SQLException {
        return connection.createArrayOf("bytea", group.stream().map(column).toArray(byte[][]::new));
    }
}
