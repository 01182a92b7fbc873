package noroshi.core.regime.police;

import java.util.List;
import java.util.Set;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.Consultation;
import noroshi.core.regime.Outcome;
import noroshi.core.regime.Question;
import noroshi.core.regime.Regime;
import noroshi.core.regime.RegimeCode;
import noroshi.core.regime.Terms;
import noroshi.core.report.Consents;

/**
 * 警察への相談. R8: with the operator's consent the police of the prefecture of the damage are consulted; the National Police
 * Agency sees it too. Voluntary.
 */
public final class PoliceConsultation implements Regime {

    public static final RegimeCode CODE = new RegimeCode("POLICE_CONSULT");

    private final Terms terms = Terms.of(CODE, PoliceConsultation.class);

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
        return Set.of(AuthorityCode.NPA);
    }

    @Override
    public boolean agreed(Consents consents) {
        return consents.policeShare();
    }

    @Override
    public Outcome assess(Question question) {
        return terms.applied(
                "R8",
                question,
                rule -> Consultation.of(
                        terms,
                        rule,
                        question,
                        agreed(question.filing().consents()),
                        AuthorityCode.policeOf(question.place()),
                        List.of(AuthorityCode.NPA)));
    }
}
