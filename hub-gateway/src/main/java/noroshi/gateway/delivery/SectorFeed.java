package noroshi.gateway.delivery;

import com.google.common.collect.Lists;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import noroshi.avro.Recall;
import noroshi.avro.SectorEntry;
import noroshi.core.deadline.Tokyo;
import noroshi.core.report.Content;
import noroshi.core.report.Filing;
import noroshi.core.report.NamedUuid;
import noroshi.core.report.ReportId;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.sector.SectorCode;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.core.thread.ReportThreadEvent.ThreadWithdrawn;
import noroshi.gateway.delivery.Submitted.Told;
import noroshi.gateway.wire.Publisher;
import noroshi.gateway.wire.Topics;
import noroshi.ledger.Lease;
import noroshi.ledger.Projection;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;
import org.apache.avro.specific.SpecificRecord;

/**
 * 分野別の共有. Tells each affected sector as much as the label allows: CLEAR and GREEN in full, AMBER masked, nothing of
 * what is narrower; and takes back what a later narrowing or a withdrawal no longer allows. It keeps what it told, to know
 * what there is to take back.
 *
 * <p>What it remembers follows from the record alone: of each event, the entries that its label allowed then, whether or
 * not they were published. So a round that is cut off behind its publishing and is done again after a narrowing recalls
 * whatever may have gone out. A recall of an entry that was never published harms nobody: it names an id, and nothing
 * else.
 */
final class SectorFeed implements Projection {

    private static final String TABLE = "sector_entry";

    private final Function<ThreadId, List<RecordedEvent>> thread;
    private final Publisher publisher;

    /** @param thread all events of a thread */
    SectorFeed(Function<ThreadId, List<RecordedEvent>> thread, Publisher publisher) {
        this.thread = thread;
        this.publisher = publisher;
    }

    /** How much a sector may know. */
    enum Share {
        FULL,
        MASKED,
        NONE;

        static Share of(Tlp tlp) {
            return switch (tlp) {
                case CLEAR, GREEN -> FULL;
                case AMBER -> MASKED;
                case AMBER_STRICT, RED -> NONE;
            };
        }

        /** Whether what was told, in full or masked, may stand. */
        boolean covers(boolean masked) {
            return this == FULL || (this == MASKED && masked);
        }
    }

    @Override
    public String name() {
        return "sector_feed";
    }

    @Override
    public List<String> tables() {
        return List.of(TABLE);
    }

