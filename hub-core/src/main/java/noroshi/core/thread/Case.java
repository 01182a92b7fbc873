package noroshi.core.thread;

import java.util.HashMap;
import java.util.Map;
import noroshi.core.asset.AssetEvent;
import noroshi.core.asset.AssetEvent.OfAsset;
import noroshi.core.asset.Assets;
import noroshi.core.mode.ModeEvent;
import noroshi.core.mode.Modes;
import noroshi.core.register.Operator;
import noroshi.core.register.OperatorEvent;
import noroshi.core.register.ScopeEvent;
import noroshi.core.report.ReportId;
import noroshi.core.report.ThreadId;
import noroshi.core.sector.Scope;
import noroshi.core.thread.ReportThreadEvent.SubmissionTaken;

/**
 * 判断の前提. All that a decision on a thread rests on, read from the ledger in one condition: the thread,
 * its operator's entry in the register and what it has notified, the scope of protection and the mode, and what the id of
 * the submission was used for, in whatever thread. A filing can't pass a change of the register unseen, nor another filing under
 * its id.
 *
 * @param id the thread's
 * @param taken the submissions taken: all of this thread, and of any other the one under the id in question
 */
public record Case(
        ThreadId id,
        ReportThread thread,
        Operator operator,
        Scope scope,
        Map<ReportId, Taken> taken,
        Assets assets,
        Modes modes) {

    /**
     * 受理の控え. What an id was used for.
     *
     * @param bodyHash SHA-256 (hex) of what was filed
     * @param upTo the latest report of its thread then: itself, if it is one
     */
    record Taken(ThreadId thread, String bodyHash, ReportId upTo) {}

    public Case {
        taken = Map.copyOf(taken);
    }

    /** Before anything happened: the operator is unknown, the scope is the shipped one. */
    public static Case of(ThreadId id) {
        return new Case(
                id, ReportThread.UNOPENED, Operator.UNREGISTERED, Scope.shipped(), Map.of(), Assets.NONE, Modes.NORMAL);
    }

    public Case after(ReportThreadEvent event) {
        Case next = event.thread().equals(id)
                ? new Case(id, ReportThread.evolve(thread, event), operator, scope, taken, assets, modes)
                : this;
        return event instanceof SubmissionTaken submission ? next.taking(submission) : next;
    }

    private Case taking(SubmissionTaken submission) {
        ReportId upTo = submission.thread().equals(id) && thread instanceof ReportThread.Filed filed
                ? filed.dossier().latestReport()
                : submission.report();
        var all = new HashMap<>(taken);
        all.put(submission.report(), new Taken(submission.thread(), submission.bodyHash(), upTo));
        return new Case(id, thread, operator, scope, all, assets, modes);
    }

    public Case after(OperatorEvent event) {
        return new Case(id, thread, Operator.evolve(operator, event), scope, taken, assets, modes);
    }

    public Case after(ScopeEvent event) {
        return new Case(id, thread, operator, ScopeEvent.evolve(scope, event), taken, assets, modes);
    }

    public Case after(ModeEvent event) {
        return new Case(id, thread, operator, scope, taken, assets, modes.after(event));
    }

    public Case after(AssetEvent event) {
        return event instanceof OfAsset happened
                ? new Case(id, thread, operator, scope, taken, assets.after(happened), modes)
                : this;
    }
}
