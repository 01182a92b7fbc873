package noroshi.core.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.mode.Modes;
import noroshi.core.regime.Affected.Held;
import noroshi.core.regime.Duty;
import noroshi.core.regime.Exclusion;
import noroshi.core.regime.Ground;
import noroshi.core.regime.Outcome;
import noroshi.core.regime.Question;
import noroshi.core.regime.Regime;
import noroshi.core.regime.RegimeCode;
import noroshi.core.regime.Regimes;
import noroshi.core.regime.Role;
import noroshi.core.regime.Rule;
import noroshi.core.register.OperatorEntry;
import noroshi.core.report.Filing;
import noroshi.core.sector.Scope;
import noroshi.core.sector.Status;

/**
 * 振分け. Applies all regimes to a filing and unites what they say, one destination an authority. What no
 * regime claims goes to the national triage queue (R13) and is never dropped; a drill opens no duty (R15).
 */
public final class Routing {

    /** 未振分け. The code under which the hub itself routes what no regime claims. */
    public static final RegimeCode TRIAGE = new RegimeCode("TRIAGE");

    private Routing() {}

    /** The route of {@code filing} in normal times, by the law of its day of awareness. */
    public static Route of(Filing filing, OperatorEntry operator, Scope scope) {
        return of(filing, operator, scope, Modes.NORMAL);
    }

    /** The route of {@code filing} by the law of its day of awareness; the mode shortens targets and nothing else. */
    public static Route of(Filing filing, OperatorEntry operator, Scope scope, Modes modes) {
        var question = Question.of(filing, operator, scope, modes);
        List<Ground> grounds = new ArrayList<>();
        List<Duty> duties = new ArrayList<>();
        List<Exclusion> exclusions = new ArrayList<>();
        for (Regime regime : Regimes.all()) {
            if (operator.reportsForOthers() && !regime.hearsOfOthers()) {
                continue;
            }
            Outcome outcome = regime.assess(question);
            grounds.addAll(outcome.grounds());
            duties.addAll(outcome.duties());
            exclusions.addAll(outcome.exclusions());
        }
        // who is only consulted (the police, the Commission) takes nothing in charge
        boolean inCharge = grounds.stream().anyMatch(ground -> ground.role() == Role.LEAD);
        if (!inCharge || !question.affected().unclaimed().isEmpty()) {
            // first, so that what waits for triage is seen by that rule and not as a mere copy
            grounds.addAll(0, triage(question, !inCharge));
        }
        if (filing.exercise()) {
            duties.stream()
                    .map(Duty::rule)
                    .distinct()
                    .map(rule -> new Exclusion(rule, Exclusion.Why.EXERCISE))
                    .forEach(exclusions::add);
            duties.clear();
        }
        return new Route(destinations(grounds), duties, exclusions);
    }

    /** R13. To the national office; and, voluntarily, to the ministers of a designated business that is touched. */
    private static List<Ground> triage(Question question, boolean nothingElse) {
        var rule = new Rule(TRIAGE, "R13", "振分け規則 R13 (所管が定まらない報告)", question.day(), Status.CONFIRMED);
        List<Ground> grounds = new ArrayList<>();
        grounds.add(new Ground(AuthorityCode.NCO, nothingElse ? Role.LEAD : Role.COPY, rule));
        if (nothingElse) {
            for (Held held : question.affected().businesses()) {
                held.business().ministers().forEach(minister -> grounds.add(new Ground(minister, Role.COPY, rule)));
            }
        }
        return grounds;
    }

    private static List<Destination> destinations(List<Ground> grounds) {
        Map<AuthorityCode, Destination> byAddressee = new LinkedHashMap<>();
        boolean led = false;
        for (Ground ground : grounds) {
            Role role = ground.role() == Role.LEAD && led ? Role.CO_COMPETENT : ground.role();
            led |= role == Role.LEAD;
            byAddressee.merge(
                    ground.addressee(),
                    new Destination(ground.addressee(), role, List.of(ground.rule())),
                    Routing::unite);
        }
        return List.copyOf(byAddressee.values());
    }

    /** The more competent role prevails, and with it its rule. */
    private static Destination unite(Destination one, Destination other) {
        boolean otherPrevails = other.role().compareTo(one.role()) < 0;
        var stronger = otherPrevails ? other : one;
        var weaker = otherPrevails ? one : other;
        List<Rule> rules = new ArrayList<>(stronger.rules());
        weaker.rules().stream().filter(rule -> !rules.contains(rule)).forEach(rules::add);
        return new Destination(one.addressee(), stronger.role(), rules);
    }
}
