package noroshi.api.view.campaign;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import noroshi.api.page.Cursor;
import noroshi.api.page.Page;
import noroshi.api.view.CampaignSight;
import noroshi.api.view.Reads;
import noroshi.api.view.Sight;
import noroshi.api.view.ThreadState.Phase;
import noroshi.api.view.Times;
import noroshi.api.view.Where;
import noroshi.api.view.campaign.CampaignProjection.State;
import noroshi.api.view.campaign.CampaignSheet.Deed;
import noroshi.api.view.campaign.CampaignSheet.Linked;
import noroshi.core.campaign.CampaignDisclosure;
import noroshi.core.campaign.CampaignId;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.Stage;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Disclosure.Extent;
import noroshi.core.sharing.Masking;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 攻撃キャンペーンの問合せ. Reads campaigns as one viewer may know of them. */
public final class CampaignQuery {

    private static final int MOST_DEEDS = 500;

    private final JdbcClient database;
    private final Function<Viewer, Masking> maskings;

    /** @param maskings what masked threads tell of themselves, by the register as it stands */
    public CampaignQuery(JdbcClient database, Function<Viewer, Masking> maskings) {
        this.database = database;
        this.maskings = maskings;
    }

    /**
     * What is asked for; null asks for all.
     *
     * @param thread campaigns that hold this thread, as far as the viewer may know of that
     * @param exercise campaigns of drills, and nothing else; or none of them
     */
    public record Filter(@Nullable State state, @Nullable ThreadId thread, boolean exercise) {}

    /** Campaigns, the one that began last first. */
    public Page<CampaignItem> page(Viewer viewer, Filter filter, @Nullable Cursor cursor, int limit) {
        var sight = new CampaignSight(viewer);
        Where where = known(viewer)
                .and("c.exercise = :exercise", "exercise", filter.exercise())
                .and(
                        "c.state = :state",
                        "state",
                        filter.state() == null ? null : filter.state().name())
                .and(
                        """
                        exists (select 1 from api.campaign_thread h
                          where h.campaign_id = c.campaign_id and h.thread_id = :thread and %s and %s)
                        """.formatted(CampaignSight.holds("h"), sight.linked("c", "h")),
                        "thread",
                        filter.thread() == null ? null : filter.thread().value())
                .and("c.began < :began", "began", cursor == null ? null : Long.valueOf(cursor.key()))
                .with("limit", limit + 1);
        List<Row> rows = database.sql(campaigns(viewer, sight, where) + " order by c.began desc limit :limit")
                .params(where.parameters())
                .query((row, _) -> Row.of(row))
                .list();
        Page<Row> page = Page.of(rows, limit, Row::cursor);
        return new Page<>(
                page.items().stream().flatMap(row -> row.item(viewer).stream()).toList(), page.nextCursor());
    }

    /** Those of some campaigns that the viewer may know of, by their ids. */
    public Map<UUID, CampaignItem> all(Viewer viewer, Collection<UUID> campaigns) {
        if (campaigns.isEmpty()) {
            return Map.of();
        }
        Where where = known(viewer).and("c.campaign_id in (:campaigns)", "campaigns", campaigns);
        return database
                .sql(campaigns(viewer, new CampaignSight(viewer), where))
                .params(where.parameters())
                .query((row, _) -> Row.of(row))
                .list()
                .stream()
                .flatMap(row -> row.item(viewer).stream())
                .collect(Collectors.toMap(CampaignItem::campaignId, item -> item));
    }

    /** One campaign; empty if there is none that the viewer may know of. */
    public Optional<CampaignSheet> sheet(Viewer viewer, CampaignId campaign, @Nullable Cursor cursor, int limit) {
        var sight = new CampaignSight(viewer);
        Where where = known(viewer).and("c.campaign_id = :campaign", "campaign", campaign.value());
        return database.sql(campaigns(viewer, sight, where))
                .params(where.parameters())
                .query((row, _) -> Row.of(row))
                .optional()
                .flatMap(row -> row.item(viewer))
                .map(item -> {
                    Page<Linked> threads = threads(viewer, campaign, cursor, limit);
                    return new CampaignSheet(item, threads.items(), threads.nextCursor(), history(viewer, item));
                });
    }

    private List<Deed> history(Viewer viewer, CampaignItem item) {
        boolean national = viewer.role() == Viewer.Role.NCO;
        // a reason is words too
        boolean wording = national || item.name() != null;
        // who proposed it, and nobody else, is told by whom
        if (!national && item.proposedBy() == null) {
            return List.of();
        }
        return database.sql("""
                        select * from api.campaign_history
                        where campaign_id = :campaign and (:national or deciding) order by position desc limit :limit
                        """)
                .param("campaign", item.campaignId())
                .param("national", national)
                .param("limit", MOST_DEEDS)
                .query((row, _) -> new Deed(
                        row.getLong("position"),
                        row.getString("kind"),
                        Times.inTokyo(instant(row, "occurred_at")),
                        Times.inTokyo(instant(row, "recorded_at")),
                        national ? List.of((UUID[]) row.getArray("threads").getArray()) : null,
                        row.getObject("other", UUID.class),
                        wording ? row.getString("reason") : null))
                .list();
    }

    private static Where known(Viewer viewer) {
        var sight = new CampaignSight(viewer);
        return new Where(new Sight(viewer, "w"), sight.own("c") + " or w.operator is not null")
                .with("openEnd", CampaignSight.OPEN_END);
    }

