package noroshi.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import noroshi.ledger.Append.Outcome;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexPosition;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.TerminalEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventstreaming.StreamingCondition;
import org.jspecify.annotations.Nullable;

/**
 * The record, as Axon's storage engine. Positions start at 1, have no gaps and follow the order of commits, whatever
 * number of processes append. What an append's condition forbids is checked under the lock against what is committed
 * and against the appends before it in its group.
 *
 * <p>Failures of an append: {@link AppendEventsTransactionRejectedException} if its condition is violated (decide
 * again), {@link AppendRefused} if it can never be recorded, {@link LedgerUnavailable} if the database is away or too
 * slow (pause, then repeat).
 */
public final class Ledger implements EventStorageEngine, AutoCloseable {

    /** How long an append waits for an absent database. Shorter than a client's patience, longer than a fail-over. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final StoredTypes types;
    private final MasterKey masterKey;
    private final ThreadKeys keys;
    private final EventCodec codec;
    private final EventReader reader;
    private final Tail tail;
    /** For what is made anew: the past would drive out of the tail what all others follow. */
    private final Tail past;

    private final Readers readers;
    private final Writer writer;
    private final Wakeups wakeups;

    /**
     * Opens the record and starts its writer.
     *
     * @param dataSource connects as the runtime role; best a pool of its own ({@link LedgerDatabase#pool}), since its
     *     connections keep planner settings that suit no other queries
     * @param clock gives the recorded time, unless the record is already ahead of it
     */
    public Ledger(
            DataSource dataSource, StoredTypes types, MasterKey masterKey, InstantSource clock, MeterRegistry meters) {
        this.types = types;
        this.masterKey = masterKey;
        this.keys = new ThreadKeys(masterKey);
        this.codec = new EventCodec(types, keys);
        this.reader = new EventReader(codec, keys);
        this.readers = new Readers(dataSource);
        this.wakeups = new Wakeups(dataSource);
        this.tail = new Tail(reader, wakeups::appends);
        this.past = new Tail(reader, wakeups::appends);
        this.writer =
                new Writer(dataSource, clock, Thread::startVirtualThread, () -> wakeups.tell(Wakeups.APPENDED), meters);
    }

