package noroshi.core.regime.actionplan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import noroshi.core.deadline.Deadline;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.Basis;
import noroshi.core.regime.Duty;
import noroshi.core.regime.Exclusion;
import noroshi.core.regime.Ground;
import noroshi.core.regime.Outcome;
import noroshi.core.regime.Question;
import noroshi.core.regime.Regime;
import noroshi.core.regime.RegimeCode;
import noroshi.core.regime.Role;
import noroshi.core.regime.Terms;
import noroshi.core.report.Stage;
import noroshi.core.sector.Sector;

/**
 * 行動計画 (情報連絡). R1: a member of a sector reports to the sector's ministry, which relays to the
 * national office at once; R2: a grave event, or a call by hotline, goes to the national office in
 * parallel; R14: a near miss opens no clock. An agreed framework: no statutory duty, no legal deadline.
 */
public final class ActionPlan implements Regime {

    public static final RegimeCode CODE = new RegimeCode("ACTION_PLAN");

    private static final int GRAVE = 3;

    private final Terms terms = Terms.of(CODE, ActionPlan.class);

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
        var r1 = terms.on("R1", question.day());
        if (r1.isEmpty()) {
            return Outcome.excluded(terms.rule("R1", terms.first("R1")), Exclusion.Why.NOT_IN_FORCE);
        }
        var rule = terms.rule("R1", r1.get());
        if (question.affected().sectors().isEmpty()) {
            return Outcome.excluded(rule, Exclusion.Why.NO_MEMBERSHIP);
        }
        var ministries = new LinkedHashSet<AuthorityCode>();
        question.affected().sectors().stream().map(Sector::ministry).forEach(ministries::add);

        List<Ground> grounds = new ArrayList<>();
        for (AuthorityCode ministry : ministries) {
            grounds.add(new Ground(ministry, grounds.isEmpty() ? Role.LEAD : Role.CO_COMPETENT, rule));
        }
        if (isGrave(question)) {
            terms.on("R2", question.day())
                    .map(term -> new Ground(AuthorityCode.NCO, Role.COPY, terms.rule("R2", term)))
                    .ifPresent(grounds::add);
        }
        // relayed at once, never gated on a ministry's acknowledgement (「速やかに内閣官房へ情報連絡」)
        terms.on("RELAY", question.day())
                .map(term -> new Ground(AuthorityCode.NCO, Role.COPY, terms.rule("R1", term)))
                .ifPresent(grounds::add);

        if (question.filing().isNearMiss()) {
            return new Outcome(grounds, List.of(), List.of(new Exclusion(rule, Exclusion.Why.NEAR_MISS)));
        }
        List<Duty> duties = terms.on("FIRST_CONTACT", question.day()).stream()
                .flatMap(term -> ministries.stream()
                        .map(ministry -> new Duty(
                                Stage.PRELIMINARY,
                                ministry,
                                terms.rule("R1", term),
                                Basis.VOLUNTARY,
                                true,
                                Deadline.within(question.filing().awarenessAt(), Duration.parse(term.value())))))
                .toList();
        return new Outcome(grounds, duties, List.of());
    }

    private static boolean isGrave(Question question) {
        Integer severity = question.filing().severityEstimate();
        return question.filing().hotline() || (severity != null && severity >= GRAVE);
    }
}
