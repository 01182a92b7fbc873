package noroshi.api.export.stix;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import noroshi.api.view.Sight;
import noroshi.api.view.Where;
import noroshi.core.report.Indicator;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Masking;
import noroshi.core.sharing.Onward;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 失効. What the viewer could know of a thread in the collection until its circle moved, or until a campaign let it go,
 * and may know no more: told by ids alone, to which it had a right, whether or not it ever asked. What is masked now may
 * stand in another collection than what could be read, or in none.
 */
public final class Revocations implements Editions {

    private final JdbcClient database;
    private final Function<Viewer, Masking> maskings;

    /** @param maskings what masked threads tell of themselves, by the register as it stands */
    public Revocations(JdbcClient database, Function<Viewer, Masking> maskings) {
        this.database = database;
        this.maskings = maskings;
    }

    /**
     * What was lost of a thread at a position.
     *
     * @param since from where on it had been known as it was; the loss itself for whom it had been before
     * @param label what it bore until then
     * @param isAll whether its existence was lost too
     * @param hadWords whether its words could be read until then
     */
    record Lost(
            UUID thread,
            String operator,
            long since,
            long position,
            Instant recorded,
            Instant opened,
            boolean exercise,
            Tlp label,
            boolean isAll,
            boolean hadWords) {}

    @Override
    public Stretch between(Viewer viewer, Asked asked, long from, long to, int limit) {
        Found moved = moved(viewer, asked, from, to, limit);
        Found unlinked = viewer.role() == Role.MINISTRY
                ? unlinked(viewer, asked, from, moved.end, limit)
                : new Found(List.of(), moved.end);
        List<Lost> all = new ArrayList<>(moved.lost);
        all.addAll(unlinked.lost);
        all.removeIf(lost -> lost.position > unlinked.end);
        all.sort((one, other) -> Long.compare(one.position, other.position));
        Map<UUID, List<Said>> said = Said.in(
                database, all.stream().filter(Lost::hadWords).map(Lost::thread).collect(Collectors.toSet()));
        Map<UUID, Set<Said>> read = Said.readBy(viewer, database, said);
        var links = new LostLinks(viewer, database, all);
        List<Edition> editions = all.stream()
                .map(lost -> {
                    List<StixObject> objects = new ArrayList<>(
                            Bundle.of(lost, asked.line(), indicators(lost, read.getOrDefault(lost.thread, Set.of()))));
                    objects.addAll(links.of(lost));
                    return new Edition(lost.position, lost.recorded, true, objects);
                })
                .toList();
        return new Stretch(editions, unlinked.end);
    }

    /** The condition that a thread, or a campaign that ever held it, is among what is asked for. */
    private static String asked(String thread, Asked asked) {
        return asked.holders() == null
                ? "true"
                : "(%s or %s in (select k.thread_id from api.campaign_thread k where %s))"
                        .formatted(
                                StixId.among(thread, asked.holders()),
                                thread,
                                StixId.among("k.campaign_id", asked.holders()));
    }

    private record Found(List<Lost> lost, long end) {

        static Found of(List<Lost> rows, long to, int limit) {
            return new Found(
                    rows.stream().filter(lost -> lost.isAll || lost.hadWords).toList(),
                    rows.size() < limit ? to : rows.getLast().position);
        }
    }

    /** Of what it could read: that there was more, it never knew. */
    private static Set<Indicator> indicators(Lost lost, Set<Said> read) {
        Set<Indicator> all = new HashSet<>();
        read.stream().filter(one -> one.position() < lost.position).forEach(one -> all.addAll(one.indicators()));
        return all;
    }

