package noroshi.core.thread;

import java.util.List;
import noroshi.core.obligation.Obligation.Told;
import noroshi.core.obligation.ObligationId;
import noroshi.core.obligation.Telling;
import noroshi.core.report.ThreadId;
import noroshi.core.thread.ReportThread.Running;
import noroshi.core.thread.ReportThreadCommand.TellDeadlines;
import noroshi.core.thread.ReportThreadEvent.DeadlineApproaching;
import noroshi.core.thread.ReportThreadEvent.DeadlineMissed;
import noroshi.core.thread.ReportThreadEvent.TargetExceeded;

/** 期限の告知. What is told of a thread's open duties as time goes by: one event for each authority and instant. */
final class Deadlines {

    private Deadlines() {}

    /** Nothing of a thread that does not run: no duty of it is owed any more. */
    static List<ReportThreadEvent> told(TellDeadlines tell, ReportThread thread) {
        return thread instanceof Running running
                ? Telling.of(running.dossier().open(), tell.at()).entrySet().stream()
                        .map(telling -> event(tell.thread(), telling.getKey(), telling.getValue()))
                        .toList()
                : List.of();
    }

    private static ReportThreadEvent event(ThreadId thread, Telling telling, List<ObligationId> obligations) {
        if (telling.told() == Told.APPROACHING) {
            return new DeadlineApproaching(
                    thread, telling.authority(), obligations, telling.dueBefore(), telling.occurredAt());
        }
        return telling.soft()
                ? new TargetExceeded(thread, telling.authority(), obligations, telling.occurredAt())
                : new DeadlineMissed(thread, telling.authority(), obligations, telling.occurredAt());
    }
}
