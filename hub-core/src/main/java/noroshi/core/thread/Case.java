package noroshi.core.thread;

import noroshi.core.register.Operator;
import noroshi.core.register.OperatorEvent;
import noroshi.core.register.ScopeEvent;
import noroshi.core.sector.Scope;

/**
 * 判断の前提. All that a decision on a thread rests on, read from the ledger in one condition: the thread,
 * its operator's entry in the register, and the scope of protection. A filing and a change of the register
 * can't pass each other unseen.
 */
public record Case(ReportThread thread, Operator operator, Scope scope) {

    /** Before anything happened: the operator is unknown, the scope is the shipped one. */
    public static Case initial() {
        return new Case(ReportThread.UNOPENED, Operator.UNREGISTERED, Scope.shipped());
    }

    public Case after(ReportThreadEvent event) {
        return new Case(ReportThread.evolve(thread, event), operator, scope);
    }

    public Case after(OperatorEvent event) {
        return new Case(thread, Operator.evolve(operator, event), scope);
    }

    public Case after(ScopeEvent event) {
        return new Case(thread, operator, ScopeEvent.evolve(scope, event));
    }
}
