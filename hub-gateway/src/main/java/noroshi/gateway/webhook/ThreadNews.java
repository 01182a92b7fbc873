package noroshi.gateway.webhook;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.obligation.ObligationId;
import noroshi.core.regime.Rule;
import noroshi.core.report.ReportId;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Disclosure.Extent;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import noroshi.core.thread.Delivery;
import noroshi.core.thread.DeliveryId;
import noroshi.core.thread.Dossier;
import noroshi.core.thread.ReportThread;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreadEvent.ConsentGranted;
import noroshi.core.thread.ReportThreadEvent.ConsentRevoked;
import noroshi.core.thread.ReportThreadEvent.CorrectionSubmitted;
import noroshi.core.thread.ReportThreadEvent.DeadlineApproaching;
import noroshi.core.thread.ReportThreadEvent.DeadlineMissed;
import noroshi.core.thread.ReportThreadEvent.DeadlinePassed;
import noroshi.core.thread.ReportThreadEvent.DeliveriesMade;
import noroshi.core.thread.ReportThreadEvent.DeliveryClosed;
import noroshi.core.thread.ReportThreadEvent.Opened;
import noroshi.core.thread.ReportThreadEvent.ReceiptAcknowledged;
import noroshi.core.thread.ReportThreadEvent.ReportReturned;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.core.thread.ReportThreadEvent.SeverityAssessed;
import noroshi.core.thread.ReportThreadEvent.SubmissionTaken;
import noroshi.core.thread.ReportThreadEvent.TargetExceeded;
import noroshi.core.thread.ReportThreadEvent.ThreadClosed;
import noroshi.core.thread.ReportThreadEvent.ThreadReopened;
import noroshi.core.thread.ReportThreadEvent.ThreadWithdrawn;
import noroshi.core.thread.ReportThreadEvent.TlpNarrowed;
import noroshi.core.thread.ReportThreadEvent.TlpWidened;
import noroshi.core.thread.ReportThreadEvent.WithdrawalAccepted;
import noroshi.core.thread.ReportThreadEvent.WithdrawalRejected;
import noroshi.core.thread.ReportThreadEvent.WithdrawalRequested;
import noroshi.ledger.RecordedEvent;

/**
 * 事案の通知. To its operator and to those it was delivered to. Whom its label alone lets know of it, the sector's topic,
 * the stream and TAXII tell.
 *
 * @param labels by the positions at which they were stated
 */
record ThreadNews(Dossier dossier, Map<Long, Tlp> labels, URI hub) {

    static Optional<ThreadNews> of(List<RecordedEvent> history, URI hub) {
        ReportThread thread = ReportThread.UNOPENED;
        var labels = new LinkedHashMap<Long, Tlp>();
        for (RecordedEvent recorded : history) {
            if (recorded.payload() instanceof ReportThreadEvent event) {
                thread = ReportThread.evolve(thread, event);
                if (thread instanceof ReportThread.Filed filed) {
                    labels.put(recorded.position(), filed.dossier().filing().tlp());
                }
            }
        }
        return thread instanceof ReportThread.Filed filed
                ? Optional.of(new ThreadNews(filed.dossier(), labels, hub))
                : Optional.empty();
    }

    Optional<News> read(Viewer viewer, RecordedEvent recorded, ReportThreadEvent event) {
        // nobody beside the parties is told, so what binds its passing on does not matter
        Circle circle = Circle.of(dossier, List.of(), dossier::reaches);
        Extent extent = Disclosure.of(viewer, circle).extent();
        if (!extent.showsExistence()) {
            return Optional.empty();
        }
        Optional<Piece> piece = viewer.role() == Role.OPERATOR
                ? toOperator(viewer, event)
                : viewer.authority()
                        .filter(circle.addressees()::contains)
                        .flatMap(authority -> toAddressee(authority, extent, event));
        return piece.map(it -> news(recorded, it));
    }

