package noroshi.api.view.timeline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import noroshi.api.page.Cursor;
import noroshi.api.page.Page;
import noroshi.api.view.CampaignSight;
import noroshi.api.view.SearchText;
import noroshi.api.view.Sight;
import noroshi.api.view.Times;
import noroshi.api.view.Where;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Viewer;
import noroshi.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 時系列の問合せ. Reads the timeline as one viewer may see it. */
public final class TimelineQuery {

    /** The label that a row's thread had at {@code :asOf}: the one after its last event until then. */
    private static final String LABEL_THEN = """
            left join lateral (
              select l.label from api.timeline l
              where t.label is not null and l.thread_id = t.thread_id and l.label is not null and l.position <= :asOf
              order by l.position desc limit 1) past on true
            """;

    private static final Pattern CAMPAIGN_ID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);

    private final JdbcClient database;
    private final Ledger ledger;

    public TimelineQuery(JdbcClient database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    /** 並び順. By the time of occurrence. */
    public enum Order {
        ASC(">"),
        DESC("<");

        private final String beyond;

        Order(String beyond) {
            this.beyond = beyond;
        }
    }

    /**
     * What is asked for; null asks for all.
     *
     * @param ministry entries of threads delivered to this authority
     * @param operator entries of this operator, where the viewer may know it
     * @param campaign entries of threads that this campaign holds, as far as the viewer may know of that
     * @param severity as the operator estimated it by then
     * @param officialSeverity as the national office had assessed it by then, where the viewer may read that
     * @param from the first instant of occurrence
     * @param to the first instant of occurrence that is too late
     * @param asOf what was recorded then; who may know it is decided by today's rights and the stricter of the labels
     *     then and now
     * @param q words that must all occur in the content, where the viewer may read it
     * @param exercise drills, and nothing else; or nothing of drills
     */
    public record Filter(
            @Nullable String sector,
            @Nullable String ministry,
            @Nullable String operator,
            @Nullable String campaign,
            @Nullable String regime,
            @Nullable Integer severity,
            @Nullable Integer officialSeverity,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Instant asOf,
            @Nullable String q,
            boolean exercise,
            Order order) {

        /** Everything but drills, the latest first. */
        public static final Filter ALL =
                new Filter(null, null, null, null, null, null, null, null, null, null, null, false, Order.DESC);
    }

    /** The entries after {@code cursor}, or the first ones. */
    public Page<TimelineEntry> page(Viewer viewer, Filter filter, @Nullable Cursor cursor, int limit) {
        Instant asOf = filter.asOf();
        var sight = asOf == null ? new Sight(viewer, "t") : new Sight(viewer, "t", List.of("t.tlp", "past.label"));
        var where = new Where(sight, sight.concerning("actor"))
                .and("t.exercise = :exercise", "exercise", filter.exercise())
                .and("t.lines @> array[:sector]::text[]", "sector", filter.sector())
                .and(
                        "t.ministry = :ministry or t.addressees @> array[:ministry]::text[] and "
                                + "(:ministry = :viewerAuthority or %s)".formatted(sight.others()),
                        "ministry",
                        filter.ministry())
                .and(sight.content() + " and t.operator = :operator", "operator", filter.operator())
                .and(sight.readsTheirs() + " and t.regimes @> array[:regime]::text[]", "regime", filter.regime())
                .and("t.severity = :severity", "severity", filter.severity())
                .and(sight.others() + " and t.official_severity = :official", "official", filter.officialSeverity())
                .and("t.occurred_at >= :from", "from", filter.from())
                .and("t.occurred_at < :to", "to", filter.to())
                .with("limit", limit + 1);
        known(where, asOf);
        linked(where, viewer, filter.campaign(), asOf);
        searched(where, sight, filter.q());
        if (cursor != null) {
            where.and("(t.occurred_at, t.position) %s (:at, :key)".formatted(filter.order().beyond), "at", cursor.at())
                    .with("key", Long.valueOf(cursor.key()));
        }
        List<Row> rows = database.sql("""
                        select t.*, %s, %s from api.timeline t %s where %s
                        order by t.occurred_at %5$s, t.position %5$s limit :limit
                        """.formatted(
                                sight.standing(),
                                asOf == null ? "null as past" : "past.label as past",
                                asOf == null ? "" : LABEL_THEN,
                                where.sql(),
                                filter.order()))
                .params(where.parameters())
                .query((row, _) -> Row.of(row))
                .list();
        return disclosed(Page.of(rows, limit, Row::cursor), sight);
    }

    private void known(Where where, @Nullable Instant asOf) {
        if (asOf == null) {
            where.and("t.to_position = :end", "end", TimelineProjection.OPEN_END);
        } else {
            long position = ledger.positionAt(asOf).orElse(0L);
            where.and("t.from_position <= :asOf and t.to_position > :asOf", "asOf", position);
        }
    }

    /** Entries of threads that the campaign holds, or held; what became part of no thread is linked with nothing. */
    private static void linked(Where where, Viewer viewer, @Nullable String campaign, @Nullable Instant asOf) {
        if (campaign == null) {
            return;
        }
        if (!CAMPAIGN_ID.matcher(campaign).matches()) {
            where.and("false");
            return;
        }
        where.and(
                        """
                t.label is not null and exists (
                  select 1 from api.campaign_thread m join api.campaign c using (campaign_id)
                  where m.campaign_id = :campaign and m.thread_id = t.thread_id and %s and %s)
                """.formatted(
                                        new CampaignSight(viewer).linked("c", "m"),
                                        asOf == null ? CampaignSight.holds("m") : CampaignSight.held("m")),
                        "campaign",
                        UUID.fromString(campaign))
                .with("openEnd", CampaignSight.OPEN_END);
    }

    private static void searched(Where where, Sight sight, @Nullable String q) {
        if (q == null) {
            return;
        }
        where.and(sight.content());
        List<String> words = SearchText.words(q);
        for (int i = 0; i < words.size(); i++) {
            String name = "word" + i;
            where.and("t.searchable like :" + name + " escape '\\'", name, SearchText.pattern(words.get(i)));
        }
    }

    private static Page<TimelineEntry> disclosed(Page<Row> page, Sight sight) {
        var entries = new ArrayList<TimelineEntry>();
        for (Row row : page.items()) {
            row.entry(sight).ifPresent(entries::add);
        }
        return new Page<>(entries, page.nextCursor());
    }

    /** A row before it is decided how much of it is shown. */
    record Row(Circle circle, @Nullable String actor, String what, TimelineEntry all, Instant occurredAt) {

        static Row of(ResultSet row) throws SQLException {
            var circle = stricter(Sight.circle(row), row.getString("past"));
            Instant occurredAt =
                    row.getObject("occurred_at", OffsetDateTime.class).toInstant();
            var entry = new TimelineEntry(
                    row.getObject("entry_id", UUID.class),
                    row.getLong("position"),
                    row.getObject("thread_id", UUID.class),
                    row.getObject("report_id", UUID.class),
                    row.getString("kind"),
                    Times.inTokyo(occurredAt),
                    Times.inTokyo(
                            row.getObject("recorded_at", OffsetDateTime.class).toInstant()),
                    row.getString("sector"),
                    Sight.texts(row, "regimes").stream().findFirst().orElse(null),
                    row.getString("ministry"),
                    circle.operator().value(),
                    row.getObject("severity", Integer.class),
                    row.getObject("official_severity", Integer.class),
                    circle.tlp(),
                    row.getString("summary"),
                    row.getBoolean("exercise"));
            return new Row(circle, row.getString("actor"), row.getString("what"), entry, occurredAt);
        }

        private static Circle stricter(Circle now, @Nullable String past) {
            Tlp label = Stream.of(now.tlp(), past == null ? now.tlp() : Tlp.valueOf(past))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            return now.labelled(label);
        }

        Cursor cursor() {
            return new Cursor(occurredAt, Long.toString(all.position()));
        }

        Optional<TimelineEntry> entry(Sight sight) {
            return entry(sight, sight.of(circle));
        }

        Optional<TimelineEntry> entry(Sight sight, Disclosure disclosure) {
            if (!sight.shows(disclosure, actor)) {
                return Optional.empty();
            }
            return Optional.of(
                    switch (disclosure.extent()) {
                        case FULL -> all;
                        case OWN_DELIVERY -> shown(all.operator(), all.reportId(), all.regime(), all.summary());
                        case SHARED -> shown(all.operator(), all.reportId(), null, all.summary());
                        case NONE, AGGREGATE, MASKED -> shown(null, null, null, what);
                    });
        }

        /** The entry with so much of its words, and without what another authority found. */
        private TimelineEntry shown(
                @Nullable String operator, @Nullable UUID report, @Nullable String regime, String summary) {
            return new TimelineEntry(
                    all.entryId(),
                    all.position(),
                    all.threadId(),
                    report,
                    all.kind(),
                    all.occurredAt(),
                    all.recordedAt(),
                    all.sector(),
                    regime,
                    all.ministry(),
                    operator,
                    all.severity(),
                    null,
                    all.tlp(),
                    summary,
                    all.exercise());
        }
    }
}
