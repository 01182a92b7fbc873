package noroshi.api.export.stix;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import noroshi.api.export.stix.Incident.Known;
import noroshi.api.export.stix.Revocations.Lost;
import noroshi.core.report.Filing;
import noroshi.core.report.Indicator;
import noroshi.core.report.Stage;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;

/**
 * STIXの束. The objects that stand for a version of an incident, and those that every collection begins with. A thread's
 * objects are versioned together.
 */
public final class Bundle {

    /** What hangs on no event is as old as the labels' definitions, and older than any record. */
    public static final Instant FIRST = Instant.parse("2022-10-01T00:00:00Z");

    private static final String INCIDENT_CORE = "extension-definition--ef765651-680c-498d-9894-99799f2fa126";
    static final String HUB = identityId("hub");

    /** What is revoked says no more what it was; an indicator without a pattern there is none. It matches nothing. */
    static final String NO_PATTERN = "[x-noroshi:revoked = true]";

    private static final String NO_TITLE = "非公開の事案";
    private static final int CRITICALITY_PER_GRADE = 25;

    /** Of the extension's open vocabulary. */
    private static final Map<String, String> TYPES = Map.of("RANSOMWARE", "ransomware", "DDOS", "ddos");

    private static final Set<Stage> CONFIRMING = Set.of(Stage.DETAILED, Stage.FINAL);

    private Bundle() {}

    /** An operator is the same wherever it stands. */
    static String operatorId(String slug) {
        return identityId("operator|" + slug);
    }

    private static String identityId(String name) {
        return "identity--" + StixId.named("identity|" + name);
    }

    static String lineId(String line) {
        return identityId("line|" + line);
    }

    /** What a collection begins with: the hub, the sector or business, and the labels. */
    public static List<StixObject> opening(String line, String name) {
        List<StixObject> objects = opening();
        objects.add(line(line, name));
        return objects;
    }

    /** What everything refers to: the labels, and the hub. */
    static List<StixObject> opening() {
        var objects = new ArrayList<StixObject>();
        for (TlpMarking marking : TlpMarking.values()) {
            objects.add(marking.object());
        }
        objects.add(identity(HUB, FIRST, "Noroshi 狼煙", "system", Tlp.CLEAR));
        return objects;
    }

    private static StixObject identity(String id, Instant named, String name, String identityClass, Tlp tlp) {
        return new StixObject("identity", id)
                .with("created_by_ref", HUB)
                .times(FIRST, named)
                .marked(tlp)
                .with("name", name)
                .with("identity_class", identityClass);
    }

    /** What stands for the incident in the collection of that sector or business. */
    public static List<StixObject> of(Incident incident, String line) {
        var objects = new ArrayList<StixObject>();
        Known known = incident.operator();
        Map<String, Indicator> patterns = known == null ? Map.of() : patterns(known.indicators());
        objects.add(incident(incident, known, known == null ? 0 : leftOut(known)));
        objects.add(impacts(incident, lineId(line)));
        if (known != null) {
            String operator = operatorId(known.slug());
            // whoever stands here has reported something: one marking for all incidents, as strict as any of them
            // allows
            objects.add(identity(
                    operator, known.operator().since(), known.operator().name(), "organization", Tlp.AMBER_STRICT));
            objects.add(impacts(incident, operator));
            patterns.forEach((pattern, indicator) ->
                    objects.addAll(detected(incident, known, pattern, indicator, isWithdrawn(incident))));
            Map<String, Indicator> dropped = patterns(known.dropped());
            dropped.keySet().removeAll(patterns.keySet());
            dropped.forEach(
                    (pattern, indicator) -> objects.addAll(detected(incident, known, pattern, indicator, true)));
        }
        return objects;
    }

    /** That it is no incident of that sector or business any more. */
    static StixObject left(Incident incident, String line) {
        return impacts(incident, lineId(line), true);
    }

    /** The sector or business, the same in every collection. */
    static StixObject line(String line, String name) {
        return identity(lineId(line), FIRST, name, "class", Tlp.CLEAR);
    }

    /** What was lost of an incident: its objects by their ids, revoked, and nothing of what they said. */
    static List<StixObject> of(Lost lost, String line, Collection<Indicator> indicators) {
        var objects = new ArrayList<StixObject>();
        String incident = StixId.incident(lost.thread());
        if (lost.isAll()) {
            objects.add(revoked(lost, "incident", incident).with("name", NO_TITLE));
            objects.add(relation(lost, "impacts", incident, lineId(line)));
        }
        if (lost.hadWords()) {
            objects.add(relation(lost, "impacts", incident, operatorId(lost.operator())));
            patterns(indicators).keySet().forEach(pattern -> {
                String id = StixId.part("indicator", lost.thread(), pattern);
                objects.add(revoked(lost, "indicator", id)
                        .with("pattern", NO_PATTERN)
                        .with("pattern_type", "stix")
                        .with("pattern_version", "2.1")
                        .with("valid_from", StixObject.time(lost.opened())));
                objects.add(relation(lost, "detected", id, incident));
            });
        }
        return objects;
    }

    private static StixObject relation(Lost lost, String type, String source, String target) {
        return revoked(lost, "relationship", relationId(lost.thread(), type, source, target))
                .with("relationship_type", type)
                .with("source_ref", source)
                .with("target_ref", target);
    }