    @Override
    public CompletableFuture<AppendTransaction<?>> appendEvents(
            AppendCondition condition, @Nullable ProcessingContext context, List<TaggedEventMessage<?>> events) {
        try {
            Condition forbidden = Condition.of(condition, types);
            EventCodec.Drafts drafts = codec.drafts(events);
            return CompletableFuture.completedFuture(
                    new Transaction(condition, forbidden, List.copyOf(events), drafts));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Sealed and hashed before it is committed: neither belongs under the lock. */
    private final class Transaction implements AppendTransaction<Long> {

        private final AppendCondition condition;
        private final Condition forbidden;
        private final List<TaggedEventMessage<?>> events;
        private final EventCodec.Drafts drafts;
        private final AtomicBoolean over = new AtomicBoolean();

        private Transaction(
                AppendCondition condition,
                Condition forbidden,
                List<TaggedEventMessage<?>> events,
                EventCodec.Drafts drafts) {
            this.condition = condition;
            this.forbidden = forbidden;
            this.events = events;
            this.drafts = drafts;
        }

        @Override
        public CompletableFuture<Long> commit(@Nullable ProcessingContext context) {
            if (over.getAndSet(true)) {
                return CompletableFuture.failedFuture(new IllegalStateException("committed or rolled back already"));
            }
            return events.isEmpty()
                    ? CompletableFuture.completedFuture(0L)
                    : submit(drafts, System.nanoTime() + PATIENCE.toNanos());
        }

        private CompletableFuture<Long> submit(EventCodec.Drafts ready, long deadline) {
            Append append = new Append(ready.events(), forbidden, ready.keys(), deadline, new CompletableFuture<>());
            writer.submit(append);
            return append.outcome().thenCompose(outcome -> switch (outcome) {
                case Outcome.Recorded(long position) -> {
                    ready.keys().forEach(key -> keys.remember(key.thread(), key.wrapped()));
                    yield CompletableFuture.completedFuture(position);
                }
                case Outcome.Conflicting() ->
                    CompletableFuture.failedFuture(AppendEventsTransactionRejectedException.conflictingEventsDetected(
                            condition.consistencyMarker()));
                case Outcome.OtherKeys(var wrapped) -> {
                    wrapped.forEach(keys::remember);
                    yield submit(codec.drafts(events), deadline);
                }
            });
        }

        @Override
        public void rollback(@Nullable ProcessingContext context) {
            over.set(true);
        }

        @Override
        public CompletableFuture<ConsistencyMarker> afterCommit(Long position, @Nullable ProcessingContext context) {
            return CompletableFuture.completedFuture(
                    position == 0 ? ConsistencyMarker.ORIGIN : new GlobalIndexConsistencyMarker(position));
        }
    }

    @Override
    public MessageStream<EventMessage> source(SourcingCondition condition, @Nullable ProcessingContext context) {
        try {
            List<Condition.Criterion> criteria = Condition.criteria(condition.criteria(), types);
            long from = Math.max(0, GlobalIndexPosition.toIndex(condition.start()));
            Sourced sourced = readers.read(connection -> source(connection, criteria, from));
            EventMessage end = TerminalEventMessage.INSTANCE;
            ConsistencyMarker marker = new GlobalIndexConsistencyMarker(sourced.head());
            return MessageStream.fromIterable(sourced.events())
                    .concatWith(MessageStream.just(end, any -> Context.with(ConsistencyMarker.RESOURCE_KEY, marker)));
        } catch (RuntimeException e) {
            return MessageStream.failed(e).cast();
        }
    }

    private record Sourced(List<EventMessage> events, long head) {}

    private Sourced source(Connection connection, List<Condition.Criterion> criteria, long from) throws SQLException {
        String positions =
                String.join(" union ", criteria.stream().map(Sql::positions).toList());
        try (PreparedStatement statement = connection.prepareStatement(Sql.source(positions))) {
            int i = 1;
            for (Condition.Criterion criterion : criteria) {
                i = bind(statement, i, criterion, from);
            }
            List<EventMessage> events = new ArrayList<>();
            long head = 0;
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    head = rows.getLong("head");
                    if (rows.getLong("position") > 0) {
                        events.add(message(reader.event(rows)));
                    }
                }
            }
            return new Sourced(events, head);
        }
    }

    private static int bind(PreparedStatement statement, int first, Condition.Criterion criterion, long from)
            throws SQLException {
        int i = first;
        if (!criterion.tags().isEmpty()) {
            statement.setString(i++, criterion.tags().getFirst());
        }
        statement.setLong(i++, from);
        boolean tagAlone = criterion.tags().size() == 1 && criterion.types().isEmpty();
        if (!criterion.tags().isEmpty() && !tagAlone) {
            statement.setString(i++, TagText.literal(criterion.tags()));
        }
        if (!criterion.types().isEmpty()) {
            statement.setString(i++, TagText.literal(criterion.types()));
        }
        return i;
    }

    private static EventMessage message(RecordedEvent event) {
        return new GenericEventMessage(
                event.id().toString(),
                new MessageType(event.type(), event.version()),
                event.payload(),
                event.metadata(),
                event.occurredAt());
    }

    /**
     * Not offered.
     *
     * @throws UnsupportedOperationException always: Axon 5.0.1's processors can pass over events
     */
    @Override
    public MessageStream<EventMessage> stream(StreamingCondition condition, @Nullable ProcessingContext context) {
        throw new UnsupportedOperationException("views read the ledger by a Projector");
    }

