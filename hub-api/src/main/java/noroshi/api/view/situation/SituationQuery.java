package noroshi.api.view.situation;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import noroshi.api.view.Asking;
import noroshi.api.view.Sight;
import noroshi.core.sharing.Viewer;
import noroshi.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 状況の問合せ. Counts what one viewer may know of. */
public final class SituationQuery {

    /** What is not read is counted by fives (共有範囲: no aggregation with n < 5), so that no two counts tell of one. */
    private static final int LEAST = 5;

    private final JdbcClient database;
    private final Ledger ledger;

    public SituationQuery(JdbcClient database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    /** The counts now, or as they were known at {@code asOf}; who may know is decided by today's rights. */
    public Situation count(Viewer viewer, @Nullable Instant asOf) {
        var rights = new Sight(viewer, "r", List.of("r.tlp", "s.tlp"));
        var parameters = new HashMap<String, Object>(rights.parameters());
        parameters.put("end", SituationProjection.OPEN_END);
        parameters.put("least", LEAST);
        String which;
        String tallied;
        if (asOf == null && Asking.COUNTING.contains(viewer.role())) {
            which = "s.to_position = :end and " + rights.countedByCampaign();
            tallied = byCircle(new Sight(viewer, "c"));
        } else if (asOf == null) {
            which = "s.to_position = :end and " + rights.counted();
            tallied = "";
        } else {
            which = "s.from_position <= :asOf and s.to_position > :asOf and " + rights.counted();
            tallied = "";
            parameters.put("asOf", ledger.positionAt(asOf).orElse(0L));
        }
        var counts = new LinkedHashMap<String, Map<String, Long>>();
        database.sql("""
                        with %s),
                        counted as (
                          select dimension, code, coalesce(sum(n) filter (where readable), 0) as readable,
                            coalesce(sum(n) filter (where not readable), 0) as masked
                          from cell
                          where dimension <> 'obligations' and (dimension <> 'official' or others)
                          group by dimension, code)
                        select dimension, code, readable + masked - mod(masked, :least) as n
                        from counted where readable > 0 or masked >= :least
                        union all
                        select 'obligations', '', coalesce(sum(n), 0)
                        from cell where dimension = 'obligations' and (others or code = :viewerAuthority)
                        order by 1, 2
                        """.formatted(oneByOne(rights, which) + tallied))
                .params(parameters)
                .query((row, _) -> counts.computeIfAbsent(row.getString("dimension"), _ -> new LinkedHashMap<>())
                        .put(row.getString("code"), row.getLong("n")))
                .list();
        return new Situation(
                one(counts, "threads"),
                counts.getOrDefault("sector", Map.of()),
                counts.getOrDefault("severity", Map.of()),
                counts.getOrDefault("official", Map.of()),
                counts.getOrDefault("region", Map.of()),
                counts.getOrDefault("regime", Map.of()),
                one(counts, "obligations"));
    }

    /** Cells of threads one by one; r: the thread as it is now, s: as it was then. */
    private static String oneByOne(Sight rights, String which) {
        return """
                visible as (
                  select s.*, %s as readable, %s as others
                  from api.situation s
                  join api.situation r on r.thread_id = s.thread_id and r.to_position = :end
                  where not s.exercise and s.state <> 'WITHDRAWN' and %s),
                cell as (
                  select 'threads' as dimension, '' as code, 1 as n, readable, others from visible
                  union all select 'sector', unnest(sectors), 1, readable, others from visible
                  union all select 'severity', coalesce(severity::text, 'UNKNOWN'), 1, readable, others from visible
                  union all select 'official', coalesce(official_severity::text, 'NOT_ASSESSED'), 1, readable, others
                    from visible
                  union all select 'region', coalesce(region, 'UNKNOWN'), 1, readable, others from visible
                  union all select 'regime', unnest(regimes), 1, readable, others from visible
                  union all select 'obligations', unnest(open_obligations), 1, readable, others from visible
                """.formatted(rights.content(), rights.others(), which);
    }

    /** Cells of all that each circle has now. */
    private static String byCircle(Sight rights) {
        return """
                union all select t.dimension, t.code, t.n, r.readable, r.others
                from (select c.circle, %s as readable, %s as others from api.situation_circle c where %s) r
                join api.situation_tally t using (circle)
                """.formatted(rights.content(), rights.others(), rights.countedByCircle());
    }

    private static long one(Map<String, Map<String, Long>> counts, String dimension) {
        return counts.getOrDefault(dimension, Map.of()).getOrDefault("", 0L);
    }
}
