package noroshi.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.AnnotationBasedTagResolver;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine.AppendTransaction;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;

/** A ledger as one process has it, and what tests say to it. */
record TestLedger(HikariDataSource pool, Ledger ledger, StoredTypes types, MeterRegistry meters)
        implements AutoCloseable {

    private static final MasterKey MASTER = masterKey();
    static final Instant OCCURRED = Instant.parse("2026-10-02T03:04:05.678901Z");

    static TestLedger on(TestServer.Database database) {
        return on(database, Tale.TYPES, InstantSource.system());
    }

    static TestLedger on(TestServer.Database database, StoredTypes types, InstantSource clock) {
        return on(database.pool(), types, clock);
    }

    static TestLedger on(HikariDataSource pool, StoredTypes types, InstantSource clock) {
        MeterRegistry meters = new SimpleMeterRegistry();
        return new TestLedger(pool, new Ledger(pool, types, MASTER, clock, meters), types, meters);
    }

    private static MasterKey masterKey() {
        try {
            return MasterKey.at(Files.createTempDirectory("noroshi").resolve("master.key"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TaggedEventMessage<EventMessage> event(UUID id, Object payload) {
        EventMessage event = new GenericEventMessage(
                id.toString(), types.typeOf(payload.getClass()), payload, java.util.Map.of("door", "rest"), OCCURRED);
        return new GenericTaggedEventMessage<>(event, new AnnotationBasedTagResolver().resolve(event));
    }

    CompletableFuture<Long> append(AppendCondition condition, List<TaggedEventMessage<?>> events) {
        return ledger.appendEvents(condition, null, events).thenCompose(transaction -> {
            @SuppressWarnings("unchecked")
            AppendTransaction<Long> own = (AppendTransaction<Long>) transaction;
            return own.commit(null);
        });
    }

    CompletableFuture<Long> append(AppendCondition condition, Object... payloads) {
        return append(
                condition,
                Arrays.<Object>stream(payloads)
                        .<TaggedEventMessage<?>>map(payload -> event(UUID.randomUUID(), payload))
                        .toList());
    }

    long record(Object... payloads) {
        return append(AppendCondition.none(), payloads).join();
    }

    static AppendCondition nothingAfter(long position, EventCriteria criteria) {
        return AppendCondition.withCriteria(criteria).withMarker(new GlobalIndexConsistencyMarker(position));
    }

    static EventCriteria tagged(String key, String value) {
        return EventCriteria.havingTags(Tag.of(key, value));
    }

    @Override
    public void close() {
        ledger.close();
        pool.close();
    }
}
