package noroshi.gateway.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import noroshi.core.report.Content;
import noroshi.core.report.Filing;
import noroshi.core.report.Remark;
import noroshi.core.report.ReportId;
import noroshi.core.report.Tlp;
import noroshi.core.report.Withholding;
import noroshi.core.thread.Dossier;
import noroshi.core.thread.ReportThread;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreadEvent.CorrectionSubmitted;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;
import noroshi.core.thread.ReportThreadEvent.WithdrawalRequested;
import noroshi.ledger.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * 提出. One submission of a thread as it stood when it was made.
 *
 * @param content null once it is erased
 * @param reason of a correction or a withdrawal, else null
 */
record Submitted(
        Kind kind,
        RecordedEvent recorded,
        ReportThreadEvent event,
        ReportId report,
        Filing filing,
        @Nullable Content content,
        @Nullable String reason) {

    /** 送達の種類. */
    enum Kind {
        REPORT,
        CORRECTION,
        WITHDRAWAL_REQUEST
    }

    /** A thread's label from a position of the record on. */
    record Labelled(long position, Tlp tlp) {}

    /**
     * A thread with all its submissions in order.
     *
     * @param labels each label that it had, from its first on
     */
    record Told(ReportThread.Filed thread, List<Submitted> submissions, List<Labelled> labels) {

        Told {
            submissions = List.copyOf(submissions);
            labels = List.copyOf(labels);
        }

        Dossier dossier() {
            return thread.dossier();
        }

        boolean isWithdrawn() {
            return thread instanceof ReportThread.Withdrawn;
        }

        Submitted of(ReportId report) {
            return submissions.stream()
                    .filter(submitted -> submitted.report().equals(report))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("report %s: not in its thread".formatted(report)));
        }

        /** What the operator said last of the incident, corrected where it was. */
        Submitted latest() {
            return submissions.stream()
                    .filter(submitted -> submitted.kind() != Kind.WITHDRAWAL_REQUEST)
                    .reduce((_, later) -> later)
                    .orElseThrow(() -> new IllegalStateException("a thread without a report"));
        }

        /** The label that holds now: a later narrowing binds what was filed before. */
        Tlp strictest(Tlp then) {
            return dossier().filing().tlp().orNarrower(then);
        }

        /** What of a submission is kept back: by its own marks, and by those of what was filed after it. */
        Withholding withheld(Submitted submitted) {
            var withheld = Withholding.NONE;
            for (Submitted later : submissions.reversed()) {
                withheld = withheld.and(later.content());
                if (later.equals(submitted)) {
                    break;
                }
            }
            return withheld;
        }

        /** Whether the label that it has now came with that event, and is narrower than the one before. */
        boolean isNarrowedBy(RecordedEvent event) {
            return labels.getLast().position() == event.position() && isNarrowedAt(labels.size() - 1);
        }

        /** Whether a narrower label came behind that event, be it widened again or not. */
        boolean isNarrowedAfter(RecordedEvent event) {
            return IntStream.range(0, labels.size())
                    .anyMatch(each -> labels.get(each).position() > event.position() && isNarrowedAt(each));
        }

        private boolean isNarrowedAt(int each) {
            return each > 0
                    && labels.get(each)
                            .tlp()
                            .isNarrowerThan(labels.get(each - 1).tlp());
        }
    }

    /**
     * What a thread's events tell.
     *
     * @param events all events of one thread, in order
     * @throws IllegalStateException if they open no thread
     */
    static Told tell(List<RecordedEvent> events) {
        ReportThread thread = ReportThread.UNOPENED;
        var submissions = new ArrayList<Submitted>();
        var labels = new ArrayList<Labelled>();
        for (RecordedEvent recorded : events) {
            if (recorded.payload() instanceof ReportThreadEvent event) {
                thread = ReportThread.evolve(thread, event);
                Submitted submitted = of(recorded, event, thread);
                if (submitted != null) {
                    submissions.add(submitted);
                }
                if (thread instanceof ReportThread.Filed filed) {
                    label(recorded.position(), filed.dossier().filing().tlp(), labels);
                }
            }
        }
        if (!(thread instanceof ReportThread.Filed filed)) {
            throw new IllegalStateException("%d events open no thread".formatted(events.size()));
        }
        return new Told(filed, submissions, labels);
    }

    private static void label(long position, Tlp now, List<Labelled> labels) {
        if (labels.isEmpty() || labels.getLast().tlp() != now) {
            labels.add(new Labelled(position, now));
        }
    }

    private static @Nullable Submitted of(RecordedEvent recorded, ReportThreadEvent event, ReportThread after) {
        return switch (event) {
            case ReportSubmitted report ->
                new Submitted(Kind.REPORT, recorded, event, report.report(), report.filing(), report.content(), null);
            case CorrectionSubmitted correction ->
                new Submitted(
                        Kind.CORRECTION,
                        recorded,
                        event,
                        correction.report(),
                        correction.filing(),
                        correction.content(),
                        Remark.text(correction.reason()));
            case WithdrawalRequested request
            when after instanceof ReportThread.Filed filed ->
                new Submitted(
                        Kind.WITHDRAWAL_REQUEST,
                        recorded,
                        event,
                        request.report(),
                        filed.dossier().filing(),
                        filed.dossier().content(),
                        Remark.text(request.reason()));
            case WithdrawalRequested _,
                    ReportThreadEvent.RoutingDecided _,
                    ReportThreadEvent.DeliveriesMade _,
                    ReportThreadEvent.ReceiptAcknowledged _,
                    ReportThreadEvent.ReportReturned _,
                    ReportThreadEvent.WithdrawalAccepted _,
                    ReportThreadEvent.WithdrawalRejected _,
                    ReportThreadEvent.ThreadWithdrawn _,
                    ReportThreadEvent.DeadlineApproaching _,
                    ReportThreadEvent.DeadlinePassed _,
                    ReportThreadEvent.DeliveryClosed _,
                    ReportThreadEvent.ThreadClosed _,
                    ReportThreadEvent.ThreadReopened _,
                    ReportThreadEvent.ConsentGranted _,
                    ReportThreadEvent.ConsentRevoked _,
                    ReportThreadEvent.SeverityAssessed _,
                    ReportThreadEvent.TlpNarrowed _,
                    ReportThreadEvent.TlpWidened _ -> null;
        };
    }
}
