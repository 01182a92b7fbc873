package noroshi.api.view.thread;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import noroshi.api.view.Headline;
import noroshi.api.view.Times;
import noroshi.core.report.ReportId;
import noroshi.core.report.ThreadId;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import noroshi.core.thread.ReportThreadEvent.CorrectionSubmitted;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;
import noroshi.core.thread.ReportThreadEvent.WithdrawalRequested;
import noroshi.ledger.ChainLink;
import noroshi.ledger.Ledger;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.Verifier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/** 受領証の問合せ. From the record itself: a receipt must not depend on a view. It holds no content. */
public final class ReceiptQuery {

    private final Ledger ledger;
    private final Verifier verifier;

    public ReceiptQuery(Ledger ledger, Verifier verifier) {
        this.ledger = ledger;
        this.verifier = verifier;
    }

    /** The receipt; empty if there is no such thread, or it is another operator's. */
    public Optional<Receipt> receipt(Viewer viewer, ThreadId thread) {
        List<RecordedEvent> events = ledger.ofTag("thread", thread.toString());
        if (events.isEmpty() || !isOpen(viewer, events.getFirst())) {
            return Optional.empty();
        }
        return Optional.of(new Receipt(
                thread.value(),
                events.stream().flatMap(event -> item(event).stream()).toList()));
    }

    private static boolean isOpen(Viewer viewer, RecordedEvent opening) {
        return opening.payload() instanceof ReportSubmitted submitted
                && (viewer.role() == Role.AUDITOR
                        || (viewer.role() == Role.OPERATOR
                                && submitted.operator().value().equals(viewer.organisation())));
    }

    private Optional<Receipt.Item> item(RecordedEvent event) {
        Submitted submitted = Submitted.in(event.payload());
        if (submitted == null) {
            return Optional.empty();
        }
        ChainLink link = link(event.position());
        return Optional.of(new Receipt.Item(
                submitted.report.value(),
                submitted.report.receiptNumber(),
                Headline.kind(event.type()),
                event.position(),
                Times.inTokyo(link.recordedAt()),
                submitted.bodyHash,
                link.leafHash(),
                link.previousChain(),
                link.chain()));
    }

    private record Submitted(ReportId report, String bodyHash) {

        static @Nullable Submitted in(Object event) {
            return switch (event) {
                case ReportSubmitted it -> new Submitted(it.report(), it.bodyHash());
                case CorrectionSubmitted it -> new Submitted(it.report(), it.bodyHash());
                case WithdrawalRequested it -> new Submitted(it.report(), it.bodyHash());
                default -> null;
            };
        }
    }

    private ChainLink link(long position) {
        try {
            return verifier.at(position)
                    .orElseThrow(() -> new IllegalStateException(
                            "position: %d (expected: in the record, since it was read)".formatted(position)));
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("chain can't be read: " + e.getMessage(), e);
        }
    }
}
