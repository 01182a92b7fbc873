package noroshi.core.regime;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import noroshi.core.sector.Period;
import noroshi.core.sector.ReferenceTable;
import noroshi.core.sector.Status;

/**
 * 制度の定め. The effective-dated terms of a regime: its rules, numbers and articles as rows of data, read
 * from {@code terms.tsv} in the regime's own folder. A change of law is a further row.
 */
public record Terms(RegimeCode regime, List<Term> rows) {

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

    /** The term as the ground of a decision. */
    public Rule rule(String ruleId, Term term) {
        return new Rule(regime, ruleId, term.article(), term.inForce().from(), term.status());
    }
}
