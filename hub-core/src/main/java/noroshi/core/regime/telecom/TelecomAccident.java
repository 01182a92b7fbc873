package noroshi.core.regime.telecom;

import java.util.ArrayList;
import java.util.List;
import noroshi.core.deadline.DayCount;
import noroshi.core.deadline.Deadline;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.Basis;
import noroshi.core.regime.Duty;
import noroshi.core.regime.DutyType;
import noroshi.core.regime.Exclusion.Why;
import noroshi.core.regime.Ground;
import noroshi.core.regime.Outcome;
import noroshi.core.regime.Question;
import noroshi.core.regime.Regime;
import noroshi.core.regime.RegimeCode;
import noroshi.core.regime.Role;
import noroshi.core.regime.Rule;
import noroshi.core.regime.Terms;
import noroshi.core.report.Answer;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.SectorCode;

/**
 * 電気通信事業法 art. 28. R6: a carrier that states that users and duration reach the threshold reports the serious accident
 * to the Ministry, with a copy to its bureau of the place: promptly, and in detail within 30 days. What is only likely to
 * become one (a near miss that would have reached it) is reported within 30 days.
 */
public final class TelecomAccident implements Regime {

    public static final RegimeCode CODE = new RegimeCode("TELECOM_ACCIDENT");

    private static final String R6 = "R6";
    private static final SectorCode TELECOM = new SectorCode("TELECOM");
    private static final BusinessCode KI_TELECOM = new BusinessCode("KI_TELECOM");

    private final Terms terms = Terms.of(CODE, TelecomAccident.class);

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
        boolean carrier = question.affected().touches(TELECOM)
                || question.affected().businesses().stream()
                        .anyMatch(held -> held.business().code().equals(KI_TELECOM));
        if (!carrier) {
            return Outcome.NOT_CONCERNED;
        }
        boolean likely = question.filing().isNearMiss();
        return terms.applied(
                R6,
                likely ? "R6_LIKELY" : R6,
                question,
                rule -> question.filing().seriousAccident() == Answer.YES
                        ? accident(question, rule, likely)
                        : Outcome.excluded(rule, likely ? Why.NEAR_MISS : Why.THRESHOLD_NOT_STATED));
    }

    private Outcome accident(Question question, Rule rule, boolean likely) {
        List<Ground> grounds = new ArrayList<>();
        grounds.add(new Ground(AuthorityCode.MIC, Role.LEAD, rule));
        terms.on("R6_BUREAU", question.day()).map(term -> terms.rule(R6, term)).stream()
                .flatMap(copy ->
                        question
                                .scope()
                                .officesOf(AuthorityCode.MIC, TELECOM, question.place(), question.day())
                                .stream()
                                .map(bureau -> new Ground(bureau, Role.COPY, copy)))
                .forEach(grounds::add);
        List<Duty> duties = new ArrayList<>();
        if (!likely) {
            duties.addAll(terms.softTarget("PRELIMINARY", R6, Basis.STATED, question, List.of(AuthorityCode.MIC)));
        }
        terms.on("DETAILED", question.day())
                .map(term -> new Duty(
                        DutyType.DETAILED,
                        AuthorityCode.MIC,
                        terms.rule(R6, term),
                        Basis.STATED,
                        false,
                        Deadline.ofDays(
                                question.filing().awarenessAt(),
                                Integer.parseInt(term.value()),
                                dayCount(question),
                                true)))
                .ifPresent(duties::add);
        return new Outcome(grounds, duties, List.of());
    }

    private DayCount dayCount(Question question) {
        return terms.on("DAY_COUNT", question.day())
                .map(term -> DayCount.valueOf(term.value()))
                .orElse(DayCount.EXCLUDE_FIRST);
    }
}
