package noroshi.api.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import noroshi.api.Caller;
import noroshi.api.view.request.RequestQuery;
import noroshi.api.view.timeline.Arrivals;
import noroshi.api.view.timeline.Arrived;
import noroshi.core.register.OperatorSlug;
import noroshi.core.sharing.Viewer;
import noroshi.core.thread.Delivery;
import noroshi.ledger.Ledger;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/**
 * 出口. All by which something of a history comes out to one viewer; each is told to {@code told} by its name with the
 * whole of its answer.
 */
final class Outlets {

    private static final List<String> SECTORS = List.of("CREDIT", "LOGISTICS", "AVIATION", "KI_CREDIT_CARD");

    /** Of what there is much, each viewer is shown a part, so that it takes no longer than a build can wait. */
    private static final int SOME = 5;

    private static final int ACTS = 20;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-");

    private static final Pattern STIX_ID = Pattern.compile("\"id\":\"([a-z-]+--[0-9a-f-]{36})\"");

    private static final List<String> BY_THREAD = List.of(
            "/v1/reports/%s",
            "/v1/reports/%s/export?format=json",
            "/v1/reports/%s/export?format=html",
            "/v1/reports/%s/receipt",
            "/v1/reports/%s/candidates",
            "/v1/explain?recipient=METI&threadId=%s",
            "/v1/campaigns?threadId=%s");

    /** What is asked for what is real, and for drills. */
    private static final List<String> APART = List.of(
            "/v1/timeline?limit=500",
            "/v1/timeline?limit=500&asOf=%2$s",
            "/v1/timeline?limit=500&order=asc&from=%1$s&to=%2$s",
            "/v1/timeline/changes?limit=500&from=%1$s",
            "/v1/timeline/changes?limit=500&order=asc&from=%1$s&to=%2$s",
            "/v1/reports?limit=500",
            "/v1/obligations?limit=500",
            "/v1/campaigns?limit=500",
            "/v1/bulletins?limit=500",
            "/v1/situation?asOf=%2$s",
            "/v1/situation?operators=true");

    private static final List<String> BY_COLLECTION = List.of(
            "/taxii2/hub/collections/%s/",
            "/taxii2/hub/collections/%s/objects/?limit=500",
            "/taxii2/hub/collections/exercise-%s/objects/?limit=500",
            "/taxii2/hub/collections/%s/objects/?limit=500&match[version]=all",
            "/taxii2/hub/collections/%s/manifest/?limit=500");

    private static final String REGISTER = "/v1/register/operators";

    private static final List<String> AS_THEY_ARE = List.of(
            "/v1/situation",
            "/v1/obligations/sheet",
            "/v1/bulletins/feed",
            "/v1/requests?limit=500",
            "/v1/register/assets?limit=500",
            "/v1/register/asset-duties",
            "/v1/register/lapses",
            REGISTER,
            "/v1/register/sectors",
            "/v1/register/businesses",
            "/v1/register/ministries",
            "/v1/register/offices",
            "/v1/register/rules",
            "/v1/forms",
            "/v1/forms/RANSOMWARE",
            "/v1/mode",
            "/v1/audit?limit=500",
            "/taxii2/",
            "/taxii2/hub/",
            "/taxii2/hub/collections/");

    private final Caller caller;
    private final Arrivals arrivals;
    private final RequestQuery requests;
    private final Ledger ledger;
    private final JsonMapper json;
    private final History history;
    private final long begin;
    private final Random random;
    private final List<String> objects;
    private final Set<String> answered = new HashSet<>();

    /** @param begin the last position before the history */
    Outlets(
            Caller caller,
            Arrivals arrivals,
            RequestQuery requests,
            Ledger ledger,
            JsonMapper json,
            History history,
            long begin,
            Random random) {
        this.caller = caller;
        this.arrivals = arrivals;
        this.requests = requests;
        this.ledger = ledger;
        this.json = json;
        this.history = history;
        this.begin = begin;
        this.random = random;
        this.objects = objects();
    }

    /** Each object that the national office finds in a collection. */
    private List<String> objects() {
        var paths = new ArrayList<String>();
        for (String sector : SECTORS) {
            for (String collection : List.of(sector, "exercise-" + sector)) {
                String held = "/taxii2/hub/collections/%s/objects/".formatted(collection);
                STIX_ID.matcher(text(caller.get(History.NCO, held + "?limit=500")))
                        .results()
                        .map(id -> held + id.group(1) + "/")
                        .forEach(paths::add);
            }
        }
        return paths;
    }

    /** The paths that told somebody something, without what they were asked for. */
    Set<String> answered() {
        return answered;
    }

    /** Whether an outlet is of one thing, which says itself whether it is a drill's. */
    static boolean isOfOne(String outlet) {
        return ID.matcher(outlet).find() || outlet.startsWith("POST ");
    }

    /** Whether an outlet is asked for drills. */
    static boolean isOfDrills(String outlet) {
        return outlet.contains("exercise=true") || outlet.contains("/exercise-");
    }

    void of(String token, Viewer viewer, BiConsumer<String, String> told) {
        for (String path : paths()) {
            get(token, path, told);
        }
        for (boolean exercise : List.of(false, true)) {
            stream(viewer, exercise, told);
        }
        acts(token, told);
    }

