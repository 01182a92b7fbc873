package noroshi.core.bulletin;

import java.util.EnumSet;
import java.util.Set;
import noroshi.core.bulletin.Bulletin.Drafted;
import noroshi.core.bulletin.Bulletin.Published;
import noroshi.core.bulletin.Bulletin.Unwritten;
import noroshi.core.bulletin.Bulletin.Written;
import noroshi.core.report.Tlp;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer;

/**
 * 情報提供の読者 (domain.md §3.3, §7.4). Who may know of a bulletin at all. An originator sees what is drawn from its own
 * threads from the draft on; everyone else what is issued, as far as label, sector and relay let it come.
 */
public final class Readership {

    private Readership() {}

    /**
     * Whether {@code viewer} may read {@code bulletin}.
     *
     * @param sectors the top-level sectors that a ministry is competent for, a CEPTOAR speaks for, an operator is in
     */
    public static boolean reads(Viewer viewer, Bulletin bulletin, Set<SectorCode> sectors) {
        return switch (bulletin) {
            case Unwritten _ -> false;
            case Drafted drafted -> viewer.role() == Viewer.Role.NCO || isOriginator(viewer, drafted.draft());
            case Published published ->
                isOriginator(viewer, published.draft())
                        || readsIssued(
                                viewer.role(),
                                published,
                                published.draft().facts().tlp(),
                                sectors);
        };
    }

    /** Whether a bulletin draws on a thread of the viewer's own. */
    public static boolean isOriginator(Viewer viewer, Draft draft) {
        return viewer.role() == Viewer.Role.OPERATOR
                && draft.facts().originators().stream()
                        .anyMatch(operator -> operator.value().equals(viewer.organisation()));
    }

    /**
     * What of its content {@code viewer} is told, who reads the bulletin: of what came from elsewhere the indicators that
     * it would read in a bulletin of their labels. What is narrower than AMBER stays with the national office.
     */
    public static BulletinContent told(
            Viewer viewer, Written bulletin, BulletinContent content, Set<SectorCode> sectors) {
        Tlp label = bulletin.draft().facts().tlp();
        Viewer.Role role = viewer.role();
        return content.telling(marking -> !marking.isNarrowerThan(label)
                || role == Viewer.Role.NCO
                || (bulletin instanceof Published published && readsIssued(role, published, marking, sectors)));
    }

    /** Those roles of which everybody reads an issued bulletin, of whatever sector. */
    public static Set<Viewer.Role> everybody(Published bulletin) {
        Tlp label = bulletin.draft().facts().tlp();
        var all = EnumSet.noneOf(Viewer.Role.class);
        for (Viewer.Role role : Viewer.Role.values()) {
            if (readsIssued(role, bulletin, label, Set.of())) {
                all.add(role);
            }
        }
        return all;
    }

    private static boolean readsIssued(Viewer.Role role, Published bulletin, Tlp label, Set<SectorCode> sectors) {
        if (label.isNarrowerThan(Tlp.AMBER)) {
            return role == Viewer.Role.NCO;
        }
        boolean isOpen = label == Tlp.CLEAR && bulletin.isThrough();
        boolean isShared = !label.isNarrowerThan(Tlp.GREEN) && bulletin.isThrough();
        return switch (role) {
            case NCO, PM_CAO -> true;
            case MINISTRY -> isShared || reaches(bulletin, Step.MINISTRY, sectors);
            case CEPTOAR -> isShared || reaches(bulletin, Step.CEPTOAR, sectors);
            case OPERATOR -> isOpen || reaches(bulletin, Step.OPERATOR, sectors);
            case COUNCIL, PPC, POLICE -> isShared;
            case HQ, AUDITOR, ADMIN -> isOpen;
        };
    }

    private static boolean reaches(Published bulletin, Step step, Set<SectorCode> sectors) {
        return sectors.stream().anyMatch(sector -> bulletin.hasReached(sector, step));
    }
}
