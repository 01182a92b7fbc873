package noroshi.core.campaign;

import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Disclosure.Extent;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * 攻撃キャンペーンの開示. How much a viewer may know of a campaign itself. How much of its
 * threads, {@code Disclosure} decides one by one (L4).
 */
public enum CampaignDisclosure {
    /** 非開示. Not even that it exists. */
    NONE,
    /** 名称秘匿. That there is one; its wording bears a label that keeps it from the viewer. */
    NAMELESS,
    /** 全部. */
    FULL;

    /**
     * What {@code viewer} may know of a campaign: the national office all, who proposed it its own proposal, and a
     * ministry or the Prime Minister what holds a thread that they may know of, once it is declared. RED words are for
     * named officers, the proposer's too.
     *
     * @param proposer who proposed it, or null if it was never proposed
     * @param declared whether the national office has declared it, as whatever it stands now
     * @param knownThread how much the viewer may know of one of its threads, that of which it may know most
     */
    public static CampaignDisclosure of(
            Viewer viewer, Tlp tlp, @Nullable AuthorityCode proposer, boolean declared, Extent knownThread) {
        return switch (viewer.role()) {
            case NCO -> FULL;
            case MINISTRY, PM_CAO -> {
                if (proposer != null
                        && viewer.authority().filter(proposer::equals).isPresent()) {
                    boolean unnamed = tlp == Tlp.RED && Disclosure.needsOfficer(viewer) && viewer.officer() == null;
                    yield unnamed ? NAMELESS : FULL;
                }
                if (!declared || !knownThread.showsExistence()) {
                    yield NONE;
                }
                boolean meant = knownThread.showsContact() && tlp != Tlp.RED;
                yield meant || Disclosure.told(viewer.role()).contains(tlp) ? FULL : NAMELESS;
            }
            case OPERATOR, CEPTOAR, COUNCIL, PPC, POLICE, HQ, AUDITOR, ADMIN -> NONE;
        };
    }
}
