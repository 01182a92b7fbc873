package noroshi.core.regime.mynumber;

import static noroshi.core.report.Answer.YES;

import java.util.Set;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.Leak;
import noroshi.core.regime.Outcome;
import noroshi.core.regime.Question;
import noroshi.core.regime.Regime;
import noroshi.core.regime.RegimeCode;
import noroshi.core.regime.Terms;

/**
 * 番号法 art. 29-4. R7: a leak of individual numbers is reported to the Commission, whoever leaked them; it delegates that
 * to nobody. Besides the report under the 個人情報保護法, never in its place.
 */
public final class MyNumberBreach implements Regime {

    public static final RegimeCode CODE = new RegimeCode("MY_NUMBER_BREACH");

    private final Terms terms = Terms.of(CODE, MyNumberBreach.class);

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
        return Set.of(AuthorityCode.PPC);
    }

    @Override
    public Outcome assess(Question question) {
        var leak = Leak.of(question.filing());
        if (leak.breach().myNumber() != YES) {
            return Outcome.NOT_CONCERNED;
        }
        return terms.applied("R7", question, rule -> {
            boolean criterion = leak.breach().propertyRisk() == YES
                    || terms.on("PERSONS", question.day())
                            .filter(term -> leak.concernsMoreThan(Integer.parseInt(term.value())))
                            .isPresent();
            return leak.reportedUnder(terms, rule, question, criterion, Set.of(AuthorityCode.PPC));
        });
    }
}
