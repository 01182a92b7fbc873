package noroshi.api.export.stix;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import noroshi.core.report.Content;
import noroshi.core.report.Filing;
import noroshi.core.report.Indicator;
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
