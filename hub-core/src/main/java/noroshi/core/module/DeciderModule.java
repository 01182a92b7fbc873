package noroshi.core.module;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.axonframework.eventsourcing.EventSourcedEntityFactory;
import org.axonframework.eventsourcing.configuration.EventSourcedEntityModule;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.MessageTypeResolver;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.gateway.EventAppender;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate as two pure functions, made an entity of Axon's. The events carry the command's metadata and
 * the time of the event itself, not of the machine.
 *
 * @param <I> the id by which the events are sourced
 * @param <C> the commands
 * @param <S> the state
 * @param initial the state before any event
 * @param criteria which events the state is made of, and which must not have come up in between
 */
record DeciderModule<I, C, S>(
        Class<I> idType,
        Class<S> stateType,
        Function<I, S> initial,
        Set<Class<? extends C>> commands,
        Function<C, I> id,
        Function<I, EventCriteria> criteria,
        BiFunction<C, S, List<?>> decide,
        BiFunction<S, Object, S> evolve,
        Function<Object, Instant> occurredAt) {

    private static final MessageType APPENDED = new MessageType("noroshi.Appended");

    EventSourcedEntityModule<I, S> entity(MessageTypeResolver types) {
        return EventSourcedEntityModule.declarative(idType, stateType)
                .messagingModel((_, model) -> {
                    for (Class<? extends C> command : commands) {
                        model.instanceCommandHandler(
                                types.resolveOrThrow(command).qualifiedName(), (message, state, context) -> {
                                    List<?> events = decide.apply(payload(message.payload()), state);
                                    EventAppender.forContext(context)
                                            .append(events.stream()
                                                    .map(event -> message(event, types, message.metadata()))
                                                    .toList());
                                    return MessageStream.just(new GenericCommandResultMessage(APPENDED, events.size()));
                                });
                    }
                    return model.entityEvolver((state, event, _) -> evolve.apply(state, event.payload()))
                            .build();
                })
                .entityFactory(_ -> EventSourcedEntityFactory.fromIdentifier(initial))
                .criteriaResolver(_ -> (identifier, _) -> criteria.apply(identifier))
                .entityIdResolver(_ -> (message, _) -> id.apply(payload(message.payload())));
    }

    private EventMessage message(Object event, MessageTypeResolver types, Map<String, String> metadata) {
        return new GenericEventMessage(
                UUID.randomUUID().toString(), types.resolveOrThrow(event), event, metadata, occurredAt.apply(event));
    }

    @SuppressWarnings("unchecked") // Axon has matched the payload to the handler by its type
    private C payload(@Nullable Object payload) {
        return (C) Objects.requireNonNull(payload);
    }
}
