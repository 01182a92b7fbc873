package noroshi.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.MessageTypeResolver;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.core.annotation.AnnotationMessageTypeResolver;
import org.axonframework.messaging.eventhandling.annotation.Event;

/**
 * The names under which events are stored, so that a class may be renamed or moved; and which of their contents are
 * sealed. Register it as Axon's {@link MessageTypeResolver}, so that events and conditions bear the stored names; it
 * leaves other messages to Axon's annotations.
 */
public final class StoredTypes implements MessageTypeResolver {

    private final Map<Class<?>, MessageType> types;
    private final Map<MessageType, Class<?>> classes;
    private final Set<QualifiedName> names;
    private final Set<Class<?>> sealedContent;
    private final MessageTypeResolver others = new AnnotationMessageTypeResolver();

    private StoredTypes(Map<Class<?>, MessageType> types, Set<Class<?>> sealedContent) {
        this.types = Map.copyOf(types);
        Map<MessageType, Class<?>> inverse = new HashMap<>();
        types.forEach((eventClass, type) -> {
            Class<?> other = inverse.put(type, eventClass);
            if (other != null) {
                throw new IllegalArgumentException("%s: stored by %s and %s (expected: one class)"
                        .formatted(type, other.getName(), eventClass.getName()));
            }
        });
        this.classes = Map.copyOf(inverse);
        this.names = inverse.keySet().stream().map(MessageType::qualifiedName).collect(Collectors.toUnmodifiableSet());
        this.sealedContent = Set.copyOf(sealedContent);
    }

    /**
     * The events of these sealed hierarchies.
     *
     * @throws IllegalArgumentException if a leaf is no record, or lacks {@code @Event(name = …, version = …)}, or
     *     two share a name and version
     */
    public static StoredTypes of(Class<?>... sealedRoots) {
        Map<Class<?>, MessageType> types = new HashMap<>();
        for (Class<?> root : sealedRoots) {
            collect(root, types);
        }
        return new StoredTypes(types, Set.of());
    }

    /**
     * The same types; wherever an event holds a value of one of these classes, it is sealed under the key of the
     * event's thread, and reads as null once that key is erased.
     */
    public StoredTypes sealing(Class<?>... contentTypes) {
        return new StoredTypes(types, Set.of(contentTypes));
    }

    /** The stored name and version of an event's class. */
    public MessageType typeOf(Class<?> eventClass) {
        MessageType type = types.get(eventClass);
        if (type == null) {
            throw new IllegalArgumentException("%s: not a stored event".formatted(eventClass.getName()));
        }
        return type;
    }

    /** The class that reads events of a stored name and version. */
    public Class<?> classOf(String name, String version) {
        Class<?> eventClass = classes.get(new MessageType(name, version));
        if (eventClass == null) {
            throw new IllegalStateException("stored event %s#%s: no class reads it".formatted(name, version));
        }
        return eventClass;
    }

    @Override
    public Optional<MessageType> resolve(Class<?> payloadType) {
        MessageType type = types.get(payloadType);
        return type == null ? others.resolve(payloadType) : Optional.of(type);
    }

    boolean knows(QualifiedName name) {
        return names.contains(name);
    }

    Set<Class<?>> sealedContent() {
        return sealedContent;
    }

    private static void collect(Class<?> type, Map<Class<?>, MessageType> types) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted, types);
            }
        } else if (type.isRecord()) {
            types.put(type, annotated(type));
        } else {
            throw new IllegalArgumentException("%s: neither sealed nor a record".formatted(type.getName()));
        }
    }

    private static MessageType annotated(Class<?> eventClass) {
        Event event = eventClass.getAnnotation(Event.class);
        if (event == null || event.name().isBlank() || event.version().equals(MessageType.DEFAULT_VERSION)) {
            throw new IllegalArgumentException(
                    "%s: expected @Event(name = …, version = …) with a name and version of its own"
                            .formatted(eventClass.getName()));
        }
        return event.namespace().isBlank()
                ? new MessageType(event.name(), event.version())
                : new MessageType(event.namespace(), event.name(), event.version());
    }
}
