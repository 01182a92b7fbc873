package noroshi.core.sharing;

import java.util.Set;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.Tlp;

/**
 * 開示. How much of a thread a viewer may read, and why. Every list, count, search, page and stream passes through
 * this, whatever filtered it before.
 */
public record Disclosure(Extent extent, Why why) {

    /** The Commission, and who is consulted and supervises nobody here; the police and the prefectures besides. */
    private static final Set<AuthorityCode> CONFINED =
            Set.of(AuthorityCode.PPC, AuthorityCode.NPA, AuthorityCode.JPCERT, AuthorityCode.IPA);

    /** 開示の程度, from nothing to all. */
    public enum Extent {
        /** 非開示. Not even that it exists. */
        NONE,
        /** 秘匿. That there is one, and what of it was delivered to the viewer: no words and no operator. */
        MASKED,
        /** 送達限り. The content, but of deliveries, duties and acts only the viewer's own. */
        OWN_DELIVERY,
        /** 全部. */
        FULL;

        /** Whether the operator and its words may be read, and so be searched for. */
        public boolean showsContent() {
            return this == OWN_DELIVERY || this == FULL;
        }

        /** Whether what concerns other authorities may be read too. */
        public boolean showsOthers() {
            return this == FULL;
        }
    }

    /** 開示・非開示の理由. */
    public enum Why {
        /** The operator's own thread. */
        OWN(Extent.FULL),
        /** An addressee reads what was delivered to it. */
        ADDRESSEE(Extent.FULL),
        /** The Commission, the police, and who else is only consulted, read their own delivery. */
        OWN_DELIVERY_ONLY(Extent.OWN_DELIVERY),
        /** RED is for named officers; the token names none. */
        RED_WITHOUT_OFFICER(Extent.MASKED),
        /** RED was relayed to the national office, not addressed to it. */
        RED_RELAYED(Extent.MASKED),
        /** Another operator's thread. */
        OTHER_OPERATOR(Extent.NONE),
        /** Nothing of the thread was delivered to this authority. */
        NOT_ADDRESSED(Extent.NONE),
        /** The role reads no reports. */
        ROLE_READS_NONE(Extent.NONE);

        private final Extent extent;

        Why(Extent extent) {
            this.extent = extent;
        }
    }

    private static Disclosure because(Why why) {
        return new Disclosure(why.extent, why);
    }

    /** What {@code viewer} may read of a thread with that circle. */
    public static Disclosure of(Viewer viewer, Circle circle) {
        return because(
                switch (viewer.role()) {
                    case OPERATOR ->
                        viewer.organisation().equals(circle.operator().value()) ? Why.OWN : Why.OTHER_OPERATOR;
                    case MINISTRY, NCO, PM_CAO, PPC, POLICE ->
                        viewer.authority()
                                .filter(circle.addressees()::contains)
                                .map(authority -> asAddressee(viewer, authority, circle))
                                .orElse(Why.NOT_ADDRESSED);
                    case CEPTOAR, COUNCIL, HQ, AUDITOR, ADMIN -> Why.ROLE_READS_NONE;
                });
    }

    private static Why asAddressee(Viewer viewer, AuthorityCode authority, Circle circle) {
        if (circle.tlp() == Tlp.RED && !circle.named().contains(authority)) {
            return Why.RED_RELAYED;
        }
        if (circle.tlp() == Tlp.RED && needsOfficer(viewer) && viewer.officer() == null) {
            return Why.RED_WITHOUT_OFFICER;
        }
        return isConfinedToDelivery(viewer) ? Why.OWN_DELIVERY_ONLY : Why.ADDRESSEE;
    }

    /** Whom RED reaches by name: law beats label, so those whose tokens never name a person read their delivery. */
    public static boolean needsOfficer(Viewer viewer) {
        return viewer.role() == Viewer.Role.MINISTRY;
    }

    /** Whether the viewer reads its own delivery of a thread and nothing beside it. */
    public static boolean isConfinedToDelivery(Viewer viewer) {
        return viewer.authority().filter(Disclosure::isConfinedToDelivery).isPresent();
    }

    /** The same of an authority: what is owed to it is told to nobody else. */
    public static boolean isConfinedToDelivery(AuthorityCode authority) {
        return CONFINED.contains(authority)
                || authority.isPrefecture()
                || authority.policedPrefecture().isPresent();
    }
}
