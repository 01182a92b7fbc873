package noroshi.core.regime.finincident;

import java.util.ArrayList;
import java.util.List;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.Basis;
import noroshi.core.regime.Duty;
import noroshi.core.regime.Exclusion;
import noroshi.core.regime.Exclusion.Why;
import noroshi.core.regime.Ground;
import noroshi.core.regime.Outcome;
import noroshi.core.regime.Question;
import noroshi.core.regime.Regime;
import noroshi.core.regime.RegimeCode;
import noroshi.core.regime.Role;
import noroshi.core.regime.Terms;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.SectorCode;

/**
 * 金融庁 監督指針. R5: a financial institution reports a system incident to the Agency at once, a regional one (not
 * designated for a business of finance) with a copy to the local finance bureau of the place.
 */
public final class FinancialIncident implements Regime {

    public static final RegimeCode CODE = new RegimeCode("FIN_SYSTEM_INCIDENT");

    private static final String R5 = "R5";
    private static final SectorCode FINANCE = new SectorCode("FINANCE");
    private static final BusinessCode KI_FINANCE = new BusinessCode("KI_FINANCE");

    private final Terms terms = Terms.of(CODE, FinancialIncident.class);

    @Override
    public RegimeCode code() {
        return CODE;
    }

    @Override
    public Terms terms() {
        return terms;
    }

    @Override
    public Outcome assess(Question question) {
        boolean designated = question.affected().businesses().stream()
                .map(held -> held.business())
                .anyMatch(business -> KI_FINANCE.equals(business.code()) || KI_FINANCE.equals(business.parent()));
        if (!designated && !question.affected().touches(FINANCE)) {
            return Outcome.NOT_CONCERNED;
        }
        return terms.applied(R5, question, rule -> {
            List<Ground> grounds = new ArrayList<>();
            grounds.add(new Ground(AuthorityCode.FSA, Role.LEAD, rule));
            if (question.filing().isNearMiss()) {
                return new Outcome(grounds, List.of(), List.of(new Exclusion(rule, Why.NEAR_MISS)));
            }
            if (!designated) {
                terms.on("R5_BUREAU", question.day()).map(term -> terms.rule(R5, term)).stream()
                        .flatMap(
                                copy -> question
                                        .scope()
                                        .officesOf(AuthorityCode.FSA, FINANCE, question.place(), question.day())
                                        .stream()
                                        .map(bureau -> new Ground(bureau, Role.COPY, copy)))
                        .forEach(grounds::add);
            }
            List<Duty> duties = terms.softTarget("PRELIMINARY", R5, Basis.STATED, question, List.of(AuthorityCode.FSA));
            return new Outcome(grounds, duties, List.of());
        });
    }
}
