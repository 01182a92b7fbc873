package noroshi.core.thread;

import static noroshi.core.thread.Delivery.State.ACKNOWLEDGED;
import static noroshi.core.thread.Delivery.State.CLOSED;
import static noroshi.core.thread.Delivery.State.RETURNED;

import java.util.ArrayList;
import java.util.List;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.obligation.Obligation;
import noroshi.core.obligation.ObligationId;
import noroshi.core.report.Remark;
import noroshi.core.report.ReportId;
import noroshi.core.thread.ReportThread.Closed;
import noroshi.core.thread.ReportThread.Filed;
import noroshi.core.thread.ReportThread.Running;
import noroshi.core.thread.ReportThread.WithdrawalPending;
import noroshi.core.thread.ReportThread.Withdrawn;
import noroshi.core.thread.ReportThreadCommand.AcknowledgeReceipt;
import noroshi.core.thread.ReportThreadCommand.CloseDelivery;
import noroshi.core.thread.ReportThreadCommand.DecideWithdrawal;
import noroshi.core.thread.ReportThreadCommand.OfficersAct;
import noroshi.core.thread.ReportThreadCommand.ReopenThread;
import noroshi.core.thread.ReportThreadCommand.ReturnReport;
import noroshi.core.thread.ReportThreadEvent.DeliveryClosed;
import noroshi.core.thread.ReportThreadEvent.ReceiptAcknowledged;
import noroshi.core.thread.ReportThreadEvent.ReportReturned;
import noroshi.core.thread.ReportThreadEvent.ThreadClosed;
import noroshi.core.thread.ReportThreadEvent.ThreadReopened;
import noroshi.core.thread.ReportThreadEvent.ThreadWithdrawn;
import noroshi.core.thread.ReportThreadEvent.WithdrawalAccepted;
import noroshi.core.thread.ReportThreadEvent.WithdrawalRejected;

/** 機関の行為の決定. What follows from what an addressee does with its delivery. */
final class OfficersActs {

    private OfficersActs() {}

    static List<? extends ReportThreadEvent> of(OfficersAct act, Case known) {
        if (!(known.thread() instanceof Filed filed)) {
            throw Required.threadUnknown(act.thread());
        }
        Delivery delivery = Required.delivery(filed.dossier(), act.delivery());
        if (!delivery.addressee().equals(act.authority())) {
            throw new Refused(
                    Reason.NOT_ADDRESSEE,
                    "deliveryId",
                    act.authority(),
                    delivery.addressee().value(),
                    delivery.addressee().value());
        }
        return switch (act) {
            case AcknowledgeReceipt receipt -> acknowledged(receipt, known, filed.dossier(), delivery);
            case ReturnReport returned -> returned(returned, filed, delivery);
            case CloseDelivery close -> closed(close, filed, delivery);
            case ReopenThread reopen -> reopened(reopen, filed, delivery);
            case DecideWithdrawal decision -> withdrawalDecided(decision, filed, delivery);
        };
    }

    private static List<ReportThreadEvent> acknowledged(
            AcknowledgeReceipt receipt, Case known, Dossier dossier, Delivery delivery) {
        // also of a withdrawn thread: that it was received is a fact
        ReportId upTo = dossier.later(named(receipt, known, dossier), delivery.received());
        List<ObligationId> fulfilled = dossier.open().stream()
                .filter(obligation -> obligation.duty().addressee().equals(receipt.authority())
                        && dossier.isFiled(obligation.duty().type(), upTo))
                .map(Obligation::id)
                .toList();
        // a duty that was opened after the receipt (Reroute, a correction) is met by recording it again
        boolean repeated = upTo.equals(delivery.received())
                && delivery.acknowledged(upTo, receipt.at()).state() == delivery.state();
        if (repeated && fulfilled.isEmpty()) {
            return List.of();
        }
        return List.of(new ReceiptAcknowledged(
                receipt.thread(),
                receipt.delivery(),
                receipt.authority(),
                upTo,
                fulfilled,
                receipt.by(),
                receipt.at()));
    }

    /** The report that the receipt is of; a correction or a withdrawal stands for the report it came after. */
    private static ReportId named(AcknowledgeReceipt receipt, Case known, Dossier dossier) {
        if (receipt.report() == null) {
            return dossier.latestReport();
        }
        Case.Taken submission = known.taken().get(receipt.report());
        if (submission == null) {
            throw new Refused(
                    Reason.REPORT_UNKNOWN, "reportId", receipt.report(), "この事案の提出", "a submission of this thread");
        }
        return submission.upTo();
    }

