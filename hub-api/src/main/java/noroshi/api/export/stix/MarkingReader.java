package noroshi.api.export.stix;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * 表示の読取り. The label that the markings of an object mean: TLP 2.0 and 1.0 by the ids that OASIS gave them, or as the
 * bundle itself defines them. What bears none, and what bears one that says something else, is held under AMBER+STRICT:
 * whoever meant it wider would have said so.
 */
public final class MarkingReader {

    /** What is not said is not for others. */
    public static final Tlp UNSAID = Tlp.AMBER_STRICT;

    /** TLP 1.0 (STIX 2.1, 7.2.1.4); WHITE became CLEAR. */
    private static final Map<String, Tlp> FIRST_EDITION = Map.of(
            "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", Tlp.CLEAR,
            "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da", Tlp.GREEN,
            "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82", Tlp.AMBER,
            "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", Tlp.RED);

    private static final Map<String, Tlp> WORDS = Map.of(
            "white", Tlp.CLEAR,
            "clear", Tlp.CLEAR,
            "green", Tlp.GREEN,
            "amber", Tlp.AMBER,
            "amber+strict", Tlp.AMBER_STRICT,
            "red", Tlp.RED);

    private final Map<String, Tlp> known = new HashMap<>();

    /** @param objects of the bundle; its definitions count, but none means anything else than OASIS says */
    public MarkingReader(List<JsonNode> objects) {
        for (JsonNode object : objects) {
            Tlp defined = defined(object);
            if (defined != null) {
                known.put(object.path("id").asString(""), defined);
            }
        }
        known.putAll(FIRST_EDITION);
        for (TlpMarking marking : TlpMarking.values()) {
            known.put(marking.id(), marking.label());
        }
    }

    private static @Nullable Tlp defined(JsonNode object) {
        if (!object.path("type").asString("").equals("marking-definition")) {
            return null;
        }
        String second = object.path("extensions")
                .path(TlpMarking.EXTENSION)
                .path("tlp_2_0")
                .asString("");
        String first = object.path("definition").path("tlp").asString("");
        return WORDS.get((second.isEmpty() ? first : second).toLowerCase(Locale.ROOT));
    }

    /** The strictest label of an object's markings, those of its parts among them. */
    public Tlp label(JsonNode object) {
        Tlp strictest = null;
        for (JsonNode reference : object.path("object_marking_refs")) {
            strictest = stricter(strictest, reference);
        }
        for (JsonNode part : object.path("granular_markings")) {
            if (part.has("marking_ref")) {
                strictest = stricter(strictest, part.path("marking_ref"));
            }
        }
        return strictest == null ? UNSAID : strictest;
    }

    private Tlp stricter(@Nullable Tlp before, JsonNode reference) {
        Tlp label = known.getOrDefault(reference.asString(""), UNSAID);
        return before == null || label.isNarrowerThan(before) ? label : before;
    }
}
