package noroshi.gateway.consumer;

import java.time.Instant;
import java.util.List;
import noroshi.core.Fault;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Kind;
import noroshi.core.report.ReportId;
import noroshi.core.report.ThreadId;
import noroshi.core.thread.ReportThreadCommand.CorrectReport;
import noroshi.core.thread.ReportThreadCommand.RequestWithdrawal;
import noroshi.core.thread.ReportThreadCommand.Submission;
import noroshi.core.thread.ReportThreadCommand.SubmitFollowUp;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import org.jspecify.annotations.Nullable;

/** What a record turned out to be. */
sealed interface Reading {

    /**
     * What must keep its order: the operator's thread, or the record alone where it names none. The operator is part of it,
     * so that nobody who names another's thread can hold that one up.
     */
    String lane();

    /** A filing that can be decided on. */
    record Sound(Submission command) implements Reading {

        /** Whether it needs a thread that another report opens. */
        boolean followsUp() {
            return !(command instanceof SubmitReport);
        }

        @Override
        public String lane() {
            return command.operator() + "/" + command.thread();
        }
    }

    /**
     * A filing that can't be taken.
     *
     * @param thread the thread it means or would open, or null where it names none
     * @param kind null where it can't be read
     * @param exercise whether it says that it is a drill
     */
    record Faulty(
            ReportId report,
            OperatorSlug operator,
            @Nullable ThreadId thread,
            @Nullable Kind kind,
            boolean exercise,
            List<Fault> faults,
            Instant receivedAt)
            implements Reading {

        public Faulty {
            faults = List.copyOf(faults);
        }

        /** A sound filing that the ledger, or the hub, has no room for. */
        static Faulty of(Submission command, Fault fault) {
            return new Faulty(
                    command.report(),
                    command.operator(),
                    command.thread(),
                    switch (command) {
                        case SubmitReport _ -> Kind.REPORT;
                        case SubmitFollowUp _ -> Kind.FOLLOW_UP;
                        case CorrectReport _ -> Kind.CORRECTION;
                        case RequestWithdrawal _ -> Kind.WITHDRAWAL;
                    },
                    switch (command) {
                        case SubmitReport report -> report.filing().exercise();
                        case SubmitFollowUp followUp ->
                            Boolean.TRUE.equals(followUp.revision().exercise());
                        case CorrectReport correction ->
                            Boolean.TRUE.equals(correction.revision().exercise());
                        case RequestWithdrawal _ -> false;
                    },
                    List.of(fault),
                    command.receivedAt());
        }

        @Override
        public String lane() {
            return operator + "/" + (thread == null ? report.toString() : thread.toString());
        }
    }

    /** Nobody foresaw this. */
    record Puzzling(String lane, Throwable why) implements Reading {}
}
