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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import noroshi.api.view.CampaignSight;
import noroshi.api.view.Sight;
import noroshi.api.view.Where;
import noroshi.api.view.campaign.CampaignItem;
import noroshi.api.view.campaign.CampaignQuery;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 攻撃キャンペーンの版の問合せ. In a collection stands each campaign that holds one of its threads that the viewer may
 * know of, from where both were known; with it a relationship for each such thread, revoked where it was unlinked. What
 * of the campaign is shown decides {@link CampaignQuery}.
 */
public final class Campaigns implements Editions {

    private static final String NO_NAME = "非公開の攻撃キャンペーン";

    /** The condition that a campaign's thread belongs to the collection. */
    private static final String OF_LINE = """
            exists (select from api.timeline b where b.thread_id = m.thread_id and b.label is not null
              and b.lines @> array[:line]::text[])
            """;

    private final JdbcClient database;
    private final CampaignQuery campaigns;

    public Campaigns(JdbcClient database, CampaignQuery campaigns) {
        this.database = database;
        this.campaigns = campaigns;
    }

    /** A version of a campaign. */
    private record Told(UUID campaign, long position, Instant recorded, Instant began, boolean isLatest) {}

    /**
     * A thread in a campaign.
     *
     * @param from where in the record it was linked
     * @param label of the thread
     * @param isRevoked whether it is the end of it
     */
    private record Link(
            UUID campaign,
            UUID thread,
            long from,
            long position,
            Instant recorded,
            Instant linked,
            Instant began,
            Circle circle,
            Tlp label,
            boolean exercise,
            boolean isRevoked) {}

    @Override
    public Stretch between(Viewer viewer, Asked asked, long from, long to, int limit) {
        List<Told> told = told(viewer, asked, from, to, limit);
        long toldEnd = told.size() < limit ? to : told.getLast().position;
        List<Link> held = links(viewer, asked, from, toldEnd, limit, false);
        long heldEnd = held.size() < limit ? toldEnd : held.getLast().position;
        List<Link> ended = links(viewer, asked, from, heldEnd, limit, true);
        long end = ended.size() < limit ? heldEnd : ended.getLast().position;
        Map<UUID, CampaignItem> items = campaigns.all(
                viewer,
                Stream.concat(
                                told.stream().map(Told::campaign),
                                Stream.concat(held.stream(), ended.stream()).map(Link::campaign))
                        .collect(Collectors.toSet()));
        var sight = new Sight(viewer, "m");
        var editions = new ArrayList<Edition>();
        for (Told one : told) {
            CampaignItem item = items.get(one.campaign);
            if (item != null) {
                editions.add(new Edition(
                        one.position, one.recorded, one.isLatest, List.of(campaign(item, one.began, one.recorded))));
            }
        }
        for (Link link : Stream.concat(held.stream(), ended.stream()).toList()) {
            CampaignItem item = items.get(link.campaign);
            if (sight.weighed(link.circle).extent().showsExistence() && (item != null || link.isRevoked)) {
                editions.add(new Edition(link.position, link.recorded, true, objects(link, item)));
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
                        select v.*, %s as recorded_at, %s as began_at
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
                                OF_LINE,
                                StixId.among("c.campaign_id", asked.holders()),
                                where.sql()))
                .params(where.parameters())
                .query((row, _) -> new Told(
                        id(row, "campaign_id"),
                        row.getLong("position"),
                        IncidentRow.instant(row, "recorded_at"),
                        IncidentRow.instant(row, "began_at"),
                        row.getLong("position") == row.getLong("latest")))
                .list();
    }

