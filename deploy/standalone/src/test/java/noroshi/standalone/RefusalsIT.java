package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.ReportId;
import noroshi.core.report.ThreadId;
import noroshi.standalone.veris.HubApi.Answer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What can't be taken is refused with its reasons, by whichever door it came, and never in silence. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsIT {

    /** Of the forms that the operators here use, OTHER_CYBER comes into force the day after. */
    private static final String NOW = "2026-09-30T09:00:00+09:00";

    private static final String SLUG = "chubu-power";
    private static final String OPERATOR = "operator:" + SLUG;
    private static final String DOOR = "intake." + SLUG;
    private static final Duration LONGER_THAN_A_THREAD_IS_WAITED_FOR = Duration.ofSeconds(90);

    private LiveHub hub;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        hub = new LiveHub(folder, NOW);
        // waits for its thread while the other tests run
        IntakeDoor.send(hub, SLUG, "case-10", "early", followUp(openedBy("opener")));
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void bytesThatAreNoFilingAreRefusedAsUnreadable() throws Exception {
        IntakeDoor.sendRaw(hub, SLUG, "case-1", "poison", "poison".getBytes(UTF_8));

        assertThat(codes(refused("poison"))).containsExactly("UNREADABLE");
        assertThat(published("reports.refused", "poison").get("offset")).isNotNull();
    }

    @Test
    void aValueOfASchemaThatTheRegistryHasNotIsRefusedAsThat() throws Exception {
        byte[] value = ByteBuffer.allocate(9).put((byte) 0).putInt(999_999).array();

        IntakeDoor.sendRaw(hub, SLUG, "case-2", "unknown-schema", value);

        assertThat(codes(refused("unknown-schema"))).containsExactly("SCHEMA_UNKNOWN");
    }

    @Test
    void aRecordWithoutAKeyIsRefusedAndListedWithTheOthers() throws Exception {
        send(OPERATOR, DOOR, "case-3", "no key".getBytes(UTF_8));

        LiveHub.await(
                "a refusal for want of a key",
                () -> hub.get(OPERATOR, "/v1/submissions?state=REFUSED").body(),
                page -> page.path("items").findValuesAsString("code").contains("IDEMPOTENCY_KEY_MISSING"));
    }

    @Test
    void aBrokenRuleIsNamedInBothLanguagesAtTheStatusUrlAndOnTheTopicOfRefusals() throws Exception {
        IntakeDoor.send(hub, SLUG, "case-4", "future", filing(Map.of("awarenessAt", "2026-10-01T09:00:00+09:00")));

        JsonNode submission = refused("future");
        assertThat(codes(submission)).containsExactly("AWARENESS_IN_FUTURE");
        JsonNode reason = submission.path("reasons").get(0);
        assertThat(reason.path("item").asString()).isEqualTo("awarenessAt");
        assertThat(reason.path("ja").asString()).startsWith("認知日時が未来です").contains("2026-10-01T00:00:00Z");
        assertThat(reason.path("en").asString())
                .startsWith("the time of awareness lies in the future")
                .contains("2026-10-01T00:00:00Z");
        GenericRecord told = published("reports.refused", "future");
        assertThat(told.get("operator").toString()).isEqualTo(SLUG);
        assertThat(told.get("door").toString()).isEqualTo(DOOR);
        assertThat(told.get("faults").toString()).contains("AWARENESS_IN_FUTURE", "認知日時が未来です");
        assertThat(told.toString()).as("no content").doesNotContain("大量アクセス");
    }

    @Test
    void aRefusedDrillIsToldAmongDrillsAlone() throws Exception {
        var drill = Map.<String, Object>of("awarenessAt", "2026-10-01T09:00:00+09:00", "exercise", true);
        IntakeDoor.send(hub, SLUG, "case-8", "drill", filing(drill));

        JsonNode submission = refused("drill");
        assertThat(submission.path("kind").asString()).isEqualTo("REPORT");
        assertThat(published("exercise.reports.refused", "drill").get("faults").toString())
                .contains("AWARENESS_IN_FUTURE");
        String path = "/v1/timeline?operator=" + SLUG + "&atLeast="
                + submission.path("position").asLong();
        assertThat(entry(path + "&exercise=true", "drill").path("threadId").asString())
                .isEqualTo(submission.path("threadId").asString());
        assertThat(entry(path, "drill").isMissingNode()).isTrue();
    }

    private JsonNode entry(String path, String key) throws Exception {
        for (JsonNode item : hub.get("nco:tanaka", path).body().path("items")) {
            if (item.path("reportId").asString().equals(reportOf(key))) {
                return item;
            }
        }
        return JsonMapper.shared().missingNode();
    }

    @Test
    void aKeyUsedForOneThreadIsRefusedForAnother() throws Exception {
        for (String key : List.of("twice", "other")) {
            IntakeDoor.send(hub, SLUG, "case-9", key, filing(Map.of()));
        }
        String other = settled("other", Duration.ZERO).path("threadId").asString();
        IntakeDoor.send(hub, SLUG, "case-9", "twice", followUp(other));

        LiveHub.await(
                "the second use of the key to be refused",
                () -> hub.get(OPERATOR, "/v1/submissions/" + reportOf("twice")).body(),
                submission -> codes(submission).contains("IDEMPOTENCY_CONFLICT")
                        && submission.path("state").asString().equals("RECORDED"));
        assertThat(hub.get(OPERATOR, "/v1/reports/" + other)
                        .body()
                        .path("reports")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void aFormNotYetInForceIsRefusedAtBothDoors() throws Exception {
        Map<String, Object> filing = filing(Map.of("form", "OTHER_CYBER"));
        IntakeDoor.send(hub, SLUG, "case-5", "too-early", filing);

        assertThat(codes(refused("too-early"))).containsExactly("FORM_NOT_IN_FORCE");
        Answer answer = hub.http().postAsOperator("nangoku-gas", "/v1/reports", "too-early", filing);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().path("code").asString()).isEqualTo("FORM_NOT_IN_FORCE");
        assertThat(answer.body().path("detail").asString()).contains("2026-10-01");
    }

    @Test
    void whatContinuesAForeignThreadWaitsForItAndIsRefusedAsUnknownWhileOthersGoOn() throws Exception {
        String foreign = hub.filed("nangoku-gas", "/v1/reports", "own", filing(Map.of("serviceLines", List.of("GAS"))))
                .path("threadId")
                .asString();
        IntakeDoor.send(hub, SLUG, "case-6", "foreign", followUp(foreign));

        // the same case number lies in the same partition, right behind it
        IntakeDoor.send(hub, SLUG, "case-6", "behind", filing(Map.of()));
        assertThat(settled("behind", Duration.ofSeconds(30)).path("state").asString())
                .isEqualTo("RECORDED");
        assertThat(submission("foreign").status()).as("it still waits").isEqualTo(404);

        JsonNode refused = settled("foreign", LONGER_THAN_A_THREAD_IS_WAITED_FOR);
        assertThat(refused.path("state").asString()).isEqualTo("REFUSED");
        assertThat(codes(refused)).containsExactly("THREAD_UNKNOWN");
        JsonNode thread =
                hub.get("operator:nangoku-gas", "/v1/reports/" + foreign).body();
        assertThat(thread.path("reports").size()).isEqualTo(1);
    }

    @Test
    void whatWasRefusedIsTakenByAReplayOnceItsReasonIsRepairedAndOnlyOnce() throws Exception {
        var newcomer = new OperatorSlug("yukimi-heat");
        makeDoor(newcomer);
        var real = filing(Map.of("serviceLines", List.of("GAS")));
        var drill = filing(Map.of("serviceLines", List.of("GAS"), "exercise", true));
        IntakeDoor.sendRaw(hubItself(), newcomer.value(), "case-1", "real", IntakeDoor.value(hub, SLUG, real));
        IntakeDoor.sendRaw(hubItself(), newcomer.value(), "case-2", "drill", IntakeDoor.value(hub, SLUG, drill));
        assertThat(published("reports.refused", ReportId.of(newcomer, "real"))
                        .get("faults")
                        .toString())
                .contains("OPERATOR_UNKNOWN");
        assertThat(published("exercise.reports.refused", ReportId.of(newcomer, "drill"))
                        .get("faults")
                        .toString())
                .contains("OPERATOR_UNKNOWN");
        JsonNode early = settled("early", LONGER_THAN_A_THREAD_IS_WAITED_FOR);
        assertThat(codes(early)).containsExactly("THREAD_UNKNOWN");
        assertThat(published("reports.refused", "early").get("faults").toString())
                .contains("THREAD_UNKNOWN");

        // the repair: the newcomer is registered, the thread is opened
        Answer registered = hub.http()
                .putAsNationalOffice(
                        "/v1/register/operators/" + newcomer,
                        Map.of(
                                "name",
                                "雪見熱供給",
                                "kind",
                                "COMPANY",
                                "prefecture",
                                "15",
                                "memberships",
                                List.of(Map.of("sector", "GAS")),
                                "designations",
                                List.of(),
                                "criticalComputer",
                                false,
                                "kafkaDoor",
                                true));
        assertThat(registered.status()).as("%s", registered.body()).isEqualTo(200);
        JsonNode opener = hub.filed(SLUG, "/v1/reports", "opener", filing(Map.of()));
        String refusals = ends("reports.refused", "exercise.reports.refused");

        assertThat(replay()).matches("3 settled, 0 still parked, [0-9]+ still refused, [0-9]+ gone");

        for (String key : List.of("real", "drill")) {
            JsonNode taken = recorded(newcomer, ReportId.of(newcomer, key));
            JsonNode thread = hub.thread("operator:" + newcomer, taken);
            assertThat(thread.path("exercise").asBoolean()).isEqualTo(key.equals("drill"));
            assertThat(thread.path("reports").size()).isEqualTo(1);
        }
        JsonNode taken = recorded(new OperatorSlug(SLUG), new ReportId(UUID.fromString(reportOf("early"))));
        assertThat(taken.path("receivedAt")).isEqualTo(early.path("receivedAt"));
        assertThat(hub.thread(OPERATOR, taken).path("reports").findValuesAsString("reportId"))
                .containsExactly(opener.path("reportId").asString(), reportOf("early"));

        JsonNode before = hub.get(OPERATOR, "/v1/submissions?limit=200").body();
        assertThat(replay()).startsWith("0 settled, 0 still parked, ");
        assertThat(hub.get(OPERATOR, "/v1/submissions?limit=200").body()).isEqualTo(before);
        assertThat(ends("reports.refused", "exercise.reports.refused"))
                .as("no refusal is told again, of any kind")
                .isEqualTo(refusals);
    }

    @Test
    void whatItsTopicHoldsNoMoreIsGoneForAReplayAndSaidSo() throws Exception {
        var forgotten = new OperatorSlug("mukashi-heat");
        makeDoor(forgotten);
        IntakeDoor.sendRaw(hubItself(), forgotten.value(), "case-1", "lost", "poison".getBytes(UTF_8));
        GenericRecord told = published("reports.refused", ReportId.of(forgotten, "lost"));
        long goneBefore = gone();

        var partition = new TopicPartition(told.get("topic").toString(), (int) told.get("partition"));
        try (var admin = Admin.create(hubItself())) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset((long) told.get("offset") + 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            assertThat(gone()).isEqualTo(goneBefore + 1);

            admin.deleteTopics(List.of(partition.topic())).all().get(30, TimeUnit.SECONDS);
            LiveHub.await(
                    "the broker without the topic",
                    () -> admin.listTopics().names().get(30, TimeUnit.SECONDS),
                    names -> !names.contains(partition.topic()));
            assertThat(gone()).isEqualTo(goneBefore + 1);
        }
    }

    private long gone() {
        return Long.parseLong(replay().replaceAll(".* ([0-9]+) gone", "$1"));
    }

    private String replay() {
        var out = new ByteArrayOutputStream();
        int exit = new Standalone(hub.environment(), new PrintStream(out, true, UTF_8), System.err)
                .run(List.of("replay", "parked"));
        assertThat(exit).isZero();
        return out.toString(UTF_8).strip();
    }

    /** As whoever runs the broker can, before the register knows the operator. */
    private void makeDoor(OperatorSlug operator) throws Exception {
        try (var admin = Admin.create(hubItself())) {
            admin.createTopics(List.of(new NewTopic("intake." + operator, 12, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private Map<String, Object> hubItself() {
        var settings = Settings.of(hub.environment());
        return new HashMap<>(ClientProperties.of(
                settings.servers().brokers(),
                settings.ports().registry(),
                EmbeddedKafka.HUB,
                Secrets.in(settings.data())));
    }

    private JsonNode recorded(OperatorSlug operator, ReportId report) throws Exception {
        return LiveHub.await(
                report + " recorded",
                () -> hub.get("operator:" + operator, "/v1/submissions/" + report)
                        .body(),
                submission -> submission.path("state").asString().equals("RECORDED"));
    }

    /** How far topics have come. */
    private String ends(String... topics) throws Exception {
        try (var consumer = hub.consumer("nco:tanaka")) {
            var ends = new TreeMap<String, Long>();
            for (String topic : topics) {
                consumer.endOffsets(consumer.partitionsFor(topic).stream()
                                .map(one -> new TopicPartition(topic, one.partition()))
                                .toList())
                        .forEach((partition, end) -> ends.put(partition.toString(), end));
            }
            return ends.toString();
        }
    }

    @Test
    void aDoorTakesOnlyItsOwnOperator() {
        for (String stranger : List.of("operator:aoba-bank", "ministry:METI", "nco:tanaka")) {
            assertThatThrownBy(() -> send(stranger, DOOR, "case-7", "forged".getBytes(UTF_8)))
                    .as(stranger)
                    .hasRootCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void refusalsAreReadByTheNationalOfficeAlone() {
        assertThatThrownBy(() -> hub.read("ministry:METI", "reports.refused", _ -> true))
                .isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> hub.read(OPERATOR, "reports.refused", _ -> true))
                .isInstanceOf(TopicAuthorizationException.class);
    }

    @Test
    void overHttpWhatIsNoRequestIsAnswered400() throws Exception {
        HttpResponse<String> keyless = post(OPERATOR, Map.of(), json(filing(Map.of())));
        assertThat(keyless.statusCode()).isEqualTo(400);
        assertThat(problem(keyless).path("code").asString()).isEqualTo("IDEMPOTENCY_KEY_MISSING");

        HttpResponse<String> broken = post(OPERATOR, Map.of("Idempotency-Key", "broken"), "{\"form\": ");
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(problem(broken).path("code").asString()).isEqualTo("MALFORMED");
    }

    @Test
    void whoHasNoTokenIsAnswered401AndWhoNeverFiles403() throws Exception {
        Map<String, String> key = Map.of("Idempotency-Key", "who");
        HttpResponse<String> nobody = post("", key, json(filing(Map.of())));
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer"));
        assertThat(problem(nobody).path("code").asString()).isEqualTo("UNAUTHENTICATED");

        for (String officer : List.of("ministry:METI:sato", "nco:tanaka", "admin", "auditor")) {
            HttpResponse<String> refused = post(officer, key, json(filing(Map.of())));
            assertThat(refused.statusCode()).as(officer).isEqualTo(403);
            assertThat(problem(refused).path("code").asString()).isEqualTo("FORBIDDEN");
        }
    }

    @Test
    void whatDoesNotExistOrIsAnothersIsAnswered404() throws Exception {
        JsonNode others =
                hub.filed("koto-railway", "/v1/reports", "private", filing(Map.of("serviceLines", List.of("RAILWAY"))));
        for (String path : List.of("/v1/reports/%s", "/v1/reports/%s/receipt")) {
            for (String thread : List.of(
                    UUID.randomUUID().toString(), others.path("threadId").asString())) {
                Answer answer = hub.get(OPERATOR, path.formatted(thread));
                assertThat(answer.status()).as(path).isEqualTo(404);
                assertThat(answer.body().path("code").asString()).as(path).isEqualTo("THREAD_UNKNOWN");
            }
        }
        assertThat(hub.get(
                                OPERATOR,
                                "/v1/submissions/" + others.path("reportId").asString())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aBodyThatIsNoJsonByItsTypeIsAnswered415() throws Exception {
        HttpResponse<String> answer =
                post(OPERATOR, Map.of("Idempotency-Key", "xml", "Content-Type", "application/xml"), "<report/>");

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(problem(answer).path("code").asString()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void everyFaultIsToldAtOnceInTheLanguageAskedFor() throws Exception {
        String body = json(Map.of(
                "form", "NO_SUCH_FORM",
                "stage", "SOON",
                "awarenessAt", "yesterday",
                "severityEstimate", 9,
                "prefecture", "48",
                "surprise", true));

        JsonNode english = invalid(body, "en");
        assertThat(english.path("errors").findValuesAsString("item"))
                .contains(
                        "form",
                        "stage",
                        "awarenessAt",
                        "severityEstimate",
                        "prefecture",
                        "title",
                        "summary",
                        "surprise");
        assertThat(english.path("detail").asString()).isEqualTo("the content is not valid");
        JsonNode japanese = invalid(body, "ja");
        assertThat(japanese.path("detail").asString()).isEqualTo("内容に誤りがあります");
        assertThat(japanese.path("errors").findValuesAsString("item"))
                .isEqualTo(english.path("errors").findValuesAsString("item"));
        assertThat(japanese.path("errors").findValuesAsString("detail"))
                .allSatisfy(detail -> assertThat(detail).contains("正: "));
        assertThat(english.path("errors").findValuesAsString("detail"))
                .allSatisfy(detail -> assertThat(detail).contains("expected: "));
        assertThat(submission("faulty").status()).as("nothing was taken").isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | nco:tanaka | /v1/nowhere                    | 404 | NOT_FOUND
            GET    |            | /v1/nowhere                    | 401 | UNAUTHENTICATED
            GET    | nco:tanaka | /nowhere                       | 404 | NOT_FOUND
            GET    |            | /nowhere                       | 404 | NOT_FOUND
            GET    |            | /v1//reports                   | 400 | BAD_REQUEST
            GET    | nco:tanaka | /v1/reports/none               | 404 | NOT_FOUND
            GET    | operator   | /v1/submissions/none           | 404 | NOT_FOUND
            POST   | operator   | /v1/reports/none/corrections   | 404 | NOT_FOUND
            POST   | nco:tanaka | /v1/deliveries/none/close      | 404 | NOT_FOUND
            GET    | operator   | /v1/submissions?limit=0        | 400 | PARAMETER_INVALID
            GET    | operator   | /v1/submissions?state=LOST     | 400 | PARAMETER_INVALID
            GET    | operator   | /v1/reports?limit=0            | 400 | PARAMETER_INVALID
            GET    | nco:tanaka | /v1/register/sectors?on=x      | 400 | PARAMETER_INVALID
            GET    | nco:tanaka | /v1/timeline?limit=0&from=x    | 400 | PARAMETER_INVALID
            DELETE | operator   | /v1/reports                    | 405 | METHOD_NOT_ALLOWED
            """)
    void bothModulesAnswerWhatCantBeAnsweredAlike(
            String method, @Nullable String identity, String path, int status, String code) throws Exception {
        HttpResponse<String> answer =
                send(method, "operator".equals(identity) ? OPERATOR : Objects.requireNonNullElse(identity, ""), path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(problem(answer).path("code").asString()).isEqualTo(code);
    }

    @Test
    void aMethodThatAPathHasNotIsToldWithThoseOfBothModules() throws Exception {
        assertThat(send("DELETE", OPERATOR, "/v1/reports").headers().firstValue("Allow"))
                .hasValue("GET, POST");
        assertThat(send("PUT", OPERATOR, "/v1/parked/replay").headers().firstValue("Allow"))
                .hasValue("POST");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ceptoar:NOPE    | NOPE: unknown (expected:
            ministry:NOPE   | NOPE: unknown (expected:
            operator:nobody | nobody: unknown (expected:
            police:99       | "police:99": unknown (expected
            """)
    void whoIsNotThereGetsNoToken(String identity, String line) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();

        int exit = new Standalone(
                        hub.environment(), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
                .run(List.of("token", identity));

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString(UTF_8)).startsWith("hub: ").contains(line).hasLineCount(1);
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    private HttpResponse<String> send(String method, String identity, String path) throws Exception {
        var port = Settings.of(hub.environment()).ports().http();
        var request = HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(port, path)))
                .method(method, BodyPublishers.noBody());
        if (!identity.isEmpty()) {
            request.header(
                    "Authorization",
                    "Bearer " + HubClient.find(hub.environment()).token(Identity.parse(identity)));
        }
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private JsonNode invalid(String body, String language) throws Exception {
        HttpResponse<String> answer =
                post(OPERATOR, Map.of("Idempotency-Key", "faulty", "Accept-Language", language), body);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(problem(answer).path("code").asString()).isEqualTo("INVALID");
        return problem(answer);
    }

    private static Map<String, Object> filing(Map<String, Object> other) {
        var body = new HashMap<String, Object>(Map.of(
                "form", "DDOS",
                "stage", "PRELIMINARY",
                "awarenessAt", "2026-09-29T05:40:00+09:00",
                "title", "大量アクセス",
                "summary", "継続中",
                "serviceLines", List.of("ELECTRICITY")));
        body.putAll(other);
        return body;
    }

    private static Map<String, Object> followUp(String thread) {
        return Map.of("kind", "FOLLOW_UP", "threadId", thread, "stage", "FOLLOW_UP", "summary", "続報");
    }

    private static String openedBy(String key) {
        return ThreadId.openedBy(ReportId.of(new OperatorSlug(SLUG), key)).toString();
    }

    private static String reportOf(String key) {
        return ReportId.of(new OperatorSlug(SLUG), key).toString();
    }

    private Answer submission(String key) throws Exception {
        return hub.get(OPERATOR, "/v1/submissions/" + reportOf(key));
    }

    private JsonNode settled(String key, Duration patience) throws Exception {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return LiveHub.await("%s settled".formatted(key), () -> submission(key), one -> one.status() == 200)
                        .body();
            } catch (AssertionError e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    private JsonNode refused(String key) throws Exception {
        JsonNode submission = settled(key, Duration.ZERO);
        assertThat(submission.path("state").asString()).as("%s", submission).isEqualTo("REFUSED");
        return submission;
    }

    private static List<String> codes(JsonNode submission) {
        return submission.path("reasons").findValuesAsString("code");
    }

    private GenericRecord published(String topic, String key) throws Exception {
        return published(topic, ReportId.of(new OperatorSlug(SLUG), key));
    }

    private GenericRecord published(String topic, ReportId report) throws Exception {
        return hub.read(
                        "nco:tanaka",
                        topic,
                        record -> String.valueOf(record.value().get("reportId")).equals(report.toString()))
                .value();
    }

    private void send(String identity, String topic, String key, byte[] value) throws Exception {
        Map<String, Object> properties = hub.kafka(identity);
        properties.put("acks", "all");
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get(30, TimeUnit.SECONDS);
        }
    }

    private HttpResponse<String> post(String identity, Map<String, String> headers, String body) throws Exception {
        var port = Settings.of(hub.environment()).ports().http();
        var request = HttpRequest.newBuilder(URI.create("http://localhost:%d/v1/reports".formatted(port)))
                .header("Accept-Language", headers.getOrDefault("Accept-Language", "ja"))
                .header("Content-Type", headers.getOrDefault("Content-Type", "application/json"))
                .POST(BodyPublishers.ofString(body));
        if (!identity.isEmpty()) {
            String token = HubClient.find(hub.environment()).token(Identity.parse(identity));
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.containsKey("Idempotency-Key")) {
            request.header("Idempotency-Key", headers.get("Idempotency-Key"));
        }
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static String json(Map<String, Object> body) {
        return JsonMapper.shared().writeValueAsString(body);
    }

    private static JsonNode problem(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
