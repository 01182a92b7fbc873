package noroshi.api.export.stix;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import noroshi.api.export.stix.Incident.Known;
import noroshi.api.export.stix.Incident.State;
import noroshi.api.view.Sight;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Circle;
import org.jspecify.annotations.Nullable;

/**
 * 事案の版の行. A version of a thread before it is decided how much of it is shown.
 *
 * @param position where the viewer finds it, which may be later than the entry that it stands for
 * @param circle under the stricter of the labels then and now
 */
record IncidentRow(
        UUID thread,
        Circle circle,
        Instant opened,
        long position,
        Instant recorded,
        boolean isLatest,
        boolean exercise,
        State state) {

    /** What is selected beside the entry's own columns, {@code latest}, {@code since} and {@code since_at}. */
    static final String COLUMNS = "first.recorded_at as opened_at, ended.kind as state";

    /** Whereof, for the entry {@code t}. */
    static final String JOINS = """
            cross join lateral (select f.recorded_at from api.timeline f
              where f.thread_id = t.thread_id and f.label is not null order by f.position limit 1) first
            left join lateral (select e.kind from api.timeline e
              where e.thread_id = t.thread_id and e.label is not null and e.position <= t.position
                and e.kind in ('THREAD_WITHDRAWN', 'THREAD_CLOSED', 'THREAD_REOPENED')
              order by e.position desc limit 1) ended on true
            """;

    static IncidentRow of(ResultSet row) throws SQLException {
        Circle now = Sight.circle(row);
        Tlp then = Tlp.valueOf(row.getString("label"));
        return new IncidentRow(
                Objects.requireNonNull(row.getObject("thread_id", UUID.class)),
                then.isNarrowerThan(now.tlp()) ? now.labelled(then) : now,
                instant(row, "opened_at"),
                row.getLong("since"),
                instant(row, "since_at"),
                row.getBoolean("latest"),
                row.getBoolean("exercise"),
                state(row.getString("state")));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static State state(@Nullable String kind) {
        return switch (kind) {
            case "THREAD_WITHDRAWN" -> State.WITHDRAWN;
            case "THREAD_CLOSED" -> State.CLOSED;
            case null, default -> State.OPEN;
        };
    }

    Incident incident(@Nullable Known known) {
        return new Incident(thread, opened, position, recorded, isLatest, exercise, circle.tlp(), state, known);
    }
}
