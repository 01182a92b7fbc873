package noroshi.core.regime.jpcert;

import java.util.List;
import java.util.Set;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.Consultation;
import noroshi.core.regime.Outcome;
import noroshi.core.regime.Question;
import noroshi.core.regime.Regime;
import noroshi.core.regime.RegimeCode;
import noroshi.core.regime.Terms;
import noroshi.core.report.Cause;
import noroshi.core.report.Consents;

/**
 * JPCERT/CC へのインシデント報告. With the operator's consent JPCERT/CC is told. Voluntary; where a vulnerability is a cause it
 * is R12, the channel for vulnerabilities, which no CEPTOAR is part of.
 */
public final class JpcertReport implements Regime {

    public static final RegimeCode CODE = new RegimeCode("JPCERT_REPORT");

    private final Terms terms = Terms.of(CODE, JpcertReport.class);

    @Override
    public RegimeCode code() {
        return CODE;
    }

    @Override
    public Terms terms() {
        return terms;
    }

    @Override
    public Set<AuthorityCode> nationwide() {
        return Set.of(AuthorityCode.JPCERT);
    }

    @Override
    public boolean agreed(Consents consents) {
        return consents.jpcertShare();
    }

    @Override
    public Outcome assess(Question question) {
        String id = question.filing().causes().contains(Cause.VULNERABILITY) ? "R12" : "REPORT";
        return terms.applied(
                id,
                question,
                rule -> Consultation.of(
                        terms, rule, question, agreed(question.filing().consents()), AuthorityCode.JPCERT, List.of()));
    }
}
