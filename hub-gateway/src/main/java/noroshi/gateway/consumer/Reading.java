package noroshi.gateway.consumer;

import java.time.Instant;
import java.util.List;
import noroshi.core.Fault;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.ReportId;
import noroshi.core.report.ThreadId;
import noroshi.core.thread.ReportThreadCommand;
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
    record Sound(ReportThreadCommand.Submission command) implements Reading {

        /** Whether it needs a thread that another report opens. */
        boolean followsUp() {
            return !(command instanceof SubmitReport);
        }

        @Override
        public String lane() {
            return command.operator() + "/" + command.thread();
        }
    }

    /** A filing that can't be taken, whatever the ledger says. */
    record Faulty(
            ReportId report,
            OperatorSlug operator,
            @Nullable ThreadId thread,
            List<Fault> faults,
            Instant receivedAt) implements Reading {

        public Faulty {
            faults = List.copyOf(faults);
        }

        @Override
        public String lane() {
            return operator + "/" + (thread == null ? report.toString() : thread.toString());
        }
    }

    /** Nobody foresaw this. */
    record Puzzling(String lane, Throwable why) implements Reading {}
}
