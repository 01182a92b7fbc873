package noroshi.core.sharing;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.Content;
import noroshi.core.report.Tlp;
import noroshi.core.report.Withholding;
import noroshi.core.sharing.Onward.Passing;
import noroshi.core.sharing.Viewer.Role;

/**
 * 開示. How much of a thread a viewer may read, and why. Every list, count, search, page and stream passes through
 * this, whatever filtered it before.
 */
public record Disclosure(Extent extent, Why why) {

    /** The Commission, and who is consulted and supervises nobody here; the police and the prefectures besides. */
    private static final Set<AuthorityCode> CONFINED =
            Set.of(AuthorityCode.PPC, AuthorityCode.NPA, AuthorityCode.JPCERT, AuthorityCode.IPA);

    /** Who asks for the state's purposes under the Act itself, though nothing was delivered to them. */
    private static final Set<Role> WITHIN_THE_ACT = EnumSet.of(Role.NCO, Role.PM_CAO);

    /** The labels under which a role may be told what was not delivered to it; CLEAR is for everyone. */
    private static final Map<Role, Set<Tlp>> TOLD = Map.of(
            Role.NCO, EnumSet.range(Tlp.CLEAR, Tlp.AMBER_STRICT),
            Role.PM_CAO, EnumSet.range(Tlp.CLEAR, Tlp.AMBER),
            Role.MINISTRY, EnumSet.range(Tlp.CLEAR, Tlp.GREEN),
            Role.PPC, EnumSet.range(Tlp.CLEAR, Tlp.GREEN),
            Role.POLICE, EnumSet.range(Tlp.CLEAR, Tlp.GREEN),
            Role.CEPTOAR, EnumSet.range(Tlp.CLEAR, Tlp.GREEN),
            Role.COUNCIL, EnumSet.range(Tlp.CLEAR, Tlp.GREEN));

    /** 開示の程度, from nothing to all. */
    public enum Extent {
        /** 非開示. Not even that it exists. */
        NONE,
        /** 集計. Counted among others, five at least, and never listed. */
        AGGREGATE,
        /** 秘匿. That there is one, as {@link Masking} has it, and what of it was delivered to the viewer: no words and no operator. */
        MASKED,
        /** 共有. The content, but nobody to contact and nothing that is marked; of deliveries, duties and acts only the viewer's own. */
        SHARED,
        /** 送達限り. All of the content, but of deliveries, duties and acts only the viewer's own. */
        OWN_DELIVERY,
        /** 全部. */
        FULL;

        /** Whether it may be known that the thread is there. */
        public boolean showsExistence() {
            return compareTo(MASKED) >= 0;
        }

        /** Whether the operator and its words may be read, and so be searched for. */
        public boolean showsContent() {
            return compareTo(SHARED) >= 0;
        }

        /** Whether the viewer is one of those whom the report was meant for, with whom to call, what is marked and what it lacks. */
        public boolean showsContact() {
            return compareTo(OWN_DELIVERY) >= 0;
        }

        /** As much of a content as may be read. */
        public Optional<Content> told(Content content, Withholding withheld) {
            return showsContent()
                    ? Optional.of(showsContact() ? content : withheld.passedOn(content))
                    : Optional.empty();
        }

        /** Whether it may be read how that item was changed. */
        public boolean tells(String item, Withholding withheld) {
            return showsContact() || (showsContent() && withheld.isPassedOn(item));
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
        /** The label allows it to be told to the role. */
        LABEL_ALLOWS(Extent.SHARED),
        /** RED is for named officers; the token names none. */
        RED_WITHOUT_OFFICER(Extent.MASKED),
        /** RED was relayed to the national office, not addressed to it. */
        RED_RELAYED(Extent.MASKED),
        /** AMBER, as the operator agreed, told to its sector's CEPTOAR without names (R11). */
        CEPTOAR_ANONYMISED(Extent.MASKED),
        /** AMBER, and of one campaign with a thread that was delivered to the authority. */
        SAME_CAMPAIGN(Extent.MASKED),
        /** The national office and the headquarters count what they may not read. */
        COUNTED_ONLY(Extent.AGGREGATE),
        /** The regime that it was delivered under binds it to its purpose. */
        BOUND_TO_PURPOSE(Extent.NONE),
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
                        viewer.organisation().equals(circle.operator().value())
                                ? Why.OWN
                                : onward(viewer, circle, Why.OTHER_OPERATOR);
                    case MINISTRY, NCO, PM_CAO, PPC, POLICE ->
                        viewer.authority()
                                .filter(circle.addressees()::contains)
                                .map(authority -> asAddressee(viewer, authority, circle))
                                .orElseGet(() -> onward(viewer, circle, Why.NOT_ADDRESSED));
                    case CEPTOAR, COUNCIL, HQ, AUDITOR, ADMIN -> onward(viewer, circle, Why.ROLE_READS_NONE);
                });
    }

    /** What may be told to those to whom nothing was delivered. */
    private static Why onward(Viewer viewer, Circle circle, Why otherwise) {
        if (passes(viewer.role(), circle.onward().passing())) {
            if (told(viewer.role()).contains(circle.tlp())) {
                return Why.LABEL_ALLOWS;
            }
            if (circle.tlp() == Tlp.AMBER && isCeptoarOf(viewer, circle)) {
                return Why.CEPTOAR_ANONYMISED;
            }
            if (circle.tlp() == Tlp.AMBER && isCompanion(viewer, circle)) {
                return Why.SAME_CAMPAIGN;
            }
        }
        if (counts(viewer.role())) {
            return Why.COUNTED_ONLY;
        }
        boolean keptByPurpose = circle.onward().passing() == Passing.BOUND_TO_PURPOSE
                && told(viewer.role()).contains(circle.tlp());
        return keptByPurpose ? Why.BOUND_TO_PURPOSE : otherwise;
    }

    /** The labels under which that role may be told what was not delivered to it. */
    public static Set<Tlp> told(Role role) {
        return TOLD.getOrDefault(role, EnumSet.of(Tlp.CLEAR));
    }

    /** Whether what may pass on so may pass to that role. */
    public static boolean passes(Role role, Passing passing) {
        return switch (passing) {
            case FREE -> true;
            case BOUND_TO_PURPOSE -> WITHIN_THE_ACT.contains(role);
            case CLOSED -> false;
        };
    }

    /** Whether that role counts what it may not read. */
    public static boolean counts(Role role) {
        return role == Role.NCO || role == Role.HQ;
    }

    private static boolean isCeptoarOf(Viewer viewer, Circle circle) {
        return viewer.role() == Role.CEPTOAR && circle.onward().ceptoars().contains(viewer.organisation());
    }

    private static boolean isCompanion(Viewer viewer, Circle circle) {
        return viewer.role() == Role.MINISTRY
                && !isConfinedToDelivery(viewer)
                && viewer.authority()
                        .filter(circle.onward().companions()::contains)
                        .isPresent();
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
        return viewer.role() == Role.MINISTRY;
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
