package noroshi.api.export.stix;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import noroshi.api.view.Sight;
import noroshi.core.report.Content;
import noroshi.core.report.Filing;
import noroshi.core.report.Indicator;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Viewer;
import noroshi.ledger.EventJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 報告された内容. What one report or correction of a thread said of it as a whole.
 *
 * @param content null where it was erased
 */
record Said(
        UUID thread,
        long position,
        Instant recorded,
        Filing filing,
        @Nullable Content content) {

    /** What was said in those threads, each in the order of the record. */
    static Map<UUID, List<Said>> in(JdbcClient database, Set<UUID> threads) {
        Map<UUID, List<Said>> said = new HashMap<>();
        if (!threads.isEmpty()) {
            database.sql("""
                            select r.*, h.recorded_at from api.thread_report r join api.thread_history h using (position)
                            where r.thread_id in (:threads) order by r.position
                            """)
                    .param("threads", threads)
                    .query((row, _) -> of(row))
                    .list()
                    .forEach(one -> said.computeIfAbsent(one.thread, _ -> new ArrayList<>())
                            .add(one));
        }
        return said;
    }

    /**
     * Of what was said in those threads, what the viewer can read, or could until a circle moved: by a version for which
     * it stood, under the labels of then and there.
     */
    static Map<UUID, Set<Said>> readBy(Viewer viewer, JdbcClient database, Map<UUID, List<Said>> said) {
        Map<UUID, Set<Said>> read = new HashMap<>();
        if (!said.isEmpty()) {
            var sight = new Sight(viewer, "c", List.of("c.tlp", "c.label"));
            database.sql("""
                            select c.*, %1$s from (
                              select t.thread_id, t.position, t.label, t.operator, %2$s from api.timeline t
                              where t.thread_id in (:threads) and %3$s
                              union all
                              select t.thread_id, t.position, t.label, m.operator, %4$s
                              from api.timeline t join api.timeline_moves m on m.thread_id = t.thread_id
                                and m.position > t.position and m.from_position = (
                                  select max(x.from_position) from api.timeline_moves x
                                  where x.thread_id = m.thread_id and x.position = m.position
                                    and x.from_position <= t.position)
                              where t.thread_id in (:threads) and %3$s) c
                            where %5$s
                            """.formatted(
                            sight.standing(), circle("t"), Incidents.version("t"), circle("m"), sight.content()))
                    .params(sight.parameters())
                    .param("threads", said.keySet())
                    .query(row -> {
                        Circle circle = Sight.circle(row);
                        Tlp label = circle.tlp().orNarrower(Tlp.valueOf(row.getString("label")));
                        UUID thread = Objects.requireNonNull(row.getObject("thread_id", UUID.class));
                        if (sight.weighed(circle.labelled(label)).extent().showsContent()) {
                            last(said.getOrDefault(thread, List.of()), row.getLong("position"))
                                    .ifPresent(one -> read.computeIfAbsent(thread, _ -> new HashSet<>())
                                            .add(one));
                        }
                    });
        }
        return read;
    }

    private static String circle(String alias) {
        return Sight.MOVING.stream().map(column -> alias + "." + column).collect(Collectors.joining(", "));
    }

    /** What stood at a position. */
    static Optional<Said> last(List<Said> said, long position) {
        return said.stream().filter(one -> one.position <= position).reduce((_, later) -> later);
    }

    private static Said of(ResultSet row) throws SQLException {
        String content = row.getString("content");
        return new Said(
                Objects.requireNonNull(row.getObject("thread_id", UUID.class)),
                row.getLong("position"),
                IncidentRow.instant(row, "recorded_at"),
                EventJson.mapper().readValue(row.getString("filing"), Filing.class),
                content == null ? null : EventJson.mapper().readValue(content, Content.class));
    }

    List<Indicator> indicators() {
        return content == null ? List.of() : content.indicators();
    }
}
