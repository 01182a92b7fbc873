package noroshi.core.thread;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.thread.Obligation.Told;
import noroshi.core.thread.ReportThread.Running;
import noroshi.core.thread.ReportThreadCommand.TellDeadlines;
import noroshi.core.thread.ReportThreadEvent.DeadlineApproaching;
import noroshi.core.thread.ReportThreadEvent.DeadlineMissed;
import noroshi.core.thread.ReportThreadEvent.TargetExceeded;

/** 期限の告知. What is told of a thread's open duties as time goes by: one event for each authority and instant. */
final class Deadlines {

    private Deadlines() {}

    /** What is told together, in the order of the times at which it came about. */
    private record Telling(Instant occurredAt, AuthorityCode authority, Told told, boolean soft, Instant dueBefore) {

        static final Comparator<Telling> ORDER = Comparator.comparing(Telling::occurredAt)
                .thenComparing(Telling::authority)
                .thenComparing(Telling::told)
                .thenComparing(Telling::soft)
                .thenComparing(Telling::dueBefore);

        static Telling of(Obligation obligation, Told told) {
            Instant dueBefore = obligation.duty().deadline().dueBefore();
            return new Telling(
                    told == Told.PASSED ? dueBefore : obligation.approachesAt(),
                    obligation.duty().addressee(),
                    told,
                    obligation.duty().soft(),
                    dueBefore);
        }

        ReportThreadEvent of(TellDeadlines tell, List<ObligationId> obligations) {
            if (told == Told.APPROACHING) {
                return new DeadlineApproaching(tell.thread(), authority, obligations, dueBefore, occurredAt);
            }
            return soft
                    ? new TargetExceeded(tell.thread(), authority, obligations, occurredAt)
                    : new DeadlineMissed(tell.thread(), authority, obligations, occurredAt);
        }
    }

    /** Nothing of a thread that does not run: no duty of it is owed any more. */
    static List<ReportThreadEvent> told(TellDeadlines tell, ReportThread thread) {
        if (!(thread instanceof Running running)) {
            return List.of();
        }
        Map<Telling, List<ObligationId>> tellings = new TreeMap<>(Telling.ORDER);
        for (Obligation obligation : running.dossier().open()) {
            Told told = obligation.toTell(tell.at());
            if (told != Told.NOTHING) {
                tellings.computeIfAbsent(Telling.of(obligation, told), _ -> new ArrayList<>())
                        .add(obligation.id());
            }
        }
        return tellings.entrySet().stream()
                .map(telling -> telling.getKey().of(tell, telling.getValue()))
                .toList();
    }
}
