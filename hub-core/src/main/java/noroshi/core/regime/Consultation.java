package noroshi.core.regime;

import java.util.List;
import java.util.stream.Stream;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.Exclusion.Why;

/**
 * 任意の相談・届出. What the voluntary regimes have in common: they reach nobody to whom the operator has not agreed, and
 * whoever is reached decides nothing about the thread.
 */
public final class Consultation {

    private Consultation() {}

    /**
     * What a voluntary regime makes of a filing.
     *
     * @param consulted whose receipt ends the consultation
     * @param informed who sees it besides
     */
    public static Outcome of(
            Terms terms,
            Rule rule,
            Question question,
            boolean consent,
            AuthorityCode consulted,
            List<AuthorityCode> informed) {
        if (!consent) {
            return Outcome.excluded(rule, Why.NO_CONSENT);
        }
        if (question.filing().isNearMiss()) {
            return Outcome.excluded(rule, Why.NEAR_MISS);
        }
        List<Ground> grounds = Stream.concat(Stream.of(consulted), informed.stream())
                .map(authority -> new Ground(authority, Role.COPY, rule))
                .toList();
        return new Outcome(
                grounds,
                terms.softTarget("FIRST_CONTACT", rule.id(), Basis.VOLUNTARY, question, List.of(consulted)),
                List.of());
    }
}
