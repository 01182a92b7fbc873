package noroshi.gateway.consumer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import noroshi.gateway.wire.Partition;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Kept in table {@code gateway.intake_offset}. */
final class JdbcOffsets implements Offsets {

    private final JdbcClient jdbc;

    JdbcOffsets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<Partition, Long> load(Set<Partition> partitions) {
        var known = new HashMap<Partition, Long>();
        jdbc.sql("select topic, partition, next_offset from gateway.intake_offset where topic = any(?)")
                .param(partitions.stream().map(Partition::topic).distinct().toArray(String[]::new))
                .query(row -> {
                    var partition = new Partition(row.getString(1), row.getInt(2));
                    if (partitions.contains(partition)) {
                        known.put(partition, row.getLong(3));
                    }
                });
        return known;
    }

    @Override
    public void save(Map<Partition, Long> next) {
        // in one order, so that two processes can't lock each other out
        List<Map.Entry<Partition, Long>> ordered = List.copyOf(new TreeMap<>(next).entrySet());
        jdbc.sql("""
                        insert into gateway.intake_offset as known (topic, partition, next_offset)
                        select * from unnest(?, ?, ?)
                        on conflict (topic, partition) do update
                          set next_offset = excluded.next_offset
                          where excluded.next_offset > known.next_offset
                        """)
                .param(ordered.stream().map(one -> one.getKey().topic()).toArray(String[]::new))
                .param(ordered.stream().map(one -> one.getKey().number()).toArray(Integer[]::new))
                .param(ordered.stream().map(Map.Entry::getValue).toArray(Long[]::new))
                .update();
    }
}
