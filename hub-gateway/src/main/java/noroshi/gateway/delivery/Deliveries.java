package noroshi.gateway.delivery;

import static java.util.stream.Collectors.toSet;

import com.google.common.base.Throwables;
import com.google.common.collect.Lists;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import noroshi.avro.ContentReference;
import noroshi.core.regime.Rule;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Filing;
import noroshi.core.report.NamedUuid;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.report.Withholding;
import noroshi.core.thread.Delivery;
import noroshi.core.thread.DeliveryId;
import noroshi.core.thread.Dossier;
import noroshi.core.thread.ReportThreadCommand.RecordDeliveries;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreadEvent.CorrectionSubmitted;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.core.thread.ReportThreadEvent.TlpNarrowed;
import noroshi.core.thread.ReportThreadEvent.TlpWidened;
import noroshi.core.thread.ReportThreadEvent.WithdrawalRequested;
import noroshi.gateway.delivery.Submitted.Told;
import noroshi.gateway.wire.OpenTopics;
import noroshi.gateway.wire.Publisher;
import noroshi.gateway.wire.RecordTooLarge;
import noroshi.gateway.wire.Topics;
import noroshi.ledger.Lease;
import noroshi.ledger.Projection;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * 送達. Puts every submission on the topic of every addressee of its thread, and has the ledger record what the broker
 * has taken. What an addressee has already, the ledger knows; so a round repeated sends again only what was not recorded,
 * under the same {@code ce_id}. A label that was changed by itself is told to each, for it binds what each has.
 */
final class Deliveries implements Projection {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    /** 送達の種類. No submission: what was delivered has another label. */
    private static final String LABEL_CHANGED = "LABEL_CHANGED";

    private final Histories histories;
    private final Publisher publisher;
    private final OpenTopics topics;
    private final BiFunction<Object, Map<String, String>, CompletableFuture<Void>> decide;
    private final InstantSource clock;
    private final URI hub;
    private final MeterRegistry meters;

    /**
     * @param decide sends a command until it is decided
     * @param hub where the hub is reached, for references
     */
    Deliveries(
            Histories histories,
            Publisher publisher,
            OpenTopics topics,
            BiFunction<Object, Map<String, String>, CompletableFuture<Void>> decide,
            InstantSource clock,
            URI hub,
            MeterRegistry meters) {
        this.histories = histories;
        this.publisher = publisher;
        this.topics = topics;
        this.decide = decide;
        this.clock = clock;
        this.hub = hub;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "deliveries";
    }

    @Override
    public List<String> tables() {
        return List.of();
    }

    @Override
    public boolean concerns(Object happened) {
        return thread(happened) != null;
    }

