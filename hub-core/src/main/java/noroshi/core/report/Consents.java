package noroshi.core.report;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** 同意. What the operator agrees to; each is false unless given. */
public record Consents(
        boolean ncoShare,
        boolean policeShare,
        boolean ceptoarAnonymised,
        boolean councilShare,
        boolean jpcertShare,
        boolean ipaShare) {

    public static final Consents NONE = new Consents(false, false, false, false, false, false);

    private static Consents of(Set<Consent> given) {
        return new Consents(
                given.contains(Consent.NCO_SHARE),
                given.contains(Consent.POLICE_SHARE),
                given.contains(Consent.CEPTOAR_ANONYMISED),
                given.contains(Consent.COUNCIL_SHARE),
                given.contains(Consent.JPCERT_SHARE),
                given.contains(Consent.IPA_SHARE));
    }

    /** What the operator agrees to, one by one. */
    public Set<Consent> given() {
        return Stream.of(Consent.values())
                .filter(this::isGiven)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Consent.class)));
    }

    private boolean isGiven(Consent consent) {
        return switch (consent) {
            case NCO_SHARE -> ncoShare;
            case POLICE_SHARE -> policeShare;
            case CEPTOAR_ANONYMISED -> ceptoarAnonymised;
            case COUNCIL_SHARE -> councilShare;
            case JPCERT_SHARE -> jpcertShare;
            case IPA_SHARE -> ipaShare;
        };
    }

    /** These, and {@code more}. */
    public Consents granting(Collection<Consent> more) {
        Set<Consent> given = given();
        given.addAll(more);
        return of(given);
    }

    /** These, without {@code fewer}. */
    public Consents revoking(Collection<Consent> fewer) {
        Set<Consent> given = given();
        given.removeAll(fewer);
        return of(given);
    }
}
