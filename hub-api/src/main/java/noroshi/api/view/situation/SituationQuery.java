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
            tallied = tallied(new Sight(viewer, "c"));
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
                  select s.sectors, array[coalesce(s.severity::text, 'UNKNOWN')] as severity,
                    array[coalesce(s.official_severity::text, 'NOT_ASSESSED')] as official,
                    array[coalesce(s.region, 'UNKNOWN')] as region, s.regimes, s.open_obligations,
                    %s as readable, %s as others
                  from api.situation s
                  join api.situation r on r.thread_id = s.thread_id and r.to_position = :end
                  where not s.exercise and s.state <> 'WITHDRAWN' and %s),
                alike as (
                  select count(*) as n, readable, others, sectors, severity, official, region, regimes, open_obligations
                  from visible
                  group by readable, others,
                    grouping sets ((), (sectors), (severity), (official), (region), (regimes), (open_obligations))),
                cell as (
                  select n, readable, others,
                    case when sectors is not null then 'sector' when severity is not null then 'severity'
                      when official is not null then 'official' when region is not null then 'region'
                      when regimes is not null then 'regime' when open_obligations is not null then 'obligations'
                      else 'threads' end as dimension,
                    unnest(coalesce(sectors, severity, official, region, regimes, open_obligations, array[''])) as code
                  from alike
                """.formatted(rights.content(), rights.others(), which);
    }

    /** Cells of all that there is now, as the viewer stands to them. */
    private static String tallied(Sight rights) {
        return """
                union all select c.n, %s as readable, %s as others, c.dimension, c.code
                from (%s) c where %s
                """.formatted(
                        rights.content(),
                        rights.others(),
                        Tally.seen("api." + SituationProjection.TALLY),
                        rights.countedByCircle());
    }

    private static long one(Map<String, Map<String, Long>> counts, String dimension) {
        return counts.getOrDefault(dimension, Map.of()).getOrDefault("", 0L);
    }
}
