package noroshi.api.export.stix;

import java.util.Map;
import noroshi.core.report.Tlp;

/** TLP 2.0の表示. The marking definitions that OASIS publishes, with their fixed ids (cti-stix-common-objects, tlp-2.0). */
enum TlpMarking {
    CLEAR(Tlp.CLEAR, "TLP:CLEAR", "clear", "94868c89-83c2-464b-929b-a1a8aa3c8487"),
    GREEN(Tlp.GREEN, "TLP:GREEN", "green", "bab4a63c-aed9-4cf5-a766-dfca5abac2bb"),
    AMBER(Tlp.AMBER, "TLP:AMBER", "amber", "55d920b0-5e8b-4f79-9ee9-91f868d9b421"),
    AMBER_STRICT(Tlp.AMBER_STRICT, "TLP:AMBER+STRICT", "amber+strict", "939a9414-2ddd-4d32-a0cd-375ea402b003"),
    RED(Tlp.RED, "TLP:RED", "red", "e828b379-4e03-4974-9ac4-e53a884c97c1");

    static final String EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d";
    private static final String PUBLISHED = "2022-10-01T00:00:00.000Z";

    private final Tlp label;
    private final String title;
    private final String word;
    private final String uuid;

    TlpMarking(Tlp label, String title, String word, String uuid) {
        this.label = label;
        this.title = title;
        this.word = word;
        this.uuid = uuid;
    }

    static TlpMarking of(Tlp label) {
        for (TlpMarking marking : values()) {
            if (marking.label == label) {
                return marking;
            }
        }
        throw new IllegalArgumentException("label: %s (expected: one of TLP 2.0)".formatted(label));
    }

    Tlp label() {
        return label;
    }

    String id() {
        return "marking-definition--" + uuid;
    }

    StixObject object() {
        return new StixObject("marking-definition", id())
                .with("created", PUBLISHED)
                .with("name", title)
                .with("extensions", Map.of(EXTENSION, Map.of("extension_type", "property-extension", "tlp_2_0", word)));
    }
}