    private static StixObject revoked(Lost lost, String type, String id) {
        return new StixObject(type, id)
                .with("created_by_ref", HUB)
                .times(lost.opened(), lost.recorded())
                .with("revoked", true)
                .with("labels", labels(lost.exercise()))
                .marked(lost.label());
    }

    private static Map<String, Indicator> patterns(Collection<Indicator> indicators) {
        var patterns = new LinkedHashMap<String, Indicator>();
        indicators.forEach(indicator ->
                IndicatorPattern.of(indicator).ifPresent(pattern -> patterns.putIfAbsent(pattern, indicator)));
        return patterns;
    }

    private static long leftOut(Known known) {
        return known.indicators().stream()
                .filter(indicator -> IndicatorPattern.of(indicator).isEmpty())
                .count();
    }

    private static StixObject incident(Incident incident, @Nullable Known known, long leftOut) {
        var labels = labels(incident.exercise());
        if (leftOut > 0) {
            labels.add("indicators-left-out:" + leftOut);
        }
        String title = known == null
                ? NO_TITLE
                : known.content() == null ? "消去済みの事案" : known.content().title();
        return new StixObject("incident", StixId.incident(incident.thread()))
                .with("created_by_ref", HUB)
                .times(incident.opened(), incident.recorded())
                .with("revoked", isWithdrawn(incident) ? true : null)
                .with("labels", labels)
                .with("lang", "ja")
                .with("external_references", reference(incident.thread()))
                .marked(incident.tlp())
                .with("name", title)
                .with(
                        "description",
                        known == null || known.content() == null
                                ? null
                                : known.content().summary())
                .with("extensions", Map.of(INCIDENT_CORE, core(incident, known)));
    }

    private static boolean isWithdrawn(Incident incident) {
        return incident.state() == Incident.State.WITHDRAWN;
    }

    static List<String> labels(boolean exercise) {
        var labels = new ArrayList<String>();
        if (exercise) {
            labels.add("exercise");
        }
        return labels;
    }

    private static Map<String, Object> core(Incident incident, @Nullable Known known) {
        var core = new LinkedHashMap<String, Object>();
        core.put("extension_type", "property-extension");
        core.put("determination", determination(incident, known));
        core.put("investigation_status", incident.state() == Incident.State.OPEN ? "open" : "closed");
        if (known != null) {
            String type = TYPES.get(known.filing().form().value());
            if (type != null) {
                core.put("incident_types", List.of(type));
            }
            Integer grade = known.filing().severityEstimate();
            if (grade != null) {
                core.put("criticality", grade * CRITICALITY_PER_GRADE);
            }
        }
        return core;
    }

    private static String determination(Incident incident, @Nullable Known known) {
        if (isWithdrawn(incident)) {
            return "false-positive";
        }
        if (known == null) {
            return "suspected";
        }
        Filing filing = known.filing();
        if (filing.isNearMiss()) {
            return "failed-attempt";
        }
        return CONFIRMING.contains(filing.stage()) ? "confirmed" : "suspected";
    }

    /** An indicator, and that it was detected. */
    private static List<StixObject> detected(
            Incident incident, Known known, String pattern, Indicator indicator, boolean isRevoked) {
        Instant since = known.since().getOrDefault(indicator, incident.opened());
        StixObject object = indicator(incident, since, pattern, indicator, isRevoked);
        return List.of(
                object,
                relation(incident, since, "detected", object.id(), StixId.incident(incident.thread()), isRevoked));
    }

    private static StixObject indicator(
            Incident incident, Instant since, String pattern, Indicator indicator, boolean isRevoked) {
        return new StixObject("indicator", StixId.part("indicator", incident.thread(), pattern))
                .with("created_by_ref", HUB)
                .times(since, incident.recorded())
                .with("revoked", isRevoked ? true : null)
                .with("labels", labels(incident.exercise()))
                .marked(incident.tlp())
                .with("name", "%s: %s".formatted(indicator.type().toLowerCase(Locale.ROOT), indicator.value()))
                .with("indicator_types", List.of("unknown"))
                .with("pattern", pattern)
                .with("pattern_type", "stix")
                .with("pattern_version", "2.1")
                .with("valid_from", StixObject.time(since));
    }

    private static StixObject impacts(Incident incident, String target) {
        return impacts(incident, target, isWithdrawn(incident));
    }

    private static StixObject impacts(Incident incident, String target, boolean isRevoked) {
        return relation(incident, incident.opened(), "impacts", StixId.incident(incident.thread()), target, isRevoked);
    }

    private static StixObject relation(
            Incident incident, Instant since, String type, String source, String target, boolean isRevoked) {
        return new StixObject("relationship", relationId(incident.thread(), type, source, target))
                .with("created_by_ref", HUB)
                .times(since, incident.recorded())
                .with("revoked", isRevoked ? true : null)
                .with("labels", labels(incident.exercise()))
                .marked(incident.tlp())
                .with("relationship_type", type)
                .with("source_ref", source)
                .with("target_ref", target);
    }

    private static String relationId(UUID thread, String type, String source, String target) {
        return StixId.part("relationship", thread, "%s|%s|%s".formatted(type, source, target));
    }

    /** What the hub itself calls it. */
    static List<Map<String, String>> reference(UUID id) {
        return List.of(Map.of("source_name", "noroshi", "external_id", id.toString()));
    }
}
