package noroshi.core.regime;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import noroshi.core.deadline.Deadline;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.sector.Period;
import noroshi.core.sector.ReferenceTable;
import noroshi.core.sector.Status;

/**
 * 制度の定め. The effective-dated terms of a regime: its rules, numbers and articles as rows of data, read
 * from {@code terms.tsv} in the regime's own folder. A change of law is a further row.
 */
public record Terms(RegimeCode regime, List<Term> rows) {

    /** Where a term has a further row under its id with this, that is its target while the mode is large-scale. */
    private static final String LARGE_SCALE = "_LARGE_SCALE";

    /**
     * One term.
     *
     * @param id the rule's id, such as {@code R3} or {@code DETAILED}
     * @param value its number, as an ISO 8601 period or duration, or empty where the law names none
     * @param article where it stands
     */
    public record Term(String id, String value, String article, Period inForce, Status status, String source) {}

    public Terms {
        rows = List.copyOf(rows);
    }

    /** The terms in {@code terms.tsv} beside a regime's class. */
    public static Terms of(RegimeCode code, Class<?> regime) {
        return new Terms(
                code,
                ReferenceTable.read(regime, "terms.tsv").stream()
                        .map(row -> new Term(
                                row.text("id"),
                                row.text("value"),
                                row.text("article"),
                                row.period(),
                                row.status(),
                                row.text("source")))
                        .toList());
    }

    /** The term in force on {@code day}. */
    public Optional<Term> on(String id, LocalDate day) {
        return rows.stream()
                .filter(term -> term.id().equals(id) && term.inForce().contains(day))
                .findFirst();
    }

    /** The first term of that id that ever comes into force. */
    public Term first(String id) {
        return rows.stream()
                .filter(term -> term.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("term: %s (expected: a row of %s)".formatted(id, regime)));
    }

    /** What {@code then} makes of the rule in force on the day of awareness; or that none is in force. */
    public Outcome applied(String ruleId, Question question, Function<Rule, Outcome> then) {
        return applied(ruleId, ruleId, question, then);
    }

    /** The same for a rule that stands in several provisions, of which the term is one. */
    public Outcome applied(String ruleId, String termId, Question question, Function<Rule, Outcome> then) {
        return on(termId, question.day())
                .map(term -> then.apply(rule(ruleId, term)))
                .orElseGet(() -> Outcome.excluded(rule(ruleId, first(termId)), Exclusion.Why.NOT_IN_FORCE));
    }

    /**
     * The soft target of a term that is a duration from awareness, for each addressee; none where no term is in force.
     * A mode that is switched shortens what is left from then on: nobody is late by the switch itself.
     */
    public List<Duty> softTarget(
            String id, String ruleId, Basis basis, Question question, Collection<AuthorityCode> addressees) {
        Optional<Target> normal = target(id, question, question.filing().awarenessAt());
        Optional<Target> target = Stream.concat(normal.stream(), largeScale(id, question).stream())
                .min(Comparator.comparing(one -> one.deadline().dueBefore()));
        return target.stream()
                .flatMap(one -> addressees.stream()
                        .map(addressee -> new Duty(
                                DutyType.PRELIMINARY,
                                addressee,
                                rule(ruleId, one.term()),
                                basis,
                                true,
                                one.deadline())))
                .toList();
    }

    private record Target(Term term, Deadline deadline) {}

    private Optional<Target> largeScale(String id, Question question) {
        Instant since = question.largeScaleSince();
        if (since == null) {
            return Optional.empty();
        }
        Instant awareness = question.filing().awarenessAt();
        return target(id + LARGE_SCALE, question, awareness.isBefore(since) ? since : awareness);
    }

    private Optional<Target> target(String id, Question question, Instant from) {
        return on(id, question.day())
                .map(term -> new Target(term, Deadline.within(from, Duration.parse(term.value()))));
    }

    /** The values of a term that lists codes, or none where no term is in force. */
    public List<String> codes(String id, LocalDate day) {
        return on(id, day)
                .filter(term -> !term.value().isEmpty())
                .map(term -> List.of(term.value().split(",", -1)))
                .orElse(List.of());
    }

    /** The term as the ground of a decision. */
    public Rule rule(String ruleId, Term term) {
        return new Rule(regime, ruleId, term.article(), term.inForce().from(), term.status());
    }
}
