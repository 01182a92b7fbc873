package noroshi.api.export.stix;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import noroshi.api.export.stix.Incident.Known;
import noroshi.api.export.stix.Incident.State;
import noroshi.api.view.Sight;
import noroshi.api.view.Where;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Content;
import noroshi.core.report.Filing;
import noroshi.core.report.Indicator;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Viewer;
import noroshi.ledger.EventJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 事案の版の問合せ. The versions of incidents in the order of the record, as one viewer may know them. A thread has a
 * version for each report and correction, for its end and its reopening, and wherever its circle moved: who is addressed
 * later finds it there, and not behind its back.
 */
public final class Incidents {

    private static final String VERSION = """
            (%1$s.label is not null and (%1$s.kind in ('REPORT_SUBMITTED', 'CORRECTION_SUBMITTED', 'THREAD_WITHDRAWN',
              'THREAD_CLOSED', 'THREAD_REOPENED') or exists (select from api.timeline_moves m
                where m.thread_id = %1$s.thread_id and m.position = %1$s.position)))
            """;

    private final JdbcClient database;
    private final Function<OperatorSlug, Optional<String>> names;

    /** @param names what an operator is called */
    public Incidents(JdbcClient database, Function<OperatorSlug, Optional<String>> names) {
        this.database = database;
        this.names = names;
    }

    /**
     * Which versions are asked for.
     *
     * @param line the sector or business
     * @param latest those alone that no later one follows
     * @param threads first halves of the threads' ids; null for all
     */
    public record Asked(
            String line,
            boolean exercise,
            boolean latest,
            @Nullable Set<Long> threads) {}

    /** The versions from one position to another, {@code limit} at most. */
    public List<Incident> between(Viewer viewer, Asked asked, long from, long to, int limit) {
        var sight = new Sight(viewer, "t", List.of("t.tlp", "t.label"));
        var later = new Sight(viewer, "l", List.of("l.tlp", "l.label"));
        String isLatest = """
                not exists (select from api.timeline l where l.thread_id = t.thread_id and l.position > t.position
                  and l.position <= :to and %s and %s)
                """.formatted(VERSION.formatted("l"), later.visible());
        var where = new Where(sight, sight.visible())
                .and(VERSION.formatted("t"))
                .and("t.exercise = :exercise", "exercise", asked.exercise())
                .and("t.lines @> array[:line]::text[]", "line", asked.line())
                .and("t.position >= :from", "from", from)
                .and("t.position <= :to", "to", to)
                .with("limit", limit);
        if (asked.latest()) {
            where.and(isLatest);
        }
        threads(where, asked.threads());
        List<Row> rows = database.sql("""
                        select t.*, %s, %s as latest, first.recorded_at as opened_at, ended.kind as state
                        from api.timeline t
                        cross join lateral (select f.recorded_at from api.timeline f
                          where f.thread_id = t.thread_id and f.label is not null order by f.position limit 1) first
                        left join lateral (select e.kind from api.timeline e
                          where e.thread_id = t.thread_id and e.label is not null and e.position <= t.position
                            and e.kind in ('THREAD_WITHDRAWN', 'THREAD_CLOSED', 'THREAD_REOPENED')
                          order by e.position desc limit 1) ended on true
                        where %s order by t.position limit :limit
                        """.formatted(sight.standing(), isLatest, where.sql()))
                .params(where.parameters())
                .query((row, _) -> Row.of(row))
                .list();
        return incidents(rows, sight);
    }

    private static void threads(Where where, @Nullable Set<Long> threads) {
        if (threads == null) {
            return;
        }
        var any = new ArrayList<String>();
        for (long half : threads) {
            String name = "thread" + any.size();
            any.add("t.thread_id between :%1$s and :%1$sEnd".formatted(name));
            where.with(name, new UUID(half, 0L)).with(name + "End", new UUID(half, -1L));
        }
        where.and(any.isEmpty() ? "false" : String.join(" or ", any));
    }

    private List<Incident> incidents(List<Row> rows, Sight sight) {
        Set<UUID> readable = new HashSet<>();
        rows.stream()
                .filter(row -> sight.of(row.circle).extent().showsContent())
                .forEach(row -> readable.add(row.thread));
        Map<UUID, List<Said>> said = said(readable);
        var incidents = new ArrayList<Incident>();
        for (Row row : rows) {
            Disclosure disclosure = sight.of(row.circle);
            if (disclosure.extent().showsExistence()) {
                boolean content = disclosure.extent().showsContent();
                incidents.add(row.incident(content ? known(row, said.getOrDefault(row.thread, List.of())) : null));
            }
        }
        return incidents;
    }

    private Known known(Row row, List<Said> all) {
        var since = new HashMap<Indicator, Instant>();
        Said last = null;
        for (Said one : all) {
            if (one.position <= row.position) {
                Instant at = one.recorded;
                if (one.content != null) {
                    one.content.indicators().forEach(indicator -> since.putIfAbsent(indicator, at));
                }
                last = one;
            }
        }
        if (last == null) {
            throw new IllegalStateException(
                    "thread %s: no report at %d (expected: one before)".formatted(row.thread, row.position));
        }
        OperatorSlug operator = row.circle.operator();
        return new Known(
                operator.value(), names.apply(operator).orElse(operator.value()), last.filing, last.content, since);
    }

    private record Said(
            UUID thread,
            long position,
            Instant recorded,
            Filing filing,
            @Nullable Content content) {

        static Said of(ResultSet row) throws SQLException {
            String content = row.getString("content");
            return new Said(
                    Objects.requireNonNull(row.getObject("thread_id", UUID.class)),
                    row.getLong("position"),
                    instant(row, "recorded_at"),
                    EventJson.mapper().readValue(row.getString("filing"), Filing.class),
                    content == null ? null : EventJson.mapper().readValue(content, Content.class));
        }
    }

    private Map<UUID, List<Said>> said(Set<UUID> threads) {
        Map<UUID, List<Said>> said = new HashMap<>();
        if (!threads.isEmpty()) {
            database.sql("""
                            select r.*, h.recorded_at from api.thread_report r join api.thread_history h using (position)
                            where r.thread_id in (:threads) order by r.position
                            """)
                    .param("threads", threads)
                    .query((row, _) -> Said.of(row))
                    .list()
                    .forEach(one -> said.computeIfAbsent(one.thread, _ -> new ArrayList<>())
                            .add(one));
        }
        return said;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private record Row(
            UUID thread,
            Circle circle,
            Instant opened,
            long position,
            Instant recorded,
            boolean latest,
            boolean exercise,
            State state) {

        static Row of(ResultSet row) throws SQLException {
            Circle now = Sight.circle(row);
            Tlp then = Tlp.valueOf(row.getString("label"));
            return new Row(
                    Objects.requireNonNull(row.getObject("thread_id", UUID.class)),
                    then.isNarrowerThan(now.tlp()) ? now.labelled(then) : now,
                    instant(row, "opened_at"),
                    row.getLong("position"),
                    instant(row, "recorded_at"),
                    row.getBoolean("latest"),
                    row.getBoolean("exercise"),
                    state(row.getString("state")));
        }

        private static State state(@Nullable String kind) {
            return switch (kind) {
                case "THREAD_WITHDRAWN" -> State.WITHDRAWN;
                case "THREAD_CLOSED" -> State.CLOSED;
                case null, default -> State.OPEN;
            };
        }

        Incident incident(@Nullable Known known) {
            return new Incident(thread, opened, position, recorded, latest, exercise, circle.tlp(), state, known);
        }
    }
}
