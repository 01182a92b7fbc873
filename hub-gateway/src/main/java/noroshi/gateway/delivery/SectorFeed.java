package noroshi.gateway.delivery;

import static java.util.stream.Collectors.toSet;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.Lists;
import com.google.common.collect.SetMultimap;
import com.google.common.collect.Sets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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
import noroshi.core.sharing.Disclosure;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.core.thread.ReportThreadEvent.ThreadWithdrawn;
import noroshi.core.thread.ReportThreadEvent.TlpNarrowed;
import noroshi.core.thread.ReportThreadEvent.TlpWidened;
import noroshi.gateway.delivery.Submitted.Told;
import noroshi.gateway.wire.OpenTopics;
import noroshi.gateway.wire.Publisher;
import noroshi.gateway.wire.Topics;
import noroshi.ledger.Lease;
import noroshi.ledger.Projection;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * 分野別の共有. Tells each affected sector as much as the label allows: CLEAR and GREEN in full, AMBER masked, nothing of
 * what is narrower; and masked what one of the sector's readers may not read, since it is bound to the purpose of a regime
 * that did not address that one. A narrowing takes back all that was told before it, for it bears the wider label, as does
 * a withdrawal; and under each new label the latest report is told again, so far as that allows. What comes to be bound is
 * taken back from such a sector, and told masked. It keeps what it told, to know what there is to take back.
 *
 * <p>What it remembers follows from the record alone: of each event, the entries that its label allowed then, whether or
 * not they were published. So a round that is cut off behind its publishing and is done again after a narrowing recalls
 * whatever may have gone out. A recall of an entry that was never published harms nobody: it names an id, and nothing
 * else.
 *
 * <p>Ids follow from the submissions' own, not from the events: what is recorded again, since the ledger was restored to
 * an older state, is told again under the ids that it had, and can be taken back by them.
 */
final class SectorFeed implements Projection {

    private static final String TABLE = "sector_entry";
    private static final String TLP_NARROWED = "TLP_NARROWED";
    private static final String BOUND_TO_PURPOSE = "BOUND_TO_PURPOSE";

    private final Histories histories;
    private final Supplier<List<RecordedEvent>> scope;
    private final UnaryOperator<String> pseudonym;
    private final Publisher publisher;
    private final OpenTopics topics;

    /**
     * @param scope all events of the scope of protection, in order
     * @param pseudonym what stands for an id: those of threads and reports follow from what their operator chose, so
     *     someone who guesses could find the operator by them
     */
    SectorFeed(
            Histories histories,
            Supplier<List<RecordedEvent>> scope,
            UnaryOperator<String> pseudonym,
            Publisher publisher,
            OpenTopics topics) {
        this.histories = histories;
        this.scope = scope;
        this.pseudonym = pseudonym;
        this.publisher = publisher;
        this.topics = topics;
    }

