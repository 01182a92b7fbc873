package noroshi.gateway.consumer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import noroshi.gateway.wire.Bookmark;
import noroshi.gateway.wire.Partition;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Kept in table {@code gateway.intake_offset}. */
final class JdbcOffsets implements Offsets {

    private final JdbcClient jdbc;

    JdbcOffsets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<Partition, Bookmark> load(Set<Partition> partitions) {
        var known = new HashMap<Partition, Bookmark>();
        jdbc.sql("select topic, partition, topic_id, next_offset from gateway.intake_offset where topic = any(?)")
                .param(partitions.stream().map(Partition::topic).distinct().toArray(String[]::new))
                .query(row -> {
                    var partition = new Partition(row.getString(1), row.getInt(2));
                    if (partitions.contains(partition)) {
                        known.put(partition, new Bookmark(row.getObject(3, UUID.class), row.getLong(4)));
                    }
                });
        return known;
    }

    @Override
    public void save(Map<Partition, Bookmark> bookmarks) {
        // in one order, so that two processes can't lock each other out
        List<Map.Entry<Partition, Bookmark>> ordered = List.copyOf(new TreeMap<>(bookmarks).entrySet());
        jdbc.sql("""
                        insert into gateway.intake_offset as known (topic, partition, topic_id, next_offset)
                        select * from unnest(?, ?, ?, ?)
                        on conflict (topic, partition) do update
                          set topic_id = excluded.topic_id, next_offset = excluded.next_offset
                          where excluded.topic_id <> known.topic_id or excluded.next_offset > known.next_offset
                        """)
                .param(ordered.stream().map(one -> one.getKey().topic()).toArray(String[]::new))
                .param(ordered.stream().map(one -> one.getKey().number()).toArray(Integer[]::new))
                .param(ordered.stream().map(one -> one.getValue().topic()).toArray(UUID[]::new))
                .param(ordered.stream().map(one -> one.getValue().next()).toArray(Long[]::new))
                .update();
    }
}
