package noroshi.api.export.stix;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import noroshi.api.export.stix.Revocations.Lost;
import noroshi.api.view.CampaignSight;
import noroshi.api.view.Sight;
import noroshi.core.sharing.Viewer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 失われた名寄せ. The campaigns that held threads which the viewer may know of no more: what it could know of them by such
 * a thread is taken back with it.
 */
final class LostLinks {

    private final Map<Lost, List<StixObject>> objects = new HashMap<>();

    LostLinks(Viewer viewer, JdbcClient database, List<Lost> lost) {
        List<Lost> whole = lost.stream().filter(Lost::isAll).toList();
        Set<UUID> threads = whole.stream().map(Lost::thread).collect(Collectors.toSet());
        if (threads.isEmpty()) {
            return;
        }
        var campaigns = new CampaignSight(viewer);
        database.sql("""
                        select m.*, %s, greatest(m.from_position, case when %s then c.began else
                            (select min(h.position) from api.campaign_history h where h.campaign_id = c.campaign_id
                              and h.kind in ('CAMPAIGN_DECLARED', 'PROPOSAL_ACCEPTED')) end) as shown,
                          (%s or exists (select from api.campaign_thread h
                            where h.campaign_id = c.campaign_id and %s and %s)) as known
                        from api.campaign_thread m join api.campaign c on c.campaign_id = m.campaign_id
                        where m.thread_id in (:threads) and %s order by m.from_position, m.campaign_id
                        """.formatted(
                                Link.COLUMNS,
                                campaigns.own("c"),
                                campaigns.own("c"),
                                CampaignSight.holds("h"),
                                campaigns.linked("c", "h"),
                                campaigns.byThreads("c")))
                .params(new Sight(viewer, "h").parameters())
                .param("openEnd", CampaignSight.OPEN_END)
                .param("threads", threads)
                .query(row -> {
                    take(row, whole);
                });
    }

    /** Where the campaign held the thread while the viewer could know of both. */
    private void take(ResultSet row, List<Lost> lost) throws SQLException {
        for (Lost one : lost) {
            Link link = Link.of(row, one.label(), one.recorded(), true);
            long begun = Math.max(row.getLong("shown"), one.since());
            long ended = Math.min(row.getLong("to_position"), one.position());
            if (link.thread().equals(one.thread()) && begun < ended) {
                objects.computeIfAbsent(one, _ -> new ArrayList<>()).addAll(link.objects(row.getBoolean("known")));
            }
        }
    }

    /** What is taken back with a thread. */
    List<StixObject> of(Lost lost) {
        return objects.getOrDefault(lost, List.of());
    }
}
