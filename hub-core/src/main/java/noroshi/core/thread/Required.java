package noroshi.core.thread;

import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.register.Operator;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.ThreadId;
import noroshi.core.thread.ReportThread.Closed;
import noroshi.core.thread.ReportThread.Filed;
import noroshi.core.thread.ReportThread.Running;
import noroshi.core.thread.ReportThread.Withdrawn;
import noroshi.core.thread.ReportThreadCommand.Submission;

/** 前提. What a command presupposes; a refusal says which. */
final class Required {

    private Required() {}

    static OperatorEntry registered(Operator operator, OperatorSlug slug) {
        return switch (operator) {
            case Operator.Registered(var entry) -> entry;
            case Operator.Unregistered _ ->
                throw new Refused(Reason.OPERATOR_UNKNOWN, "operator", slug, "登録のある事業者", "an operator in the register");
        };
    }

    /** This operator's thread; another operator's is as good as none. */
    static Filed own(ReportThread thread, ThreadId id, OperatorSlug operator) {
        if (!(thread instanceof Filed filed) || !filed.dossier().operator().equals(operator)) {
            throw threadUnknown(id);
        }
        return filed;
    }

    static Running running(ReportThread thread, Submission submission) {
        return requireRunning(own(thread, submission.thread(), submission.operator()), submission);
    }

    /** What can still be reported on: what was closed is opened again by what its operator learns later. */
    static Filed continuable(ReportThread thread, Submission submission) {
        Filed filed = own(thread, submission.thread(), submission.operator());
        if (filed instanceof Withdrawn) {
            throw withdrawn(submission);
        }
        return filed;
    }

    static Running requireRunning(Filed filed, ReportThreadCommand command) {
        return switch (filed) {
            case Running running -> running;
            case Withdrawn _ -> throw withdrawn(command);
            case Closed _ ->
                throw new Refused(Reason.THREAD_CLOSED, "threadId", command.thread(), "対応中の事案", "a running thread");
        };
    }

    static Refused withdrawn(ReportThreadCommand command) {
        return new Refused(Reason.THREAD_WITHDRAWN, "threadId", command.thread(), "対応中の事案", "a running thread");
    }

    static Refused threadUnknown(ThreadId thread) {
        return new Refused(Reason.THREAD_UNKNOWN, "threadId", thread, "この事業者の開いた事案", "a thread this operator opened");
    }

    static Delivery delivery(Dossier dossier, DeliveryId id) {
        Delivery delivery = dossier.deliveries().get(id);
        if (delivery == null) {
            throw new Refused(Reason.DELIVERY_UNKNOWN, "deliveryId", id, "この事案の送達", "a delivery of this thread");
        }
        return delivery;
    }
}
