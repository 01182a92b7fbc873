package noroshi.core.campaign;

import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * 攻撃キャンペーンの開示. How much a viewer may know of a campaign itself. Of its threads each decides for itself: a
 * campaign widens nothing (L4).
 */
public enum CampaignDisclosure {
    /** 非開示. Not even that it exists. */
    NONE,
    /** 名称秘匿. That there is one; its wording is RED. */
    NAMELESS,
    /** 全部. */
    FULL;

    /**
     * What {@code viewer} may know of a campaign: the national office all, who proposed it its own proposal, and a
     * ministry or the Prime Minister what holds a thread that they may know of, once it is declared.
     *
     * @param proposer who proposed it, or null if it was never proposed
     * @param declared whether the national office has declared it, as whatever it stands now
     * @param knowsThread whether the viewer may know of one of its threads
     */
    public static CampaignDisclosure of(
            Viewer viewer, Tlp tlp, @Nullable AuthorityCode proposer, boolean declared, boolean knowsThread) {
        return switch (viewer.role()) {
            case NCO -> FULL;
            case MINISTRY, PM_CAO -> {
                if (proposer != null
                        && viewer.authority().filter(proposer::equals).isPresent()) {
                    yield FULL;
                }
                if (!declared || !knowsThread) {
                    yield NONE;
                }
                yield tlp == Tlp.RED ? NAMELESS : FULL;
            }
            case OPERATOR, CEPTOAR, COUNCIL, PPC, POLICE, HQ, AUDITOR, ADMIN -> NONE;
        };
    }
}
