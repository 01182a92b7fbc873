package noroshi.ledger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.cfg.MutableConfigOverride;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedConstructor;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.introspect.AnnotationIntrospectorPair;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * How records are written as JSON: components in their order, those that are null left out, times as ISO-8601 text, a
 * record whose one component is {@code value} as that value alone. The same record always yields the same bytes. On
 * reading, an unknown component is passed over, and one that is missing is null, 0, false or, for a collection, empty,
 * so that older forms are read by newer classes.
 */
public final class EventJson {

    private static final JsonMapper MAPPER = builder().build();

    private EventJson() {}

    /** The mapper; it does not seal. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    static JsonMapper.Builder builder() {
        return JsonMapper.builder()
                .annotationIntrospector(
                        AnnotationIntrospectorPair.create(new BareValues(), new JacksonAnnotationIntrospector()))
                .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
                .withConfigOverride(List.class, EventJson::emptyIfMissing)
                .withConfigOverride(Set.class, EventJson::emptyIfMissing)
                .withConfigOverride(Map.class, EventJson::emptyIfMissing)
                .addModule(new SimpleModule("sets in order").addSerializer(Set.class, new InOrder()));
    }

    private static void emptyIfMissing(MutableConfigOverride override) {
        override.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
    }

    /** Reads and writes {@code SectorCode("WATER")} as {@code "WATER"}, also as the key of a map. */
    private static final class BareValues extends NopAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable Boolean hasAsValue(MapperConfig<?> config, Annotated annotated) {
            return isBareValue(annotated) ? Boolean.TRUE : null;
        }

        @Override
        public @Nullable Boolean hasAsKey(MapperConfig<?> config, Annotated annotated) {
            return isBareValue(annotated) ? Boolean.TRUE : null;
        }

        @Override
        public JsonCreator.@Nullable Mode findCreatorAnnotation(MapperConfig<?> config, Annotated annotated) {
            return annotated instanceof AnnotatedConstructor constructor
                            && constructor.getParameterCount() == 1
                            && isBare(constructor.getDeclaringClass())
                            && constructor.getRawParameterType(0) == component(constructor.getDeclaringClass())
                    ? JsonCreator.Mode.DELEGATING
                    : null;
        }

        private static boolean isBareValue(Annotated annotated) {
            return annotated instanceof AnnotatedField field && isBare(field.getDeclaringClass());
        }

        private static boolean isBare(Class<?> type) {
            if (!type.isRecord()) {
                return false;
            }
            RecordComponent[] components = type.getRecordComponents();
            return components.length == 1 && components[0].getName().equals("value");
        }

        private static Class<?> component(Class<?> record) {
            return record.getRecordComponents()[0].getType();
        }
    }

    /** The order of {@code Set.of} changes with each start of the JVM; the bytes must not. */
    private static final class InOrder extends ValueSerializer<Object> {

        private static final Comparator<Object> BY_TEXT = Comparator.comparing(Object::toString);

        @Override
        public void serialize(Object set, JsonGenerator json, SerializationContext context) {
            json.writeStartArray();
            inOrder((Set<?>) set).forEach(element -> context.writeValue(json, element));
            json.writeEndArray();
        }

        private static List<Object> inOrder(Set<?> set) {
            List<Object> elements = new ArrayList<>(set);
            if (!(set instanceof SequencedSet)) {
                elements.sort(elements.stream().allMatch(Comparable.class::isInstance) ? InOrder::naturally : BY_TEXT);
            }
            return elements;
        }

        @SuppressWarnings("unchecked")
        private static int naturally(Object one, Object other) {
            return ((Comparable<Object>) one).compareTo(other);
        }
    }
}
