package noroshi.api.view.situation;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import noroshi.api.view.Asking;
import noroshi.api.view.Sight;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Viewer;
import noroshi.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 状況の問合せ. Counts what one viewer may know of. */
public final class SituationQuery {

    /** What is not read is counted by fives (共有範囲: no aggregation with n < 5), so that no two counts tell of one. */
    private static final int LEAST = 5;

    /**
     * By sector, place and regime a masked thread is not told ({@link noroshi.core.sharing.Masking}), nor are five of them, who
     * may all be one operator's. Who counts what it may not read counts it by these too (domain.md §7.5: heat counts).
     */
    private static final String MASKED_TOO = "dimension not in ('sector', 'region', 'regime')";

    /** Not a parameter: the indexes of what holds still, and of what does not, are found by it. */
    private static final String HOLDS = "%s.to_position = " + SituationProjection.OPEN_END;

    private static final String COUNTS = "not s.exercise and s.state <> 'WITHDRAWN'";
    private static final String ENDED_SINCE =
            "s.from_position <= :asOf and s.to_position > :asOf and s.to_position < " + SituationProjection.OPEN_END;

    /** One by one ({@code offset 0}), since they are few; the planner expects many, and would read all that there are. */
    private static final String NOW = """
            cross join lateral (
              select n.* from api.situation n where n.thread_id = s.thread_id and %s offset 0) r""".formatted(HOLDS.formatted("n"));

    private static final String LASTING = "s.from_position <= :asOf and " + HOLDS.formatted("s");
    private static final String COME_SINCE = "s.from_position > :asOf and " + HOLDS.formatted("s");

    private final JdbcClient database;
    private final Ledger ledger;

    public SituationQuery(JdbcClient database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    /**
     * The counts now, or as they were known at {@code asOf}; who may know is decided by today's rights. What has not changed
     * since is in the tally of now, so the past costs what has happened since.
     *
     * @param viewer of a role that counts ({@link Asking#COUNTING})
     */
    public Situation count(Viewer viewer, @Nullable Instant asOf) {
        // s: the thread as it was then, r: as it is now
        var then = new Sight(viewer, "r", List.of("r.tlp", "s.tlp"));
        var now = new Sight(viewer, "s");
        var parameters = new HashMap<String, Object>(then.parameters());
        parameters.put("least", LEAST);
        // of now nothing has ended, and nothing has come since
        parameters.put(
                "asOf",
                asOf == null
                        ? SituationProjection.OPEN_END - 1
                        : ledger.positionAt(asOf).orElse(0L));
        String cells = cells(
                        threads(1, then, NOW, ENDED_SINCE, then.counted()),
                        threads(-1, now, "", COME_SINCE, now.countedByCircle()))
                + byCampaign(now)
                + tallied(new Sight(viewer, "c"));
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
                        from (select dimension, code, readable, case when %s then masked else 0 end as masked
                          from counted) c
                        where readable > 0 or masked >= :least
                        union all
                        select 'obligations', '', coalesce(sum(n), 0)
                        from cell where dimension = 'obligations' and (others or code = :viewerAuthority)
                        order by 1, 2
                        """.formatted(cells, Disclosure.counts(viewer.role()) ? "true" : MASKED_TOO))
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

    /**
     * Threads one by one, as they were.
     *
     * @param sign 1 of those that count, -1 of those that the tally counts though they did not
     * @param join what else than s the rights ask of
     */
    private static String threads(int sign, Sight rights, String join, String when, String who) {
        return """
                select %d as sign, s.sectors, s.severity, s.official_severity, s.region, s.regimes, s.open_obligations,
                  %s as readable, %s as others
                from api.situation s %s
                where %s and %s and %s
                """.formatted(sign, rights.content(), rights.others(), join, COUNTS, when, who);
    }

    /** Cells of them, those alike in everything together first: there are a hundred times as many threads as kinds of them. */
    private static String cells(String... threads) {
        return """
                visible as (%s),
                kind as (
                  select sum(v.sign) as n, v.readable, v.others, v.sectors,
                    array[coalesce(v.severity::text, 'UNKNOWN')] as severity,
                    array[coalesce(v.official_severity::text, 'NOT_ASSESSED')] as official,
                    array[coalesce(v.region, 'UNKNOWN')] as region, v.regimes, v.open_obligations
                  from visible v
                  group by v.readable, v.others, v.sectors, v.severity, v.official_severity, v.region, v.regimes,
                    v.open_obligations),
                alike as (
                  select sum(n) as n, readable, others, sectors, severity, official, region, regimes, open_obligations
                  from kind
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
                """.formatted(String.join(" union all ", threads));
    }

    /** Cells of those known by a campaign alone, which are told of by nothing but these ({@link #MASKED_TOO}). */
    private static String byCampaign(Sight rights) {
        return """
                union all select m.n, false as readable, false as others, c.dimension, c.code
                from (
                  select count(*) as n, coalesce(s.severity::text, 'UNKNOWN') as severity
                  from api.situation s where %s and %s and %s group by 2) m
                cross join lateral (values ('threads', ''), ('severity', m.severity)) c(dimension, code)
                """.formatted(COUNTS, LASTING, rights.countedByCampaign());
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