    private List<Link> links(Viewer viewer, Asked asked, long from, long to, int limit, boolean ended) {
        var sight = new Sight(viewer, "m");
        String position = ended ? "m.to_position" : "p.known";
        var where = where(viewer, asked, limit)
                .and(new CampaignSight(viewer).linked("c", "m"))
                .and("c.exercise = :exercise")
                .and(OF_LINE)
                .and(ended ? "m.to_position <> :openEnd and p.known < m.to_position" : CampaignSight.holds("m"))
                .and(position + " >= :from", "from", from)
                .and(position + " <= :to", "to", to)
                .and(StixId.among("m.campaign_id", asked.holders()));
        return database.sql("""
                        select m.*, %s, %s as position, %s as recorded_at, %s as linked_recorded_at, %s as began_at,
                          c.label, c.exercise
                        from api.campaign_thread m join api.campaign c on c.campaign_id = m.campaign_id
                        cross join lateral (select greatest(m.from_position, %s, %s) as known) p
                        where %s order by %s fetch first :limit rows with ties
                        """.formatted(
                                sight.standing(),
                                position,
                                Since.recorded(position),
                                Since.recorded("m.from_position"),
                                Since.recorded("c.began"),
                                Since.stands("c"),
                                new Since(viewer).known("m"),
                                where.sql(),
                                position))
                .params(where.parameters())
                .query((row, _) -> link(row, ended))
                .list();
    }

    private static Where where(Viewer viewer, Asked asked, int limit) {
        return new Where(new Sight(viewer, "m"), "true")
                .with("exercise", asked.exercise())
                .with("line", asked.line())
                .with("openEnd", Since.openEnd())
                .with("head", asked.head())
                .with("limit", limit);
    }

    private static Link link(ResultSet row, boolean ended) throws SQLException {
        Circle circle = Sight.circle(row);
        Tlp wording = Tlp.valueOf(row.getString("label"));
        return new Link(
                id(row, "campaign_id"),
                id(row, "thread_id"),
                row.getLong("from_position"),
                row.getLong("position"),
                IncidentRow.instant(row, "recorded_at"),
                IncidentRow.instant(row, "linked_recorded_at"),
                IncidentRow.instant(row, "began_at"),
                circle,
                circle.tlp().isNarrowerThan(wording) ? circle.tlp() : wording,
                row.getBoolean("exercise"),
                ended);
    }

    private static UUID id(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, UUID.class));
    }

    private static StixObject campaign(CampaignItem item, Instant began, Instant recorded) {
        List<String> labels = Bundle.labels(item.exercise());
        labels.add(item.state().name().toLowerCase(Locale.ROOT));
        return campaign(item.campaignId(), labels, item.tlp(), began, recorded)
                .with("name", item.name() == null ? NO_NAME : item.name())
                .with("description", item.description());
    }

    private static StixObject campaign(UUID id, List<String> labels, Tlp label, Instant began, Instant recorded) {
        return new StixObject("campaign", StixId.campaign(id))
                .with("created_by_ref", Bundle.HUB)
                .times(began, recorded)
                .with("labels", labels)
                .with("lang", "ja")
                .with("external_references", Bundle.reference(id))
                .marked(label);
    }

    /** Of a campaign that the viewer knew by this thread alone, nothing is left. */
    private static List<StixObject> objects(Link link, @Nullable CampaignItem item) {
        var objects = new ArrayList<StixObject>();
        if (item == null) {
            objects.add(campaign(link.campaign, Bundle.labels(link.exercise), link.label, link.began, link.recorded)
                    .with("revoked", true)
                    .with("name", NO_NAME));
        }
        objects.add(new StixObject(
                        "relationship",
                        StixId.part("relationship", link.campaign, "%s|%d".formatted(link.thread, link.from)))
                .with("created_by_ref", Bundle.HUB)
                .times(link.linked, link.recorded)
                .with("revoked", link.isRevoked ? true : null)
                .with("labels", Bundle.labels(link.exercise))
                .marked(link.label)
                .with("relationship_type", "attributed-to")
                .with("source_ref", StixId.incident(link.thread))
                .with("target_ref", StixId.campaign(link.campaign)));
        return objects;
    }
}