    @Override
    public String ddl(ViewTables tables) {
        return "";
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws Exception {
        List<ThreadId> touched = List.copyOf(touched(batch));
        Lease.during(connection, () -> {
            for (List<ThreadId> threads : Lists.partition(touched, Acknowledgements.AT_ONCE)) {
                Map<ThreadId, List<RecordedEvent>> histories = this.histories.of(threads);
                deliver(threads, histories);
                tellLabels(batch, histories);
            }
        });
    }

    private static Set<ThreadId> touched(List<RecordedEvent> batch) {
        var touched = new LinkedHashSet<ThreadId>();
        for (RecordedEvent event : batch) {
            ThreadId thread = thread(event.payload());
            if (thread != null) {
                touched.add(thread);
            }
        }
        return touched;
    }

    /** The thread of which something is to be told by what happened; null where nothing is. */
    private static @Nullable ThreadId thread(Object happened) {
        return switch (happened) {
            case ReportSubmitted report -> report.thread();
            case CorrectionSubmitted correction -> correction.thread();
            case WithdrawalRequested request -> request.thread();
            case RoutingDecided decided -> decided.thread();
            case TlpNarrowed narrowed -> narrowed.thread();
            case TlpWidened widened -> widened.thread();
            default -> null;
        };
    }

    /** One submission to one addressee. */
    record Due(Submitted submitted, OperatorSlug operator, Delivery delivery, Tlp tlp, Withholding withheld) {

        /** The same whenever it is sent. */
        String eventId() {
            return NamedUuid.of(
                            "delivered",
                            delivery.id().toString(),
                            submitted.report().toString())
                    .toString();
        }

        String topic() {
            return Deliveries.topic(delivery, submitted.filing());
        }
    }

    private static String topic(Delivery delivery, Filing filing) {
        return Topics.of(Topics.deliveries(delivery.addressee()), filing.exercise());
    }

    /** What a thread's addressees do not have yet and may have, in the order of the submissions. */
    static List<Due> due(Told told) {
        var due = new ArrayList<Due>();
        for (Submitted submitted : told.submissions()) {
            for (Delivery delivery : told.dossier().deliveries().values()) {
                if (!delivery.made().contains(submitted.report())
                        && told.dossier().reaches(delivery)) {
                    due.add(new Due(
                            submitted,
                            told.dossier().operator(),
                            delivery,
                            told.strictest(submitted.filing().tlp()),
                            told.withheld(submitted)));
                }
            }
        }
        return due;
    }

    private void deliver(List<ThreadId> threads, Map<ThreadId, List<RecordedEvent>> told) throws Exception {
        var due = new LinkedHashMap<ThreadId, List<Due>>();
        var published = new ArrayList<CompletableFuture<Void>>();
        for (ThreadId id : threads) {
            due.put(id, due(Submitted.tell(told.getOrDefault(id, List.of()))));
        }
        topics.await(due.values().stream().flatMap(List::stream).map(Due::topic).collect(toSet()));
        for (var thread : due.entrySet()) {
            // To one addressee one after the other: a later report must not pass an earlier one that is sent again.
            var last = new HashMap<DeliveryId, CompletableFuture<Void>>();
            for (Due one : thread.getValue()) {
                var sent = last.getOrDefault(one.delivery().id(), CompletableFuture.completedFuture(null))
                        .thenCompose(_ -> publish(thread.getKey(), one));
                last.put(one.delivery().id(), sent);
                published.add(Acknowledgements.notFailed(sent));
            }
        }
        Acknowledgements.await(published);
        var recorded = new ArrayList<CompletableFuture<Void>>();
        Instant now = clock.instant();
        due.forEach((id, ofThread) -> record(id, ofThread, now, recorded));
        Acknowledgements.await(recorded);
    }

    /** What several corrections have made too large for a record goes by reference, and holds up nothing. */
    private CompletableFuture<Void> publish(ThreadId id, Due due) {
        Object content = DeliveredContents.of(due.submitted(), due.tlp(), due.withheld(), due.operator(), url(id));
        return publish(id, due, content).exceptionallyCompose(failure -> {
            if (content instanceof ContentReference || !tooLarge(failure)) {
                return CompletableFuture.failedFuture(failure);
            }
            LOG.warn("{} of {} goes by reference: {}", due.submitted().report(), id, failure.toString());
            return publish(id, due, DeliveredContents.reference(url(id)));
        });
    }

    private static boolean tooLarge(Throwable failure) {
        return Throwables.getCausalChain(failure).stream().anyMatch(RecordTooLarge.class::isInstance);
    }

    private CompletableFuture<Void> publish(ThreadId id, Due due, Object content) {
        Submitted submitted = due.submitted();
        return publish(
                due.topic(),
                due.eventId(),
                submitted.event(),
                to(due.delivery())
                        .setKind(submitted.kind().name())
                        .setThreadId(id.value())
                        .setReportId(submitted.report().value())
                        .setStage(submitted.filing().stage().name())
                        .setRecordedAt(submitted.recorded().recordedAt())
                        .setTlp(due.tlp().name())
                        .setContent(content)
                        .build());
    }

    private CompletableFuture<Void> publish(
            String topic, String eventId, ReportThreadEvent event, noroshi.avro.Delivery value) {
        return publisher.publish(
                topic,
                event.thread().toString(),
                value,
                Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        eventId,
                        "ce_type",
                        "noroshi.Delivery",
                        "ce_time",
                        event.occurredAt().toString(),
                        "ce_source",
                        "/threads/" + event.thread()));
    }

