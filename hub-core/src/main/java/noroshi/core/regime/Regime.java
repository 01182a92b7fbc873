package noroshi.core.regime;

import java.util.Set;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.Consents;

/** 制度. One body of rules; a new one is one folder and one line in {@code Regimes}. */
public interface Regime {

    RegimeCode code();

    /** The effective-dated rows it reads. */
    Terms terms();

    /** The authorities that it may address whoever files, so that their topics stand before the first delivery. */
    default Set<AuthorityCode> nationwide() {
        return Set.of();
    }

    /** Whether the operator agrees to what it sends; what is sent by law asks for no consent. */
    default boolean agreed(Consents consents) {
        return true;
    }

    /** Whether what it sends may serve its own purpose alone, whatever the label allows. */
    default boolean bindsToPurpose() {
        return false;
    }

    /**
     * 束ねた連絡. Whether what a CEPTOAR reports for members that it does not name is this regime's: a duty is its bearer's
     * own, and is not met by another's word.
     */
    default boolean hearsOfOthers() {
        return false;
    }

    /** What this regime makes of the filing: pure, and never refuses. */
    Outcome assess(Question question);
}
