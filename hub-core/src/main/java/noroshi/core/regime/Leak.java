package noroshi.core.regime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import noroshi.core.deadline.DayCount;
import noroshi.core.deadline.Deadline;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.Exclusion.Why;
import noroshi.core.regime.Terms.Term;
import noroshi.core.report.Answer;
import noroshi.core.report.Breach;
import noroshi.core.report.Cause;
import noroshi.core.report.Filing;
import noroshi.core.report.PersonalData;

/**
 * 漏えい等の報告. What the laws on personal data have in common: when a leak is to be reported, and the two reports that are
 * owed. They differ in their terms alone: {@code PRELIMINARY} (速報), {@code FINAL} and {@code FINAL_MALICIOUS} (確報) in
 * days, {@code DAY_COUNT}, and {@code ATTACK_FORMS}, the forms that report nothing but attacks.
 *
 * @param breach what was said of the leak; nothing, if nothing was
 */
public record Leak(Filing filing, Breach breach) {

    public static Leak of(Filing filing) {
        return new Leak(filing, Objects.requireNonNullElse(filing.breach(), Breach.UNKNOWN));
    }

    /** Whether personal data leaked, or may have (発生したおそれ). */
    public boolean happened() {
        return filing.personalData() == PersonalData.YES || filing.personalData() == PersonalData.SUSPECTED;
    }

    /** Whether more persons than {@code persons} are concerned, as far as it was said. */
    public boolean concernsMoreThan(int persons) {
        return breach.persons() != null && breach.persons() > persons;
    }

    /** 不正の目的によるおそれ. Whether a wrongful purpose is possible: not ruled out, and by its causes neither. */
    private boolean mayBeMalicious() {
        return breach.malicious() == Answer.YES || (breach.malicious() != Answer.NO && filing.mayBeIntended());
    }

    /** Whether more than a presumption speaks for it; the longer period is for this alone. */
    private boolean isMalicious(List<String> attackForms) {
        return mayBeMalicious()
                && (breach.malicious() == Answer.YES
                        || filing.causes().stream().map(Cause::group).anyMatch(Cause.Group.INTENTIONAL::equals)
                        || attackForms.contains(filing.form().value()));
    }

    /**
     * What a law makes of the leak.
     *
     * @param rule the provision that applies to the operator
     * @param criterion whether what was said of the leak meets one of the law's criteria other than the wrongful purpose
     * @param addressees each is owed both reports; competent, so that none is passed over when the thread is closed
     */
    public Outcome reportedUnder(
            Terms terms, Rule rule, Question question, boolean criterion, Collection<AuthorityCode> addressees) {
        if (filing.isNearMiss()) {
            return Outcome.excluded(rule, Why.NEAR_MISS);
        }
        if (!happened()) {
            return Outcome.excluded(rule, Why.NO_PERSONAL_DATA);
        }
        if (!criterion && !mayBeMalicious()) {
            return Outcome.excluded(rule, Why.CRITERIA_NOT_MET);
        }
        boolean malicious = isMalicious(terms.codes("ATTACK_FORMS", question.day()));
        Basis basis = criterion || malicious ? Basis.STATED : Basis.PRESUMED;
        List<Ground> grounds = new ArrayList<>();
        List<Duty> duties = new ArrayList<>();
        for (AuthorityCode addressee : addressees) {
            grounds.add(new Ground(addressee, Role.CO_COMPETENT, rule));
            terms.on("PRELIMINARY", question.day())
                    // calendar days of a guideline, not a period of law: it neither rolls nor can be missed
                    .map(term -> duty(
                            DutyType.PRELIMINARY, addressee, terms, rule, term, basis, true, DayCount.EXCLUDE_FIRST))
                    .ifPresent(duties::add);
            terms.on(malicious ? "FINAL_MALICIOUS" : "FINAL", question.day())
                    .map(term -> duty(
                            DutyType.DETAILED, addressee, terms, rule, term, basis, false, dayCount(terms, question)))
                    .ifPresent(duties::add);
        }
        return new Outcome(grounds, duties, List.of());
    }

    private Duty duty(
            DutyType type,
            AuthorityCode addressee,
            Terms terms,
            Rule rule,
            Term term,
            Basis basis,
            boolean soft,
            DayCount dayCount) {
        return new Duty(
                type,
                addressee,
                terms.rule(rule.id(), term),
                basis,
                soft,
                Deadline.ofDays(filing.awarenessAt(), Integer.parseInt(term.value()), dayCount, !soft));
    }

    /** The Commission's own counting is not verified; until then the earlier day, which is safe under either. */
    private static DayCount dayCount(Terms terms, Question question) {
        return terms.on("DAY_COUNT", question.day())
                .map(term -> DayCount.valueOf(term.value()))
                .orElse(DayCount.INCLUDE_FIRST);
    }
}
