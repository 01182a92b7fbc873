package noroshi.api.export.stix;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;

/** STIXの対象. One object as its JSON has it, the properties in the order of the specification. */
public final class StixObject {

    /** {@code created} and {@code modified} are precise to the millisecond (STIX 2.1, 3.2). */
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Map<String, Object> properties = new LinkedHashMap<>();

    StixObject(String type, String id) {
        properties.put("type", type);
        properties.put("spec_version", "2.1");
        properties.put("id", id);
    }

    /** An instant as STIX writes it. */
    static String time(Instant instant) {
        return MILLIS.format(instant);
    }

    StixObject with(String name, @Nullable Object value) {
        if (value != null && !(value instanceof List<?> list && list.isEmpty())) {
            properties.put(name, value);
        }
        return this;
    }

    StixObject times(Instant created, Instant modified) {
        return with("created", time(created)).with("modified", time(modified));
    }

    StixObject marked(Tlp label) {
        return with("object_marking_refs", List.of(TlpMarking.of(label).id()));
    }

    public String type() {
        return text("type");
    }

    public String id() {
        return text("id");
    }

    /** What tells its versions apart; a marking has but one. */
    public String version() {
        return properties.containsKey("modified") ? text("modified") : text("created");
    }

    private String text(String name) {
        return String.valueOf(properties.get(name));
    }

    @JsonValue
    public Map<String, Object> properties() {
        return Collections.unmodifiableMap(properties);
    }
}
