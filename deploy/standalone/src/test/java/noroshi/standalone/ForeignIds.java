package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import noroshi.standalone.ApiDocument.Operation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * 他者の番号. Every operation whose path has places for ids, by the hub's own document: whoever has the operation, but not
 * what is there, is answered as if nothing were there. What this does not know, an operation as well as a place, is a
 * deviation too.
 */
final class ForeignIds implements AutoCloseable {

    /** Longer than a follow-up waits for its thread. */
    private static final Duration THREAD_MAY_COME = Duration.ofMinutes(2);

    /** To all of them what the places are filled with is another's. */
    static final List<String> STRANGERS = List.of(
            "operator:aoba-bank",
            "ministry:MOD:kato",
            "pm-cao:ito",
            "ppc",
            "police:47",
            "ceptoar:GAS",
            "council:ito",
            "hq",
            "auditor",
            "admin");

    /** Who is none of them, by a part of the operation: the auditor checks each receipt, AMBER bulletins are for the Prime Minister too. */
    private static final Map<String, String> NO_STRANGERS =
            Map.of("GET /v1/reports/{threadId}/receipt", "auditor", "{bulletinId}", "pm-cao:ito");

    /** What stands there is published, or is cut to what each may see, or is as it is for everybody: no collection is written to. */
    private static final Set<String> EVERYBODYS = Set.of(
            "GET /v1/forms/{code}",
            "GET /taxii2/hub/collections/{collectionId}/",
            "GET /taxii2/hub/collections/{collectionId}/manifest/",
            "GET /taxii2/hub/collections/{collectionId}/objects/",
            "POST /taxii2/hub/collections/{collectionId}/objects/",
            "DELETE /taxii2/hub/collections/{collectionId}/objects/{objectId}/");

    /** The national office's, with whatever there is. */
    private static final Set<String> NO_STRANGER_HAS = Set.of(
            "POST /v1/reports/{threadId}/severity",
            "POST /v1/campaigns/{campaignId}/acceptance",
            "POST /v1/campaigns/{campaignId}/decline",
            "POST /v1/campaigns/{campaignId}/threads",
            "DELETE /v1/campaigns/{campaignId}/threads/{threadId}",
            "POST /v1/campaigns/{campaignId}/merge",
            "POST /v1/campaigns/{campaignId}/unmerge",
            "POST /v1/campaigns/{campaignId}/split",
            "POST /v1/campaigns/{campaignId}/close",
            "PUT /v1/bulletins/{bulletinId}",
            "POST /v1/bulletins/{bulletinId}/issue",
            "POST /v1/bulletins/{bulletinId}/recall",
            "POST /v1/requests/{requestId}/reply",
            "POST /v1/requests/{requestId}/extension",
            "POST /v1/requests/{requestId}/closing",
            "POST /v1/requests/{requestId}/cancellation",
            "PUT /v1/register/operators/{slug}",
            "PUT /v1/register/sectors/{code}",
            "PUT /v1/register/businesses/{code}");

    private final LiveHub hub;
    private final Map<String, List<String>> theirs;
    private final ApiDocument document;
    private final Asker asker;
    private final List<Taken> taken = new ArrayList<>();

    /** @param theirs what is there, by the name of its place in paths */
    ForeignIds(LiveHub hub, Map<String, List<String>> theirs) throws Exception {
        this.hub = hub;
        this.theirs = theirs;
        this.document = new ApiDocument(hub);
        this.asker = new Asker(hub);
    }

    /** Where the answer tells that something is there, or is none of one who finds nothing. */
    Map<String, String> deviations() throws Exception {
        var deviations = new TreeMap<String, String>();
        var stale = new HashSet<>(EVERYBODYS);
        stale.addAll(NO_STRANGER_HAS);
        for (Operation operation : document.operations()) {
            stale.remove(operation.name());
            if (!operation.places().isEmpty() && !EVERYBODYS.contains(operation.name())) {
                deviations.putAll(deviations(operation));
            }
        }
        stale.forEach(operation -> deviations.put(operation, "known here, and in the document no more"));
        return deviations;
    }