    private static List<ReportThreadEvent> returned(ReturnReport returned, Filed filed, Delivery delivery) {
        Required.requireRunning(filed, returned);
        if (delivery.state() == RETURNED) {
            return List.of();
        }
        return List.of(new ReportReturned(
                returned.thread(),
                returned.delivery(),
                returned.authority(),
                new Remark(returned.reason()),
                returned.by(),
                returned.at()));
    }

    private static List<ReportThreadEvent> closed(CloseDelivery close, Filed filed, Delivery delivery) {
        if (delivery.state() == CLOSED || filed instanceof Closed) {
            return List.of();
        }
        Required.requireRunning(filed, close);
        if (delivery.state() != ACKNOWLEDGED) {
            throw new Refused(
                    Reason.DELIVERY_NOT_ACKNOWLEDGED,
                    "deliveryId",
                    delivery.state(),
                    "受領確認済 (ACKNOWLEDGED)",
                    "ACKNOWLEDGED first");
        }
        filed.dossier().open().stream()
                .filter(obligation -> !obligation.duty().soft()
                        && obligation.duty().addressee().equals(close.authority()))
                .findFirst()
                .ifPresent(owed -> {
                    throw new Refused(
                            Reason.DUTY_OPEN,
                            "obligations",
                            owed.duty().type(),
                            "履行または免除された義務",
                            "every duty towards it met or waived");
                });
        var closed = new DeliveryClosed(close.thread(), close.delivery(), close.authority(), close.by(), close.at());
        boolean all =
                Dossiers.after(filed.dossier(), closed).competent().stream().allMatch(one -> one.state() == CLOSED);
        return all ? List.of(closed, new ThreadClosed(close.thread(), close.at())) : List.of(closed);
    }

    private static List<ReportThreadEvent> reopened(ReopenThread reopen, Filed filed, Delivery delivery) {
        requireCompetent(delivery);
        return switch (filed) {
            case Closed _ ->
                List.of(new ThreadReopened(
                        reopen.thread(),
                        null,
                        reopen.authority(),
                        new Remark(reopen.reason()),
                        reopen.by(),
                        reopen.at()));
            case Withdrawn _ -> throw Required.withdrawn(reopen);
            case Running _ -> {
                if (delivery.state() == CLOSED) {
                    throw new Refused(
                            Reason.THREAD_NOT_CLOSED,
                            "threadId",
                            reopen.thread(),
                            "すべての所管省庁が終結した事案",
                            "a thread that every competent authority has closed");
                }
                yield List.of();
            }
        };
    }

    private static void requireCompetent(Delivery delivery) {
        if (!delivery.role().isCompetent()) {
            throw new Refused(
                    Reason.NOT_COMPETENT,
                    "deliveryId",
                    delivery.role(),
                    "LEAD または CO_COMPETENT",
                    "LEAD or CO_COMPETENT");
        }
    }

    private static List<ReportThreadEvent> withdrawalDecided(
            DecideWithdrawal decision, Filed filed, Delivery delivery) {
        requireCompetent(delivery);
        if (filed instanceof Withdrawn && decision.accepted()) {
            return List.of();
        }
        if (!(filed instanceof WithdrawalPending(var dossier, var accepted))) {
            throw new Refused(
                    Reason.WITHDRAWAL_NOT_REQUESTED,
                    "threadId",
                    decision.thread(),
                    "取下げの申出のある事案",
                    "a thread whose withdrawal was requested");
        }
        if (!decision.accepted()) {
            return List.of(new WithdrawalRejected(
                    decision.thread(),
                    decision.delivery(),
                    decision.authority(),
                    new Remark(decision.reason()),
                    decision.by(),
                    decision.at()));
        }
        if (accepted.contains(delivery.id())) {
            return List.of();
        }
        List<ReportThreadEvent> events = new ArrayList<>();
        events.add(new WithdrawalAccepted(
                decision.thread(),
                decision.delivery(),
                decision.authority(),
                new Remark(decision.reason()),
                decision.by(),
                decision.at()));
        boolean all = dossier.competent().stream()
                .map(Delivery::id)
                .allMatch(id -> id.equals(delivery.id()) || accepted.contains(id));
        if (all) {
            events.add(new ThreadWithdrawn(
                    decision.thread(),
                    dossier.open().stream().map(Obligation::id).toList(),
                    decision.at()));
        }
        return events;
    }
}
