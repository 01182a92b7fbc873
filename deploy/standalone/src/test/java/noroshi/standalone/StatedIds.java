package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import noroshi.standalone.ApiDocument.Operation;

/**
 * 記載された番号. Every id that stands in a parameter or a body, by the hub's own document: whoever has the operation and
 * names there what is another's is answered as if it were nothing; and somebody is answered otherwise, so that it does
 * matter what is named. What this does not know is a deviation too.
 */
final class StatedIds implements AutoCloseable {

    /** What is an id by its name, and of what: as a place of a path is named. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            entry("threadId", "threadId"),
            entry("threadIds", "threadId"),
            entry("threads", "threadId"),
            entry("campaign", "campaignId"),
            entry("campaignId", "campaignId"),
            entry("campaignIds", "campaignId"),
            entry("bulletinIds", "bulletinId"),
            entry("reportId", "reportId"),
            entry("messageId", "messageId"),
            entry("match[id]", "objectId"),
            entry("operator", "slug"),
            entry("operators", "slug"),
            entry("recipient", "ministry"),
            entry("assets", "number"),
            entry("subject", "subject"));

    private static final String OFFICE_KNOWS = "the national office may know of each thread and campaign that there is";
    private static final String OWN_NUMBERS = "each operator's numbers are its own; SharingIT files with another's";

    /** Where nobody is a stranger, and why. */
    private static final Map<String, String> NO_STRANGER = Map.ofEntries(
            entry("GET /v1/explain threadId", OFFICE_KNOWS + ", and the auditor explains each"),
            entry("GET /v1/explain recipient", "who may be an addressee is told to everybody"),
            entry("GET /v1/audit subject", "the auditor's, whoever was read"),
            entry("POST /v1/campaigns/{campaignId}/threads threadId", OFFICE_KNOWS),
            entry("POST /v1/campaigns/{campaignId}/merge campaignId", OFFICE_KNOWS),
            entry("POST /v1/campaigns/{campaignId}/unmerge campaignId", OFFICE_KNOWS),
            entry("POST /v1/campaigns/{campaignId}/split threadIds", OFFICE_KNOWS),
            entry("POST /v1/requests threadIds", OFFICE_KNOWS),
            entry("POST /v1/requests campaignIds", OFFICE_KNOWS),
            entry("POST /v1/requests bulletinIds", "the national office's own"),
            entry("POST /v1/requests/{requestId}/onward operators", "who is registered is told to everybody"),
            entry("POST /v1/reports assets", OWN_NUMBERS));

    /** Who else is a stranger to what is theirs there; RED that was but relayed to it the national office may not draw on. */
    private static final Map<String, String> STRANGER_TOO = Map.of(
            "POST /v1/bulletins threads", "nco:tanaka",
            "PUT /v1/bulletins/{bulletinId} threads", "nco:tanaka",
            "POST /v1/deliveries/{deliveryId}/acknowledgement reportId", "ministry:FSA:kato");

    /** Who is none to an item: what is notified is told to the Prime Minister too, and what is AMBER. */
    private static final Map<String, String> NO_STRANGER_TO = Map.of("operator", "pm-cao:ito");

    /** Those to whom it is not another's. */
    private static final List<String> HOLDERS =
            List.of("ministry:METI:sato", "nco:tanaka", "operator:setouchi-chem", "operator:chubu-power");

    /** What is kept as it is stated, and looked at when it is filed. */
    private static final Set<String> KEPT_AS_STATED = Set.of("POST /v1/drafts threadId");

    /** What has to be said beside the id. */
    private static final Map<String, String> BESIDE = Map.of("POST /v1/drafts threadId", "&kind=FOLLOW_UP");

    private final ApiDocument document;
    private final Asker asker;
    private final Map<String, List<String>> theirs;
    private final Map<String, List<String>> held;
    private final Map<String, Map<String, String>> own;

    /**
     * Ids by the place of paths in which they stand.
     *
     * @param theirs what is there and of which strangers may not know
     * @param held what is there and of which one of the holders may know
     * @param own of each identity what it has itself, for the paths of what it asks
     */
    StatedIds(
            LiveHub hub,
            Map<String, List<String>> theirs,
            Map<String, List<String>> held,
            Map<String, Map<String, String>> own)
            throws Exception {
        this.document = new ApiDocument(hub);
        this.asker = new Asker(hub);
        this.theirs = theirs;
        this.held = held;
        this.own = own;
    }

