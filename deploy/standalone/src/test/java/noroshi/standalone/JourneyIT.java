package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The way of a report, from the operator's POST to the ministry's topic and the national timeline. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneyIT {

    LiveHub hub;

    /** What the hub stands on; the same journey is made on others. */
    Foundation foundation() {
        return Foundation.EMBEDDED;
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        hub = new LiveHub(folder, "", foundation());
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    // tag::journey[]
    @Test
    void aReportFiledOnceReachesItsMinistryAndTheNationalTimeline() throws Exception {
        // an operator files, and gets its 202 once the broker has the report on disk
        var submission = hub.filed(
                "chubu-power",
                "/v1/reports",
                "case-1",
                Map.of(
                        "form", "OTHER_CYBER",
                        "stage", "PRELIMINARY",
                        "awarenessAt", "2026-11-05T05:40:00+09:00",
                        "title", "給電指令系への不正アクセス",
                        "summary", "保守用回線からの侵入を確認",
                        "serviceLines", List.of("ELECTRICITY"),
                        "tlp", "AMBER"));
        String thread = submission.path("threadId").asString();

        // it was recorded, routed by the law of its day, and every delivery says why
        var seen = hub.thread("operator:chubu-power", submission);
        assertThat(seen.path("state").asString()).isEqualTo("OPEN");
        assertThat(seen.path("deliveries").findValuesAsString("addressee")).containsExactly("METI", "PM_CAO", "NCO");
        assertThat(seen.path("deliveries").get(0).path("article").asString()).contains("5条");

        // the ministry reads it from its own topic, with its own credentials
        var delivered = hub.read("ministry:METI", "deliveries.meti", record -> thread.equals(record.key()));
        assertThat(delivered.value().get("role").toString()).isEqualTo("LEAD");
        assertThat(delivered.headers().lastHeader("ce_id")).isNotNull();
        assertThat(String.valueOf(((GenericRecord) delivered.value().get("content")).get("title")))
                .isEqualTo("給電指令系への不正アクセス");

        // another ministry is refused that topic, and sees nothing of the thread
        assertThatThrownBy(() -> hub.read("ministry:MHLW", "deliveries.meti", _ -> true))
                .isInstanceOf(TopicAuthorizationException.class);
        assertThat(hub.get("ministry:MHLW", "/v1/reports/" + thread).status()).isEqualTo(404);

        // the broker's receipt is on record, and the ministry acknowledges
        LiveHub.await(
                "made",
                () -> hub.delivery("operator:chubu-power", submission, "METI"),
                delivery -> delivery.path("state").asString().equals("MADE"));
        long position = hub.act(
                "ministry:METI:sato",
                hub.delivery("operator:chubu-power", submission, "METI"),
                "acknowledgement",
                Map.of());

        // the national office sees it all on one timeline
        var timeline = hub.get("nco:tanaka", "/v1/timeline?operator=chubu-power&limit=500&atLeast=" + position);
        assertThat(timeline.body().path("items").findValuesAsString("kind"))
                .contains("REPORT_SUBMITTED", "ROUTING_DECIDED", "DELIVERIES_MADE", "RECEIPT_ACKNOWLEDGED");
    }
    // end::journey[]

    @Test
    void anOfficerIsToldLiveAndAfterACutOfWhatCameMeanwhileAndNothingTwice() throws Exception {
        try (var officer = new LiveStream(hub, "ministry:MLIT:sato", "", null);
                var other = new LiveStream(hub, "ministry:MHLW:mori", "?after=0", null)) {
            var report = hub.filed("isewan-terminal", "/v1/reports", "live-1", port("岸壁クレーンの停止"));
            var first = officer.until("岸壁クレーンの停止");
            officer.cut();

            String thread = report.path("threadId").asString();
            hub.filed(
                    "isewan-terminal",
                    "/v1/reports/" + thread + "/follow-ups",
                    "live-2",
                    Map.of("stage", "FOLLOW_UP", "summary", "手動に切替え", "title", "岸壁クレーンの復旧"));
            try (var again = new LiveStream(
                    hub, "ministry:MLIT:sato", "", first.getLast().id())) {
                again.until("岸壁クレーンの復旧");
                hub.filed("isewan-terminal", "/v1/reports", "live-3", port("ゲートの停止"));
                var rest = again.until("ゲートの停止");

                var told = java.util.stream.Stream.concat(first.stream(), rest.stream())
                        .toList();
                assertThat(told).allSatisfy(event -> {
                    assertThat(event.name()).isEqualTo("entry");
                    assertThat(event.id())
                            .isEqualTo(event.data().path("position").asString());
                });
                assertThat(told)
                        .extracting(event -> event.data().path("entryId").asString())
                        .doesNotHaveDuplicates();
                var timeline = hub.get("ministry:MLIT:sato", "/v1/timeline?order=asc&limit=500")
                        .body()
                        .path("items");
                long last = told.getLast().data().path("position").asLong();
                assertThat(told)
                        .extracting(LiveStream.Event::data)
                        .filteredOn(entry -> entry.path("threadId").asString().equals(thread))
                        .containsExactlyInAnyOrderElementsOf(timeline.valueStream()
                                .filter(entry ->
                                        entry.path("threadId").asString().equals(thread))
                                .filter(entry -> entry.path("position").asLong() <= last)
                                .toList());
            }
            hub.filed("kitahama-medical", "/v1/reports", "live-4", hospital());
            assertThat(other.until("病棟の停止").toString()).doesNotContain("isewan-terminal", "クレーン", thread);
        }
        assertThat(hub.get("operator:isewan-terminal", "/v1/stream").status()).isEqualTo(403);
    }

    @Test
    void aMinistrysEndpointIsToldOfItsDeliveryAndCanVerifyWhoSaysSo() throws Exception {
        try (var endpoint = new Endpoint()) {
            var webhook = hub.post(
                    "ministry:MLIT:sato",
                    "/v1/webhooks",
                    Map.of("url", endpoint.url().toString(), "kinds", List.of("delivery.made")));
            assertThat(webhook.status()).as("%s", webhook.body()).isEqualTo(201);
            String path = "/v1/webhooks/" + webhook.body().path("webhookId").asString();

            var submission = hub.filed("isewan-terminal", "/v1/reports", "webhook", port("ヤード管理の停止"));
            var told = endpoint.next();
            var message = JsonMapper.shared().readTree(told.body());
            while (!message.at("/data/threadId").equals(submission.path("threadId"))) {
                // what an earlier journey filed is delivered to the same ministry
                told = endpoint.next();
                message = JsonMapper.shared().readTree(told.body());
            }

            new Webhook(webhook.body().path("secret").asString()).verify(told.body(), told.headers());
            assertThat(message.path("type").asString()).isEqualTo("delivery.made");
            assertThat(message.at("/data/deliveries").findValuesAsString("addressee"))
                    .containsExactly("MLIT");
            assertThat(told.body()).doesNotContain("ヤード", "isewan-terminal");
            String read = message.at("/data/url").asString() + "?atLeast=" + message.at("/data/position");
            assertThat(hub.get("ministry:MLIT:sato", read.substring(read.indexOf("/v1/")))
                            .body()
                            .toString())
                    .contains("ヤード管理の停止");
            LiveHub.await(
                    "delivered",
                    () -> hub.get("ministry:MLIT:mori", path + "/attempts").body(),
                    answer -> answer.at("/items/0/state").asString().equals("DELIVERED"));
            assertThat(hub.get("ministry:MHLW:mori", path + "/attempts").status())
                    .isEqualTo(404);
        }
    }

    @Test
    void theSectorsTaxiiCollectionHoldsTheIncidentForThoseWhoMayKnowIt() throws Exception {
        var body = new TreeMap<>(port("ゲート管理サーバへの侵入"));
        body.put("indicators", List.of(Map.of("type", "ipv4-addr", "value", "198.51.100.7")));
        hub.filed("isewan-terminal", "/v1/reports", "taxii", body);

        assertThat(taxii("ministry:MLIT:sato", "/taxii2/").path("default").asString())
                .isEqualTo("/taxii2/hub/");
        hub.rest();
        var objects = taxii(
                        "ministry:MLIT:sato", "/taxii2/hub/collections/PORT/objects/?match[type]=incident,indicator")
                .path("objects")
                .valueStream()
                .toList();
        assertThat(objects)
                .filteredOn(object -> object.path("name").asString("").equals("ゲート管理サーバへの侵入"))
                .singleElement()
                .satisfies(incident -> assertThat(
                                incident.path("object_marking_refs").get(0).asString())
                        .as("TLP:AMBER")
                        .isEqualTo("marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"));
        assertThat(objects)
                .extracting(object -> object.path("pattern").asString(""))
                .contains("[ipv4-addr:value = '198.51.100.7']");

        assertThat(taxii("ministry:MHLW:mori", "/taxii2/hub/collections/PORT/objects/?limit=1000")
                        .toString())
                .doesNotContain("ゲート", "198.51.100.7", "伊勢湾ターミナル");
        assertThat(raw("operator:isewan-terminal", "/taxii2/", request -> request)
                        .statusCode())
                .isEqualTo(403);
    }

    private JsonNode taxii(String identity, String path) throws Exception {
        var answer = raw(identity, path, request -> request.header("Accept", "application/taxii+json;version=2.1"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/taxii+json;version=2.1");
        return JsonMapper.shared().readTree(answer.body());
    }

    private static Map<String, Object> port(String title) {
        return Map.of(
                "form", "OTHER_CYBER",
                "stage", "PRELIMINARY",
                "awarenessAt", "2026-11-05T05:40:00+09:00",
                "title", title,
                "summary", "調査中",
                "serviceLines", List.of("PORT"));
    }

    private static Map<String, Object> hospital() {
        return Map.of(
                "form", "OTHER_CYBER",
                "stage", "PRELIMINARY",
                "awarenessAt", "2026-11-05T05:40:00+09:00",
                "title", "病棟の停止",
                "summary", "調査中",
                "serviceLines", List.of("HEALTHCARE"));
    }

    @Test
    void anOperatorFilesByItsOwnTopicAndReadsTheStatusOverHttp() throws Exception {
        var key = "kafka-" + UUID.randomUUID();
        IntakeDoor.send(
                hub,
                "chubu-power",
                "case-77",
                key,
                Map.of(
                        "form", "OTHER_CYBER",
                        "stage", "PRELIMINARY",
                        "awarenessAt", "2026-11-05T05:40:00+09:00",
                        "title", "監視制御の異常",
                        "summary", "調査中",
                        "serviceLines", List.of("ELECTRICITY")));

        var report = noroshi.core.report.ReportId.of(new noroshi.core.register.OperatorSlug("chubu-power"), key);
        var submission = LiveHub.await(
                "recorded from Kafka",
                () -> hub.get("operator:chubu-power", "/v1/submissions/" + report)
                        .body(),
                body -> body.path("state").asString("").equals("RECORDED"));

        assertThat(hub.thread("ministry:METI", submission).path("operator").asString())
                .isEqualTo("chubu-power");
    }

    @Test
    void theSameKeyAHundredTimesAtOnceIsOneReport() throws Exception {
        var body = Map.<String, Object>of(
                "form", "DDOS",
                "stage", "PRELIMINARY",
                "awarenessAt", "2026-11-05T05:40:00+09:00",
                "title", "大量アクセス",
                "summary", "継続中",
                "serviceLines", List.of("GAS"));
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = java.util.stream.IntStream.range(0, 100)
                    .mapToObj(_ -> threads.submit(
                            () -> hub.http().postAsOperator("nangoku-gas", "/v1/reports", "hundred", body)))
                    .toList();
            var distinct = new java.util.HashSet<String>();
            for (var answer : answers) {
                assertThat(answer.get().status()).as("%s", answer.get().body()).isEqualTo(202);
                distinct.add(answer.get().body().toString());
            }
            assertThat(distinct).as("the same answer to each").hasSize(1);
        }
        var submission = hub.filed("nangoku-gas", "/v1/reports", "hundred", body);
        assertThat(hub.thread("operator:nangoku-gas", submission)
                        .path("reports")
                        .size())
                .isEqualTo(1);
        assertThat(hub.get("operator:nangoku-gas", "/v1/submissions")
                        .body()
                        .path("items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsAConflict() throws Exception {
        var body = new java.util.HashMap<String, Object>(Map.of(
                "form", "DDOS",
                "stage", "PRELIMINARY",
                "awarenessAt", "2026-11-05T05:40:00+09:00",
                "title", "大量アクセス",
                "summary", "継続中",
                "serviceLines", List.of("CHEMICAL")));
        hub.filed("setouchi-chem", "/v1/reports", "conflict", body);
        body.put("title", "別の件");

        var answer = hub.http().postAsOperator("setouchi-chem", "/v1/reports", "conflict", body);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().path("code").asString()).isEqualTo("IDEMPOTENCY_CONFLICT");
    }

    @Test
    void whatBreaksARuleIsRefusedWithItsReasonsWhereTheOperatorLooks() throws Exception {
        var submission = hub.filed(
                "koto-railway",
                "/v1/reports",
                "final",
                Map.of(
                        "form", "DDOS",
                        "stage", "FINAL",
                        "awarenessAt", "2026-11-05T05:40:00+09:00",
                        "title", "大量アクセス",
                        "summary", "終息",
                        "serviceLines", List.of("RAILWAY")));

        var answer = hub.http()
                .postAsOperator(
                        "koto-railway",
                        "/v1/reports/" + submission.path("threadId").asString() + "/follow-ups",
                        "after-final",
                        Map.of("stage", "FOLLOW_UP", "summary", "もう一点"));
        assertThat(answer.status()).isEqualTo(202);
        var settled = hub.settled("koto-railway", answer);

        assertThat(settled.path("state").asString()).isEqualTo("REFUSED");
        assertThat(settled.path("reasons").get(0).path("code").asString()).isEqualTo("AFTER_FINAL");
        assertThat(settled.path("reasons").get(0).path("ja").asString()).contains("最終報");
    }

    /** What the hub publishes of a form is what it takes and refuses by. */
    @Test
    void eachFormIsTakenByItsExampleAndRefusedByEveryItemThatIsWrong() throws Exception {
        var forms = hub.get("operator:chubu-power", "/v1/forms").body().path("items");
        assertThat(forms.findValuesAsString("code"))
                .containsExactly("DDOS", "INFORMATION_REPORT", "OTHER_CYBER", "RANSOMWARE");
        for (var head : forms) {
            String code = head.path("code").asString();
            var form = hub.get("operator:chubu-power", "/v1/forms/" + code).body();
            Map<String, Object> example = object(form.path("example"));

            var taken = hub.filed("chubu-power", "/v1/reports", "example-" + code, example);
            assertThat(hub.thread("operator:chubu-power", taken)
                            .path("filing")
                            .path("form")
                            .asString())
                    .isEqualTo(code);

            Set<String> wrong = new TreeSet<>();
            Map<String, Object> details = new TreeMap<>();
            for (var item : form.path("common")) {
                String name = item.path("item").asString();
                if (!Set.of("form", "details", "serviceLine").contains(name)) {
                    wrong.add(name);
                    example.put(name, item.at("/schema/type").asString().equals("object") ? "x" : Map.of("x", 1));
                }
            }
            for (var item : form.path("own")) {
                wrong.add(item.path("item").asString());
                details.put(item.path("item").asString().substring("details.".length()), Map.of("x", 1));
            }
            example.put("details", details);
            for (String language : List.of("ja", "en")) {
                var refused = raw(
                        "operator:chubu-power",
                        "/v1/reports",
                        request -> request.header("Accept-Language", language)
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", "wrong-" + code)
                                .POST(BodyPublishers.ofString(
                                        JsonMapper.shared().writeValueAsString(example))));
                assertThat(refused.statusCode()).isEqualTo(422);
                var errors = JsonMapper.shared().readTree(refused.body()).path("errors");
                assertThat(errors.findValuesAsString("item")).containsExactlyInAnyOrderElementsOf(wrong);
                assertThat(errors.findValuesAsString("detail"))
                        .allSatisfy(detail -> assertThat(detail)
                                .contains(language.equals("ja") ? "内容に誤りがあります" : "the content is not valid"));
            }
        }
    }

    @Test
    void aReportIsTakenAwayOnPaperByWhoeverMaySeeIt() throws Exception {
        var example = object(hub.get("operator:kitahama-medical", "/v1/forms/RANSOMWARE")
                .body()
                .path("example"));
        example.put("stage", "DETAILED");
        example.remove("contact");
        var submission = hub.filed("kitahama-medical", "/v1/reports", "on-paper", example);
        String export =
                "/v1/reports/%s/export".formatted(submission.path("threadId").asString());
        hub.thread("operator:kitahama-medical", submission);

        var page = raw("operator:kitahama-medical", export, request -> request.header("Accept", "text/html"));
        var pdf = raw("operator:kitahama-medical", export, request -> request.header("Accept", "application/pdf"));
        var json = hub.get("operator:kitahama-medical", export).body();

        assertThat(new String(page.body(), UTF_8))
                .contains("様式2 ランサムウェア事案共通様式", "北浜医療センター群", "電子カルテの暗号化", "大阪府", "厚生労働省")
                .contains("提出・受領の証明ではなく", "記録なし", "未記載の項目");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("style-src 'sha256-"));
        assertThat(pdf.headers().firstValue("Content-Type")).contains("application/pdf");
        assertThat(pdf.body()).startsWith("%PDF".getBytes(UTF_8));
        assertThat(json.at("/thread/missing").findValuesAsString("item")).containsExactly("contact");
        assertThat(raw("operator:aoba-bank", export, request -> request.header("Accept", "application/pdf"))
                        .statusCode())
                .isEqualTo(404);
    }

    private HttpResponse<byte[]> raw(String identity, String path, UnaryOperator<HttpRequest.Builder> asked)
            throws Exception {
        var caller = HubClient.find(hub.environment());
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(caller.url().resolve(path))
                    .header("Authorization", "Bearer " + caller.token(Identity.parse(identity)));
            return client.send(asked.apply(request).build(), BodyHandlers.ofByteArray());
        }
    }

    private static Map<String, Object> object(JsonNode node) {
        return JsonMapper.shared().convertValue(node, new TypeReference<>() {});
    }

    @Test
    void theChainIsSound() throws Exception {
        assertThat(new Maintenance(hub.environment(), new java.io.PrintStream(java.io.OutputStream.nullOutputStream()))
                        .verify())
                .isTrue();
    }

    @Test
    void aTopicThatIsNotOnesOwnStaysShut() {
        for (var topic : List.of("reports.submitted", "deliveries.mlit", "intake.chubu-power")) {
            assertThatThrownBy(() -> {
                        try (var consumer = hub.consumer("operator:aoba-bank")) {
                            consumer.subscribe(List.of(topic));
                            consumer.poll(Duration.ofSeconds(60));
                        }
                    })
                    .as(topic)
                    .isInstanceOf(TopicAuthorizationException.class);
        }
    }
}