    private Map<String, String> deviations(Operation operation) throws Exception {
        var deviations = new TreeMap<String, String>();
        String name = operation.name();
        List<String> places = operation.places();
        for (String place : places) {
            if (!theirs.containsKey(place)) {
                deviations.put(name, "nothing of another's is known for {%s}".formatted(place));
                return deviations;
            }
        }
        boolean had = false;
        for (String stranger : STRANGERS) {
            if (NO_STRANGERS.entrySet().stream()
                    .anyMatch(one -> name.contains(one.getKey()) && stranger.equals(one.getValue()))) {
                continue;
            }
            String nothing = answer(stranger, operation, none(places));
            if (nothing.startsWith("403 ")) {
                continue;
            }
            had = true;
            if (!nothing.startsWith("404 ") && !nothing.startsWith("202 ")) {
                deviations.put("%s as %s finds nothing".formatted(name, stranger), nothing);
            }
            for (Map<String, String> filling : fillings(places)) {
                String there = answer(stranger, operation, filling);
                if (!there.equals(nothing)) {
                    deviations.put(
                            "%s as %s of %s".formatted(name, stranger, filling),
                            "%s (with nothing there: %s)".formatted(there, nothing));
                }
            }
        }
        if (had == NO_STRANGER_HAS.contains(name)) {
            deviations.put(name, had ? "a stranger has it" : "no stranger has it");
        }
        return deviations;
    }

    /** What an operation answers somebody of what is in its places. */
    String answer(String identity, String operation, Map<String, String> filling) throws Exception {
        return answer(identity, document.operation(operation), filling);
    }

    /** Every operation whose path has more than one place. */
    List<String> nested() {
        return document.operations().stream()
                .filter(operation -> operation.places().size() > 1)
                .map(Operation::name)
                .toList();
    }

    private static Map<String, String> none(List<String> places) {
        var none = new HashMap<String, String>();
        places.forEach(place -> none.put(place, nothing(place)));
        return none;
    }

    /** What is nowhere. */
    static String nothing(String place) {
        return switch (place) {
            case "slug" -> "no-such-operator";
            case "number" -> "NONE-1";
            case "code", "collectionId" -> "NOTHING";
            case "objectId" -> "incident--" + UUID.randomUUID();
            default -> UUID.randomUUID().toString();
        };
    }

    /** All that is theirs in all places, and nothing in each. */
    private List<Map<String, String>> fillings(List<String> places) {
        List<Map<String, String>> fillings = List.of(Map.of());
        for (String place : places) {
            var further = new ArrayList<Map<String, String>>();
            var values = new ArrayList<>(theirs.getOrDefault(place, List.of()));
            values.add(nothing(place));
            for (Map<String, String> filling : fillings) {
                for (String value : values) {
                    var longer = new TreeMap<>(filling);
                    longer.put(place, value);
                    further.add(longer);
                }
            }
            fillings = further;
        }
        return fillings;
    }

    /** A path, and what in it is an id, by which an answer may name what was asked for. */
    private record Filled(String path, List<String> ids) {

        String without(String text) {
            String rest = text;
            for (String id : ids) {
                rest = rest.replace(id, "ID");
            }
            return rest;
        }
    }

    private String answer(String identity, Operation operation, Map<String, String> filling) throws Exception {
        var asked = new Filled(operation.filled(filling), List.copyOf(filling.values()));
        HttpResponse<byte[]> response =
                asker.answer(identity, operation.method(), asked.path(), document.body(operation));
        String text = new String(response.body(), UTF_8);
        return "%d %s %s"
                .formatted(
                        response.statusCode(),
                        response.headers().firstValue("Content-Type").orElse("-"),
                        response.statusCode() == 202
                                ? taken(identity, operation.method(), asked, text)
                                : asked.without(text));
    }

    /** What is taken first is judged later. */
    private String taken(String identity, String method, Filled asked, String receipt) {
        taken.add(new Taken(
                identity,
                method + " " + asked.without(asked.path()),
                asked,
                JsonMapper.shared().readTree(receipt).path("statusUrl").asString()));
        return "taken";
    }

    /** A filing that continues a thread, with what is asked for in it. */
    private record Taken(String identity, String operation, Filled asked, String statusUrl) {}

    /** What became of all that was taken, each state with its reasons, by operation; the thread may still come for a while. */
    Map<String, Set<String>> becameOfWhatWasTaken() throws Exception {
        var states = new TreeMap<String, Set<String>>();
        for (Taken one : taken) {
            JsonNode submission = LiveHub.await(
                    one.statusUrl(),
                    () -> hub.get(one.identity(), one.statusUrl()).body(),
                    answer -> !answer.path("state").asString("RECEIVED").equals("RECEIVED"),
                    THREAD_MAY_COME);
            states.computeIfAbsent(one.operation(), _ -> new TreeSet<>())
                    .add(one.asked().without("%s %s".formatted(submission.path("state"), submission.path("reasons"))));
        }
        return states;
    }

    @Override
    public void close() {
        asker.close();
    }
}
