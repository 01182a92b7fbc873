package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Viewer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who may know what, asked of a whole hub: by the document of its operations, and by the list of its topics. */
@Timeout(900)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharingIT {

    private static final String NCO = "nco:tanaka";
    private static final String METI = "ministry:METI:sato";
    private static final String CHEM = "operator:setouchi-chem";

    /** One of each role, of some more. */
    private static final List<String> VIEWERS = List.of(
            CHEM,
            "operator:aoba-bank",
            METI,
            "ministry:METI",
            "ministry:MOD:kato",
            NCO,
            "pm-cao:ito",
            "ppc",
            "police:34",
            "ceptoar:CHEMICAL",
            "council:ito",
            "hq",
            "auditor",
            "admin");

    /** What the hub alone reads, and what is the broker's own. */
    private static final Pattern NOBODYS = Pattern.compile("reports\\.submitted|intake\\..+|_.+");

    /** What nobody is answered with 200, and why. */
    private static final Map<String, String> NEVER_TOLD =
            Map.of("GET /v1/stream", "it has no end to wait for; Streams follow it");

    private LiveHub hub;
    private JsonNode shared;
    private Map<String, List<String>> theirs;
    private ForeignIds foreign;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        hub = new LiveHub(folder, "2026-12-20T10:00:00+09:00");
        JsonNode secret = filed("theirs", "RED");
        shared = filed("theirs-shared", "AMBER");
        theirs = theirs(secret);
        foreign = new ForeignIds(hub, theirs);
        hub.rest();
    }

    @AfterAll
    void stop() {
        try {
            if (foreign != null) {
                foreign.close();
            }
        } finally {
            hub.close();
        }
    }

    /** One of each that has an id: a chemical company's, its ministry's and the national office's. */
    private Map<String, List<String>> theirs(JsonNode report) throws Exception {
        String thread = id(report, "threadId");
        String incident = incident();
        String webhook = webhook(CHEM);
        var statement = Map.of(
                "business", "KI_ELECTRICITY", "introducedOn", "2026-12-01", "product", "DCS-9000", "maker", "中部計装");
        assertThat(hub.http()
                        .put(
                                Identity.parse("operator:chubu-power"),
                                "/v1/register/operators/chubu-power/assets/DCS-77",
                                statement)
                        .status())
                .isEqualTo(200);
        String draft = made(
                        NCO,
                        "/v1/bulletins",
                        Map.of(
                                "threads",
                                List.of(id(shared, "threadId")),
                                "sectors",
                                List.of("CHEMICAL"),
                                "tlp",
                                "AMBER"))
                .path("bulletinId")
                .asString();
        return Map.ofEntries(
                Map.entry("threadId", List.of(thread)),
                Map.entry("reportId", List.of(id(report, "reportId"))),
                Map.entry(
                        "deliveryId",
                        hub.thread(CHEM, report).path("deliveries").findValuesAsString("deliveryId")),
                Map.entry("campaignId", List.of(campaign(thread))),
                Map.entry("bulletinId", List.of(draft, issued())),
                Map.entry(
                        "requestId",
                        List.of(made(
                                        NCO,
                                        "/v1/requests",
                                        Map.of(
                                                "ministries", List.of("METI"),
                                                "title", "遠隔保守回線の利用状況",
                                                "text", "所管事業者の利用状況を回答されたい",
                                                "tlp", "AMBER",
                                                "dueBefore", "2026-12-30T09:00:00+09:00"))
                                .path("requestId")
                                .asString())),
                Map.entry("webhookId", List.of(webhook)),
                Map.entry("messageId", List.of(message(webhook))),
                Map.entry(
                        "draftId",
                        List.of(made(CHEM, "/v1/drafts", Map.of("form", "RANSOMWARE"))
                                .path("draftId")
                                .asString())),
                Map.entry("slug", List.of("chubu-power", "setouchi-chem")),
                Map.entry("number", List.of("DCS-77")),
                Map.entry("code", List.of("CHEMICAL")),
                Map.entry("collectionId", List.of("CHEMICAL")),
                Map.entry("objectId", List.of(incident)));
    }

    private String webhook(String identity) throws Exception {
        return made(identity, "/v1/webhooks", Map.of("url", "http://127.0.0.1:9/"))
                .path("webhookId")
                .asString();
    }

    /** The first that a webhook of the company's has to tell. */
    private String message(String webhook) throws Exception {
        return LiveHub.await(
                "something to tell",
                () -> hub.get(CHEM, "/v1/webhooks/%s/attempts".formatted(webhook))
                        .body()
                        .at("/items/0/messageId")
                        .asString(""),
                message -> !message.isEmpty());
    }

    private JsonNode filed(String key, String tlp) throws Exception {
        JsonNode submission = filed("setouchi-chem", key, Map.of("serviceLines", List.of("CHEMICAL"), "tlp", tlp));
        hub.thread(METI, submission);
        return submission;
    }

    private JsonNode filed(String operator, String key, Map<String, Object> more) throws Exception {
        var body = new HashMap<String, Object>(Map.of(
                "form", "RANSOMWARE",
                "stage", "PRELIMINARY",
                "awarenessAt", "2026-12-20T09:00:00+09:00",
                "title", "反応器の監視停止",
                "summary", "調査中",
                "personalData", "NO"));
        body.putAll(more);
        return hub.filed(operator, "/v1/reports", key, body);
    }

    private String campaign(String thread) throws Exception {
        return made(NCO, "/v1/campaigns", Map.of("name", "年末の波状攻撃", "tlp", "RED", "threadIds", List.of(thread)))
                .path("campaignId")
                .asString();
    }

    private String issued() throws Exception {
        String bulletin = made(
                        NCO,
                        "/v1/bulletins",
                        Map.of("sectors", List.of("CHEMICAL"), "tlp", "AMBER", "title", "注意喚起", "text", "VPN 装置の更新"))
                .path("bulletinId")
                .asString();
        made(NCO, "/v1/bulletins/%s/issue".formatted(bulletin), Map.of());
        return bulletin;
    }

    private JsonNode made(String identity, String path, Map<String, Object> body) throws Exception {
        var answer = hub.post(identity, path, body);
        assertThat(answer.status()).as("%s %s", path, answer.body()).isIn(200, 201);
        return answer.body();
    }

    private JsonNode made(String identity, String path) throws Exception {
        var answer = hub.get(identity, path);
        assertThat(answer.status()).as("%s %s", path, answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** One of those that METI can read in its collection. */
    private String incident() throws Exception {
        hub.rest();
        String id = made(METI, "/taxii2/hub/collections/CHEMICAL/objects/?match[type]=incident")
                .at("/objects/0/id")
                .asString();
        assertThat(id).startsWith("incident--");
        return id;
    }

    @Test
    @Order(1)
    void whatIsAnothersIsAnsweredByEveryOperationAsIfItWereNot() throws Exception {
        assertThat(foreign.deviations()).isEmpty();
    }

    @Test
    @Order(1)
    void whatIsAnothersIsAnsweredAsIfItWereNotWhereverItIsNamed() throws Exception {
        JsonNode bank = filed("aoba-bank", "bank", Map.of("serviceLines", List.of("BANKING")));
        var held = new HashMap<>(theirs);
        held.put("threadId", List.of(id(shared, "threadId"), of("threadId")));
        held.put("reportId", List.of(id(shared, "reportId")));
        var own = Map.of(
                METI,
                Map.of("deliveryId", id(hub.delivery(CHEM, shared, "METI"), "deliveryId")),
                "ministry:FSA:kato",
                Map.of("deliveryId", id(hub.delivery("operator:aoba-bank", bank, "FSA"), "deliveryId")),
                NCO,
                Map.of("bulletinId", of("bulletinId")),
                CHEM,
                Map.of("webhookId", of("webhookId")),
                "operator:aoba-bank",
                Map.of("webhookId", webhook("operator:aoba-bank")));
        hub.rest();
        try (var stated = new StatedIds(hub, theirs, held, own)) {
            assertThat(stated.deviations()).isEmpty();
        }
    }

    private static String id(JsonNode of, String item) {
        return of.path(item).asString();
    }

    private String of(String place) {
        return Objects.requireNonNull(theirs.get(place)).getFirst();
    }

    /** A number is its operator's own: that another has notified it tells nothing. */
    @Test
    @Order(2)
    void anAssetThatAnotherHasNotifiedIsToAReportAsOneThatNobodyHas() throws Exception {
        var threads = new ArrayList<String>();
        for (String number : List.of("DCS-77", "NONE-77")) {
            JsonNode report = filed("aoba-bank", number, Map.of("assets", List.of(number)));
            JsonNode thread = LiveHub.await(
                    "all of it delivered",
                    () -> hub.thread("operator:aoba-bank", report),
                    seen -> !seen.path("deliveries").findValuesAsString("state").contains("DECIDED"));
            List<String> obligations = thread.path("obligations")
                    .valueStream()
                    .map(JsonNode::toString)
                    .map(StatedIds::alike)
                    .sorted()
                    .toList();
            String besides = ((ObjectNode) thread).without("obligations").toString();
            threads.add(StatedIds.alike(besides.replace(number, "NUMBER")) + obligations);
        }
        assertThat(threads.getFirst()).contains("NUMBER").isEqualTo(threads.getLast());
    }

    /** What there is, but of another parent, is as if it were not either. */
    @Test
    @Order(2)
    void whatIsAnotherParentsChildIsAnsweredByEveryOperationAsIfItWereNot() throws Exception {
        var statement =
                Map.of("business", "KI_GAS", "introducedOn", "2026-12-01", "product", "DCS-9000", "maker", "中部計装");
        assertThat(hub.http()
                        .put(
                                Identity.parse("operator:nangoku-gas"),
                                "/v1/register/operators/nangoku-gas/assets/GAS-77",
                                statement)
                        .status())
                .isEqualTo(200);
        String linked = filed("linked", "AMBER").path("threadId").asString();
        campaign(linked);
        String campaign =
                campaign(filed("linked-elsewhere", "AMBER").path("threadId").asString());
        String incident = incident();

        var strays = new TreeMap<String, Map<String, String>>(Map.of(
                "DELETE /v1/campaigns/{campaignId}/threads/{threadId}",
                Map.of("campaignId", campaign, "threadId", linked),
                "PUT /v1/register/operators/{slug}/assets/{number}",
                Map.of("slug", "chubu-power", "number", "GAS-77"),
                "POST /v1/register/operators/{slug}/assets/{number}/receipt",
                Map.of("slug", "chubu-power", "number", "GAS-77"),
                "GET /taxii2/hub/collections/{collectionId}/objects/{objectId}/",
                Map.of("collectionId", "GAS", "objectId", incident),
                "GET /taxii2/hub/collections/{collectionId}/objects/{objectId}/versions/",
                Map.of("collectionId", "GAS", "objectId", incident),
                "DELETE /taxii2/hub/collections/{collectionId}/objects/{objectId}/",
                Map.of("collectionId", "GAS", "objectId", incident)));
        assertThat(foreign.nested()).containsExactlyInAnyOrderElementsOf(strays.keySet());

        var answers = new ArrayList<String>();
        for (var stray : strays.entrySet()) {
            String identity = stray.getKey().startsWith("PUT")
                    ? "operator:chubu-power"
                    : stray.getKey().contains("{slug}") ? METI : NCO;
            var nothing = new TreeMap<>(stray.getValue());
            nothing.replaceAll((place, id) -> id.equals("GAS-77")
                    ? "NONE-77"
                    : id.equals(incident)
                            ? ForeignIds.nothing(place)
                            : id.equals(linked) ? UUID.randomUUID().toString() : id);
            String answer = foreign.answer(identity, stray.getKey(), stray.getValue());
            assertThat(answer.replaceAll("\"position\":[0-9]+", ""))
                    .as(stray.getKey())
                    .isEqualTo(foreign.answer(identity, stray.getKey(), nothing).replaceAll("\"position\":[0-9]+", ""));
            answers.add(answer.substring(0, 4) + stray.getKey());
        }
        assertThat(answers)
                .containsExactlyInAnyOrder(
                        // what is not there is unlinked
                        "200 DELETE /v1/campaigns/{campaignId}/threads/{threadId}",
                        // each operator's numbers are its own
                        "200 PUT /v1/register/operators/{slug}/assets/{number}",
                        "404 POST /v1/register/operators/{slug}/assets/{number}/receipt",
                        "404 GET /taxii2/hub/collections/{collectionId}/objects/{objectId}/",
                        "404 GET /taxii2/hub/collections/{collectionId}/objects/{objectId}/versions/",
                        "403 DELETE /taxii2/hub/collections/{collectionId}/objects/{objectId}/");
        hub.rest();
        assertThat(made(NCO, "/v1/campaigns?threadId=" + linked).path("items").size())
                .as("linked as before")
                .isEqualTo(1);
    }

    /** By whatever way: pages and their printed form, exports, feeds, the live stream, webhooks, and every topic. */
    @Test
    @Order(3)
    void nothingThatComesOutHoldsAWordThatTheRulesDenyWhoeverGetsIt() throws Exception {
        try (var endpoints = new Endpoints(hub);
                var streams = new Streams(hub)) {
            var threads = new ArrayList<String>();
            for (Canaries.Report report : Canaries.ALL) {
                JsonNode submission = hub.filed(report.operator(), "/v1/reports", report.key(), report.body());
                if (!report.exercise()) {
                    threads.add(submission.path("threadId").asString());
                }
                LiveHub.await(
                        "delivered " + report,
                        () -> hub.thread("operator:" + report.operator(), submission)
                                .path("deliveries"),
                        all -> all.findValuesAsString("state").stream().allMatch("MADE"::equals));
            }
            leaksNowhere("streams", streams.untilTheLast());
            assertThat(endpoints.until(threads.getLast()))
                    .isNotEmpty()
                    .allSatisfy(body -> assertThat(body).doesNotContain(Canaries.MARK));
            topicsHoldWhatTheirReadersMayRead();
            hub.rest();
            var read = new TreeSet<String>();
            var untold = new TreeSet<>(new ApiDocument(hub).gets());
            for (String viewer : VIEWERS) {
                var outlets = new Outlets(hub, viewer);
                Map<String, String> answers = outlets.answers(askedFor(threads));
                untold.removeAll(outlets.told());
                String told = String.join("\n", answers.values());
                leaksNowhere(viewer, Map.of(viewer, told));
                Canaries.words(told).forEach(word -> read.add(viewer + " " + word));
                assertThat(answers)
                        .as("%s finds what it may not read", viewer)
                        .allSatisfy((asked, answer) -> assertThat(
                                        Canaries.leaks(asked, viewer(viewer)).isEmpty()
                                                || answer.startsWith("403 ")
                                                || answer.contains("\"items\":[]"))
                                .isTrue());
            }
            assertThat(untold).as("never told to anybody").isEqualTo(NEVER_TOLD.keySet());
            assertThat(read)
                    .contains(
                            METI + " zq-amber-free-real-privilegedq",
                            METI + " zq-amber-free-real-personalq",
                            "operator:aoba-bank zq-clear-free-real-detailsq");
        }
    }

    /** What is put into places of paths and into parameters; a word is a canary's, and has to be found by nobody else. */
    private Map<String, List<String>> askedFor(List<String> threads) {
        var asked = new HashMap<>(theirs);
        asked.putAll(Map.ofEntries(
                Map.entry("threadId", threads),
                Map.entry("code", List.of("RANSOMWARE")),
                Map.entry("collectionId", List.of("CHEMICAL", "ELECTRICITY")),
                Map.entry("sector", List.of("CHEMICAL", "ELECTRICITY")),
                Map.entry("operator", List.of("setouchi-chem", "chubu-power")),
                Map.entry("campaign", List.of(of("campaignId"))),
                Map.entry("recipient", List.of("METI", "JPCERT")),
                Map.entry("exercise", List.of("true")),
                Map.entry("format", List.of("html", "pdf", "json")),
                Map.entry("asOf", List.of("2026-12-20T01:00:30Z", "2026-12-21T00:00:00Z")),
                Map.entry("order", List.of("asc")),
                Map.entry(
                        "q",
                        List.of(
                                new Canaries.Report(Tlp.RED, false, false).word("title"),
                                new Canaries.Report(Tlp.AMBER, true, false).word("summary"),
                                new Canaries.Report(Tlp.GREEN, false, true).word("indicator"),
                                new Canaries.Report(Tlp.CLEAR, false, false).word("privileged")))));
        return asked;
    }

    private static void leaksNowhere(String where, Map<String, String> told) {
        told.forEach((identity, text) -> {
            assertThat(Canaries.leaks(text, viewer(identity)))
                    .as("%s: %s", where, identity)
                    .isEmpty();
            assertThat(Canaries.words(text))
                    .as("%s: %s is told anything", where, identity)
                    .isNotEmpty();
        });
    }

    private static Viewer viewer(String identity) {
        Identity parsed = Identity.parse(identity);
        return new Viewer(Viewer.Role.valueOf(parsed.role().name()), parsed.organisation(), parsed.officer(), identity);
    }

    /** Of every topic that the broker has, by whoever reads it; that of whose readers nothing is known is none. */
    private void topicsHoldWhatTheirReadersMayRead() throws Exception {
        for (Canaries.Report report : Canaries.ALL) {
            if (report.label() == Tlp.CLEAR) {
                hub.read(
                        NCO,
                        report.sectorTopic(),
                        record -> record.value().toString().contains(report.word("title")));
            }
        }
        var register = new RegisterAsTold(hub, "2026-12-20");
        Map<String, List<String>> topics = new Topics(hub).all();
        var told = new TreeSet<String>();
        var leaks = new ArrayList<String>();
        for (var topic : topics.entrySet()) {
            List<String> readers = register.principals(topics.keySet()).stream()
                    .filter(principal ->
                            !NOBODYS.matcher(topic.getKey()).matches() && register.reads(principal, topic.getKey()))
                    .toList();
            assertThat(topic.getKey())
                    .as("a topic whose readers are known, or nobody's")
                    .matches(name -> readers.isEmpty() == NOBODYS.matcher(name).matches());
            boolean drills = topic.getKey().startsWith("exercise.");
            for (String record : topic.getValue()) {
                for (String word : Canaries.words(record)) {
                    told.add(topic.getKey().replaceFirst("\\..*", "") + " " + word);
                    if (word.endsWith("-contactq")
                            || word.endsWith("-personalq")
                            || (word.endsWith("-privilegedq") && !topic.getKey().contains("deliveries."))
                            || word.contains("-drill-") != drills) {
                        leaks.add(topic.getKey() + ": " + word);
                    }
                }
                for (String reader : readers) {
                    Canaries.leaks(record, reader(reader))
                            .forEach(word -> leaks.add("%s tells %s: %s".formatted(topic.getKey(), reader, word)));
                }
                if (readers.isEmpty() && !Canaries.words(record).isEmpty()) {
                    leaks.add("%s in the open: %s".formatted(topic.getKey(), Canaries.words(record)));
                }
            }
        }
        assertThat(leaks).isEmpty();
        assertThat(told)
                .contains(
                        "sector zq-clear-free-real-titleq",
                        "sector zq-green-bound-real-summaryq",
                        "deliveries zq-amberstrict-bound-real-detailsq",
                        "deliveries zq-amberstrict-bound-real-privilegedq",
                        "exercise zq-clear-bound-drill-titleq")
                .noneMatch(word -> word.startsWith("sector zq-amber"));
    }

    /** The organisation's programs. */
    private static Viewer reader(String principal) {
        return switch (principal) {
            case "nco" -> new Viewer(Viewer.Role.NCO, "NCO", null, principal);
            case "pm-cao" -> new Viewer(Viewer.Role.PM_CAO, "PM_CAO", null, principal);
            default -> viewer(principal);
        };
    }

    /** What is filed to another's thread is taken and refused in the very words of what is filed to none. */
    @Test
    @Order(9)
    void whatIsFiledToAnothersThreadBecomesOfItWhatBecomesOfWhatIsFiledToNone() throws Exception {
        assertThat(foreign.becameOfWhatWasTaken())
                .hasSize(3)
                .allSatisfy((_, states) -> assertThat(states)
                        .singleElement()
                        .asString()
                        .startsWith("\"REFUSED\"")
                        .contains("THREAD_UNKNOWN"));
    }

    /** The live stream, of what is real and of drills, as several follow it from before the first report. */
    private static final class Streams implements AutoCloseable {

        private final Map<String, List<LiveStream>> followed = new TreeMap<>();

        Streams(LiveHub hub) throws Exception {
            for (String identity :
                    List.of(METI, "ministry:METI", "ministry:MOD:kato", NCO, "pm-cao:ito", "ppc", "police:34")) {
                followed.put(
                        identity,
                        List.of(
                                new LiveStream(hub, identity, "", null),
                                new LiveStream(hub, identity, "?exercise=true", null)));
            }
        }

        /** What came over the wire until what everybody may read did. */
        Map<String, String> untilTheLast() throws InterruptedException {
            var wires = new TreeMap<String, String>();
            for (var each : followed.entrySet()) {
                each.getValue().getFirst().until("zq-clear-free-real-title");
                each.getValue().getLast().until("zq-clear-free-drill-title");
                wires.put(
                        each.getKey(),
                        each.getValue().getFirst().wire()
                                + each.getValue().getLast().wire());
            }
            return wires;
        }

        @Override
        public void close() {
            followed.values().forEach(both -> both.forEach(LiveStream::close));
        }
    }

    /** Endpoints of webhooks of some who are told. */
    private static final class Endpoints implements AutoCloseable {

        private final List<Endpoint> all = new ArrayList<>();

        Endpoints(LiveHub hub) throws Exception {
            for (String identity : List.of("ministry:METI", NCO, CHEM)) {
                var endpoint = new Endpoint();
                all.add(endpoint);
                var answer = hub.post(
                        identity, "/v1/webhooks", Map.of("url", endpoint.url().toString()));
                assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
            }
        }

        /** All that each is told, up to something of that thread. */
        List<String> until(String thread) throws InterruptedException {
            var bodies = new ArrayList<String>();
            for (Endpoint endpoint : all) {
                do {
                    bodies.add(endpoint.next().body());
                } while (!bodies.getLast().contains(thread));
            }
            return bodies;
        }

        @Override
        public void close() {
            all.forEach(Endpoint::close);
        }
    }
}
