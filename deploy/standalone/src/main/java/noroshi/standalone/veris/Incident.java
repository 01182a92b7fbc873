package noroshi.standalone.veris;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A VERIS 1.2 incident as the report that its victim would have filed.
 *
 * @param key the idempotency key: the incident's id, or the hash of its file
 * @param sector the sector of its first victim that has one, or null
 * @param body the body of {@code POST /v1/reports}
 */
record Incident(String key, @Nullable String sector, Map<String, Object> body) {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final int TITLE = 200;
    private static final int SUMMARY = 20_000;

    /** A file that can't be read as an incident; the message says why. */
    static final class Unreadable extends Exception {
        Unreadable(String reason) {
            super(reason);
        }
    }

    /**
     * Reads one file's text.
     *
     * @throws Unreadable if it is no JSON, no incident, or has no date
     */
    static Incident read(String text, boolean exercise) throws Unreadable {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            throw new Unreadable("no JSON: " + e.getOriginalMessage());
        }
        if (!root.isObject() || !root.path("timeline").path("incident").isObject()) {
            throw new Unreadable("no VERIS incident (expected: an object with timeline.incident)");
        }
        String id = text(root.path("incident_id"));
        String sector = victims(root)
                .flatMap(victim -> Naics.sector(text(victim.path("industry"))).stream())
                .findFirst()
                .orElse(null);
        return new Incident(id.isEmpty() ? sha256(text) : id, sector, body(root, id, sector, exercise));
    }

    private static Map<String, Object> body(JsonNode root, String id, @Nullable String sector, boolean exercise)
            throws Unreadable {
        OffsetDateTime occurred = occurred(root.path("timeline").path("incident"));
        var body = new LinkedHashMap<String, Object>();
        body.put("form", form(root));
        body.put("stage", "PRELIMINARY");
        body.put("occurredAt", occurred.format(ISO_OFFSET_DATE_TIME));
        body.put("awarenessAt", awareness(root, occurred).format(ISO_OFFSET_DATE_TIME));
        body.put("title", title(root, id));
        body.put("summary", cut(summary(root), SUMMARY));
        body.put("serviceLines", sector == null ? List.of() : List.of(sector));
        body.put("cause", List.copyOf(causes(root.path("action"))));
        body.put("eventClass", eventClass(root));
        body.put("personalData", personalData(root.path("attribute").path("confidentiality")));
        body.put("tlp", "CLEAR");
        body.put("exercise", exercise);
        return body;
    }

    private static Stream<JsonNode> victims(JsonNode root) {
        JsonNode victim = root.path("victim");
        return victim.isArray() ? victim.valueStream() : Stream.of(victim);
    }

    /** VERIS knows a year and perhaps a month and a day; what it does not know is taken as the first. */
    private static OffsetDateTime occurred(JsonNode incident) throws Unreadable {
        int year = incident.path("year").asInt(0);
        if (year < 1) {
            throw new Unreadable("timeline.incident.year: %s (expected: a year)".formatted(incident.path("year")));
        }
        int month = Math.clamp(incident.path("month").asInt(1), 1, 12);
        LocalDate first = LocalDate.of(year, month, 1);
        int day = Math.clamp(incident.path("day").asInt(1), 1, first.lengthOfMonth());
        return first.withDayOfMonth(day).atStartOfDay(TOKYO).toOffsetDateTime();
    }

    /** Discovery is given as a span of time after the incident, often as a unit without a number. */
    private static OffsetDateTime awareness(JsonNode root, OffsetDateTime occurred) {
        JsonNode discovery = root.path("timeline").path("discovery");
        long value = Math.clamp(discovery.path("value").asLong(0), 0, 10_000);
        try {
            return switch (text(discovery.path("unit"))) {
                case "Seconds" -> occurred.plusSeconds(value);
                case "Minutes" -> occurred.plusMinutes(value);
                case "Hours" -> occurred.plusHours(value);
                case "Days" -> occurred.plusDays(value);
                case "Weeks" -> occurred.plusWeeks(value);
                case "Months" -> occurred.plusMonths(value);
                case "Years" -> occurred.plusYears(value);
                default -> occurred;
            };
        } catch (DateTimeException e) {
            return occurred;
        }
    }

    private static String title(JsonNode root, String id) {
        String summary = text(root.path("summary"));
        return summary.isBlank() ? "VERIS " + (id.isEmpty() ? "incident" : id) : cut(summary.strip(), TITLE);
    }

    private static String summary(JsonNode root) {
        return Stream.of("summary", "notes", "reference")
                .map(name -> text(root.path(name)).strip())
                .filter(part -> !part.isEmpty())
                .reduce((one, other) -> one + "\n\n" + other)
                .orElse("VERIS");
    }

    private static String form(JsonNode root) {
        JsonNode action = root.path("action");
        if (varieties(action.path("malware")).anyMatch("Ransomware"::equals)) {
            return "RANSOMWARE";
        }
        if (Stream.concat(varieties(action.path("hacking")), varieties(action.path("malware")))
                .anyMatch("DoS"::equals)) {
            return "DDOS";
        }
        boolean attack = Stream.of("hacking", "malware", "social", "misuse").anyMatch(action::has);
        return attack ? "OTHER_CYBER" : "INFORMATION_REPORT";
    }

    private static TreeSet<String> causes(JsonNode action) {
        var causes = new TreeSet<String>();
        action.propertyNames().forEach(kind -> {
            switch (kind) {
                case "hacking" ->
                    varieties(action.path(kind))
                            .map(variety -> switch (variety) {
                                case "DoS" -> "DOS_MASS_ACCESS";
                                case "Use of stolen creds" -> "ID_SPOOFING";
                                default -> "ILLICIT_ACQUISITION";
                            })
                            .forEach(causes::add);
                case "social" -> causes.add("SUSPICIOUS_MAIL");
                case "misuse" -> causes.add("INSIDER");
                case "physical" -> causes.add("ILLICIT_ACQUISITION");
                case "error" -> causes.add("USER_OPERATION_ERROR");
                case "environmental" -> causes.add("DISASTER_OR_EPIDEMIC");
                default -> causes.add("UNKNOWN");
            }
        });
        if (causes.isEmpty()) {
            causes.add("UNKNOWN");
        }
        return causes;
    }

    private static String eventClass(JsonNode root) {
        JsonNode attribute = root.path("attribute");
        if (root.path("action").has("malware")) {
            return "MALWARE_INFECTION";
        }
        if (attribute.has("confidentiality")) {
            return "INFO_LEAK";
        }
        if (attribute.has("availability")) {
            return "SYSTEM_UNUSABLE";
        }
        if (attribute.has("integrity")) {
            return "INFO_DESTRUCTION";
        }
        return root.path("action").has("hacking") ? "INTRUSION" : "OTHER";
    }

    private static String personalData(JsonNode confidentiality) {
        boolean personal = Optional.of(confidentiality.path("data")).stream()
                .flatMap(JsonNode::valueStream)
                .map(data -> text(data.path("variety")))
                .anyMatch(variety -> variety.equals("Personal") || variety.equals("Medical"));
        if (!personal) {
            return "UNKNOWN";
        }
        return switch (text(confidentiality.path("data_disclosure"))) {
            case "Yes" -> "YES";
            case "Potentially" -> "SUSPECTED";
            case "No" -> "NO";
            default -> "UNKNOWN";
        };
    }

    private static Stream<String> varieties(JsonNode action) {
        return action.path("variety").valueStream().map(Incident::text);
    }

    private static String text(JsonNode node) {
        return node.asString("");
    }

    /** Cut by code points, so that no character is torn in two. */
    private static String cut(String text, int length) {
        return text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length - 1)) + "…";
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