    private List<String> paths() {
        var paths = new ArrayList<String>();
        for (boolean exercise : List.of(false, true)) {
            for (String path : APART) {
                String times = path.formatted(history.begin(), history.midway());
                paths.add("%s%sexercise=%s".formatted(times, times.contains("?") ? "&" : "?", exercise));
            }
        }
        paths.addAll(AS_THEY_ARE);
        SECTORS.forEach(sector -> BY_COLLECTION.forEach(path -> paths.add(path.formatted(sector))));
        some(objects).forEach(object -> paths.addAll(List.of(object, object + "versions/")));
        some(history.threads()).forEach(thread -> BY_THREAD.forEach(path -> paths.add(path.formatted(thread))));
        some(history.campaigns())
                .forEach(id -> paths.addAll(List.of(
                        "/v1/timeline?limit=500&campaign=" + id,
                        "/v1/timeline/changes?limit=500&from=%s&campaign=%s".formatted(history.begin(), id))));
        history.campaigns().forEach(id -> paths.add("/v1/campaigns/" + id));
        history.bulletins()
                .forEach(id -> paths.addAll(List.of("/v1/bulletins/" + id, "/v1/bulletins/%s/export".formatted(id))));
        history.requests().forEach(id -> paths.add("/v1/requests/" + id));
        return paths;
    }

    private void get(String token, String path, BiConsumer<String, String> told) {
        MvcTestResult answer = caller.ask(HttpMethod.GET, token, path, "");
        if (answer.getResponse().getStatus() == 200) {
            answered.add(path.replaceFirst("\\?.*", ""));
        }
        told.accept("GET " + path, path.equals(REGISTER) ? withoutNames(text(answer)) : withoutReaders(text(answer)));
    }

    /** That an operator is registered is no secret. */
    private String withoutNames(String text) {
        String rest = text;
        for (OperatorSlug operator : history.operators()) {
            rest = rest.replace(operator.value(), "");
        }
        return rest;
    }

    /** Who holds a copy of a bulletin, or has read something, is named as such: it tells of no incident of its own. */
    private String withoutReaders(String text) {
        String rest = text;
        for (OperatorSlug operator : history.operators()) {
            rest = rest.replaceAll("\"operator[:.]%s\"".formatted(operator), "")
                    .replace("\"organisation\":\"%s\"".formatted(operator), "");
        }
        return rest;
    }

    /** Whatever is done to what is another's, or in a form that is none: the answer is an error, and tells no more. */
    private void acts(String token, BiConsumer<String, String> told) {
        var acts = new ArrayList<String>();
        for (var thread : history.threads()) {
            acts.add("/v1/reports/%s/tlp".formatted(thread));
            acts.add("/v1/reports/%s/severity".formatted(thread));
            acts.add("/v1/reports/%s/consents".formatted(thread));
            for (Delivery delivery : history.deliveries(thread)) {
                acts.add("/v1/deliveries/%s/return".formatted(delivery.id()));
                acts.add("/v1/deliveries/%s/withdrawal-decision".formatted(delivery.id()));
            }
        }
        history.campaigns()
                .forEach(id -> acts.addAll(
                        List.of("/v1/campaigns/%s/threads".formatted(id), "/v1/campaigns/%s/merge".formatted(id))));
        history.bulletins()
                .forEach(id -> acts.addAll(
                        List.of("/v1/bulletins/%s/approval".formatted(id), "/v1/bulletins/%s/recall".formatted(id))));
        history.requests()
                .forEach(id -> acts.addAll(
                        List.of("/v1/requests/%s/answer".formatted(id), "/v1/requests/%s/onward".formatted(id))));
        Collections.shuffle(acts, random);
        for (String act : acts.subList(0, Math.min(ACTS, acts.size()))) {
            MvcTestResult answer = caller.post(token, act, "{}");
            assertThat(answer.getResponse().getStatus()).as(act).isGreaterThanOrEqualTo(400);
            told.accept("POST " + act, text(answer));
        }
        for (var thread : some(history.threads())) {
            for (Map.Entry<String, String> begin : Map.of(
                            "/v1/campaigns", "{\"name\": \"\", \"tlp\": \"AMBER\", \"threadIds\": [\"%s\"]}",
                            "/v1/bulletins", "{\"sectors\": [], \"tlp\": \"AMBER\", \"threads\": [\"%s\"]}",
                            "/v1/requests", "{\"ministries\": [], \"tlp\": \"AMBER\", \"threadIds\": [\"%s\"]}")
                    .entrySet()) {
                told.accept(
                        "POST " + begin.getKey(),
                        text(caller.post(token, begin.getKey(), begin.getValue().formatted(thread))));
            }
        }
    }

    <T> List<T> some(List<T> all) {
        var some = new ArrayList<>(all);
        Collections.shuffle(some, random);
        return some.subList(0, Math.min(SOME, some.size()));
    }

    /** What a search for a word that the viewer may not read finds. */
    String search(String token, String word) {
        return text(caller.get(token, "/v1/timeline?limit=500&q=" + URLEncoder.encode(word, StandardCharsets.UTF_8)));
    }

    /** What is found of an operator of whom the viewer may read nothing. */
    String about(String token, String operator) {
        return text(caller.get(token, "/v1/timeline?limit=500&operator=" + operator));
    }

    /** As a subscriber follows it from the beginning of the history. */
    private void stream(Viewer viewer, boolean exercise, BiConsumer<String, String> told) {
        answered.add("/v1/stream");
        long head = arrivals.settled(ledger.head());
        for (long after = begin; after < head; ) {
            Arrived arrived = arrivals.after(after, head);
            told.accept(
                    "GET /v1/stream?exercise=" + exercise,
                    json.writeValueAsString(arrived.shownTo(viewer, new Arrived.Filter(null, null, null, exercise))));
            after = arrived.end();
        }
        told.accept(
                "GET /v1/stream",
                json.writeValueAsString(requests.after(begin, head).shownTo(viewer, null, exercise)));
    }

    private static String text(MvcTestResult answer) {
        assertThat(answer.getResponse().getStatus())
                .as(answer.getRequest().getRequestURI())
                .isLessThan(500);
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
