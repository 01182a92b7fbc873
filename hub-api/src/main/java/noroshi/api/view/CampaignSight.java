package noroshi.api.view;

import noroshi.core.campaign.CampaignDisclosure;
import noroshi.core.sharing.Viewer;

/**
 * 攻撃キャンペーンの視界. {@link CampaignDisclosure} as conditions on the tables {@code api.campaign} and
 * {@code api.campaign_thread}, the latter with a thread's circle in each row. The parameters are those of {@link Sight}
 * and {@code :openEnd}.
 */
public record CampaignSight(Viewer viewer) {

    /** {@code to_position} of a row that still holds; the value of {@code :openEnd}. */
    public static final long OPEN_END = Long.MAX_VALUE;

    /** The condition that a row of {@code api.campaign_thread} holds now. */
    public static String holds(String member) {
        return member + ".to_position = :openEnd";
    }

    /** The condition that it held at the position {@code :asOf}. */
    public static String held(String member) {
        return "%1$s.from_position <= :asOf and %1$s.to_position > :asOf".formatted(member);
    }

    /** The condition that the viewer may know of a campaign by something else than its threads. */
    public String own(String campaign) {
        return switch (viewer.role()) {
            case NCO -> "true";
            case MINISTRY, PM_CAO -> "%s.proposed_by is not distinct from :viewerAuthority".formatted(campaign);
            case OPERATOR, CEPTOAR, COUNCIL, PPC, POLICE, HQ, AUDITOR, ADMIN -> "false";
        };
    }

    /** The condition that the viewer may know that a campaign holds a thread, by the two rows that say so. */
    public String linked(String campaign, String member) {
        return "(%s and %s)".formatted(new Sight(viewer, member).visible(), byThreads(campaign));
    }

    /** The condition that the viewer may know of a campaign once it may know of one of its threads. */
    public String byThreads(String campaign) {
        return switch (viewer.role()) {
            case NCO -> "true";
            case MINISTRY, PM_CAO -> "(%s or %s.declared)".formatted(own(campaign), campaign);
            case OPERATOR, CEPTOAR, COUNCIL, PPC, POLICE, HQ, AUDITOR, ADMIN -> "false";
        };
    }
}
