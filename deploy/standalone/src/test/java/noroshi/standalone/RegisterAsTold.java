package noroshi.standalone;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Who reads and who writes which topic, by the contract's own table and by what the register says over HTTP: told a second
 * time, by other means than the hub's, so that the two can be compared.
 */
final class RegisterAsTold {

    private static final String EXERCISE = "exercise.";

    /** Sectors by code, in the lower case of topics, with the ministries that are competent in them or in a part of them. */
    private final Map<String, Set<String>> ministries = new TreeMap<>();

    /** Operators by slug, with the sectors that they belong to. */
    private final Map<String, Set<String>> members = new TreeMap<>();

    /** Operators, by slug, that have a door of their own. */
    private final Set<String> doors = new TreeSet<>();

    /** @param on the day */
    RegisterAsTold(LiveHub hub, String on) throws Exception {
        for (JsonNode row : items(hub, "/v1/register/sectors?on=" + on)) {
            String top = row.path("parent").asString(row.path("code").asString());
            ministries
                    .computeIfAbsent(inTopics(top), _ -> new TreeSet<>())
                    .add(row.path("ministry").asString());
        }
        for (JsonNode row : items(hub, "/v1/register/operators?on=" + on)) {
            var sectors = new TreeSet<String>();
            row.path("memberships")
                    .forEach(one -> sectors.add(inTopics(one.path("sector").asString())));
            members.put(row.path("slug").asString(), sectors);
            if (row.path("kafkaDoor").asBoolean()) {
                doors.add(row.path("slug").asString());
            }
        }
    }

    private static List<JsonNode> items(LiveHub hub, String path) throws Exception {
        return hub.get("nco:tanaka", path).body().path("items").valueStream().toList();
    }

    private static String inTopics(String code) {
        return code.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All there are, with and without a place at the broker. */
    Set<String> principals(Set<String> topics) {
        var principals =
                new TreeSet<>(Set.of("nco", "pm-cao", "ppc", "hq", "auditor", "admin", "police:27", "council:x"));
        members.keySet().forEach(slug -> principals.add("operator:" + slug));
        ministries.keySet().forEach(sector -> principals.add("ceptoar:" + inCodes(sector)));
        topics.stream()
                .filter(topic -> topic.startsWith("deliveries."))
                .map(topic -> addressee(topic.substring("deliveries.".length())))
                .forEach(principals::add);
        return principals;
    }

    boolean reads(String principal, String topic) {
        String real = topic.startsWith(EXERCISE) ? topic.substring(EXERCISE.length()) : topic;
        String of = real.substring(real.indexOf('.') + 1);
        return switch (real.substring(0, real.indexOf('.'))) {
            case "reports" -> principal.equals("nco") && of.equals("refused");
            case "deliveries" -> principal.equals(addressee(of));
            case "sector" -> isCompetent(principal, of);
            case "bulletins" ->
                isCompetent(principal, of)
                        || principal.equals("ceptoar:" + inCodes(of))
                        || (principal.startsWith("operator:")
                                && members.getOrDefault(principal.substring("operator:".length()), Set.of())
                                        .contains(of));
            default -> false;
        };
    }

    boolean writes(String principal, String topic) {
        return doors.stream().anyMatch(slug -> principal.equals("operator:" + slug) && topic.equals("intake." + slug));
    }

    private boolean isCompetent(String principal, String sector) {
        return principal.equals("nco")
                || (principal.startsWith("ministry:")
                        && ministries
                                .getOrDefault(sector, Set.of())
                                .contains(principal.substring("ministry:".length())));
    }

    private static String addressee(String part) {
        return switch (part) {
            case "nco", "pm-cao", "ppc" -> part;
            default ->
                part.startsWith("pref-police-")
                        ? "police:" + part.substring("pref-police-".length())
                        : "ministry:" + inCodes(part);
        };
    }

    private static String inCodes(String part) {
        return part.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
