package noroshi.core.thread;

import java.util.ArrayList;
import java.util.List;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.register.OperatorEntry;
import noroshi.core.report.Remark;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.thread.ReportThread.Filed;
import noroshi.core.thread.ReportThread.Running;
import noroshi.core.thread.ReportThread.Withdrawn;
import noroshi.core.thread.ReportThreadCommand.ChangeTlp;
import noroshi.core.thread.ReportThreadCommand.NarrowTlp;
import noroshi.core.thread.ReportThreadEvent.TlpNarrowed;
import noroshi.core.thread.ReportThreadEvent.TlpWidened;

/**
 * 共有範囲の変更の決定 (TLP 2.0). Whoever holds a thread narrows its label, whatever became of the thread; its originator
 * alone widens it, where there is still something to share.
 */
final class Labelling {

    private Labelling() {}

    /** What follows where a holder narrows. No route follows: where it goes, it has gone. */
    static List<ReportThreadEvent> narrowed(NarrowTlp narrow, ReportThread thread) {
        if (!(thread instanceof Filed filed)) {
            throw Required.threadUnknown(narrow.thread());
        }
        Tlp before = filed.dossier().filing().tlp();
        if (narrow.tlp() == before) {
            return List.of();
        }
        if (before.isNarrowerThan(narrow.tlp())) {
            throw new Refused(
                    Reason.ONLY_ORIGINATOR_WIDENS,
                    "tlp",
                    narrow.tlp(),
                    before + " より狭い共有範囲",
                    "narrower than " + before);
        }
        return List.of(new TlpNarrowed(
                narrow.thread(),
                narrow.authority(),
                narrow.tlp(),
                new Remark(narrow.reason()),
                narrow.by(),
                narrow.at()));
    }

    /** What follows where the originator says it, with what a wider label lets it reach besides. */
    static List<ReportThreadEvent> changed(ChangeTlp change, Case known) {
        Filed filed = Required.own(known.thread(), change.thread(), change.operator());
        Tlp before = filed.dossier().filing().tlp();
        if (change.tlp() == before) {
            return List.of();
        }
        var reason = new Remark(change.reason());
        ThreadId thread = change.thread();
        if (change.tlp().isNarrowerThan(before)) {
            return List.of(new TlpNarrowed(thread, null, change.tlp(), reason, change.by(), change.at()));
        }
        if (filed instanceof Withdrawn) {
            throw Required.withdrawn(change);
        }
        if (change.from() != before) {
            throw new Refused(
                    Reason.TLP_CHANGED,
                    "from",
                    change.from() == null ? "null" : change.from(),
                    before.name(),
                    before.name());
        }
        var events = new ArrayList<ReportThreadEvent>();
        var widened = new TlpWidened(thread, before, change.tlp(), reason, change.by(), change.at());
        events.add(widened);
        if (filed instanceof Running) {
            OperatorEntry entry = Required.registered(known.operator(), change.operator());
            events.addAll(Routed.anew(Dossiers.after(filed.dossier(), widened), entry, known, change.at()));
        }
        return events;
    }
}
