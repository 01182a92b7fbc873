package noroshi.core.request;

import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.Tlp;
import noroshi.core.request.Request.Made;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Viewer;

/**
 * 要請の開示. How much of a request a viewer may read. Each addressee sees its own part alone: whom else the office asks
 * tells who is struck.
 */
public enum RequestDisclosure {
    /** 非開示. Not even that it exists. */
    NONE,
    /** 本文秘匿. RED, and the token names no officer: that it is asked and until when, without a word. */
    WORDLESS,
    /** 伝達. An operator to which it was passed on: what is asked, and nothing of what is answered. */
    PASSED_ON,
    /** 自らの分. What is asked, and the addressee's own part. */
    OWN_PART,
    /** 全部. */
    FULL;

    /** What {@code viewer} may read of {@code request}. */
    public static RequestDisclosure of(Viewer viewer, Made request) {
        return switch (viewer.role()) {
            case NCO -> FULL;
            case MINISTRY, PM_CAO, PPC, POLICE ->
                viewer.authority().filter(request.parts()::containsKey).isEmpty() ? NONE : asAddressee(viewer, request);
            case OPERATOR ->
                request.parts().values().stream()
                                .flatMap(part -> part.operators().stream())
                                .anyMatch(operator -> operator.value().equals(viewer.organisation()))
                        ? PASSED_ON
                        : NONE;
            case CEPTOAR, COUNCIL, HQ, AUDITOR, ADMIN -> NONE;
        };
    }

    private static RequestDisclosure asAddressee(Viewer viewer, Made request) {
        boolean unnamed =
                request.asked().facts().tlp() == Tlp.RED && Disclosure.needsOfficer(viewer) && viewer.officer() == null;
        return unnamed ? WORDLESS : OWN_PART;
    }

    /** Whether what is asked may be read. */
    public boolean showsWords() {
        return compareTo(PASSED_ON) >= 0;
    }

    /** Whether it may be read why the request ended: it is said to those who were asked. */
    public boolean showsReasons() {
        return compareTo(OWN_PART) >= 0;
    }

    /** Whether the part of {@code authority} may be read, with its answers. */
    public boolean showsPart(Viewer viewer, AuthorityCode authority) {
        return this == FULL
                || (this == OWN_PART
                        && viewer.authority().filter(authority::equals).isPresent());
    }
}
