package noroshi.api.export.stix;

import java.util.List;
import java.util.function.Function;
import noroshi.api.view.Sight;
import noroshi.api.view.Where;
import noroshi.core.sharing.Masking;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 同一キャンペーンの事案. Incidents that a ministry knows of because a campaign holds them beside one of its own: each as
 * it stood where that came to be known, so that whoever reads by {@code added_after} finds it. Their later versions are
 * among the {@link Incidents}.
 */
public final class Companions implements Editions {

    private final JdbcClient database;
    private final Function<Viewer, Masking> maskings;

    /** @param maskings what masked threads tell of themselves, by the register as it stands */
    public Companions(JdbcClient database, Function<Viewer, Masking> maskings) {
        this.database = database;
        this.maskings = maskings;
    }

    @Override
    public Stretch between(Viewer viewer, Asked asked, long from, long to, int limit) {
        if (viewer.role() != Role.MINISTRY) {
            return new Stretch(List.of(), to);
        }
        var sight = new Sight(viewer, "t", List.of("t.tlp", "t.label"));
        var later = new Sight(viewer, "l", List.of("l.tlp", "l.label"));
        String isLatest = """
                not exists (select from api.timeline l where l.thread_id = t.thread_id and l.position > s.since
                  and l.position <= :head and l.lines @> array[:line]::text[] and %s and %s)
                """.formatted(Incidents.version("l"), later.visible());
        var where = new Where(sight, sight.visible())
                .and("not " + sight.byItself())
                .and("t.exercise = :exercise", "exercise", asked.exercise())
                .and("t.lines @> array[:line]::text[]", "line", asked.line())
                .and(sight.under("t", ":line"))
                .with("told", Sight.told(maskings.apply(viewer)))
                .and("s.since >= :from", "from", from)
                .and("s.since <= :to", "to", to)
                .with("head", asked.head())
                .with("openEnd", Since.openEnd())
                .with("limit", limit);
        if (asked.latest()) {
            where.and(isLatest);
        }
        List<IncidentRow> rows = database.sql("""
                        select t.*, %s, %s as latest, s.since, %s as since_at, %s
                        from (select distinct m.thread_id from api.campaign_thread m
                          join api.campaign_authority a using (campaign_id)
                          where m.to_position = :openEnd and a.to_position = :openEnd and a.authority = :viewerAuthority and %s) c
                        cross join lateral (select %s as since) s
                        cross join lateral (select b.* from api.timeline b
                          where b.thread_id = c.thread_id and b.position <= s.since and %s
                          order by b.position desc limit 1) t
                        %s
                        where %s order by s.since fetch first :limit rows with ties
                        """.formatted(
                                sight.standing(),
                                isLatest,
                                Since.recorded("s.since"),
                                IncidentRow.COLUMNS,
                                StixId.among("m.thread_id", asked.holders()),
                                new Since(viewer).besideOwn("c.thread_id"),
                                Incidents.version("b"),
                                IncidentRow.JOINS,
                                where.sql()))
                .params(where.parameters())
                .query((row, _) -> IncidentRow.of(row))
                .list();
        List<Edition> editions = rows.stream()
                .filter(row -> sight.weighed(row.circle()).extent().showsExistence())
                .map(row -> row.incident(null).edition(asked.line(), () -> {}))
                .toList();
        return new Stretch(editions, rows.size() < limit ? to : rows.getLast().position());
    }
}
