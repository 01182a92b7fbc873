package noroshi.gateway.intake;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import noroshi.avro.Breach;
import noroshi.avro.Consents;
import noroshi.avro.Indicator;
import noroshi.avro.Mark;
import noroshi.avro.ReportContent;
import noroshi.avro.ReportFiling;
import noroshi.avro.SealedContent;
import noroshi.avro.Severity;
import noroshi.core.Fault;
import noroshi.core.Phrase;
import noroshi.core.Reason;
import noroshi.core.report.Kind;
import noroshi.core.report.ReportId;
import noroshi.core.report.ThreadId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * 提出の記録形式. The one translation between a filing's JSON, as it is posted, and its Avro form, as it lies on a topic.
 * An item that is not stated in one is not stated in the other.
 */
public final class FilingRecords {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final IntakeKeys keys;

    public FilingRecords(IntakeKeys keys) {
        this.keys = keys;
    }

    /**
     * A filing as an operator writes it to its own topic.
     *
     * @param thread null for a first report
     * @param body one that {@link FilingReader} takes
     */
    public static ReportFiling plain(Kind kind, @Nullable ThreadId thread, JsonNode body) {
        return filing(kind, thread, body, content(kind, body));
    }

    /** A filing as it lies on reports.submitted: what it says in words is sealed for {@code report}. */
    public ReportFiling sealed(Kind kind, @Nullable ThreadId thread, JsonNode body, ReportId report) {
        ObjectNode content = MAPPER.createObjectNode();
        write(content(kind, body), content);
        return filing(kind, thread, body, keys.seal(report, MAPPER.writeValueAsBytes(content)));
    }

