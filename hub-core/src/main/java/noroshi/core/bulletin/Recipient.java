package noroshi.core.bulletin;

import noroshi.core.sharing.Viewer;

/** 受領者. An organisation that holds a copy; which of its people, the copy does not say. */
public record Recipient(Viewer.Role role, String organisation) {

    /** 国家サイバー統括室. */
    static final Recipient NATIONAL_OFFICE = new Recipient(Viewer.Role.NCO, Viewer.Role.NCO.name());

    public static Recipient of(Viewer viewer) {
        return new Recipient(viewer.role(), viewer.organisation());
    }
}
