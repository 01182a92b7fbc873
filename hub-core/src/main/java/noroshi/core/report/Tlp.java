package noroshi.core.report;

/** 共有範囲. The Traffic Light Protocol 2.0 (FIRST), from the widest to the narrowest. */
public enum Tlp {
    CLEAR,
    GREEN,
    AMBER,
    AMBER_STRICT,
    RED;

    public boolean isNarrowerThan(Tlp other) {
        return compareTo(other) > 0;
    }

    /** The narrower of the two. */
    public Tlp orNarrower(Tlp other) {
        return other.isNarrowerThan(this) ? other : this;
    }
}