    /** Its own alone: also as CLEAR another's thread is nothing to be woken up by. */
    private Optional<Piece> toOperator(Viewer viewer, ReportThreadEvent event) {
        if (!viewer.organisation().equals(dossier.operator().value())) {
            return Optional.empty();
        }
        return switch (event) {
            case ReportSubmitted it -> recorded("REPORT", it);
            case CorrectionSubmitted it -> recorded("CORRECTION", it);
            case WithdrawalRequested it -> recorded("WITHDRAWAL", it);
            case RoutingDecided it -> obligations(it);
            case DeliveriesMade it -> made(it, it.deliveries());
            case ReceiptAcknowledged it ->
                Piece.of(NewsKind.DELIVERY_ACKNOWLEDGED, it.delivery(), it.authority())
                        .with("reportId", it.report().toString())
                        .told();
            case ReportReturned it ->
                Piece.of(NewsKind.DELIVERY_RETURNED, it.delivery(), it.authority())
                        .told();
            case DeliveryClosed it ->
                Piece.of(NewsKind.DELIVERY_CLOSED, it.delivery(), it.authority())
                        .told();
            case WithdrawalAccepted it ->
                Piece.of(NewsKind.WITHDRAWAL_ACCEPTED, it.delivery(), it.authority())
                        .told();
            case WithdrawalRejected it ->
                Piece.of(NewsKind.WITHDRAWAL_REJECTED, it.delivery(), it.authority())
                        .told();
            case ThreadWithdrawn _ -> Piece.of(NewsKind.THREAD_WITHDRAWN).told();
            case ThreadClosed _ -> Piece.of(NewsKind.THREAD_CLOSED).told();
            case ThreadReopened _ -> Piece.of(NewsKind.THREAD_REOPENED).told();
            case TlpNarrowed it -> labelled(it.tlp());
            case TlpWidened it -> labelled(it.tlp());
            case DeadlineApproaching it -> approaching(it);
            case DeadlinePassed it -> passed(it);
            case ConsentGranted _, ConsentRevoked _, SeverityAssessed _ -> Optional.empty();
        };
    }

    /** Of deliveries and deadlines its own alone; how the thread ends, those who are shown more than their own. */
    private Optional<Piece> toAddressee(AuthorityCode authority, Extent extent, ReportThreadEvent event) {
        return switch (event) {
            case DeliveriesMade it ->
                made(
                        it,
                        it.deliveries().stream()
                                .filter(id -> isReached(authority, id))
                                .toList());
            case DeadlineApproaching it -> it.authority().equals(authority) ? approaching(it) : Optional.empty();
            case DeadlinePassed it -> it.authority().equals(authority) ? passed(it) : Optional.empty();
            case ThreadWithdrawn _ -> Piece.of(NewsKind.THREAD_WITHDRAWN).told();
            case ThreadClosed _ ->
                extent.showsOthers() ? Piece.of(NewsKind.THREAD_CLOSED).told() : Optional.empty();
            case ThreadReopened _ ->
                extent.showsOthers() ? Piece.of(NewsKind.THREAD_REOPENED).told() : Optional.empty();
            case TlpNarrowed it -> labelled(it.tlp());
            case TlpWidened it -> labelled(it.tlp());
            case ReportSubmitted _,
                    CorrectionSubmitted _,
                    WithdrawalRequested _,
                    RoutingDecided _,
                    ReceiptAcknowledged _,
                    ReportReturned _,
                    DeliveryClosed _,
                    WithdrawalAccepted _,
                    WithdrawalRejected _,
                    ConsentGranted _,
                    ConsentRevoked _,
                    SeverityAssessed _ -> Optional.empty();
        };
    }

    private boolean isReached(AuthorityCode authority, DeliveryId id) {
        Delivery delivery = dossier.deliveries().get(id);
        return delivery != null && delivery.addressee().equals(authority) && dossier.reaches(delivery);
    }

    private static Optional<Piece> labelled(Tlp tlp) {
        return Piece.of(NewsKind.THREAD_LABEL_CHANGED).with("tlp", tlp.name()).told();
    }

    private static Optional<Piece> recorded(String kind, SubmissionTaken event) {
        return Piece.of(NewsKind.REPORT_RECORDED)
                .with("reportId", event.report().toString())
                .with("kind", kind)
                .told();
    }