    /** Where the answer tells that something is there, or nobody is told that it is. */
    Map<String, String> deviations() throws Exception {
        var deviations = new TreeMap<String, String>();
        var stale = new HashSet<>(NO_STRANGER.keySet());
        stale.addAll(STRANGER_TOO.keySet());
        for (Operation operation : document.operations()) {
            for (String item : document.ids(operation, KINDS.keySet())) {
                stale.remove(operation.name() + " " + item);
                if (!operation.isEndless()) {
                    deviations.putAll(deviations(operation, item));
                }
            }
        }
        stale.forEach(item -> deviations.put(item, "known here, and in the document no more"));
        return deviations;
    }

    private Map<String, String> deviations(Operation operation, String item) throws Exception {
        String stated = operation.name() + " " + item;
        String kind = KINDS.get(item);
        if (kind == null) {
            return Map.of(stated, "an id of which nothing is known here");
        }
        if (NO_STRANGER.containsKey(stated)) {
            return Map.of();
        }
        var deviations = new TreeMap<String, String>();
        boolean had = false;
        for (String stranger : strangers(stated, item)) {
            String nothing = answer(stranger, operation, item, ForeignIds.nothing(kind));
            if (nothing.startsWith("403 ")) {
                continue;
            }
            had = true;
            for (String foreign : of(theirs, kind)) {
                String there = answer(stranger, operation, item, foreign);
                if (!there.equals(nothing)) {
                    deviations.put(
                            "%s as %s".formatted(stated, stranger),
                            "%s (with nothing there: %s)".formatted(there, nothing));
                }
            }
        }
        if (!had) {
            deviations.put(stated, "no stranger has it");
        }
        if (!KEPT_AS_STATED.contains(stated) && !isToldToSomebody(operation, item, kind)) {
            deviations.put(stated, "nobody is answered otherwise than of nothing");
        }
        return deviations;
    }

    private static List<String> strangers(String stated, String item) {
        return Stream.concat(ForeignIds.STRANGERS.stream(), Stream.ofNullable(STRANGER_TOO.get(stated)))
                .filter(stranger -> !stranger.equals(NO_STRANGER_TO.get(item)))
                .toList();
    }

    private boolean isToldToSomebody(Operation operation, String item, String kind) throws Exception {
        for (String holder : HOLDERS) {
            String nothing = answer(holder, operation, item, ForeignIds.nothing(kind));
            for (String id : of(held, kind)) {
                if (!answer(holder, operation, item, id).equals(nothing)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<String> of(Map<String, List<String>> ids, String kind) {
        return Objects.requireNonNull(ids.get(kind), kind);
    }

    /** What is answered, with its own in the path; one that has nothing there of its own has not the operation. */
    private String answer(String identity, Operation operation, String item, String id) throws Exception {
        var places = new HashMap<>(own.getOrDefault(identity, Map.of()));
        places.putAll(Map.of("collectionId", "CHEMICAL"));
        if (!places.keySet().containsAll(operation.places())) {
            return "403 nothing of its own";
        }
        String path = operation.filled(places);
        boolean inBody = document.hasItem(operation, item);
        String asked = inBody ? path : "%s?%s=%s%s".formatted(path, item, id, beside(operation, item));
        HttpResponse<byte[]> response = asker.answer(
                identity,
                operation.method(),
                asked,
                inBody ? document.body(operation, item, id) : document.body(operation));
        return "%d %s".formatted(response.statusCode(), alike(new String(response.body(), UTF_8).replace(id, "ID")));
    }

    private static String beside(Operation operation, String item) {
        return operation.queries().stream()
                        .filter(parameter -> parameter.path("required").asBoolean()
                                && !parameter.path("name").asString().equals(item))
                        .map(parameter ->
                                "&%s=%s".formatted(parameter.path("name").asString(), ApiDocument.value(parameter)))
                        .collect(Collectors.joining())
                + BESIDE.getOrDefault(operation.name() + " " + item, "");
    }

    /** Without what is another with every answer. */
    static String alike(String text) {
        return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+(Z|[+-]\\d\\d:\\d\\d)", "TIME")
                .replaceAll("NR(-[0-9A-Z]{5}){2}", "RECEIPT")
                .replaceAll("\"position\":[0-9]+", "POSITION");
    }

    @Override
    public void close() {
        asker.close();
    }
}