    private void record(ThreadId id, List<Due> due, Instant now, List<CompletableFuture<Void>> recorded) {
        var byReport = new LinkedHashMap<Submitted, List<DeliveryId>>();
        for (Due one : due) {
            byReport.computeIfAbsent(one.submitted(), _ -> new ArrayList<>())
                    .add(one.delivery().id());
            lag(one.submitted(), now);
        }
        byReport.forEach((submitted, deliveries) ->
                recorded.add(decide.apply(new RecordDeliveries(id, submitted.report(), deliveries, now), Map.of())));
    }

    /** Behind what they bind. */
    private void tellLabels(List<RecordedEvent> batch, Map<ThreadId, List<RecordedEvent>> histories) throws Exception {
        var published = new ArrayList<CompletableFuture<Void>>();
        for (RecordedEvent recorded : batch) {
            Tlp label = label(recorded.payload());
            if (label != null
                    && recorded.payload() instanceof ReportThreadEvent event
                    && histories.containsKey(event.thread())) {
                Told told = Submitted.tell(histories.getOrDefault(event.thread(), List.of()));
                for (Delivery delivery : told.dossier().deliveries().values()) {
                    if (told.dossier().reaches(delivery) || binds(recorded, delivery)) {
                        topics.await(Set.of(topic(delivery, told.dossier().filing())));
                        published.add(Acknowledgements.notFailed(publish(recorded, event, label, told, delivery)));
                    }
                }
            }
        }
        Acknowledgements.await(published);
    }

    /** A narrowing binds whoever holds a copy, also by a consent that is revoked since. */
    private static boolean binds(RecordedEvent recorded, Delivery delivery) {
        return recorded.payload() instanceof TlpNarrowed && delivery.madeAt() != null;
    }

    private static @Nullable Tlp label(Object happened) {
        return switch (happened) {
            case TlpNarrowed narrowed -> narrowed.tlp();
            case TlpWidened widened -> widened.tlp();
            default -> null;
        };
    }

    private CompletableFuture<Void> publish(
            RecordedEvent recorded, ReportThreadEvent event, Tlp label, Told told, Delivery delivery) {
        Dossier dossier = told.dossier();
        return publish(
                topic(delivery, dossier.filing()),
                NamedUuid.of(
                                "relabelled",
                                delivery.id().toString(),
                                recorded.id().toString())
                        .toString(),
                event,
                to(delivery)
                        .setKind(LABEL_CHANGED)
                        .setThreadId(event.thread().value())
                        .setReportId(told.latest().report().value())
                        .setStage(dossier.stage().name())
                        .setRecordedAt(recorded.recordedAt())
                        .setTlp(told.strictest(label).name())
                        .setContent(DeliveredContents.reference(url(event.thread())))
                        .build());
    }

    private void lag(Submitted submitted, Instant now) {
        Duration lag = Duration.between(submitted.recorded().recordedAt(), now);
        Timer.builder("delivery.lag")
                .description("From the ledger's taking a submission to the broker's acknowledging its delivery.")
                .publishPercentileHistogram()
                .register(meters)
                .record(lag.isNegative() ? Duration.ZERO : lag);
    }

    private static noroshi.avro.Delivery.Builder to(Delivery delivery) {
        Rule rule = delivery.decisiveRule();
        return noroshi.avro.Delivery.newBuilder()
                .setDeliveryId(delivery.id().value())
                .setRole(delivery.role().name())
                .setRule(rule.id())
                .setArticle(rule.article())
                .setRuleSetDate(rule.ruleSetDate());
    }

    private String url(ThreadId id) {
        return hub.resolve("/v1/reports/" + id).toString();
    }
}
