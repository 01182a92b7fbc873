package noroshi.api.export.stix;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import noroshi.api.view.CampaignSight;
import noroshi.api.view.Sight;
import noroshi.api.view.Where;
import noroshi.api.view.campaign.CampaignItem;
import noroshi.api.view.campaign.CampaignProjection.State;
import noroshi.api.view.campaign.CampaignQuery;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Masking;
import noroshi.core.sharing.Viewer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 攻撃キャンペーンの版の問合せ. In a collection stands each campaign that holds one of its threads that the viewer may
 * know of, from where both were known; with it a relationship for each such thread, revoked where it was unlinked. What
 * of the campaign is shown decides {@link CampaignQuery}.
 */
public final class Campaigns implements Editions {

    static final String NO_NAME = "非公開の攻撃キャンペーン";

    private final JdbcClient database;
    private final CampaignQuery campaigns;
    private final Function<Viewer, Masking> maskings;

    /** @param maskings what masked threads tell of themselves, by the register as it stands */
    public Campaigns(JdbcClient database, CampaignQuery campaigns, Function<Viewer, Masking> maskings) {
        this.database = database;
        this.campaigns = campaigns;
        this.maskings = maskings;
    }

    /** The condition that a campaign's thread stands in the collection. */
    private static String ofLine(Viewer viewer) {
        return """
                exists (select from api.timeline b where b.thread_id = m.thread_id and b.label is not null
                  and b.lines @> array[:line]::text[] and %s)
                """.formatted(new Sight(viewer, "m").under("b", ":line"));
    }

    /** A version of a campaign. */
    private record Told(UUID campaign, State state, long position, Instant recorded, Instant began, boolean isLatest) {}

    /** @param circle of the thread that is linked */
    private record Placed(Link link, long position, Circle circle) {}

    @Override
    public Stretch between(Viewer viewer, Asked asked, long from, long to, int limit) {
        List<Told> told = told(viewer, asked, from, to, limit);
        long toldEnd = told.size() < limit ? to : told.getLast().position;
        List<Placed> held = links(viewer, asked, from, toldEnd, limit, false);
        long heldEnd = held.size() < limit ? toldEnd : held.getLast().position;
        List<Placed> ended = links(viewer, asked, from, heldEnd, limit, true);
        long end = ended.size() < limit ? heldEnd : ended.getLast().position;
        Map<UUID, CampaignItem> items = campaigns.all(
                viewer,
                Stream.concat(
                                told.stream().map(Told::campaign),
                                Stream.concat(held.stream(), ended.stream()).map(one -> one.link.campaign()))
                        .collect(Collectors.toSet()));
        var sight = new Sight(viewer, "m");
        var editions = new ArrayList<Edition>();
        for (Told one : told) {
            CampaignItem item = items.get(one.campaign);
            if (item != null) {
                editions.add(new Edition(one.position, one.recorded, one.isLatest, List.of(campaign(item, one))));
            }
        }
        for (Placed one : Stream.concat(held.stream(), ended.stream()).toList()) {
            boolean isKnown = items.containsKey(one.link.campaign());
            if (sight.weighed(one.circle).extent().showsExistence() && (isKnown || one.link.isRevoked())) {
                editions.add(new Edition(one.position, one.link.recorded(), true, one.link.objects(isKnown)));
            }
        }
        editions.removeIf(edition -> edition.position() > end);
        editions.sort(Comparator.comparingLong(Edition::position));
        return new Stretch(editions, end);
    }

