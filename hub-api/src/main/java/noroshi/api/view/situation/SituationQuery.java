package noroshi.api.view.situation;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import noroshi.api.view.Sight;
import noroshi.api.view.Where;
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
        // r: the thread as it is now, s: as it was then
        var rights = new Sight(viewer, "r", List.of("r.tlp", "s.tlp"));
        var where = new Where(rights, rights.counted())
                .and("not s.exercise and s.state <> 'WITHDRAWN'")
                .with("end", SituationProjection.OPEN_END)
                .with("least", LEAST);
        if (asOf == null) {
            where.and("s.to_position = :end");
        } else {
            long position = ledger.positionAt(asOf).orElse(0L);
            where.and("s.from_position <= :asOf and s.to_position > :asOf", "asOf", position);
        }
        var counts = new LinkedHashMap<String, Map<String, Long>>();
        database.sql("""
                        with visible as (
                          select s.*, %1$s as readable, %2$s as others
                          from api.situation s
                          join api.situation r on r.thread_id = s.thread_id and r.to_position = :end
                          where %3$s),
                        cell as (
                          select 'threads' as dimension, '' as code, readable from visible
                          union all select 'sector', unnest(sectors), readable from visible
                          union all select 'severity', coalesce(severity::text, 'UNKNOWN'), readable from visible
                          union all select 'official', coalesce(official_severity::text, 'NOT_ASSESSED'), readable
                            from visible where others
                          union all select 'region', coalesce(region, 'UNKNOWN'), readable from visible
                          union all select 'regime', unnest(regimes), readable from visible),
                        counted as (
                          select dimension, code, count(*) filter (where readable) as readable,
                            count(*) filter (where not readable) as masked
                          from cell group by dimension, code)
                        select dimension, code, readable + masked - mod(masked, :least) as n
                        from counted where readable > 0 or masked >= :least
                        union all
                        select 'obligations', '', coalesce(sum((
                          select count(*) from unnest(open_obligations) o(addressee)
                          where others or o.addressee = :viewerAuthority)), 0)
                        from visible
                        order by 1, 2
                        """.formatted(rights.content(), rights.others(), where.sql()))
                .params(where.parameters())
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

    private static long one(Map<String, Map<String, Long>> counts, String dimension) {
        return counts.getOrDefault(dimension, Map.of()).getOrDefault("", 0L);
    }
}
