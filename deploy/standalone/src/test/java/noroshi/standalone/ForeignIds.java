package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * 他者の番号. Every operation whose path has places for ids, by the hub's own document: whoever has the operation, but not
 * what is there, is answered as if nothing were there. What this does not know, an operation as well as a place, is a
 * deviation too.
 */
final class ForeignIds implements AutoCloseable {

    /** Longer than a follow-up waits for its thread. */
    private static final Duration THREAD_MAY_COME = Duration.ofMinutes(2);

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)}");

    /** To all of them what the places are filled with is another's. */
    private static final List<String> STRANGERS = List.of(
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
    private final JsonNode document;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> tokens = new HashMap<>();
    private final List<Taken> taken = new ArrayList<>();

    /** @param theirs what is there, by the name of its place in paths */
    ForeignIds(LiveHub hub, Map<String, List<String>> theirs) throws Exception {
        this.hub = hub;
        this.theirs = theirs;
        this.document = hub.get("admin", "/v3/api-docs").body();
    }

    /** Where the answer tells that something is there, or is none of one who finds nothing. */
    Map<String, String> deviations() throws Exception {
        var deviations = new TreeMap<String, String>();
        var stale = new HashSet<>(EVERYBODYS);
        stale.addAll(NO_STRANGER_HAS);
        for (var path : document.path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                String operation = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                stale.remove(operation);
                if (path.getKey().contains("{") && !EVERYBODYS.contains(operation)) {
                    deviations.putAll(deviations(operation, path.getKey(), method.getValue()));
                }
            }
        }
        stale.forEach(operation -> deviations.put(operation, "known here, and in the document no more"));
        return deviations;
    }

    private Map<String, String> deviations(String operation, String path, JsonNode described) throws Exception {
        var deviations = new TreeMap<String, String>();
        for (String place : places(path)) {
            if (!theirs.containsKey(place)) {
                deviations.put(operation, "nothing of another's is known for {%s}".formatted(place));
                return deviations;
            }
        }
        String method = operation.substring(0, operation.indexOf(' '));
        String body = body(described);
        boolean had = false;
        for (String stranger : STRANGERS) {
            if (NO_STRANGERS.entrySet().stream()
                    .anyMatch(one -> operation.contains(one.getKey()) && stranger.equals(one.getValue()))) {
                continue;
            }
            String nothing = answer(stranger, method, filled(path, none(path)), body);
            if (nothing.startsWith("403 ")) {
                continue;
            }
            had = true;
            if (!nothing.startsWith("404 ") && !nothing.startsWith("202 ")) {
                deviations.put("%s as %s finds nothing".formatted(operation, stranger), nothing);
            }
            for (Map<String, String> filling : fillings(places(path))) {
                String there = answer(stranger, method, filled(path, filling), body);
                if (!there.equals(nothing)) {
                    deviations.put(
                            "%s as %s of %s".formatted(operation, stranger, filling),
                            "%s (with nothing there: %s)".formatted(there, nothing));
                }
            }
        }
        if (had == NO_STRANGER_HAS.contains(operation)) {
            deviations.put(operation, had ? "a stranger has it" : "no stranger has it");
        }
        return deviations;
    }

    /** What an operation answers somebody of what is in its places. */
    String answer(String identity, String operation, Map<String, String> filling) throws Exception {
        String[] words = operation.split(" ", -1);
        JsonNode described = document.path("paths").path(words[1]).path(words[0].toLowerCase(Locale.ROOT));
        return answer(identity, words[0], filled(words[1], filling), body(described));
    }

    /** Every operation whose path has more than one place. */
    List<String> nested() {
        var nested = new ArrayList<String>();
        for (var path : document.path("paths").properties()) {
            if (places(path.getKey()).size() > 1) {
                path.getValue()
                        .propertyNames()
                        .forEach(method -> nested.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
            }
        }
        return nested;
    }

    private static List<String> places(String path) {
        return PLACE.matcher(path).results().map(one -> one.group(1)).toList();
    }

    private static Map<String, String> none(String path) {
        var none = new HashMap<String, String>();
        places(path).forEach(place -> none.put(place, nothing(place)));
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

    private static Filled filled(String path, Map<String, String> filling) {
        return new Filled(
                PLACE.matcher(path).replaceAll((MatchResult place) -> filling.getOrDefault(place.group(1), "?")),
                List.copyOf(filling.values()));
    }

    private String answer(String identity, String method, Filled asked, String body) throws Exception {
        String token = tokens.get(identity);
        if (token == null) {
            token = HubClient.find(hub.environment()).token(Identity.parse(identity));
            tokens.put(identity, token);
        }
        var request = HttpRequest.newBuilder(
                        HubClient.find(hub.environment()).url().resolve(asked.path()))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("If-Match", "\"1\"")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<byte[]> response = LiveHub.await(
                "an answer to " + asked.path(),
                () -> client.send(request, BodyHandlers.ofByteArray()),
                one -> one.statusCode() != 503);
        String text = new String(response.body(), UTF_8);
        return "%d %s %s"
                .formatted(
                        response.statusCode(),
                        response.headers().firstValue("Content-Type").orElse("-"),
                        response.statusCode() == 202 ? taken(identity, method, asked, text) : asked.without(text));
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

    /** As the document's own examples have it; empty where the operation has none. */
    private String body(JsonNode operation) {
        JsonNode content = operation.at("/requestBody/content/application~1json");
        for (JsonNode example : content.path("examples")) {
            return text(example.path("value"));
        }
        JsonNode example = example(content);
        return example == null ? "" : text(example);
    }

    private @Nullable JsonNode example(JsonNode described) {
        if (described.isMissingNode()) {
            return null;
        }
        if (described.has("example")) {
            return described.path("example");
        }
        if (described.has("schema")) {
            return example(described.path("schema"));
        }
        if (described.has("$ref")) {
            return example(document.at(described.path("$ref").asString().substring(1)));
        }
        var object = JsonNodeFactory.instance.objectNode();
        for (var property : described.path("properties").properties()) {
            JsonNode example = property.getValue().path("example");
            if (!example.isMissingNode()) {
                object.set(property.getKey(), example);
            }
        }
        return object;
    }

    private static String text(JsonNode example) {
        return example.isString() ? example.asString() : example.toString();
    }

    @Override
    public void close() {
        client.close();
    }
}
