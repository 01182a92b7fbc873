package noroshi.api.export.stix;

import java.util.List;
import java.util.function.Function;
import noroshi.api.view.Sight;
import noroshi.api.view.Where;
import noroshi.core.sharing.Masking;
import noroshi.core.sharing.Viewer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 分野の離脱. That an incident is found by a sector or business no more, for whom it was shown there. The incident itself
 * is not revoked: it stands in the collections of its other ones, under the same id.
 */
public final class Departures implements Editions {

    private final JdbcClient database;
    private final Function<Viewer, Masking> maskings;

    /** @param maskings what masked threads tell of themselves, by the register as it stands */
    public Departures(JdbcClient database, Function<Viewer, Masking> maskings) {
        this.database = database;
        this.maskings = maskings;
    }

    @Override
    public Stretch between(Viewer viewer, Asked asked, long from, long to, int limit) {
        var sight = new Sight(viewer, "t", List.of("t.tlp", "t.label"));
        String isLatest = "not " + shown(viewer, "l", "l.position > t.position and l.position <= :head");
        var where = new Where(sight, sight.visible())
                .and(new Since(viewer).isAfter("t"))
                .and("t.exercise = :exercise", "exercise", asked.exercise())
                .and("x.line = :line and x.is_left", "line", asked.line())
                .and("x.position >= :from", "from", from)
                .and("x.position <= :to", "to", to)
                .and(StixId.among("x.thread_id", asked.holders()))
                .and(shown(viewer, "b", "b.position < t.position"))
                .with("told", Sight.told(maskings.apply(viewer)))
                .with("head", asked.head())
                .with("openEnd", Since.openEnd())
                .with("limit", limit);
        if (asked.latest()) {
            where.and(isLatest);
        }
        List<IncidentRow> rows = database.sql(
                        """
                        select t.*, %s, %s as latest, t.position as since, t.recorded_at as since_at, %s
                        from api.timeline_lines x
                        join api.timeline t on t.position = x.position and t.thread_id = x.thread_id
                        %s
                        where %s order by x.position limit :limit
                        """.formatted(sight.standing(), isLatest, IncidentRow.COLUMNS, IncidentRow.JOINS, where.sql()))
                .params(where.parameters())
                .query((row, _) -> IncidentRow.of(row))
                .list();
        List<Edition> editions = rows.stream()
                .filter(row -> sight.weighed(row.circle()).extent().showsExistence())
                .map(row -> new Edition(
                        row.position(),
                        row.recorded(),
                        row.isLatest(),
                        List.of(Bundle.left(row.incident(null), asked.line()))))
                .toList();
        return new Stretch(editions, rows.size() < limit ? to : rows.getLast().position());
    }

    /** The condition that the viewer is shown a version of the thread in this collection, of those entries. */
    private static String shown(Viewer viewer, String entry, String which) {
        var sight = new Sight(viewer, entry, List.of(entry + ".tlp", entry + ".label"));
        return """
                exists (select from api.timeline %1$s where %1$s.thread_id = t.thread_id and %2$s and %3$s
                  and %1$s.lines @> array[:line]::text[] and %4$s and %5$s)
                """.formatted(
                        entry,
                        which,
                        Incidents.version(entry),
                        sight.visible() + " and " + sight.under(entry, ":line"),
                        new Since(viewer).isAfter(entry));
    }
}
