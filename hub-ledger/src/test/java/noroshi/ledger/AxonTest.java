package noroshi.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.eventsourcing.EventSourcedEntityFactory;
import org.axonframework.eventsourcing.configuration.EventSourcedEntityModule;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The ledger beneath Axon's own configuration: commands, a sourced entity, tags and conditions. */
@Timeout(60)
class AxonTest {

    record Tell(String thread) {}

    /** Counts what it was sourced from; each command appends one event that says so. */
    record Count(int events) {}

    private static EventSourcedEntityModule<String, Count> counting() {
        QualifiedName tell = new QualifiedName(Tell.class);
        return EventSourcedEntityModule.declarative(String.class, Count.class)
                .messagingModel((configuration, model) -> model.instanceCommandHandler(
                                tell, (command, count, context) -> {
                                    String thread = ((Tell) Objects.requireNonNull(command.payload())).thread();
                                    EventAppender.forContext(context).append(Tale.told(thread, count.events()));
                                    return MessageStream.just(
                                            new GenericCommandResultMessage(new MessageType("told"), count.events()));
                                })
                        .entityEvolver((count, event, context) -> new Count(count.events() + 1))
                        .build())
                .entityFactory(configuration -> EventSourcedEntityFactory.fromIdentifier(id -> new Count(0)))
                .criteriaResolver(configuration -> (id, context) -> TestLedger.tagged("thread", id))
                .entityIdResolver(configuration ->
                        (command, context) -> ((Tell) Objects.requireNonNull(command.payload())).thread());
    }

    @Test
    void commandsOfOneThreadAtOnceAreDecidedOneAfterTheOther() {
        TestServer.Database database = TestServer.database();
        try (TestLedger ledger = TestLedger.on(database)) {
            AxonConfiguration axon = EventSourcingConfigurer.create()
                    // It would report the use of this software to a host outside.
                    .componentRegistry(components ->
                            components.disableEnhancer("org.axonframework.update.UpdateCheckerConfigurationEnhancer"))
                    .registerEntity(counting())
                    .registerEventStorageEngine(configuration -> ledger.ledger())
                    .messaging(messaging -> messaging.registerMessageTypeResolver(configuration -> Tale.TYPES))
                    .start();
            CommandGateway commands = axon.getComponent(CommandGateway.class);
            List<CompletableFuture<Boolean>> told = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                told.add(tell(commands, "t" + i % 5));
            }
            long accepted = told.stream()
                    .map(CompletableFuture::join)
                    .filter(Boolean::booleanValue)
                    .count();
            axon.shutdown();

            assertThat(accepted).isBetween(5L, 200L);
            assertThat(ledger.ledger().head()).isEqualTo(accepted);
            for (int thread = 0; thread < 5; thread++) {
                List<RecordedEvent> events = ledger.ledger().ofTag("thread", "t" + thread);
                assertThat(events).isNotEmpty();
                for (int i = 0; i < events.size(); i++) {
                    assertThat(((Tale.Told) events.get(i).payload()).number()).isEqualTo(i);
                }
            }
        }
    }

    private static CompletableFuture<Boolean> tell(CommandGateway commands, String thread) {
        return CompletableFuture.supplyAsync(
                        () -> commands.sendAndWait(new Tell(thread), Object.class), Thread::startVirtualThread)
                .handle((result, failure) -> {
                    if (failure != null) {
                        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                        assertThat(cause)
                                .hasStackTraceContaining(AppendEventsTransactionRejectedException.class.getName());
                    }
                    return failure == null;
                });
    }
}
