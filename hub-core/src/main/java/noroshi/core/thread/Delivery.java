package noroshi.core.thread;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.Role;
import noroshi.core.regime.Rule;
import noroshi.core.report.ReportId;
import org.jspecify.annotations.Nullable;

/**
 * 送達. What one thread is to one addressee; each further report of the thread is a further round of it.
 *
 * @param latest the report that is to be received now
 * @param made the submissions the broker has taken for this addressee
 * @param madeAt when the latest of them was taken, or null
 * @param received the latest report whose receipt the addressee has recorded, or null
 * @param acknowledgedAt when the addressee last recorded its receipt, or null
 */
public record Delivery(
        DeliveryId id,
        AuthorityCode addressee,
        Role role,
        List<Rule> rules,
        State state,
        ReportId latest,
        Set<ReportId> made,
        @Nullable Instant madeAt,
        @Nullable ReportId received,
        @Nullable Instant acknowledgedAt) {

    /** 送達の状態. */
    public enum State {
        /** 決定. */
        DECIDED,
        /** 送達済. */
        MADE,
        /** 受領確認済. */
        ACKNOWLEDGED,
        /** 差戻し. */
        RETURNED,
        /** 終結. */
        CLOSED
    }

    public Delivery {
        rules = List.copyOf(rules);
        made = Set.copyOf(made);
    }

    static Delivery decided(ReportThreadEvent.Decided decided, ReportId report) {
        return new Delivery(
                decided.delivery(),
                decided.addressee(),
                decided.role(),
                decided.rules(),
                State.DECIDED,
                report,
                Set.of(),
                null,
                null,
                null);
    }

    /** The same delivery, once more rules send the thread there: the stronger role, and all rules. */
    ReportThreadEvent.Decided strengthened(Role asRole, List<Rule> by) {
        boolean stronger = asRole.compareTo(role) < 0;
        var all = new LinkedHashSet<>(stronger ? by : rules);
        all.addAll(stronger ? rules : by);
        return new ReportThreadEvent.Decided(id, addressee, stronger ? asRole : role, List.copyOf(all));
    }

    Delivery redecided(ReportThreadEvent.Decided decided) {
        return new Delivery(
                id, addressee, decided.role(), decided.rules(), state, latest, made, madeAt, received, acknowledgedAt);
    }

    /** The rule that decided the role. */
    public Rule decisiveRule() {
        return rules.getFirst();
    }

    boolean isOf(ReportId report) {
        return made.contains(report);
    }

    /** A further report: to be received anew, also where the earlier ones were. */
    Delivery round(ReportId report) {
        return new Delivery(id, addressee, role, rules, State.DECIDED, report, made, madeAt, received, acknowledgedAt);
    }

    Delivery made(ReportId report, Instant at) {
        var taken = new LinkedHashSet<>(made);
        taken.add(report);
        State next = state == State.DECIDED && report.equals(latest) ? State.MADE : state;
        return new Delivery(id, addressee, role, rules, next, latest, taken, at, received, acknowledgedAt);
    }

    /** Received up to {@code report}; what came after it is still to be received. */
    Delivery acknowledged(ReportId report, Instant at) {
        State next = state == State.CLOSED || !report.equals(latest) ? state : State.ACKNOWLEDGED;
        return new Delivery(id, addressee, role, rules, next, latest, made, madeAt, report, at);
    }

    Delivery in(State next) {
        return new Delivery(id, addressee, role, rules, next, latest, made, madeAt, received, acknowledgedAt);
    }
}
