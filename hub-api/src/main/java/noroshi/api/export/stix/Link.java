package noroshi.api.export.stix;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import noroshi.core.report.Tlp;

/**
 * 名寄せの版. That a campaign holds a thread, or holds it no more.
 *
 * @param from where in the record it was linked
 * @param linked when that was recorded
 * @param began when the campaign's beginning was recorded
 * @param label the narrower of the thread's and the campaign's
 * @param recorded when the version was
 * @param isRevoked whether it is the end of it
 */
record Link(
        UUID campaign,
        UUID thread,
        long from,
        Instant linked,
        Instant began,
        Tlp label,
        boolean exercise,
        Instant recorded,
        boolean isRevoked) {

    /** What is selected beside the thread's own columns. */
    static final String COLUMNS = "c.label, c.exercise, %s as linked_recorded_at, %s as began_at"
            .formatted(Since.recorded("m.from_position"), Since.recorded("c.began"));

    /**
     * Of a row of {@code api.campaign_thread m} and its {@code api.campaign c}, with what {@link #COLUMNS} selects.
     *
     * @param thread the thread's label
     */
    static Link of(ResultSet row, Tlp thread, Instant recorded, boolean isRevoked) throws SQLException {
        return new Link(
                Objects.requireNonNull(row.getObject("campaign_id", UUID.class)),
                Objects.requireNonNull(row.getObject("thread_id", UUID.class)),
                row.getLong("from_position"),
                IncidentRow.instant(row, "linked_recorded_at"),
                IncidentRow.instant(row, "began_at"),
                thread.orNarrower(Tlp.valueOf(row.getString("label"))),
                row.getBoolean("exercise"),
                recorded,
                isRevoked);
    }

    /**
     * As a relationship.
     *
     * @param isKnown whether the viewer knows of the campaign by something else than this; if not, nothing of it is left
     */
    List<StixObject> objects(boolean isKnown) {
        var objects = new ArrayList<StixObject>();
        if (!isKnown) {
            objects.add(Campaigns.campaign(campaign, Bundle.labels(exercise), label, began, recorded)
                    .with("revoked", true)
                    .with("name", Campaigns.NO_NAME));
        }
        objects.add(new StixObject(
                        "relationship", StixId.part("relationship", campaign, "%s|%d".formatted(thread, from)))
                .with("created_by_ref", Bundle.HUB)
                .times(linked, recorded)
                .with("revoked", isRevoked ? true : null)
                .with("labels", Bundle.labels(exercise))
                .marked(label)
                .with("relationship_type", "attributed-to")
                .with("source_ref", StixId.incident(thread))
                .with("target_ref", StixId.campaign(campaign)));
        return objects;
    }
}
