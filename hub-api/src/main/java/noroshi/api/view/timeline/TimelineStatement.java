package noroshi.api.view.timeline;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import noroshi.api.page.Cursor;
import noroshi.api.view.CampaignSight;
import noroshi.api.view.Grams;
import noroshi.api.view.SearchText;
import noroshi.api.view.Sight;
import noroshi.api.view.Where;
import noroshi.api.view.timeline.TimelineQuery.Filter;
import noroshi.api.view.timeline.TimelineQuery.Order;
import noroshi.core.sharing.Masking;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * 時系列の問合せ文. One question put in two ways. {@link #walking} goes through the first {@value #WALKED} entries in their
 * order and takes those that are asked for: enough where many are. {@link #finding} looks up all that are asked for by
 * whatever index leads to the fewest, and orders them then: right where few are. The database can't tell which is which
 * beforehand, and a wrong guess costs seconds; asking the first way and, where it fills no page, the second costs the
 * time of the first at most.
 */
final class TimelineStatement {

    /** How many entries are gone through before an index is asked. */
    static final int WALKED = 5_000;

    /** What was recorded by then occurred by then, but for what lies ahead of its record: few, if any. */
    private static final String BY_THEN = "%s.occurred_at <= :then";

    private static final String AHEAD = "%1$s.occurred_at > :then and %1$s.occurred_at > %1$s.recorded_at";

    /** The label that a row's thread had at {@code :asOf}: the one after its last event until then. */
    private static final String LABEL_THEN = """
            left join lateral (
              select l.label from api.timeline l
              where t.label is not null and l.thread_id = t.thread_id and l.label is not null and l.position <= :asOf
              order by l.position desc limit 1) past on true
            """;

    /**
     * The threads whose earlier entries may be shown otherwise, since their label moved between {@code :since} and
     * {@code :until}; a closed list, so that the index on threads is asked for it.
     */
    private static final String RELABELLED = """
            select m.thread_id from api.timeline_moves m join api.timeline n on n.position = m.position
            where m.position > :since and m.position <= :until and m.tlp <> n.label
            """;

    /** Whom a thread had been delivered to by {@code :asOf}: the circle before the first that came later. */
    private static final String ADDRESSED_THEN = """
            coalesce((select m.addressees from api.timeline_moves m
              where m.thread_id = t.thread_id and m.position > :asOf and m.from_position <= t.position
              order by m.position, m.from_position desc limit 1), t.addressees) @> array[:ministry]::text[]
            """;

    /** The threads that were delivered to a ministry meanwhile, where one is asked for. */
    private static final String DELIVERED = """
            select m.thread_id from api.timeline_moves m
            where m.position > :since and m.position <= :until and not m.addressees @> array[:ministry]::text[]
            """;

    /** The same where a campaign is asked for: what it came to hold meanwhile, and what it holds no more. */
    private static final String RELINKED = """
            select h.thread_id from api.campaign_thread h
            where h.campaign_id = :campaign and (h.from_position > :since and h.from_position <= :until
              or h.to_position > :since and h.to_position <= :until)
            """;

    private static final Pattern CAMPAIGN_ID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private final Sight sight;
    private final Filter filter;
    private final List<String> words;
    private final Where where;

    /** The table that is walked: the timeline itself, or its texts where words are asked for. */
    private final String walked;

    private final List<String> along = new ArrayList<>();

    /** @param known the last position that was recorded by {@code filter.asOf()}; 0 where that is not asked */
    TimelineStatement(Masking masking, Filter filter, @Nullable Cursor cursor, int limit, long known) {
        Viewer viewer = masking.viewer();
        this.filter = filter;
        this.sight =
                filter.asOf() == null ? new Sight(viewer, "t") : new Sight(viewer, "t", List.of("t.tlp", "past.label"));
        this.words = filter.q() == null ? List.of() : SearchText.words(filter.q());
        this.walked = words.isEmpty() ? "t" : "s";
        this.where = new Where(sight, sight.concerning("actor"))
                .and(filter.exercise() ? "t.exercise" : "not t.exercise")
                .and("t.lines @> array[:sector]::text[]", "sector", filter.sector())
                .and(
                        "t.ministry = :ministry and (:ministry = :viewerAuthority or %s)".formatted(sight.content())
                                + " or t.addressees @> array[:ministry]::text[] and "
                                + (filter.asOf() == null ? "" : ADDRESSED_THEN + " and ")
                                + "(:ministry = :viewerAuthority or %s)".formatted(sight.others()),
                        "ministry",
                        filter.ministry())
                .and(sight.content() + " and t.operator = :operator", "operator", filter.operator())
                .and(sight.readsTheirs() + " and t.regimes @> array[:regime]::text[]", "regime", filter.regime())
                .and("t.severity = :severity", "severity", filter.severity())
                .and(sight.others() + " and t.official_severity = :official", "official", filter.officialSeverity())
                .with("limit", limit);
        if (filter.sector() != null) {
            where.and(sight.under("t", ":sector")).with("told", Sight.told(masking));
        }
        linked();
        searched();
        ordered(cursor);
        known(known);
    }

    /**
     * Entries of threads that the campaign holds, or held; what became part of no thread is linked with nothing. A closed
     * list, so that the index on threads is asked for it.
     */
    private void linked() {
        String campaign = filter.campaign();
        if (campaign == null) {
            return;
        }
        if (!CAMPAIGN_ID.matcher(campaign).matches()) {
            where.and("false");
            return;
        }
        where.and(
                        """
                t.label is not null and t.thread_id = any(array(
                  select m.thread_id from api.campaign_thread m join api.campaign c using (campaign_id)
                  where m.campaign_id = :campaign and %s and %s))
                """.formatted(
                                        new CampaignSight(sight.viewer()).linked("c", "m"),
                                        filter.asOf() == null ? CampaignSight.holds("m") : CampaignSight.held("m")),
                        "campaign",
                        UUID.fromString(campaign))
                .with("openEnd", CampaignSight.OPEN_END);
    }

    private void searched() {
        if (filter.q() != null) {
            where.and(sight.content());
        }
        if (!words.isEmpty()) {
            where.with("grams", Grams.literal(Grams.ofWords(words)));
        }
        for (int i = 0; i < words.size(); i++) {
            String name = "word" + i;
            where.and("s.searchable like :" + name + " escape '\\'", name, SearchText.pattern(words.get(i)));
        }
    }

    private void ordered(@Nullable Cursor cursor) {
        along("%s.occurred_at >= :from", "from", filter.from());
        along("%s.occurred_at < :to", "to", filter.to());
        if (cursor != null) {
            along("(%1$s.occurred_at, %1$s.position) " + filter.order().beyond() + " (:at, :key)", "at", cursor.at());
            where.with("key", Long.valueOf(cursor.key()));
        }
        if (words.isEmpty()) {
            // an index of each leads along these alone
            along.add(filter.exercise() ? "t.exercise" : "not t.exercise");
            along("%s.operator = :operator", "operator", filter.operator());
        }
    }

    private void known(long position) {
        Instant asOf = filter.asOf();
        if (asOf == null) {
            where.and("t.to_position = :end", "end", TimelineProjection.OPEN_END);
        } else {
            where.and("t.from_position <= :asOf and t.to_position > :asOf", "asOf", position);
            where.with("then", asOf);
        }
    }

    /** Of what the question asks for only that which may differ between two positions of the record. */
    TimelineStatement differing(long since, long until) {
        var moved = new ArrayList<>(List.of(RELABELLED));
        if (filter.ministry() != null) {
            moved.add(DELIVERED);
        }
        if (filter.campaign() != null && CAMPAIGN_ID.matcher(filter.campaign()).matches()) {
            moved.add(RELINKED);
        }
        where.and(
                        "t.position > :since or t.thread_id = any(array(%s))"
                                .formatted(String.join(" union all ", moved)),
                        "since",
                        since)
                .with("until", until);
        return this;
    }

    private void along(String condition, String name, @Nullable Object value) {
        if (value != null) {
            along.add(condition.formatted(walked));
            where.with(name, value);
        }
    }

    Sight sight() {
        return sight;
    }

    /** Whether {@link #walking} may fill the page: a campaign's threads are few of all, and are known by their ids. */
    boolean isWalked() {
        return filter.campaign() == null;
    }

    Map<String, Object> parameters() {
        return where.parameters();
    }

    private String order(String table) {
        return "order by %1$s.occurred_at %2$s, %1$s.position %2$s".formatted(table, filter.order());
    }

    private String columns() {
        return "t.*, %s, %s as past".formatted(sight.standing(), filter.asOf() == null ? "null" : "past.label");
    }

    private String labelThen() {
        return filter.asOf() == null ? "" : LABEL_THEN;
    }

    private String table() {
        return words.isEmpty() ? "api.timeline t" : "api.timeline_text s";
    }

    /** Beside the texts their entries, which say who may read them. */
    private String entries() {
        return words.isEmpty() ? "" : "join api.timeline t on t.position = s.position";
    }

    String walking() {
        String first = filter.asOf() == null
                ? stretch("true")
                : "select * from ((%s) union all (%s)) %s %s limit %d"
                        .formatted(
                                stretch(BY_THEN.formatted(walked)),
                                stretch(AHEAD.formatted(walked)),
                                walked,
                                order(walked),
                                WALKED);
        return "select %s from (%s) %s %s %s where %s %s limit :limit"
                .formatted(columns(), first, walked, entries(), labelThen(), where.sql(), order(walked));
    }

    private String stretch(String part) {
        return "select * from %s where %s and %s and %s %s limit %d"
                .formatted(table(), part, times(), knownThen(), order(walked), WALKED);
    }

    /**
     * Without the position's value in sight of the planner: it takes what occurred by then and what was known by then for
     * two unlike things, expects few entries that are both, and sorts them all instead of going along.
     */
    private String knownThen() {
        return filter.asOf() == null ? "true" : walked + ".position <= (select :asOf)";
    }

    private String ways() {
        return filter.asOf() == null ? times() : "%s and %s.position <= :asOf".formatted(times(), walked);
    }

    private String times() {
        return along.isEmpty() ? "true" : "(" + String.join(") and (", along) + ")";
    }

    String finding() {
        return """
                with recursive %s
                select %s from (select * from found f %s limit :limit) f
                join api.timeline t on t.position = f.position %s %s
                """.formatted(
                        words.isEmpty() || !isWalked() ? found() : foundByWords(),
                        columns(),
                        order("f"),
                        labelThen(),
                        order("f"));
    }

    private String found() {
        return """
                found as materialized (
                  select t.position, t.occurred_at from %s %s %s where %s and %s)
                """.formatted(table(), entries(), labelThen(), ways(), where.sql());
    }

    /**
     * Period by period, from where the page begins, and no further than it takes: a word that is frequent is frequent in
     * one of them already, and one that is rare costs a look into each in which anything is written.
     */
    private String foundByWords() {
        boolean isAscending = filter.order() == Order.ASC;
        String beyond = isAscending
                ? "s.occurred_at >= " + Texts.begin("p.number + 1")
                : "s.occurred_at < " + Texts.begin("p.number");
        return """
                period (number) as (
                  (%1$s)
                  union all
                  select n.number from period p cross join lateral (%2$s) n),
                found as materialized (
                  select f.position, f.occurred_at from period p
                  cross join lateral (select %3$s as grams) k
                  cross join lateral (
                    select t.position, t.occurred_at from %4$s %5$s %6$s
                    where s.grams @> k.grams and %7$s and %8$s %9$s limit :limit) f
                  limit :limit)
                """.formatted(
                        period("true"),
                        period(beyond),
                        Grams.in("p.number", ":grams::bigint[]"),
                        table(),
                        entries(),
                        labelThen(),
                        ways(),
                        where.sql(),
                        order("t"));
    }

    /** The first period, in the page's order, in which anything may be written that is asked for. */
    private String period(String condition) {
        return filter.asOf() == null
                ? first(condition)
                : "select x.number from ((%s) union all (%s)) x order by x.number %s limit 1"
                        .formatted(
                                first(condition + " and " + BY_THEN.formatted(walked)),
                                first(condition + " and " + AHEAD.formatted(walked)),
                                filter.order());
    }

    private String first(String condition) {
        return "select %s as number from %s where %s and %s %s limit 1"
                .formatted(Texts.period("s.occurred_at"), table(), condition, times(), order("s"));
    }
}
