package noroshi.api.export.stix;

import noroshi.api.view.CampaignSight;
import noroshi.api.view.Sight;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;

/**
 * 知得の位置. At which position of the record a viewer could first know of a thread, as SQL. That a campaign holds it beside
 * one of the viewer's own moves no circle; it is known where the last of all that it needs came: the link, the other's
 * link, the declaration, the other's delivery.
 *
 * <p>The parameters are those of {@link Sight} and {@code :openEnd}.
 */
record Since(Viewer viewer) {

    /** Where a campaign was declared, or came to stand for itself again; else where it began. */
    static String stands(String campaign) {
        return """
                coalesce((select max(h.position) from api.campaign_history h where h.campaign_id = %1$s.campaign_id
                  and h.kind in ('CAMPAIGN_DECLARED', 'PROPOSAL_ACCEPTED', 'CAMPAIGN_UNMERGED')),
                  (select b.began from api.campaign b where b.campaign_id = %1$s.campaign_id))
                """.formatted(campaign);
    }

    /** When the event at that position was recorded. */
    static String recorded(String position) {
        return """
                coalesce((select told.recorded_at from api.campaign_history told where told.position = %1$s limit 1),
                  (select written.recorded_at from api.timeline written
                    where written.position = %1$s and written.label is not null limit 1))
                """.formatted(position);
    }

    /** Where a thread is known by campaigns alone: since when. */
    String besideOwn(String thread) {
        return """
                (select min(greatest(mine.from_position, beside.from_position, %s,
                    coalesce((select max(v.position) from api.timeline_moves v
                      where v.thread_id = beside.thread_id and not v.addressees @> array[:viewerAuthority]::text[]), 0)))
                  from api.campaign_thread mine
                  join api.campaign_thread beside on beside.campaign_id = mine.campaign_id
                  join api.campaign_authority a on a.campaign_id = mine.campaign_id
                  where mine.thread_id = %s and mine.to_position = :openEnd and beside.to_position = :openEnd
                    and a.to_position = :openEnd
                    and a.authority = :viewerAuthority and beside.addressees @> array[:viewerAuthority]::text[])
                """.formatted(stands("mine"), thread);
    }

    /** Since when it is known, by whatever; null if it is not. The table holds a thread's circle of today. */
    String known(String table) {
        var sight = new Sight(viewer, table);
        String byItself = """
                coalesce((select max(v.position) from api.timeline_moves v
                  where v.thread_id = %s.thread_id and not %s), 0)
                """.formatted(table, new Sight(viewer, "v").byItself());
        return viewer.role() == Role.MINISTRY
                ? "case when %s then %s else %s end"
                        .formatted(sight.byItself(), byItself, besideOwn(table + ".thread_id"))
                : byItself;
    }

    /** The condition that a version of a thread comes after it was known. */
    String isAfter(String version) {
        return viewer.role() == Role.MINISTRY
                ? "(%s or %s.position > %s)"
                        .formatted(new Sight(viewer, version).byItself(), version, besideOwn(version + ".thread_id"))
                : "true";
    }

    /** The value of {@code :openEnd}. */
    static long openEnd() {
        return CampaignSight.OPEN_END;
    }
}