    /** By a label that was narrowed, a consent taken back, a withdrawal. */
    private Found moved(Viewer viewer, Asked asked, long from, long to, int limit) {
        var before = new Sight(viewer, "m", List.of("m.tlp", "t.label"));
        var again = new Sight(viewer, "n");
        var now = new Sight(viewer, "l", List.of("l.tlp", "l.label"));
        String shown = """
                exists (select from api.timeline l where l.thread_id = m.thread_id and l.position <= :head and %s and %%s)
                """.formatted(Incidents.version("l"));
        String later = """
                exists (select from api.timeline_moves n
                  where n.thread_id = m.thread_id and n.position > m.position and n.position <= :head and %s)
                """;
        String lostAll = "(%s and not %s and not %s)"
                .formatted(
                        known(viewer, before),
                        shown.formatted(now.visible() + " and " + now.under("l", ":line")),
                        later.formatted(again.visible() + " and " + again.under("t", ":line")));
        String lostWords = "(%s and not %s and not %s)"
                .formatted(before.content(), shown.formatted(now.content()), later.formatted(again.content()));
        var where = new Where(before, before.visible())
                .and(before.under("t", ":line"))
                .with("told", Sight.told(maskings.apply(viewer)))
                .and("m.position >= :from", "from", from)
                .and("m.position <= :to", "to", to)
                .and(lostAll + " or " + lostWords)
                .and(asked("m.thread_id", asked))
                .and("t.exercise = :exercise", "exercise", asked.exercise())
                .with("line", asked.line())
                .with("openEnd", Since.openEnd())
                .with("head", asked.head())
                .with("limit", limit);
        List<Lost> rows = database.sql("""
                        select m.*, t.exercise, first.recorded_at as opened_at, at.recorded_at, %s as lost_all,
                          %s as lost_words, %s as since, %s
                        from api.timeline_moves m
                        cross join lateral (select b.label, b.exercise, b.lines, b.awareness from api.timeline b
                          where b.thread_id = m.thread_id and b.position < m.position and b.position >= m.from_position
                            and b.lines @> array[:line]::text[] and %s
                          order by b.position desc limit 1) t
                        join api.timeline at on at.position = m.position and at.label is not null
                        cross join lateral (select f.recorded_at from api.timeline f
                          where f.thread_id = m.thread_id and f.label is not null order by f.position limit 1) first
                        where %s order by m.position fetch first :limit rows with ties
                        """.formatted(
                                lostAll,
                                lostWords,
                                since(viewer, before),
                                before.standing(),
                                Incidents.version("b"),
                                where.sql()))
                .params(where.parameters())
                .query((row, _) -> moved(before, row))
                .list();
        return Found.of(rows, to, limit);
    }

    /** Known by a campaign alone, only since it was. */
    private static String known(Viewer viewer, Sight before) {
        return viewer.role() == Role.MINISTRY
                ? "(%s or m.position > %s)".formatted(before.byItself(), new Since(viewer).besideOwn("m.thread_id"))
                : before.visible();
    }

    /** From where on that circle was the thread's: not that of entries before somebody parted from it. */
    private static String since(Viewer viewer, Sight before) {
        String moved = """
                coalesce((select max(p.position) from api.timeline_moves p
                  where p.thread_id = m.thread_id and p.position < m.position), 0)
                """;
        String known = viewer.role() == Role.MINISTRY
                ? "case when %s then %s else greatest(%s, %s) end"
                        .formatted(before.byItself(), moved, moved, new Since(viewer).besideOwn("m.thread_id"))
                : moved;
        return """
                case when exists (select from api.timeline_moves p where p.thread_id = m.thread_id
                    and p.position = m.position and p.from_position > m.from_position)
                  then m.position else %s end
                """.formatted(known);
    }

    private static Lost moved(Sight before, ResultSet row) throws SQLException {
        Circle circle = Sight.circle(row);
        Disclosure.Extent extent = before.weighed(circle).extent();
        return new Lost(
                Objects.requireNonNull(row.getObject("thread_id", UUID.class)),
                circle.operator().value(),
                row.getLong("since"),
                row.getLong("position"),
                IncidentRow.instant(row, "recorded_at"),
                IncidentRow.instant(row, "opened_at"),
                row.getBoolean("exercise"),
                circle.tlp(),
                row.getBoolean("lost_all") && extent.showsExistence(),
                row.getBoolean("lost_words") && extent.showsContent());
    }

