package noroshi.core.regime.cyberresponse;

import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import noroshi.core.deadline.DayCount;
import noroshi.core.deadline.Deadline;
import noroshi.core.deadline.Tokyo;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.Affected.Held;
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
import noroshi.core.report.Cause;
import noroshi.core.report.Filing;

/**
 * サイバー対処能力強化法 (令和7年法律第42号) art. 5. R3: a 特別社会基盤事業者 that recognises a 特定侵害事象 on a
 * 特定重要電子計算機 reports to every competent minister of the affected business and to the Prime Minister,
 * promptly and within 30 days of the day of awareness (order art. 4(2)); R4: the first minister leads.
 */
public final class CyberResponseAct implements Regime {

    public static final RegimeCode CODE = new RegimeCode("CYBER_RESPONSE_ACT");

    private static final String R3 = "R3";
    private static final String R4 = "R4";

    /** 政令・命令で定める起因事象. The causes whose mere sign is reportable. */
    private static final String PRECURSOR = "PRECURSOR";

    private final Terms terms;

    public CyberResponseAct() {
        this(Terms.of(CODE, CyberResponseAct.class));
    }

    /** The same by other terms, such as those of a law to come. */
    CyberResponseAct(Terms terms) {
        this.terms = terms;
    }

    @Override
    public RegimeCode code() {
        return CODE;
    }

    @Override
    public Terms terms() {
        return terms;
    }

    /** What is known by the Act is used for its purpose alone (CRA_PROTECTED). */
    @Override
    public boolean bindsToPurpose() {
        return true;
    }

    @Override
    public Outcome assess(Question question) {
        var term = terms.on(R3, question.day());
        if (term.isEmpty()) {
            return Outcome.excluded(terms.rule(R3, terms.first(R3)), Why.NOT_IN_FORCE);
        }
        Rule rule = terms.rule(R3, term.get());
        var held = question.affected().businesses();
        if (held.isEmpty()) {
            return Outcome.excluded(rule, Why.NOT_DESIGNATED);
        }
        List<Held> bound =
                held.stream().filter(one -> !isInGrace(question, one)).toList();
        Optional<Why> exemption =
                exemption(question.filing(), question.operator().criticalComputer());
        if (exemption.isEmpty() && bound.isEmpty()) {
            exemption = Optional.of(Why.WITHIN_GRACE);
        }
        return exemption.map(why -> Outcome.excluded(rule, why)).orElseGet(() -> bound(question, bound, term.get()));
    }

    private Outcome bound(Question question, List<Held> held, Terms.Term term) {
        var ministers = new LinkedHashSet<AuthorityCode>();
        held.forEach(one -> ministers.addAll(one.business().ministers()));
        List<Ground> grounds = new ArrayList<>();
        for (AuthorityCode minister : ministers) {
            boolean lead = grounds.isEmpty();
            grounds.add(new Ground(minister, lead ? Role.LEAD : Role.CO_COMPETENT, terms.rule(lead ? R3 : R4, term)));
        }
        grounds.add(new Ground(AuthorityCode.PM_CAO, Role.CO_COMPETENT, terms.rule(R3, term)));
        terms.on("NCO_COPY", question.day())
                .map(copy -> new Ground(AuthorityCode.NCO, Role.COPY, terms.rule(R3, copy)))
                .ifPresent(grounds::add);

        Basis basis = question.filing().onCriticalComputer() == Answer.YES ? Basis.STATED : Basis.PRESUMED;
        List<Duty> duties = new ArrayList<>();
        var addressees = new LinkedHashSet<>(ministers);
        addressees.add(AuthorityCode.PM_CAO);
        for (AuthorityCode addressee : addressees) {
            terms.on("PRELIMINARY", question.day())
                    .map(preliminary -> new Duty(
                            DutyType.PRELIMINARY,
                            addressee,
                            terms.rule(R3, preliminary),
                            basis,
                            true,
                            Deadline.within(question.filing().awarenessAt(), Duration.parse(preliminary.value()))))
                    .ifPresent(duties::add);
            terms.on("DETAILED", question.day())
                    .map(detailed -> new Duty(
                            DutyType.DETAILED,
                            addressee,
                            terms.rule(R3, detailed),
                            basis,
                            false,
                            Deadline.ofDays(
                                    question.filing().awarenessAt(),
                                    Integer.parseInt(detailed.value()),
                                    dayCount(question.day()),
                                    true)))
                    .ifPresent(duties::add);
        }
        return new Outcome(grounds, duties, List.of());
    }

    /** The commentary on the order is unread; until then the Civil Code's art. 140 counts. */
    private DayCount dayCount(LocalDate day) {
        return terms.on("DAY_COUNT", day)
                .map(term -> DayCount.valueOf(term.value()))
                .orElse(DayCount.EXCLUDE_FIRST);
    }

    private Optional<Why> exemption(Filing filing, boolean usesCriticalComputer) {
        if (!usesCriticalComputer) {
            return Optional.of(Why.NO_CRITICAL_COMPUTER);
        }
        if (filing.onCriticalComputer() == Answer.NO) {
            return Optional.of(Why.NOT_ON_CRITICAL_COMPUTER);
        }
        if (filing.isNearMiss() && !isPrescribedPrecursor(filing)) {
            return Optional.of(Why.NEAR_MISS);
        }
        // 特定不正行為 (art. 2(4))
        return filing.mayBeIntended() ? Optional.empty() : Optional.of(Why.CAUSE_NOT_MALICIOUS);
    }

    /** 特定侵害事象等 (art. 5): the sign of what may lead to an attack, where it is one of those that are prescribed. */
    private boolean isPrescribedPrecursor(Filing filing) {
        List<String> prescribed = terms.codes(PRECURSOR, filing.awarenessDay());
        return filing.causes().stream().map(Cause::name).anyMatch(prescribed::contains);
    }

    private boolean isInGrace(Question question, Held held) {
        var occurred = question.filing().occurredAt() == null
                ? question.filing().awarenessAt()
                : question.filing().occurredAt();
        LocalDate day = occurred.atZone(Tokyo.ZONE).toLocalDate();
        return terms.on("GRACE", question.day())
                .map(term -> held.designation().from().plus(Period.parse(term.value())))
                .filter(day::isBefore)
                .isPresent();
    }
}