    @Override
    public String ddl(ViewTables tables) {
        return """
                create table %1$s (entry_id uuid primary key, thread_id uuid not null, sector text not null,
                  masked boolean not null, exercise boolean not null);
                create index on %1$s (thread_id)
                """.formatted(tables.of(TABLE));
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws Exception {
        var threads = new HashMap<ThreadId, List<RecordedEvent>>();
        var messages = new ArrayList<Message>();
        var known = new Known(tables.of(TABLE), connection);
        for (RecordedEvent recorded : batch) {
            switch (recorded.payload()) {
                case RoutingDecided decided ->
                    routed(recorded, decided, threads.computeIfAbsent(decided.thread(), thread), known, messages);
                case ThreadWithdrawn withdrawn -> {
                    List<Entry> told = known.of(withdrawn.thread());
                    takeBack(recorded, told, "WITHDRAWN", withdrawn.occurredAt(), known, messages);
                }
                default -> {}
            }
        }
        Lease.during(connection, () -> {
            for (List<Message> together : Lists.partition(messages, Acknowledgements.AT_ONCE)) {
                publish(together);
            }
        });
    }

    private void routed(
            RecordedEvent recorded,
            RoutingDecided decided,
            List<RecordedEvent> events,
            Known known,
            List<Message> messages)
            throws SQLException {
        Told then = Submitted.tell(events.stream()
                .filter(event -> event.position() <= recorded.position())
                .toList());
        Tlp label = then.dossier().filing().tlp();
        Share share = Share.of(label);
        List<Entry> told = known.of(decided.thread());
        takeBack(
                recorded,
                told.stream().filter(entry -> !share.covers(entry.masked())).toList(),
                "TLP_NARROWED",
                decided.occurredAt(),
                known,
                messages);
        if (share == Share.NONE) {
            return;
        }
        ReportId report =
                Objects.requireNonNullElse(decided.report(), then.dossier().latestReport());
        Submitted submitted = then.of(report);
        Tlp strictest = Submitted.tell(events).strictestAfter(recorded.position(), label);
        // what was narrowed since, the narrowing's own entry tells; what was erased since, nobody is told
        boolean stands = Share.of(strictest) == share && (share == Share.MASKED || submitted.content() != null);
        for (String sector : decided.lines().sectors()) {
            // the register's doing tells nothing new to whom it was told
            boolean news = decided.report() != null
                    || told.stream().noneMatch(entry -> entry.sector().equals(sector));
            if (news) {
                var entry = new Entry(
                        NamedUuid.of("sector-entry", recorded.id().toString(), sector),
                        decided.thread(),
                        sector,
                        share == Share.MASKED,
                        submitted.filing().exercise());
                known.add(entry);
                if (stands) {
                    messages.add(message(entry, then, submitted, strictest));
                }
            }
        }
    }

    /** What was told, and to whom. */
    private record Entry(UUID id, ThreadId thread, String sector, boolean masked, boolean exercise) {

        String topic() {
            return Topics.of(Topics.sector(new SectorCode(sector)), exercise);
        }
    }

    private static Message message(Entry entry, Told told, Submitted submitted, Tlp label) {
        Content content = entry.masked() ? null : submitted.content();
        Filing filing = submitted.filing();
        Instant occurredAt = submitted.event().occurredAt();
        Instant bucket = occurredAt
                .atZone(Tokyo.ZONE)
                .toLocalDate()
                .atStartOfDay(Tokyo.ZONE)
                .toInstant();
        var avro = SectorEntry.newBuilder()
                .setEntryId(entry.id())
                .setSector(entry.sector())
                .setKind(
                        switch (submitted.kind()) {
                            case REPORT -> "REPORT_SUBMITTED";
                            case CORRECTION -> "CORRECTION_SUBMITTED";
                            case WITHDRAWAL_REQUEST -> "WITHDRAWAL_REQUESTED";
                        })
                .setTlp(label.name())
                .setMasked(content == null)
                .setOccurredAt(content == null ? bucket : occurredAt)
                .setEventClass(
                        filing.eventClass() == null ? null : filing.eventClass().name())
                .setRegimes(told.dossier().obligations().values().stream()
                        .map(obligation -> obligation.duty().rule().regime().value())
                        .distinct()
                        .toList())
                .setSeverity(filing.severityEstimate());
        if (content == null) {
            // a thread's id follows from what its operator chose, so someone who guesses could find the operator by it
            String key = NamedUuid.of("sector-thread", told.opened().toString()).toString();
            return message(entry, key, avro.build(), entry.id(), "SectorEntry", bucket);
        }
        avro.setRecordedAt(submitted.recorded().recordedAt())
                .setThreadId(entry.thread().value())
                .setReportId(submitted.report().value())
                .setOperator(told.dossier().operator().value())
                .setTitle(content.title())
                .setSummary(content.summary());
        return message(entry, entry.thread().toString(), avro.build(), entry.id(), "SectorEntry", occurredAt);
    }

    private void takeBack(
            RecordedEvent recorded, List<Entry> entries, String reason, Instant at, Known known, List<Message> messages)
            throws SQLException {
        var byTopic = new LinkedHashMap<String, List<Entry>>();
        entries.forEach(entry -> byTopic.computeIfAbsent(entry.topic() + entry.masked(), _ -> new ArrayList<>())
                .add(entry));
        for (List<Entry> ofTopic : byTopic.values()) {
            Entry first = ofTopic.getFirst();
            UUID id =
                    NamedUuid.of("recall", recorded.id().toString(), first.sector(), Boolean.toString(first.masked()));
            var recall = Recall.newBuilder()
                    .setRecallId(id)
                    .setSector(first.sector())
                    .setEntries(ofTopic.stream().map(Entry::id).toList())
                    .setReason(reason)
                    .setRecalledAt(at)
                    .build();
            messages.add(message(first, key(first), recall, id, "Recall", at));
            known.remove(ofTopic);
        }
    }

    /** As the entries' own, so that a recall comes behind what it takes back. */
    private String key(Entry entry) {
        return entry.masked()
                ? NamedUuid.of(
                                "sector-thread",
                                thread.apply(entry.thread()).getFirst().id().toString())
                        .toString()
                : entry.thread().toString();
    }

    /** What is to be published. */
    private record Message(String topic, String key, SpecificRecord value, Map<String, String> headers) {}

    private static Message message(Entry entry, String key, SpecificRecord value, UUID id, String type, Instant time) {
        return new Message(
                entry.topic(),
                key,
                value,
                Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id.toString(),
                        "ce_type",
                        "noroshi." + type,
                        "ce_time",
                        time.toString(),
                        "ce_source",
                        "/sectors/" + entry.sector()));
    }

    private void publish(List<Message> messages) throws Exception {
        var published = new ArrayList<CompletableFuture<Void>>();
        for (Message message : messages) {
            published.add(Acknowledgements.notFailed(
                    publisher.publish(message.topic(), message.key(), message.value(), message.headers())));
        }
        Acknowledgements.await(published);
    }

    /** The view's table. */
    private record Known(String table, Connection connection) {

        List<Entry> of(ThreadId thread) throws SQLException {
            try (PreparedStatement select = connection.prepareStatement(
                    "select entry_id, sector, masked, exercise from %s where thread_id = ? order by sector, entry_id"
                            .formatted(table))) {
                select.setObject(1, thread.value());
                var entries = new ArrayList<Entry>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        entries.add(new Entry(
                                rows.getObject(1, UUID.class),
                                thread,
                                rows.getString(2),
                                rows.getBoolean(3),
                                rows.getBoolean(4)));
                    }
                }
                return entries;
            }
        }

        void add(Entry entry) throws SQLException {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into %s values (?, ?, ?, ?, ?)".formatted(table))) {
                insert.setObject(1, entry.id());
                insert.setObject(2, entry.thread().value());
                insert.setString(3, entry.sector());
                insert.setBoolean(4, entry.masked());
                insert.setBoolean(5, entry.exercise());
                insert.executeUpdate();
            }
        }

        void remove(List<Entry> entries) throws SQLException {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from %s where entry_id = ?".formatted(table))) {
                for (Entry entry : entries) {
                    delete.setObject(1, entry.id());
                    delete.addBatch();
                }
                delete.executeBatch();
            }
        }
    }
}
