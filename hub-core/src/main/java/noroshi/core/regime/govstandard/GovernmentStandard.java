package noroshi.core.regime.govstandard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.Basis;
import noroshi.core.regime.Exclusion;
import noroshi.core.regime.Exclusion.Why;
import noroshi.core.regime.Ground;
import noroshi.core.regime.Outcome;
import noroshi.core.regime.Question;
import noroshi.core.regime.Regime;
import noroshi.core.regime.RegimeCode;
import noroshi.core.regime.Role;
import noroshi.core.regime.Rule;
import noroshi.core.regime.Terms;

/**
 * 政府統一基準群 (サイバーセキュリティ基本法 art. 26(1)(ii)). R10: an independent administrative agency reports an incident to
 * the ministry that supervises it, which passes it to the national office; a ministry reports to the national office
 * itself. The headquarters (本部) reads counts alone, so nothing is delivered to it.
 */
public final class GovernmentStandard implements Regime {

    public static final RegimeCode CODE = new RegimeCode("GOV_STANDARD");

    private static final String R10 = "R10";

    private final Terms terms = Terms.of(CODE, GovernmentStandard.class);

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
        return Set.of(AuthorityCode.DIGITAL);
    }

    @Override
    public Outcome assess(Question question) {
        return switch (question.operator().kind()) {
            case COMPANY, LOCAL_GOVERNMENT, VENDOR, CEPTOAR -> Outcome.NOT_CONCERNED;
            case INDEPENDENT_ADMINISTRATIVE_AGENCY, GOVERNMENT_BODY ->
                terms.applied(R10, question, rule -> reported(question, rule));
        };
    }

    private Outcome reported(Question question, Rule rule) {
        AuthorityCode supervising = question.operator().supervisingMinistry();
        AuthorityCode addressee = supervising == null ? AuthorityCode.NCO : supervising;
        List<Ground> grounds = new ArrayList<>();
        grounds.add(new Ground(addressee, Role.LEAD, rule));
        // at once, as under the Action Plan: no relay waits for a ministry's hand
        grounds.add(new Ground(AuthorityCode.NCO, Role.COPY, rule));
        if (Boolean.TRUE.equals(question.filing().governmentCloud())) {
            terms.on("DIGITAL", question.day())
                    .map(term -> new Ground(AuthorityCode.DIGITAL, Role.COPY, terms.rule(R10, term)))
                    .ifPresent(grounds::add);
        }
        if (question.filing().isNearMiss()) {
            return new Outcome(grounds, List.of(), List.of(new Exclusion(rule, Why.NEAR_MISS)));
        }
        return new Outcome(
                grounds, terms.softTarget("FIRST_CONTACT", R10, Basis.STATED, question, List.of(addressee)), List.of());
    }
}
