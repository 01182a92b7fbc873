package noroshi.gateway.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import noroshi.avro.SealedContent;
import noroshi.gateway.intake.IntakeKeys;
import noroshi.gateway.wire.Partition;
import noroshi.gateway.wire.Received;
import noroshi.ledger.EventJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;

/** Kept in table {@code gateway.parked}, values sealed. A lane's end of replay and its growth exclude each other by a lock. */
final class JdbcParking implements Parking {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final IntakeKeys keys;
    private volatile Set<String> known = Set.of();
    private volatile int count;

    JdbcParking(JdbcClient jdbc, TransactionTemplate transaction, IntakeKeys keys) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.keys = keys;
    }

    @Override
    public boolean holds(String lane) {
        return known.contains(lane);
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public synchronized void refresh() {
        var lanes = new HashSet<String>();
        int[] all = {0};
        jdbc.sql("select lane, count(*) from gateway.parked group by lane").query(row -> {
            lanes.add(row.getString(1));
            all[0] += row.getInt(2);
        });
        known = Set.copyOf(lanes);
        count = all[0];
    }

    @Override
    public void park(String lane, Received record, String error, int tries, Instant at) {
        transaction.executeWithoutResult(_ -> {
            lock(lane);
            insert(lane, record, error, tries, at);
        });
        refresh();
    }

    @Override
    public boolean parkBehind(String lane, Received record, Instant at) {
        boolean parked = Boolean.TRUE.equals(transaction.execute(_ -> {
            lock(lane);
            boolean waiting = jdbc.sql("select exists (select from gateway.parked where lane = ?)")
                    .param(lane)
                    .query(Boolean.class)
                    .single();
            if (waiting) {
                insert(lane, record, "parked behind an earlier record of its thread", 0, at);
            }
            return waiting;
        }));
        refresh();
        return parked;
    }

    private void insert(String lane, Received record, String error, int tries, Instant at) {
        SealedContent sealed = record.value() == null ? null : keys.seal(record.place(), record.bytes());
        jdbc.sql("""
                        insert into gateway.parked (topic, partition, "offset", lane, key, value, sealed_with, headers,
                          record_at, error, first_at, tries)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (topic, partition, "offset") do nothing
                        """)
                .param(record.topic())
                .param(record.partition().number())
                .param(record.offset())
                .param(lane)
                .param(record.key() == null ? null : record.key().getBytes(UTF_8))
                .param(sealed == null ? null : sealed.getBytes().array())
                .param(sealed == null ? null : sealed.getKeyId())
                .param(EventJson.mapper().writeValueAsString(record.headers()))
                .param(record.at().atOffset(ZoneOffset.UTC))
                .param(storable(error))
                .param(at.atOffset(ZoneOffset.UTC))
                .param(tries)
                .update();
    }

    @Override
    public List<String> lanes() {
        return jdbc.sql("select lane from gateway.parked group by lane order by min(id)")
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Override
    public Optional<Parked> first(String lane) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            lock(lane);
            return jdbc.sql("select * from gateway.parked where lane = ? order by id limit 1")
                    .param(lane)
                    .query((row, _) -> parked(row))
                    .optional();
        }));
    }

    @Override
    public void settled(Parked parked) {
        jdbc.sql("delete from gateway.parked where id = ?").param(parked.id()).update();
        refresh();
    }

    @Override
    public void failedAgain(Parked parked, String error) {
        jdbc.sql("update gateway.parked set error = ?, tries = tries + 1 where id = ?")
                .params(storable(error), parked.id())
                .update();
    }

    private void lock(String lane) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('gateway.parked/' || ?, 0))")
                .param(lane)
                .query(_ -> {});
    }

    /** PostgreSQL keeps no NUL in a text, and its driver sends no half of a surrogate pair. */
    private static String storable(String text) {
        return new String(text.getBytes(UTF_8), UTF_8).replace('\0', '?');
    }

    private Parked parked(ResultSet row) throws SQLException {
        var partition = new Partition(row.getString("topic"), row.getInt("partition"));
        long offset = row.getLong("offset");
        byte @Nullable [] key = row.getBytes("key");
        byte @Nullable [] sealed = row.getBytes("value");
        Map<String, String> headers =
                EventJson.mapper().readValue(row.getString("headers"), new TypeReference<Map<String, String>>() {});
        ByteBuffer value = sealed == null
                ? null
                : ByteBuffer.wrap(keys.open(
                        Received.place(partition, offset),
                        new SealedContent(row.getString("sealed_with"), ByteBuffer.wrap(sealed))));
        return new Parked(
                row.getLong("id"),
                row.getString("lane"),
                new Received(
                        partition,
                        offset,
                        key == null ? null : new String(key, UTF_8),
                        value,
                        headers,
                        row.getTimestamp("record_at").toInstant()),
                row.getInt("tries"));
    }
}
