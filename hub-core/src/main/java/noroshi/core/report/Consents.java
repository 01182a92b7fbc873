package noroshi.core.report;

/** 同意. What the operator agrees to; each is false unless given. */
public record Consents(
        boolean ncoShare,
        boolean policeShare,
        boolean ceptoarAnonymised,
        boolean councilShare,
        boolean jpcertShare,
        boolean ipaShare) {

    public static final Consents NONE = new Consents(false, false, false, false, false, false);
}
