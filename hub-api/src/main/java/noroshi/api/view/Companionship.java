package noroshi.api.view;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.ThreadId;
import noroshi.core.sharing.Circle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 同一キャンペーンの関係. Which authorities may know of a thread because a declared campaign holds it beside one that was
 * delivered to them. {@link Sight} asks the same of one viewer as a condition; this says it of a thread.
 */
public final class Companionship {

    private final JdbcClient database;

    public Companionship(JdbcClient database) {
        this.database = database;
    }

    /**
     * That a campaign held a thread beside one of an authority's.
     *
     * @param from the position of the record from which on it did
     * @param to the first position at which it did no more; {@link CampaignSight#OPEN_END} while it does
     */
    public record Span(UUID thread, UUID campaign, AuthorityCode authority, long from, long to) {

        public boolean holdsAt(long position) {
            return from <= position && position < to;
        }

        public boolean holdsNow() {
            return to == CampaignSight.OPEN_END;
        }
    }

    /** All that ever held of some threads. */
    public List<Span> of(Collection<UUID> threads) {
        return threads.isEmpty()
                ? List.of()
                : database.sql("""
                        select m.thread_id, m.campaign_id, a.authority, greatest(m.from_position, a.from_position) as begun,
                          least(m.to_position, a.to_position) as ended
                        from api.campaign_thread m join api.campaign_authority a using (campaign_id)
                        where m.thread_id in (:threads)
                          and m.from_position < a.to_position and a.from_position < m.to_position
                        """)
                        .param("threads", threads)
                        .query((row, _) -> new Span(
                                row.getObject("thread_id", UUID.class),
                                row.getObject("campaign_id", UUID.class),
                                new AuthorityCode(row.getString("authority")),
                                row.getLong("begun"),
                                row.getLong("ended")))
                        .list();
    }

    /** The circles of some threads, beside what campaigns hold them with now. */
    public Map<ThreadId, Circle> beside(Map<ThreadId, Circle> circles) {
        Map<UUID, Set<AuthorityCode>> companions = of(
                        circles.keySet().stream().map(ThreadId::value).toList())
                .stream()
                .filter(Span::holdsNow)
                .collect(Collectors.groupingBy(Span::thread, Collectors.mapping(Span::authority, Collectors.toSet())));
        return circles.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue()
                                .beside(companions.getOrDefault(entry.getKey().value(), Set.of()))));
    }

    /** The threads of which, in a stretch of the record, some authority came to know, or ceased to, by a campaign. */
    public List<UUID> moved(long after, long end) {
        return database.sql("""
                        select distinct m.thread_id
                        from api.campaign_thread m join api.campaign_authority a using (campaign_id)
                        where campaign_id in (
                            select campaign_id from api.campaign_thread where from_position > :after and from_position <= :end
                            union all
                            select campaign_id from api.campaign_thread where to_position > :after and to_position <= :end
                            union all
                            select campaign_id from api.campaign_authority where from_position > :after and from_position <= :end
                            union all
                            select campaign_id from api.campaign_authority where to_position > :after and to_position <= :end)
                          and m.from_position < a.to_position and a.from_position < m.to_position
                          and (greatest(m.from_position, a.from_position) > :after
                              and greatest(m.from_position, a.from_position) <= :end
                            or least(m.to_position, a.to_position) > :after and least(m.to_position, a.to_position) <= :end)
                        """)
                .param("after", after)
                .param("end", end)
                .query((row, _) -> row.getObject("thread_id", UUID.class))
                .list();
    }
}