    private List<Told> told(Viewer viewer, Asked asked, long from, long to, int limit) {
        var sight = new CampaignSight(viewer);
        var where = where(viewer, asked, limit)
                .and("v.position >= :from", "from", from)
                .and("v.position <= :to", "to", to)
                .and(asked.latest() ? "v.position = v.latest" : "true");
        return database.sql("""
                        select v.*, %s as recorded_at, %s as began_at, (select h.state from api.campaign_history h
                            where h.campaign_id = v.campaign_id and h.position <= v.position and h.state is not null
                            order by h.position desc limit 1) as state
                        from (select c.campaign_id, c.began, c.exercise, x.position,
                            max(x.position) filter (where x.position <= :head) over (partition by c.campaign_id) as latest
                          from api.campaign c
                          cross join lateral (select min(greatest(m.from_position, %s, %s)) as position
                            from api.campaign_thread m
                            where m.campaign_id = c.campaign_id and %s and %s and %s) k
                          cross join lateral (select k.position union
                            select h.position from api.campaign_history h
                            where h.campaign_id = c.campaign_id and h.position > k.position
                              and h.kind in ('PROPOSAL_ACCEPTED', 'PROPOSAL_DECLINED', 'CAMPAIGN_MERGED',
                                'CAMPAIGN_UNMERGED', 'CAMPAIGN_CLOSED')) x
                          where c.exercise = :exercise and k.position is not null and %s) v
                        where %s order by v.position fetch first :limit rows with ties
                        """.formatted(
                                Since.recorded("v.position"),
                                Since.recorded("v.began"),
                                Since.stands("c"),
                                new Since(viewer).known("m"),
                                CampaignSight.holds("m"),
                                sight.linked("c", "m"),
                                ofLine(viewer),
                                StixId.among("c.campaign_id", asked.holders()),
                                where.sql()))
                .params(where.parameters())
                .query((row, _) -> new Told(
                        Objects.requireNonNull(row.getObject("campaign_id", UUID.class)),
                        State.valueOf(row.getString("state")),
                        row.getLong("position"),
                        IncidentRow.instant(row, "recorded_at"),
                        IncidentRow.instant(row, "began_at"),
                        row.getLong("position") == row.getLong("latest")))
                .list();
    }

    private List<Placed> links(Viewer viewer, Asked asked, long from, long to, int limit, boolean ended) {
        var sight = new Sight(viewer, "m");
        String position = ended ? "m.to_position" : "p.known";
        var where = where(viewer, asked, limit)
                .and(new CampaignSight(viewer).linked("c", "m"))
                .and("c.exercise = :exercise")
                .and(ofLine(viewer))
                .and(ended ? "m.to_position <> :openEnd and p.known < m.to_position" : CampaignSight.holds("m"))
                .and(position + " >= :from", "from", from)
                .and(position + " <= :to", "to", to)
                .and(StixId.among("m.campaign_id", asked.holders()));
        return database.sql("""
                        select m.*, %s, %s as position, %s as recorded_at, %s
                        from api.campaign_thread m join api.campaign c on c.campaign_id = m.campaign_id
                        cross join lateral (select greatest(m.from_position, %s, %s) as known) p
                        where %s order by %s fetch first :limit rows with ties
                        """.formatted(
                                sight.standing(),
                                position,
                                Since.recorded(position),
                                Link.COLUMNS,
                                Since.stands("c"),
                                new Since(viewer).known("m"),
                                where.sql(),
                                position))
                .params(where.parameters())
                .query((row, _) -> link(row, ended))
                .list();
    }

    private Where where(Viewer viewer, Asked asked, int limit) {
        return new Where(new Sight(viewer, "m"), "true")
                .with("exercise", asked.exercise())
                .with("line", asked.line())
                .with("told", Sight.told(maskings.apply(viewer)))
                .with("openEnd", Since.openEnd())
                .with("head", asked.head())
                .with("limit", limit);
    }

    private static Placed link(ResultSet row, boolean ended) throws SQLException {
        Circle circle = Sight.circle(row);
        Instant recorded = IncidentRow.instant(row, "recorded_at");
        return new Placed(Link.of(row, circle.tlp(), recorded, ended), row.getLong("position"), circle);
    }

    private static StixObject campaign(CampaignItem item, Told told) {
        List<String> labels = Bundle.labels(item.exercise());
        labels.add(told.state.name().toLowerCase(Locale.ROOT));
        return campaign(item.campaignId(), labels, item.tlp(), told.began, told.recorded)
                .with("name", item.name() == null ? NO_NAME : item.name())
                .with("description", item.description());
    }

    static StixObject campaign(UUID id, List<String> labels, Tlp label, Instant began, Instant recorded) {
        return new StixObject("campaign", StixId.campaign(id))
                .with("created_by_ref", Bundle.HUB)
                .times(began, recorded)
                .with("labels", labels)
                .with("lang", "ja")
                .with("external_references", Bundle.reference(id))
                .marked(label);
    }
}
