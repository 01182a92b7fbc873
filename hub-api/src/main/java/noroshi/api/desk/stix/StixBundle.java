package noroshi.api.desk.stix;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import noroshi.api.export.stix.MarkingReader;
import noroshi.api.export.stix.PatternReader;
import noroshi.core.Fault;
import noroshi.core.Phrase;
import noroshi.core.Reason;
import noroshi.core.bulletin.MarkedIndicator;
import noroshi.core.report.Indicator;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * STIXの束の読取り. What a bundle says, with every fault of it. Only its indicators are taken, and of these only patterns and
 * labels: no words of anybody's are passed on unread. What else there is, is counted.
 *
 * @param id empty if it has none
 * @param sources what those call themselves whose indicators they are
 * @param leftOut what was not taken, by type
 */
record StixBundle(
        String id,
        List<String> sources,
        List<MarkedIndicator> indicators,
        Map<String, Integer> leftOut,
        List<Fault> faults) {

    private static final String BUNDLE = "bundle--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String INDICATOR = "indicator";
    private static final String INDICATOR_ID = "indicator--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String SHAPES_JA =
            "[ipv4-addr:value = '192.0.2.1'] の形、または = IN ISSUBSET の比較を OR でつないだ式 (ハッシュ値は AND も可)";
    private static final String SHAPES_EN =
            "such as [ipv4-addr:value = '192.0.2.1'], or comparisons by = IN ISSUBSET joined by OR (hashes also by AND)";

    StixBundle {
        sources = List.copyOf(sources);
        indicators = List.copyOf(indicators);
        faults = List.copyOf(faults);
    }

    /** Reads a bundle as it stands at an instant: what is no longer valid then is left out. */
    static StixBundle read(JsonNode bundle, Instant now, Tlp label) {
        return new Reading(bundle, now, label).read();
    }

    private static final class Reading {

        private final JsonNode bundle;
        private final Instant now;
        private final Tlp told;
        private final List<JsonNode> objects;
        private final MarkingReader markings;
        private final List<Fault> faults = new ArrayList<>();
        private final Map<Indicator, MarkedIndicator> indicators = new LinkedHashMap<>();
        private final Map<String, Integer> leftOut = new TreeMap<>();
        private final Set<String> creators = new LinkedHashSet<>();

        Reading(JsonNode bundle, Instant now, Tlp told) {
            this.bundle = bundle;
            this.now = now;
            this.told = told;
            this.objects = bundle.path("objects").valueStream().toList();
            this.markings = new MarkingReader(objects);
        }

        StixBundle read() {
            String id = bundle.path("id").asString("");
            if (!bundle.path("type").asString("").equals("bundle")) {
                faults.add(unread("type", bundle.path("type"), "bundle", "bundle"));
            }
            if (!id.matches(BUNDLE)) {
                faults.add(unread("id", bundle.path("id"), "bundle--UUID", "bundle--UUID"));
            }
            Map<String, Instant> latest = latest();
            for (int i = 0; i < objects.size(); i++) {
                take("objects[%d]".formatted(i), objects.get(i), latest);
            }
            if (indicators.isEmpty() && faults.isEmpty()) {
                faults.add(unread("objects", bundle.path("objects"), "1つ以上の indicator", "one indicator or more"));
            }
            return new StixBundle(id, sources(), List.copyOf(indicators.values()), leftOut, faults);
        }

        /** A bundle may hold several versions of one object; the last counts. */
        private Map<String, Instant> latest() {
            Map<String, Instant> latest = new LinkedHashMap<>();
            for (JsonNode object : objects) {
                instant(object, "modified")
                        .ifPresent(at -> latest.merge(
                                object.path("id").asString(""), at, (one, other) -> one.isBefore(other) ? other : one));
            }
            return latest;
        }

        private void take(String item, JsonNode object, Map<String, Instant> latest) {
            String type = object.path("type").asString("");
            if (type.isEmpty()) {
                faults.add(unread(item + ".type", object.path("type"), "STIX の型", "a STIX type"));
                return;
            }
            String why = type.equals(INDICATOR) ? leavesOut(object, latest) : "";
            if (why != null) {
                leftOut.merge(why.isEmpty() ? type : "%s (%s)".formatted(type, why), 1, Integer::sum);
                return;
            }
            int before = faults.size();
            String id = object.path("id").asString("");
            expect(item + ".id", object.path("id"), id.matches(INDICATOR_ID), "indicator--UUID");
            JsonNode version = object.path("spec_version");
            expect(item + ".spec_version", version, version.asString("").equals("2.1"), "2.1");
            JsonNode language = object.path("pattern_type");
            expect(item + ".pattern_type", language, language.asString("").equals("stix"), "stix");
            Tlp label = markings.label(object);
            if (label == Tlp.RED) {
                faults.add(unread(
                        item + ".object_marking_refs",
                        object.path("object_marking_refs"),
                        "TLP:AMBER+STRICT 以上に広い共有範囲 (TLP:RED は名宛人限り)",
                        "TLP:AMBER+STRICT or wider; TLP:RED is for those it names"));
            }
            Optional<List<Indicator>> read =
                    PatternReader.read(object.path("pattern").asString(""));
            if (read.isEmpty() && faults.size() == before) {
                faults.add(unread(item + ".pattern", object.path("pattern"), SHAPES_JA, SHAPES_EN));
            }
            if (faults.size() == before) {
                creators.add(object.path("created_by_ref").asString(""));
                read.orElseThrow().forEach(one -> add(new MarkedIndicator(one, label, id)));
            }
        }

        /** Why an indicator is not taken; null if it is. */
        private @Nullable String leavesOut(JsonNode object, Map<String, Instant> latest) {
            if (object.path("revoked").asBoolean(false)) {
                return "revoked";
            }
            Optional<Instant> modified = instant(object, "modified");
            Instant last = latest.get(object.path("id").asString(""));
            if (last != null && modified.filter(last::equals).isEmpty()) {
                return "older version";
            }
            return instant(object, "valid_until")
                            .filter(until -> !until.isAfter(now))
                            .isPresent()
                    ? "expired"
                    : null;
        }

        /** What came twice stays under the stricter label. */
        private void add(MarkedIndicator marked) {
            indicators.merge(
                    marked.indicator(), marked, (one, other) -> other.tlp().isNarrowerThan(one.tlp()) ? other : one);
        }

        /** Their names as far as nobody marked these for fewer than will be told. */
        private List<String> sources() {
            return objects.stream()
                    .filter(object -> object.path("type").asString("").equals("identity"))
                    .filter(object -> creators.contains(object.path("id").asString("")))
                    .filter(object -> object.path("object_marking_refs").isEmpty()
                            || !markings.label(object).isNarrowerThan(told))
                    .map(object -> object.path("name").asString(""))
                    .filter(name -> !name.isBlank())
                    .distinct()
                    .toList();
        }

        private void expect(String item, JsonNode came, boolean isSound, String expected) {
            if (!isSound) {
                faults.add(unread(item, came, expected, expected));
            }
        }

        private static Optional<Instant> instant(JsonNode object, String name) {
            try {
                return Optional.of(Instant.parse(object.path(name).asString("")));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }

    private static Fault unread(String item, JsonNode came, String expectedJa, String expectedEn) {
        return Fault.of(
                Reason.INVALID,
                item,
                came.isMissingNode() ? new Phrase("なし", "nothing") : shortened(came.toString()),
                expectedJa,
                expectedEn);
    }

    private static final int SHOWN = 100;

    private static String shortened(String came) {
        return came.codePointCount(0, came.length()) <= SHOWN
                ? came
                : came.substring(0, came.offsetByCodePoints(0, SHOWN)) + "…";
    }
}