    private static Optional<Piece> obligations(RoutingDecided event) {
        if (event.opened().isEmpty()
                && event.waived().isEmpty()
                && event.recomputed().isEmpty()) {
            return Optional.empty();
        }
        return Piece.of(NewsKind.OBLIGATIONS_CHANGED)
                .with(
                        "opened",
                        texts(event.opened().stream().map(Opened::obligation).toList()))
                .with(
                        "recomputed",
                        texts(event.recomputed().stream()
                                .map(Opened::obligation)
                                .toList()))
                .with("waived", texts(event.waived()))
                .told();
    }

    private Optional<Piece> made(DeliveriesMade event, List<DeliveryId> shown) {
        List<Map<String, Object>> deliveries = shown.stream()
                .map(dossier.deliveries()::get)
                .map(ThreadNews::sheet)
                .toList();
        return deliveries.isEmpty()
                ? Optional.empty()
                : Piece.of(NewsKind.DELIVERY_MADE)
                        .with("reportId", event.report().toString())
                        .with("stage", stage(event.report()))
                        .with("deliveries", deliveries)
                        .told();
    }

    private static Map<String, Object> sheet(Delivery delivery) {
        Rule rule = delivery.decisiveRule();
        var sheet = new LinkedHashMap<String, Object>();
        sheet.put("deliveryId", delivery.id().toString());
        sheet.put("addressee", delivery.addressee().value());
        sheet.put("role", delivery.role().name());
        sheet.put("rule", rule.id());
        sheet.put("article", rule.article());
        sheet.put("ruleSetDate", rule.ruleSetDate().toString());
        return sheet;
    }

    /** A correction or a withdrawal has none of its own: the one the thread has come to. */
    private String stage(ReportId report) {
        return dossier.reports().stream()
                .filter(filed -> filed.report().equals(report))
                .map(Dossier.Filed::stage)
                .findFirst()
                .orElseGet(dossier::stage)
                .name();
    }

    private static Optional<Piece> approaching(DeadlineApproaching event) {
        return deadline(NewsKind.DEADLINE_APPROACHING, event.authority(), event.obligations())
                .with("dueBefore", event.dueBefore().toString())
                .told();
    }

    private static Optional<Piece> passed(DeadlinePassed event) {
        NewsKind kind = switch (event) {
            case DeadlineMissed _ -> NewsKind.DEADLINE_MISSED;
            case TargetExceeded _ -> NewsKind.TARGET_EXCEEDED;
        };
        return deadline(kind, event.authority(), event.obligations())
                .with("dueBefore", event.occurredAt().toString())
                .told();
    }

    private static Piece deadline(NewsKind kind, AuthorityCode authority, List<ObligationId> obligations) {
        return Piece.of(kind).with("authority", authority.value()).with("obligations", texts(obligations));
    }

    private static List<String> texts(List<ObligationId> ids) {
        return ids.stream().map(ObligationId::toString).toList();
    }

    private News news(RecordedEvent recorded, Piece piece) {
        boolean exercise = dossier.filing().exercise();
        var data = new LinkedHashMap<String, Object>();
        data.put("position", recorded.position());
        data.put("threadId", dossier.thread().toString());
        data.putAll(piece.own());
        data.put("tlp", strictest(recorded.position()).name());
        data.put("exercise", exercise);
        data.put("url", hub.resolve("/v1/reports/" + dossier.thread()).toString());
        return new News(piece.kind(), recorded.recordedAt(), exercise, data);
    }

    /** The narrower of the label then and the label now. */
    private Tlp strictest(long position) {
        Tlp now = dossier.filing().tlp();
        Tlp then = labels.getOrDefault(position, now);
        return now.isNarrowerThan(then) ? now : then;
    }

    /** What a kind of news has of its own. */
    private record Piece(NewsKind kind, Map<String, Object> own) {

        static Piece of(NewsKind kind) {
            return new Piece(kind, new LinkedHashMap<>());
        }

        static Piece of(NewsKind kind, DeliveryId delivery, AuthorityCode authority) {
            return of(kind).with("deliveryId", delivery.toString()).with("authority", authority.value());
        }

        Piece with(String name, Object value) {
            own.put(name, value);
            return this;
        }

        Optional<Piece> told() {
            return Optional.of(this);
        }
    }
}