    @Override
    public CompletableFuture<TrackingToken> firstToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(0));
    }

    @Override
    public CompletableFuture<TrackingToken> latestToken(@Nullable ProcessingContext context) {
        return CompletableFuture.completedFuture(new GlobalSequenceTrackingToken(head()));
    }

    @Override
    public CompletableFuture<TrackingToken> tokenAt(Instant at, @Nullable ProcessingContext context) {
        // The instant's own events are still to come.
        return CompletableFuture.completedFuture(
                new GlobalSequenceTrackingToken(positionAt(at.minusNanos(1)).orElse(0L)));
    }

    /** The position of the last event, or 0 if there is none. */
    public long head() {
        return readers.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(Sql.HEAD)) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    /** The events that follow a position, in order; {@code limit} at most, fewer where they are large. */
    public List<RecordedEvent> read(long afterPosition, int limit) {
        return readers.read(connection -> reader.after(connection, afterPosition, limit));
    }

    /**
     * 仮名. What stands for a name towards those who may not learn it: always the same, also on a restored record, and
     * nobody who lacks the master key can find the name by guessing it.
     *
     * @return in lower-case hexadecimal
     */
    public String pseudonym(String name) {
        return masterKey.pseudonym(name);
    }

    /**
     * A secret as it may lie in a table: whoever has the database alone can't read it.
     *
     * @param name what it is the secret of; it opens under that name only
     */
    public byte[] sealSecret(String name, byte[] secret) {
        return masterKey.sealSecret(name, secret);
    }

    /**
     * The secret that was sealed under that name.
     *
     * @throws IllegalStateException if it was sealed under another name or with another master key, or was altered
     */
    public byte[] openSecret(String name, byte[] sealed) {
        return masterKey.openSecret(name, sealed);
    }

    /** All events that bear the tag, in order. */
    public List<RecordedEvent> ofTag(String key, String value) {
        return ofTags(key, List.of(value)).getOrDefault(value, List.of());
    }

    /** All events that bear a tag of that key with one of the values, by value and in order; no entry where none does. */
    public Map<String, List<RecordedEvent>> ofTags(String key, Collection<String> values) {
        Map<String, String> valueByTag = new HashMap<>();
        values.forEach(value -> valueByTag.put(TagText.of(key, value), value));
        Map<String, List<RecordedEvent>> found = new HashMap<>();
        readers.read(connection -> reader.ofTags(connection, valueByTag.keySet()))
                .forEach((tag, events) -> found.put(Objects.requireNonNull(valueByTag.get(tag)), events));
        return found;
    }

    /** The position of the last event that bears the tag; empty if none does. */
    public OptionalLong lastOf(String key, String value) {
        return readers.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(Sql.LAST_OF_TAG)) {
                statement.setString(1, TagText.of(key, value));
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
                }
            }
        });
    }

    /** The position of the last event recorded at or before that instant: what was known then. */
    public Optional<Long> positionAt(Instant recordedAt) {
        return readers.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(Sql.POSITION_AT)) {
                statement.setObject(1, recordedAt.atOffset(ZoneOffset.UTC));
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
                }
            }
        });
    }

    /**
     * Destroys the key of a thread: what was sealed under it can't be read any more, by anyone, from here or from a
     * copy of the events; the chain still verifies. Rows of views that were made from it are not touched.
     */
    public void eraseKey(String thread) {
        readers.read(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("delete from ledger.thread_key where thread = ?")) {
                statement.setString(1, thread);
                return statement.executeUpdate();
            }
        });
        keys.remember(thread, null);
        tail.clear();
        past.clear();
        reader.forget();
    }

    @Override
    public void describeTo(ComponentDescriptor descriptor) {
        descriptor.describeProperty("storage", "PostgreSQL, schema ledger");
    }

    Tail tail() {
        return tail;
    }

    Tail past() {
        return past;
    }

    Wakeups wakeups() {
        return wakeups;
    }

    /** Lets the group in hand end and stops; appends still queued fail as {@link LedgerUnavailable}. */
    @Override
    public void close() {
        writer.close();
        wakeups.close();
    }
}
