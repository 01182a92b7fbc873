package noroshi.gateway.webhook;

import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;

/** 登録者. The organisation whose webhook it is; which of its people set it up, only the list of changes tells. */
record Owner(Role role, String organisation) {

    static Owner of(Viewer viewer) {
        return new Owner(viewer.role(), viewer.organisation());
    }

    /** As whom it reads: nobody in person, so RED comes as its existence alone. */
    Viewer viewer() {
        return new Viewer(role, organisation, null, "webhook");
    }
}
