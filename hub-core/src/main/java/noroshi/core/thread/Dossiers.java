package noroshi.core.thread;

import java.util.List;
import java.util.Map;
import noroshi.core.obligation.Obligation;
import noroshi.core.thread.Dossier.Filed;
import noroshi.core.thread.ReportThreadEvent.ConsentGranted;
import noroshi.core.thread.ReportThreadEvent.ConsentRevoked;
import noroshi.core.thread.ReportThreadEvent.CorrectionSubmitted;
import noroshi.core.thread.ReportThreadEvent.DeadlineApproaching;
import noroshi.core.thread.ReportThreadEvent.DeadlinePassed;
import noroshi.core.thread.ReportThreadEvent.DeliveriesMade;
import noroshi.core.thread.ReportThreadEvent.DeliveryClosed;
import noroshi.core.thread.ReportThreadEvent.Lines;
import noroshi.core.thread.ReportThreadEvent.Opened;
import noroshi.core.thread.ReportThreadEvent.ReceiptAcknowledged;
import noroshi.core.thread.ReportThreadEvent.ReportReturned;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.core.thread.ReportThreadEvent.SeverityAssessed;
import noroshi.core.thread.ReportThreadEvent.ThreadClosed;
import noroshi.core.thread.ReportThreadEvent.ThreadReopened;
import noroshi.core.thread.ReportThreadEvent.ThreadWithdrawn;
import noroshi.core.thread.ReportThreadEvent.TlpNarrowed;
import noroshi.core.thread.ReportThreadEvent.TlpWidened;
import noroshi.core.thread.ReportThreadEvent.WithdrawalAccepted;
import noroshi.core.thread.ReportThreadEvent.WithdrawalRejected;
import noroshi.core.thread.ReportThreadEvent.WithdrawalRequested;

/** How each event changes what is kept of a thread. */
final class Dossiers {

    private Dossiers() {}

    static Dossier opened(ReportSubmitted opening) {
        return new Dossier(
                opening.thread(),
                opening.operator(),
                opening.filing(),
                opening.content(),
                opening.filing().awarenessAt(),
                List.of(new Filed(opening.report(), opening.filing().stage(), opening.receivedAt())),
                Map.of(),
                Map.of(),
                Lines.NONE,
                null,
                null);
    }

    static Dossier after(Dossier dossier, ReportThreadEvent event) {
        return switch (event) {
            case ReportSubmitted further -> continued(dossier, further);
            case RoutingDecided decided -> routed(dossier, decided);
            case DeliveriesMade made -> made(dossier, made);
            case ReceiptAcknowledged receipt ->
                dossier.with(
                                receipt.delivery(),
                                delivery -> delivery.acknowledged(receipt.report(), receipt.occurredAt()))
                        .withEach(receipt.fulfilled(), obligation -> obligation.met(receipt.occurredAt()));
            case ReportReturned returned ->
                dossier.with(returned.delivery(), delivery -> delivery.in(Delivery.State.RETURNED));
            case CorrectionSubmitted correction ->
                dossier.clockNotAfter(correction.filing().awarenessAt())
                        .filing(correction.filing(), correction.content());
            case ThreadWithdrawn withdrawn -> dossier.withEach(withdrawn.waived(), Obligation::waived);
            case DeadlineApproaching near ->
                dossier.withEach(near.obligations(), obligation -> obligation.told(Obligation.Told.APPROACHING));
            case DeadlinePassed passed ->
                dossier.withEach(passed.obligations(), obligation -> obligation.told(Obligation.Told.PASSED));
            case DeliveryClosed closed ->
                dossier.with(closed.delivery(), delivery -> delivery.in(Delivery.State.CLOSED));
            case ThreadReopened _ -> dossier.reopened();
            case ConsentGranted granted ->
                dossier.consenting(dossier.filing().consents().granting(granted.consents()));
            case ConsentRevoked revoked ->
                dossier.consenting(dossier.filing().consents().revoking(revoked.consents()))
                        .withEach(revoked.waived(), Obligation::waived);
            case SeverityAssessed assessed ->
                dossier.assessed(new Assessment(assessed.severity(), assessed.occurredAt()));
            case TlpNarrowed narrowed ->
                narrowed.authority() == null
                        ? dossier.labelled(narrowed.tlp(), dossier.heldTo())
                        : dossier.labelled(narrowed.tlp(), narrowed.tlp());
            case TlpWidened widened -> dossier.labelled(widened.tlp(), null);
            case WithdrawalRequested _, WithdrawalAccepted _, WithdrawalRejected _, ThreadClosed _ -> dossier;
        };
    }

    /** A follow-up keeps the thread's time of awareness: only a correction moves the clocks. */
    private static Dossier continued(Dossier dossier, ReportSubmitted further) {
        return dossier.filing(further.filing().awareAt(dossier.filing().awarenessAt()), further.content())
                .reported(new Filed(further.report(), further.filing().stage(), further.receivedAt()));
    }

    private static Dossier routed(Dossier dossier, RoutingDecided decided) {
        var next = dossier.routedOn(decided.lines());
        for (var delivery : decided.deliveries()) {
            Delivery before = dossier.deliveries().get(delivery.delivery());
            next = next.with(
                    before == null ? Delivery.decided(delivery, dossier.latestReport()) : before.redecided(delivery));
        }
        for (Opened opened : decided.opened()) {
            next = next.with(Obligation.opened(
                    opened.obligation(),
                    opened.duty(),
                    dossier.clockFrom(),
                    dossier.firstFiled(opened.duty().type())));
        }
        for (Opened opened : decided.recomputed()) {
            next = next.withEach(
                    List.of(opened.obligation()),
                    obligation -> obligation.recomputed(opened.duty(), dossier.clockFrom()));
        }
        return next.withEach(decided.waived(), Obligation::waived);
    }

    private static Dossier made(Dossier dossier, DeliveriesMade made) {
        var next = dossier;
        for (DeliveryId id : made.deliveries()) {
            next = next.with(id, delivery -> delivery.made(made.report(), made.occurredAt()));
        }
        return next;
    }
}