    /**
     * What an operator says it files.
     *
     * @throws InvalidFiling if it is no kind we know
     */
    public static Kind kind(ReportFiling filing) {
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(filing.getKind())) {
                return kind;
            }
        }
        throw invalid(
                "kind", "REPORT、FOLLOW_UP、CORRECTION、WITHDRAWAL のいずれか", "REPORT, FOLLOW_UP, CORRECTION or WITHDRAWAL");
    }

    /**
     * The thread that it continues, or empty.
     *
     * @throws InvalidFiling if it names one by what is no UUID
     */
    public static Optional<ThreadId> thread(ReportFiling filing) {
        String thread = filing.getThreadId();
        if (thread == null) {
            return Optional.empty();
        }
        try {
            var id = UUID.fromString(thread);
            if (id.toString().equalsIgnoreCase(thread)) {
                return Optional.of(new ThreadId(id));
            }
        } catch (IllegalArgumentException e) {
            // Told below: no UUID.
        }
        throw invalid("threadId", "UUID", "a UUID");
    }

    private static InvalidFiling invalid(String item, String expectedJa, String expectedEn) {
        return new InvalidFiling(
                List.of(Fault.of(Reason.INVALID, item, new Phrase("別の値", "another value"), expectedJa, expectedEn)));
    }

    /**
     * The filing as JSON, in the shape of the POST's body.
     *
     * @throws InvalidFiling if its kind is none we know
     * @throws UnsealedContent if its content is sealed, but not for {@code report}
     * @throws IllegalStateException if the key it is sealed with is gone
     */
    public ObjectNode body(ReportFiling filing, ReportId report) {
        Kind kind = kind(filing);
        ObjectNode body = MAPPER.createObjectNode();
        ObjectNode stated = kind == Kind.CORRECTION ? body.putObject("corrections") : body;
        structure(filing, stated);
        switch (filing.getContent()) {
            case ReportContent content -> write(content, stated);
            case SealedContent sealed -> stated.setAll((ObjectNode) MAPPER.readTree(keys.open(report, sealed)));
            case null, default -> {}
        }
        JsonNode reason = kind == Kind.CORRECTION ? stated.remove("reason") : null;
        if (reason != null) {
            body.set("reason", reason);
        }
        return body;
    }

    private static ReportFiling filing(Kind kind, @Nullable ThreadId thread, JsonNode body, Object content) {
        JsonNode stated = stated(kind, body);
        return ReportFiling.newBuilder()
                .setKind(kind.name())
                .setThreadId(thread == null ? null : thread.toString())
                .setForm(text(stated, "form"))
                .setStage(text(stated, "stage"))
                .setAwarenessAt(instant(stated, "awarenessAt"))
                .setOccurredAt(instant(stated, "occurredAt"))
                .setVendorNotifiedAt(instant(stated, "vendorNotifiedAt"))
                .setServiceLines(
                        stated.hasNonNull("serviceLine")
                                ? List.of(stated.get("serviceLine").stringValue())
                                : texts(stated, "serviceLines"))
                .setOnCriticalComputer(text(stated, "onCriticalComputer"))
                .setCause(texts(stated, "cause"))
                .setEventClass(text(stated, "eventClass"))
                .setSeverityEstimate(
                        stated.hasNonNull("severityEstimate")
                                ? stated.get("severityEstimate").intValue()
                                : null)
                .setServiceLevelDeviation(flag(stated, "serviceLevelDeviation"))
                .setPersonalData(text(stated, "personalData"))
                .setPrefecture(text(stated, "prefecture"))
                .setTlp(text(stated, "tlp"))
                .setConsents(consents(stated))
                .setExercise(flag(stated, "exercise"))
                .setNearMiss(flag(stated, "nearMiss"))
                .setHotline(flag(stated, "hotline"))
                .setBreach(breach(stated))
                .setSeverityViewpoints(viewpoints(stated))
                .setSeriousAccident(text(stated, "seriousAccident"))
                .setGovernmentCloud(flag(stated, "governmentCloud"))
                .setContent(content)
                .build();
    }

    private static void structure(ReportFiling filing, ObjectNode body) {
        put(body, "form", filing.getForm());
        put(body, "stage", filing.getStage());
        put(body, "awarenessAt", filing.getAwarenessAt());
        put(body, "occurredAt", filing.getOccurredAt());
        put(body, "vendorNotifiedAt", filing.getVendorNotifiedAt());
        put(body, "serviceLines", filing.getServiceLines());
        put(body, "onCriticalComputer", filing.getOnCriticalComputer());
        put(body, "cause", filing.getCause());
        put(body, "eventClass", filing.getEventClass());
        put(body, "severityEstimate", filing.getSeverityEstimate());
        put(body, "serviceLevelDeviation", filing.getServiceLevelDeviation());
        put(body, "personalData", filing.getPersonalData());
        put(body, "prefecture", filing.getPrefecture());
        put(body, "tlp", filing.getTlp());
        Consents consents = filing.getConsents();
        if (consents != null) {
            body.putObject("consents")
                    .put("ncoShare", consents.getNcoShare())
                    .put("policeShare", consents.getPoliceShare())
                    .put("ceptoarAnonymised", consents.getCeptoarAnonymised())
                    .put("councilShare", consents.getCouncilShare())
                    .put("jpcertShare", consents.getJpcertShare())
                    .put("ipaShare", consents.getIpaShare());
        }
        put(body, "exercise", filing.getExercise());
        put(body, "nearMiss", filing.getNearMiss());
        put(body, "hotline", filing.getHotline());
        Breach breach = filing.getBreach();
        if (breach != null) {
            ObjectNode stated = body.putObject("breach");
            put(stated, "sensitive", breach.getSensitive());
            put(stated, "propertyRisk", breach.getPropertyRisk());
            put(stated, "malicious", breach.getMalicious());
            put(stated, "persons", breach.getPersons());
            put(stated, "myNumber", breach.getMyNumber());
        }
        Severity viewpoints = filing.getSeverityViewpoints();
        if (viewpoints != null) {
            body.putObject("severityViewpoints")
                    .put("continuity", viewpoints.getContinuity())
                    .put("safety", viewpoints.getSafety())
                    .put("confidence", viewpoints.getConfidence());
        }
        put(body, "seriousAccident", filing.getSeriousAccident());
        put(body, "governmentCloud", filing.getGovernmentCloud());
    }

    private static ReportContent content(Kind kind, JsonNode body) {
        JsonNode stated = stated(kind, body);
        return ReportContent.newBuilder()
                .setTitle(text(stated, "title"))
                .setSummary(text(stated, "summary"))
                .setIndicators(
                        stated.hasNonNull("indicators")
                                ? stated.get("indicators")
                                        .valueStream()
                                        .map(indicator ->
                                                new Indicator(text(indicator, "type"), text(indicator, "value")))
                                        .toList()
                                : null)
                .setDetails(stated.hasNonNull("details") ? details(stated.get("details")) : null)
                .setContact(stated.hasNonNull("contact") ? contact(stated.get("contact")) : null)
                .setAssets(texts(stated, "assets"))
                .setMarks(
                        stated.hasNonNull("marks")
                                ? stated.get("marks")
                                        .valueStream()
                                        .map(mark -> new Mark(text(mark, "item"), text(mark, "flag")))
                                        .toList()
                                : null)
                .setReason(text(body, "reason"))
                .build();
    }

    private static void write(ReportContent content, ObjectNode body) {
        put(body, "title", content.getTitle());
        put(body, "summary", content.getSummary());
        if (content.getIndicators() != null) {
            ArrayNode indicators = body.putArray("indicators");
            content.getIndicators()
                    .forEach(indicator -> indicators
                            .addObject()
                            .put("type", indicator.getType())
                            .put("value", indicator.getValue()));
        }
        put(body, "details", content.getDetails());
        put(body, "contact", content.getContact());
        put(body, "assets", content.getAssets());
        if (content.getMarks() != null) {
            ArrayNode marks = body.putArray("marks");
            content.getMarks()
                    .forEach(mark ->
                            marks.addObject().put("item", mark.getItem()).put("flag", mark.getFlag()));
        }
        put(body, "reason", content.getReason());
    }

    private static JsonNode stated(Kind kind, JsonNode body) {
        return kind == Kind.CORRECTION ? body.path("corrections") : body;
    }

    private static Map<String, Object> details(JsonNode details) {
        var values = new LinkedHashMap<String, Object>();
        details.properties().stream()
                .filter(property -> !property.getValue().isNull())
                .forEach(property -> values.put(property.getKey(), detail(property.getValue())));
        return values;
    }

    private static Object detail(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().map(JsonNode::stringValue).toList();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isIntegralNumber()) {
            return value.longValue();
        }
        return value.isNumber() ? value.doubleValue() : value.stringValue();
    }

    private static Map<String, String> contact(JsonNode contact) {
        var texts = new LinkedHashMap<String, String>();
        contact.properties().stream()
                .filter(property -> !property.getValue().isNull())
                .forEach(property ->
                        texts.put(property.getKey(), property.getValue().stringValue()));
        return texts;
    }

    private static @Nullable Consents consents(JsonNode stated) {
        JsonNode consents = stated.path("consents");
        return consents.isObject()
                ? new Consents(
                        consents.path("ncoShare").asBoolean(false),
                        consents.path("policeShare").asBoolean(false),
                        consents.path("ceptoarAnonymised").asBoolean(false),
                        consents.path("councilShare").asBoolean(false),
                        consents.path("jpcertShare").asBoolean(false),
                        consents.path("ipaShare").asBoolean(false))
                : null;
    }

    private static @Nullable Severity viewpoints(JsonNode stated) {
        JsonNode viewpoints = stated.path("severityViewpoints");
        return viewpoints.isObject()
                ? new Severity(
                        viewpoints.path("continuity").intValue(),
                        viewpoints.path("safety").intValue(),
                        viewpoints.path("confidence").intValue())
                : null;
    }

    private static @Nullable Breach breach(JsonNode stated) {
        JsonNode breach = stated.path("breach");
        return breach.isObject()
                ? new Breach(
                        text(breach, "sensitive"),
                        text(breach, "propertyRisk"),
                        text(breach, "malicious"),
                        breach.hasNonNull("persons") ? breach.get("persons").intValue() : null,
                        text(breach, "myNumber"))
                : null;
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.hasNonNull(name) ? node.get(name).stringValue() : null;
    }

    private static @Nullable Boolean flag(JsonNode node, String name) {
        return node.hasNonNull(name) ? node.get(name).booleanValue() : null;
    }

    private static @Nullable Instant instant(JsonNode node, String name) {
        String text = text(node, name);
        return text == null ? null : OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
    }

    private static @Nullable List<String> texts(JsonNode node, String name) {
        return node.hasNonNull(name)
                ? node.get(name).valueStream().map(JsonNode::stringValue).toList()
                : null;
    }

    private static void put(ObjectNode body, String name, @Nullable Object value) {
        if (value != null) {
            body.set(name, MAPPER.valueToTree(value));
        }
    }
}