    /** By an end of what a campaign held it with. */
    private Found unlinked(Viewer viewer, Asked asked, long from, long to, int limit) {
        var sight = new Sight(viewer, "t", List.of("t.tlp", "t.label"));
        var now = new Sight(viewer, "l", List.of("l.tlp", "l.label"));
        var where = new Where(sight, "t.exercise = :exercise")
                .and(sight.under("t", ":line"))
                .with("told", Sight.told(maskings.apply(viewer)))
                .with("exercise", asked.exercise())
                .and("e.ended >= :from", "from", from)
                .and("e.ended <= :to", "to", to)
                .and("""
                        not exists (select from api.timeline l
                          where l.thread_id = e.thread_id and l.position <= :head and %s and %s)
                        """.formatted(Incidents.version("l"), now.visible()))
                .with("line", asked.line())
                .with("openEnd", Since.openEnd())
                .with("head", asked.head())
                .with("limit", limit);
        List<Lost> rows = database.sql("""
                        select t.*, null::text as companion, e.begun, e.ended, %s as ended_at,
                          first.recorded_at as opened_at
                        from (select distinct on (x.thread_id) x.* from (
                            select mine.thread_id, least(mine.to_position, beside.to_position) as ended,
                              greatest(mine.from_position, beside.from_position,
                                (select min(h.position) from api.campaign_history h
                                  where h.campaign_id = mine.campaign_id
                                    and h.kind in ('CAMPAIGN_DECLARED', 'PROPOSAL_ACCEPTED')),
                                (select max(v.position) from api.timeline_moves v where v.thread_id = beside.thread_id
                                  and not v.addressees @> array[:viewerAuthority]::text[])) as begun
                            from api.campaign_thread mine join api.campaign_thread beside
                              on beside.campaign_id = mine.campaign_id and beside.thread_id <> mine.thread_id
                            where beside.addressees @> array[:viewerAuthority]::text[] and %s) x
                          where x.ended <> :openEnd and x.begun < x.ended order by x.thread_id, x.ended desc, x.begun) e
                        cross join lateral (select b.* from api.timeline b
                          where b.thread_id = e.thread_id and b.position < e.ended
                            and b.lines @> array[:line]::text[] and %s
                          order by b.position desc limit 1) t
                        cross join lateral (select f.recorded_at from api.timeline f
                          where f.thread_id = e.thread_id and f.label is not null order by f.position limit 1) first
                        where %s order by e.ended fetch first :limit rows with ties
                        """.formatted(
                        Since.recorded("e.ended"), asked("mine.thread_id", asked), Incidents.version("b"), where.sql()))
                .params(where.parameters())
                .query((row, _) -> unlinked(viewer, row))
                .list();
        return Found.of(rows, to, limit);
    }

    /** What then's or today's label would keep from it even beside one of its own, it may never have known. */
    private static Lost unlinked(Viewer viewer, ResultSet row) throws SQLException {
        Circle today = Sight.circle(row);
        Circle circle = today.labelled(today.tlp().orNarrower(Tlp.valueOf(row.getString("label"))));
        var beside = new Circle(
                circle.operator(),
                circle.addressees(),
                circle.named(),
                circle.tlp(),
                new Onward(
                        circle.onward().passing(),
                        circle.onward().ceptoars(),
                        viewer.authority().map(Set::of).orElse(Set.of())));
        return new Lost(
                Objects.requireNonNull(row.getObject("thread_id", UUID.class)),
                circle.operator().value(),
                row.getLong("begun"),
                row.getLong("ended"),
                IncidentRow.instant(row, "ended_at"),
                IncidentRow.instant(row, "opened_at"),
                row.getBoolean("exercise"),
                circle.tlp(),
                Disclosure.of(viewer, beside).extent().showsExistence(),
                false);
    }
}
