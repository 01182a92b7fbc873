package noroshi.core.regime.appi;

import static noroshi.core.report.Answer.YES;

import java.util.LinkedHashSet;
import java.util.Set;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.Leak;
import noroshi.core.regime.Outcome;
import noroshi.core.regime.Question;
import noroshi.core.regime.Regime;
import noroshi.core.regime.RegimeCode;
import noroshi.core.regime.Terms;
import noroshi.core.sector.SectorCode;

/**
 * 個人情報保護法 art. 26, for public bodies art. 68. R7: a leak of personal data that meets a criterion (sensitive data,
 * possible damage to property, a wrongful purpose, many persons) is reported to the Commission, or to the minister to
 * whom it delegated that (art. 150): 速報 within 3 to 5 days, 確報 within 30 days, 60 if it was malicious.
 */
public final class AppiBreach implements Regime {

    public static final RegimeCode CODE = new RegimeCode("APPI_BREACH");

    private static final String R7 = "R7";

    private final Terms terms = Terms.of(CODE, AppiBreach.class);

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
        return switch (question.operator().kind()) {
            case COMPANY, VENDOR -> under(R7, "PERSONS", question, addressees(question));
            case INDEPENDENT_ADMINISTRATIVE_AGENCY, GOVERNMENT_BODY ->
                under("R7_STATE", "PERSONS_PUBLIC", question, Set.of(AuthorityCode.PPC));
            case CEPTOAR -> Outcome.NOT_CONCERNED;
            case LOCAL_GOVERNMENT -> under("R7_LOCAL", "PERSONS_PUBLIC", question, Set.of(AuthorityCode.PPC));
        };
    }

    private Outcome under(String provision, String threshold, Question question, Set<AuthorityCode> addressees) {
        return terms.applied(R7, provision, question, rule -> {
            var leak = Leak.of(question.filing());
            boolean criterion = leak.breach().sensitive() == YES
                    || leak.breach().propertyRisk() == YES
                    || terms.on(threshold, question.day())
                            .filter(term -> leak.concernsMoreThan(Integer.parseInt(term.value())))
                            .isPresent();
            return leak.reportedUnder(terms, rule, question, criterion, addressees);
        });
    }

    /** By sector, for a company's leak may touch one that is delegated and one that is not. */
    private Set<AuthorityCode> addressees(Question question) {
        var addressees = new LinkedHashSet<AuthorityCode>();
        question.affected().sectors().forEach(sector -> {
            SectorCode top = sector.parent() == null ? sector.code() : sector.parent();
            addressees.add(terms.on("DELEGATED_" + top, question.day())
                    .map(term -> new AuthorityCode(term.value()))
                    .orElse(AuthorityCode.PPC));
        });
        return addressees.isEmpty() ? Set.of(AuthorityCode.PPC) : addressees;
    }
}
