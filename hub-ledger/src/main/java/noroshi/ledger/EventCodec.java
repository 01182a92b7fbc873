package noroshi.ledger;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Turns events into the bytes that are hashed and stored, and back; seals and opens their content. */
final class EventCodec {

    /** What one event's content is sealed with; the key is chosen when the first content is met. */
    private static final String SEALING = "noroshi.sealing";

    private static final String OPENING = "noroshi.opening";
    private static final String SEALED = "sealed";

    /** Far above any report; a row near PostgreSQL's limit of 1 GB would take the process down before it fails. */
    private static final int LARGEST_PAYLOAD = 16 * 1024 * 1024;

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final StoredTypes types;
    private final ThreadKeys keys;
    private final JsonMapper mapper;

    EventCodec(StoredTypes types, ThreadKeys keys) {
        this.types = types;
        this.keys = keys;
        SimpleModule sealing = new SimpleModule("sealed content");
        types.sealedContent().forEach(content -> seals(sealing, content));
        this.mapper = EventJson.builder().addModule(sealing).build();
    }

    private static <T> void seals(SimpleModule module, Class<T> content) {
        module.addSerializer(content, new Sealer<>()).addDeserializer(content, new Opener<>(content));
    }

    /** The events ready for the ledger, with the keys that seal them. */
    Drafts drafts(List<TaggedEventMessage<?>> events) {
        Map<String, ThreadKey> used = new HashMap<>();
        List<Draft> drafts = events.stream().map(event -> draft(event, used)).toList();
        return new Drafts(drafts, List.copyOf(used.values()));
    }

    private Draft draft(TaggedEventMessage<?> tagged, Map<String, ThreadKey> used) {
        EventMessage event = tagged.event();
        UUID id = uuid(event.identifier());
        MessageType type = storedType(event);
        List<String> tags = TagText.sorted(tagged.tags());
        Sealing sealing = new Sealing(id, tags, thread -> used.computeIfAbsent(thread, keys::choose));
        byte[] metadata = mapper.writeValueAsBytes(new TreeMap<>(event.metadata()));
        byte[] payload = mapper.writer().withAttribute(SEALING, sealing).writeValueAsBytes(event.payload());
        if (payload.length > LARGEST_PAYLOAD) {
            throw new AppendRefused("%s %s: %d bytes (expected: %d at most)"
                    .formatted(type.name(), id, payload.length, LARGEST_PAYLOAD));
        }
        String name = type.qualifiedName().name();
        long occurred = Micros.of(event.timestamp());
        byte[] leafHash = LeafHash.of(id, name, type.version(), occurred, tags, metadata, payload);
        return new Draft(id, name, type.version(), occurred, tags, metadata, payload, leafHash);
    }

    private MessageType storedType(EventMessage event) {
        MessageType stored = types.typeOf(event.payloadType());
        if (!stored.equals(event.type())) {
            throw new AppendRefused("event type: %s (expected: %s; register StoredTypes as MessageTypeResolver)"
                    .formatted(event.type(), stored));
        }
        return stored;
    }

    private static UUID uuid(String identifier) {
        try {
            return UUID.fromString(identifier);
        } catch (IllegalArgumentException e) {
            throw new AppendRefused("event id: %s (expected: a UUID)".formatted(identifier), e);
        }
    }

    /** @param wrappedKey the key that sealed this event's content, or null if there was none or it is erased */
    Object payload(
            String type, String version, UUID id, List<String> tags, byte[] payload, byte @Nullable [] wrappedKey) {
        String thread = TagText.value(tags, TagText.THREAD).orElse("");
        SecretKey key = wrappedKey == null ? null : keys.open(thread, wrappedKey);
        return mapper.readerFor(types.classOf(type, version))
                .withAttribute(OPENING, new Opening(key, associated(thread, id)))
                .readValue(payload);
    }

    Map<String, String> metadata(byte[] metadata) {
        return Map.copyOf(mapper.readValue(metadata, TEXTS));
    }

    private static byte[] associated(String thread, UUID event) {
        return (thread + "/" + event).getBytes(StandardCharsets.UTF_8);
    }

    /** Ready events and the keys that sealed their content. */
    record Drafts(List<Draft> events, List<ThreadKey> keys) {}

    private interface KeyChoice {
        ThreadKey of(String thread);
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Opening(@Nullable SecretKey key, byte[] associated) {}

    private record Sealing(UUID event, List<String> tags, KeyChoice choice) {

        byte[] seal(byte[] clear) {
            String start = TagText.THREAD + "=";
            if (tags.stream().filter(tag -> tag.startsWith(start)).count() != 1) {
                throw new AppendRefused(
                        "event %s has content to seal; its tags: %s (expected: one %s…)".formatted(event, tags, start));
            }
            ThreadKey key = choice.of(TagText.value(tags, TagText.THREAD).orElseThrow());
            return ContentSeal.seal(key.key(), associated(key.thread(), event), clear);
        }
    }

    private static final class Sealer<T> extends ValueSerializer<T> {

        @Override
        public void serialize(T content, JsonGenerator json, SerializationContext context) throws JacksonException {
            Sealing sealing = (Sealing) context.getAttribute(SEALING);
            json.writeStartObject();
            json.writeName(SEALED);
            json.writeBinary(sealing.seal(EventJson.mapper().writeValueAsBytes(content)));
            json.writeEndObject();
        }
    }

    private static final class Opener<T> extends ValueDeserializer<@Nullable T> {

        private final Class<T> content;

        private Opener(Class<T> content) {
            this.content = content;
        }

        @Override
        public @Nullable T deserialize(JsonParser json, DeserializationContext context) throws JacksonException {
            JsonNode node = context.readTree(json);
            Opening opening = (Opening) context.getAttribute(OPENING);
            if (opening.key() == null) {
                return null;
            }
            byte[] sealed = node.required(SEALED).binaryValue();
            byte[] clear = ContentSeal.open(opening.key(), opening.associated(), sealed);
            return EventJson.mapper().readValue(clear, content);
        }
    }
}