    /** Campaigns, each with one of its threads by which the viewer may know of it, if there is one. */
    private static String campaigns(Viewer viewer, CampaignSight sight, Where where) {
        return """
                select c.*, %s from api.campaign c
                left join lateral (
                  select m.* from api.campaign_thread m
                  where m.campaign_id = c.campaign_id and %s and %s
                  order by case when %s then 0 else 1 end limit 1) w on true
                where %s
                """.formatted(
                        new Sight(viewer, "w").columns(),
                        CampaignSight.holds("m"),
                        sight.linked("c", "m"),
                        new Sight(viewer, "m").theirs(),
                        where.sql());
    }

    private Page<Linked> threads(Viewer viewer, CampaignId campaign, @Nullable Cursor cursor, int limit) {
        var members = new CampaignSight(viewer);
        var sight = new Sight(viewer, "t");
        var where = new Where(sight, sight.visible())
                .and(members.linked("c", "m"))
                .and(CampaignSight.holds("m"))
                .and("m.campaign_id = :campaign", "campaign", campaign.value())
                .with("openEnd", CampaignSight.OPEN_END)
                .with("limit", limit + 1);
        if (cursor != null) {
            where.and("(m.linked_at, m.thread_id) > (:at, :key)", "at", cursor.at())
                    .with("key", UUID.fromString(cursor.key()));
        }
        List<Member> rows = database.sql("""
                        select m.thread_id, m.linked_at, m.tlp as label, %s, t.state, t.stage, t.sectors, t.awareness,
                          t.title
                        from api.campaign_thread m join api.campaign c using (campaign_id) join api.thread t using (thread_id)
                        where %s order by m.linked_at, m.thread_id limit :limit
                        """.formatted(sight.columns(), where.sql()))
                .params(where.parameters())
                .query((row, _) -> Member.of(row))
                .list();
        Page<Member> page = Page.of(rows, limit, Member::cursor);
        Masking masking = maskings.apply(viewer);
        return new Page<>(
                page.items().stream()
                        .flatMap(row -> row.linked(sight, masking).stream())
                        .toList(),
                page.nextCursor());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /**
     * A campaign before it is decided how much of it is shown.
     *
     * @param witness the circle of one of its threads that the database holds visible, or null
     */
    private record Row(
            CampaignItem all, boolean declared, @Nullable Circle witness, Instant beganAt, long began) {

        static Row of(ResultSet row) throws SQLException {
            Instant beganAt = instant(row, "began_at");
            var item = new CampaignItem(
                    row.getObject("campaign_id", UUID.class),
                    State.valueOf(row.getString("state")),
                    row.getString("name"),
                    row.getString("description"),
                    Tlp.valueOf(row.getString("label")),
                    row.getBoolean("exercise"),
                    row.getString("proposed_by"),
                    row.getObject("split_from", UUID.class),
                    row.getObject("merged_into", UUID.class),
                    Times.inTokyo(beganAt));
            return new Row(
                    item,
                    row.getBoolean("declared"),
                    row.getString("operator") == null ? null : Sight.circle(row),
                    beganAt,
                    row.getLong("began"));
        }

        Cursor cursor() {
            return new Cursor(beganAt, Long.toString(began));
        }

        Optional<CampaignItem> item(Viewer viewer) {
            Extent known = witness == null
                    ? Extent.NONE
                    : Disclosure.of(viewer, witness).extent();
            AuthorityCode proposer = all.proposedBy() == null ? null : new AuthorityCode(all.proposedBy());
            boolean national = viewer.role() == Viewer.Role.NCO;
            boolean proposed = national || viewer.authority().equals(Optional.ofNullable(proposer));
            return switch (CampaignDisclosure.of(viewer, all.tlp(), proposer, declared, known)) {
                case NONE -> Optional.empty();
                case NAMELESS -> Optional.of(shown(false, proposed, national));
                case FULL -> Optional.of(shown(true, proposed, national));
            };
        }

        private CampaignItem shown(boolean wording, boolean proposed, boolean national) {
            if (wording && all.tlp() == Tlp.RED) {
                Reads.note(Reads.Kind.CAMPAIGN, all.campaignId());
            }
            return new CampaignItem(
                    all.campaignId(),
                    all.state(),
                    wording ? all.name() : null,
                    wording ? all.description() : null,
                    all.tlp(),
                    all.exercise(),
                    proposed ? all.proposedBy() : null,
                    national ? all.splitFrom() : null,
                    all.mergedInto(),
                    all.beganAt());
        }
    }

    /** A thread of a campaign before it is decided how much of it is shown. */
    private record Member(
            UUID thread,
            Circle circle,
            Phase state,
            Stage stage,
            List<String> sectors,
            LocalDate awareness,
            @Nullable String title,
            Instant linkedAt) {

        /** A label that one of the two views does not know yet is not undercut. */
        static Member of(ResultSet row) throws SQLException {
            Circle circle = Sight.circle(row);
            Tlp label = Tlp.valueOf(row.getString("label"));
            return new Member(
                    row.getObject("thread_id", UUID.class),
                    label.isNarrowerThan(circle.tlp()) ? circle.labelled(label) : circle,
                    Phase.valueOf(row.getString("state")),
                    Stage.valueOf(row.getString("stage")),
                    List.copyOf(Sight.texts(row, "sectors")),
                    row.getObject("awareness", LocalDate.class),
                    row.getString("title"),
                    instant(row, "linked_at"));
        }

        Cursor cursor() {
            return new Cursor(linkedAt, thread.toString());
        }

        Optional<Linked> linked(Sight sight, Masking masking) {
            Extent extent = sight.of(thread, circle).extent();
            if (!extent.showsExistence()) {
                return Optional.empty();
            }
            boolean content = extent.showsContent();
            return Optional.of(new Linked(
                    thread,
                    content ? circle.operator().value() : null,
                    state,
                    stage,
                    circle.tlp(),
                    masking.lines(extent, sectors, awareness),
                    content ? title : null,
                    Times.inTokyo(linkedAt)));
        }
    }
}
