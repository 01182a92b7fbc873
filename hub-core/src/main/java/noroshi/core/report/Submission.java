package noroshi.core.report;

import java.util.List;
import noroshi.core.Fault;
import noroshi.core.report.SubmissionCommand.RefuseSubmission;
import noroshi.core.report.SubmissionEvent.SubmissionRefused;

/**
 * 提出物. A submission as far as it was turned down; what is taken lives in its thread, whatever was refused before.
 */
public sealed interface Submission {

    Submission UNKNOWN = new Unknown();

    /** Nothing is recorded of it. */
    record Unknown() implements Submission {}

    /** 不受理. */
    record RefusedFor(List<Fault> faults) implements Submission {

        public RefusedFor {
            faults = List.copyOf(faults);
        }
    }

    /** A refusal for the same reasons again changes nothing. */
    static List<SubmissionEvent> decide(SubmissionCommand command, Submission submission) {
        return switch (command) {
            case RefuseSubmission refuse ->
                submission instanceof RefusedFor(var faults) && faults.equals(refuse.faults())
                        ? List.of()
                        : List.of(new SubmissionRefused(
                                refuse.report(),
                                refuse.operator(),
                                refuse.thread(),
                                refuse.kind(),
                                refuse.exercise(),
                                refuse.door(),
                                refuse.faults(),
                                refuse.receivedAt(),
                                refuse.refusedAt()));
        };
    }

    static Submission evolve(Submission submission, SubmissionEvent event) {
        return switch (event) {
            case SubmissionRefused refused -> new RefusedFor(refused.faults());
        };
    }
}