    /** How much a sector may know. */
    private enum Share {
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
    public boolean concerns(Object happened) {
        return thread(happened) != null;
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
        Set<ThreadId> touched = touched(batch);
        if (touched.isEmpty()) {
            return;
        }
        Map<ThreadId, List<RecordedEvent>> threads = histories.of(touched);
        var messages = new ArrayList<Message>();
        var known = Known.of(touched, tables.of(TABLE), connection);
        var readers = new SectorReaders(scope);
        for (RecordedEvent recorded : batch) {
            switch (recorded.payload()) {
                case RoutingDecided decided -> {
                    List<RecordedEvent> events = threads.getOrDefault(decided.thread(), List.of());
                    routed(recorded, decided, events, readers, known, messages);
                }
                case TlpNarrowed narrowed -> {
                    List<RecordedEvent> events = threads.getOrDefault(narrowed.thread(), List.of());
                    relabelled(recorded, narrowed, events, readers, known, messages);
                }
                case TlpWidened widened -> {
                    List<RecordedEvent> events = threads.getOrDefault(widened.thread(), List.of());
                    relabelled(recorded, widened, events, readers, known, messages);
                }
                case ThreadWithdrawn withdrawn ->
                    takeBack(known.of(withdrawn.thread()), "WITHDRAWN", withdrawn.occurredAt(), known, messages);
                default -> {}
            }
        }
        known.save(connection);
        Lease.during(connection, () -> {
            topics.await(messages.stream().map(Message::topic).collect(toSet()));
            for (List<Message> together : Lists.partition(messages, Acknowledgements.AT_ONCE)) {
                publish(together);
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
            case RoutingDecided decided -> decided.thread();
            case TlpNarrowed narrowed -> narrowed.thread();
            case TlpWidened widened -> widened.thread();
            case ThreadWithdrawn withdrawn -> withdrawn.thread();
            default -> null;
        };
    }

    private void routed(
            RecordedEvent recorded,
            RoutingDecided decided,
            List<RecordedEvent> events,
            SectorReaders readers,
            Known known,
            List<Message> messages) {
        Told then = until(recorded, events);
        ReportId report = decided.report();
        if (report != null && then.isNarrowedBy(then.of(report).recorded())) {
            takeBack(known.of(decided.thread()), TLP_NARROWED, decided.occurredAt(), known, messages);
        }
        List<Entry> bound = known.of(decided.thread()).stream()
                .filter(entry -> !entry.masked() && share(entry.sector(), then, recorded, readers) != Share.FULL)
                .toList();
        takeBack(bound, BOUND_TO_PURPOSE, decided.occurredAt(), known, messages);
        List<Entry> told = known.of(decided.thread());
        // the register's doing tells nothing new to whom it was told
        List<String> sectors = decided.lines().sectors().stream()
                .filter(sector -> report != null
                        || told.stream().noneMatch(entry -> entry.sector().equals(sector)))
                .toList();
        tell(
                recorded,
                report != null ? "report" : bound.isEmpty() ? "register" : "purpose",
                report == null ? then.latest() : then.of(report),
                sectors,
                then,
                events,
                readers,
                known,
                messages);
    }

    private void relabelled(
            RecordedEvent recorded,
            ReportThreadEvent event,
            List<RecordedEvent> events,
            SectorReaders readers,
            Known known,
            List<Message> messages) {
        Told then = until(recorded, events);
        if (then.isNarrowedBy(recorded)) {
            takeBack(known.of(event.thread()), TLP_NARROWED, event.occurredAt(), known, messages);
        }
        if (!then.isWithdrawn()) {
            tell(
                    recorded,
                    cause(then.dossier().filing().tlp(), recorded, events),
                    then.latest(),
                    sectors(recorded, events),
                    then,
                    events,
                    readers,
                    known,
                    messages);
        }
    }

    /** Each return to a label is another cause: what was told by the one before was taken back under its ids. */
    private static String cause(Tlp label, RecordedEvent recorded, List<RecordedEvent> events) {
        long times = events.stream()
                .filter(event -> event.position() <= recorded.position())
                .filter(event -> switch (event.payload()) {
                    case TlpNarrowed narrowed -> narrowed.tlp() == label;
                    case TlpWidened widened -> widened.tlp() == label;
                    default -> false;
                })
                .count();
        return times == 1 ? "label/" + label : "label/%s/%d".formatted(label, times);
    }

    private static Told until(RecordedEvent recorded, List<RecordedEvent> events) {
        return Submitted.tell(events.stream()
                .filter(event -> event.position() <= recorded.position())
                .toList());
    }

    /** The affected sectors, as the last routing until then had them. */
    private static List<String> sectors(RecordedEvent recorded, List<RecordedEvent> events) {
        return events.stream()
                .filter(event -> event.position() <= recorded.position())
                .map(RecordedEvent::payload)
                .filter(RoutingDecided.class::isInstance)
                .map(RoutingDecided.class::cast)
                .reduce((_, later) -> later)
                .map(decided -> decided.lines().sectors())
                .orElse(List.of());
    }

    /** How much a sector may know by what is told: as the label allows, and no words where not all of its readers may read them. */
    private static Share share(String sector, Told told, RecordedEvent recorded, SectorReaders readers) {
        Share allowed = Share.of(told.dossier().filing().tlp());
        return allowed == Share.FULL && !readers.allRead(sector, told.dossier(), recorded) ? Share.MASKED : allowed;
    }

    /** Tells sectors of one report as much as they might know then, if they may still. */
    private void tell(
            RecordedEvent recorded,
            String cause,
            Submitted submitted,
            List<String> sectors,
            Told then,
            List<RecordedEvent> events,
            SectorReaders readers,
            Known known,
            List<Message> messages) {
        Tlp label = then.dossier().filing().tlp();
        if (Share.of(label) == Share.NONE) {
            return;
        }
        Told now = Submitted.tell(events);
        for (String sector : sectors) {
            Share share = share(sector, then, recorded, readers);
            // what was narrowed or bound since, that event's own entry tells; what was erased since, nobody is told
            boolean stands = !now.isNarrowedAfter(recorded)
                    && (share == Share.MASKED
                            || (submitted.content() != null && share(sector, now, recorded, readers) == Share.FULL));
            var entry = new Entry(
                    entryId(cause, submitted.report(), sector),
                    then.dossier().thread(),
                    sector,
                    share == Share.MASKED,
                    submitted.filing().exercise());
            known.add(entry);
            if (stands) {
                messages.add(message(entry, then, submitted, label));
            }
        }
    }

    /**
     * A report is told once by itself, once more where the register makes it another sector's too, and by each new label.
     */
    private UUID entryId(String cause, ReportId report, String sector) {
        return NamedUuid.of("sector-entry", pseudonym.apply("report/" + report), cause, sector);
    }

    /** What was told, and to whom. */
    private record Entry(UUID id, ThreadId thread, String sector, boolean masked, boolean exercise) {

        String topic() {
            return Topics.of(Topics.sector(new SectorCode(sector)), exercise);
        }
    }

    private Message message(Entry entry, Told told, Submitted submitted, Tlp label) {
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
                        // that personal data leaked, or that the police were asked, no sector learns by a code
                        .filter(obligation -> !Disclosure.isConfinedToDelivery(
                                obligation.duty().addressee()))
                        .map(obligation -> obligation.duty().rule().regime().value())
                        .distinct()
                        .toList())
                .setSeverity(filing.severityEstimate());
        if (content == null) {
            return message(entry, key(entry), avro.build(), entry.id(), "SectorEntry", bucket);
        }
        avro.setRecordedAt(submitted.recorded().recordedAt())
                .setThreadId(entry.thread().value())
                .setReportId(submitted.report().value())
                .setOperator(told.dossier().operator().value())
                .setTitle(content.title())
                .setSummary(content.summary());
        return message(entry, key(entry), avro.build(), entry.id(), "SectorEntry", occurredAt);
    }

    private void takeBack(List<Entry> entries, String reason, Instant at, Known known, List<Message> messages) {
        var byTopic = new LinkedHashMap<String, List<Entry>>();
        entries.forEach(entry -> byTopic.computeIfAbsent(entry.topic() + entry.masked(), _ -> new ArrayList<>())
                .add(entry));
        for (List<Entry> ofTopic : byTopic.values()) {
            Entry first = ofTopic.getFirst();
            List<UUID> ids = ofTopic.stream().map(Entry::id).toList();
            UUID id = NamedUuid.of("recall", reason, ids.toString());
            var recall = Recall.newBuilder()
                    .setRecallId(id)
                    .setSector(first.sector())
                    .setEntries(ids)
                    .setReason(reason)
                    .setRecalledAt(at)
                    .build();
            messages.add(message(first, key(first), recall, id, "Recall", at));
            known.remove(ofTopic);
        }
    }

    /** One a thread, so that a recall comes behind what it takes back. */
    private String key(Entry entry) {
        return entry.masked()
                ? NamedUuid.of("sector-thread", pseudonym.apply("thread/" + entry.thread()))
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

    /** What the view's table holds of the threads of one round, and what the round makes of it. */
    private static final class Known {

        /** As the database would order them. */
        private static final Comparator<Entry> IN_ORDER = Comparator.comparing(Entry::sector)
                .thenComparing(entry -> entry.id().toString());

        private final String table;
        private final SetMultimap<ThreadId, Entry> entries = HashMultimap.create();
        private final Set<Entry> before = new HashSet<>();

        private Known(String table) {
            this.table = table;
        }

        static Known of(Set<ThreadId> threads, String table, Connection connection) throws SQLException {
            var known = new Known(table);
            try (PreparedStatement select = connection.prepareStatement(
                    "select entry_id, thread_id, sector, masked, exercise from %s where thread_id = any(?)"
                            .formatted(table))) {
                select.setArray(
                        1,
                        connection.createArrayOf(
                                "uuid", threads.stream().map(ThreadId::value).toArray()));
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        known.add(new Entry(
                                rows.getObject(1, UUID.class),
                                new ThreadId(rows.getObject(2, UUID.class)),
                                rows.getString(3),
                                rows.getBoolean(4),
                                rows.getBoolean(5)));
                    }
                }
            }
            known.before.addAll(known.entries.values());
            return known;
        }

        List<Entry> of(ThreadId thread) {
            return entries.get(thread).stream().sorted(IN_ORDER).toList();
        }

        void add(Entry entry) {
            entries.put(entry.thread(), entry);
        }

        void remove(List<Entry> gone) {
            gone.forEach(entry -> entries.remove(entry.thread(), entry));
        }

        void save(Connection connection) throws SQLException {
            Set<Entry> now = Set.copyOf(entries.values());
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from %s where entry_id = ?".formatted(table))) {
                for (Entry entry : Sets.difference(before, now)) {
                    delete.setObject(1, entry.id());
                    delete.addBatch();
                }
                delete.executeBatch();
            }
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into %s values (?, ?, ?, ?, ?)".formatted(table))) {
                for (Entry entry : Sets.difference(now, before)) {
                    insert.setObject(1, entry.id());
                    insert.setObject(2, entry.thread().value());
                    insert.setString(3, entry.sector());
                    insert.setBoolean(4, entry.masked());
                    insert.setBoolean(5, entry.exercise());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }
    }
}
