package noroshi.api.view;

import java.util.Set;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import org.springframework.security.access.AccessDeniedException;

/** 閲覧の資格. Which roles may ask a question at all. */
public final class Asking {

    /** 行政の担当者. Those to whom threads are delivered. */
    public static final Set<Role> OFFICERS = Set.of(Role.MINISTRY, Role.NCO, Role.PM_CAO, Role.PPC, Role.POLICE);

    /** Officers, and operators for their own. */
    public static final Set<Role> CONCERNED =
            Set.of(Role.OPERATOR, Role.MINISTRY, Role.NCO, Role.PM_CAO, Role.PPC, Role.POLICE);

    /** Officers, and the headquarters, which reads nothing but counts. */
    public static final Set<Role> COUNTING =
            Set.of(Role.MINISTRY, Role.NCO, Role.PM_CAO, Role.PPC, Role.POLICE, Role.HQ);

    private Asking() {}

    /**
     * Lets only those roles go on.
     *
     * @throws AccessDeniedException if the viewer's role never asks this: 403
     */
    public static void require(Viewer viewer, Set<Role> roles) {
        if (!roles.contains(viewer.role())) {
            throw new AccessDeniedException("role: %s (expected: one of %s)".formatted(viewer.role(), roles));
        }
    }
}
