package noroshi.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import noroshi.avro.ReportFiling;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.ReportId;
import noroshi.core.report.ThreadId;
import noroshi.gateway.intake.Intake;
import noroshi.ledger.Ledger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class IntakeDoorTest {

    private static final OperatorSlug OPERATOR = new OperatorSlug("kitahama-medical");
    private static final String TOKEN = "OPERATOR.kitahama-medical";
    private static final ReportId REPORT = ReportId.of(OPERATOR, "key-1");
    private static final String FILING = """
            {"form": "RANSOMWARE", "stage": "PRELIMINARY", "awarenessAt": "2026-11-05T05:40:00+09:00",
             "occurredAt": "2026-11-05T03:10:00+09:00", "title": "電子カルテの暗号化", "summary": "…",
             "serviceLines": ["HEALTHCARE"], "tlp": "AMBER"}
            """;

    private final TestDatabase database = TestDatabase.create();
    private final Ledger ledger = database.ledger(InstantSource.fixed(TestDoors.NOW));
    private TestDoors doors = new TestDoors(database.dataSource(), database.dataSource(), ledger);

    @BeforeEach
    void theViewIsThere() throws InterruptedException {
        assertThat(doors.projector.await(0, Duration.ofSeconds(30))).isTrue();
    }

    @AfterEach
    void close() {
        doors.close();
        ledger.close();
        database.close();
    }

    @Test
    void aReportIsTakenOnceTheBrokerHasIt() throws Exception {
        MockHttpServletResponse answer = file("key-1", FILING);

        assertThat(answer.getStatus()).isEqualTo(202);
        assertThat(answer.getHeader(HttpHeaders.LOCATION)).isEqualTo("/v1/submissions/" + REPORT);
        assertThat(json(answer)).isEqualTo(JsonMapper.shared().readTree("""
                                {"reportId": "%s", "threadId": "%s", "receiptNumber": "%s",
                                 "receivedAt": "2026-11-05T00:00:00.123456Z", "statusUrl": "/v1/submissions/%s"}
                                """.formatted(
                        REPORT, ThreadId.openedBy(REPORT), REPORT.receiptNumber(), REPORT)));
        assertThat(doors.publisher.published).singleElement().satisfies(published -> {
            assertThat(published.topic()).isEqualTo("reports.submitted");
            assertThat(published.key()).isEqualTo(ThreadId.openedBy(REPORT).toString());
            assertThat(published.headers())
                    .containsEntry("ce_specversion", "1.0")
                    .containsEntry("ce_id", REPORT.toString())
                    .containsEntry("ce_time", "2026-11-05T00:00:00.123456Z")
                    .containsEntry("ce_source", "/operators/kitahama-medical")
                    .containsEntry("operator", "kitahama-medical")
                    .containsEntry("idempotency-key", "key-1")
                    .containsEntry("kind", "REPORT")
                    .containsEntry("thread-id", ThreadId.openedBy(REPORT).toString())
                    .hasEntrySatisfying("body-hash", hash -> assertThat(hash).matches("[0-9a-f]{64}"));
            assertThat(published.value().toString()).doesNotContain("電子カルテ");
            assertThat(doors.records
                            .body((ReportFiling) published.value(), REPORT)
                            .path("title")
                            .stringValue())
                    .isEqualTo("電子カルテの暗号化");
        });
    }

    @Test
    void theSameFilingAgainGetsTheSameAnswerAndIsPublishedAgain() throws Exception {
        String first = file("key-1", FILING).getContentAsString();
        String again = file("key-1", FILING.replace("\n", "  \n")).getContentAsString();

        assertThat(again).isEqualTo(first);
        assertThat(doors.publisher.published)
                .hasSize(2)
                .allSatisfy(published -> assertThat(published.headers())
                        .isEqualTo(doors.publisher.published.getFirst().headers()));
    }

    @Test
    void aKeyUsedForAnotherContentIsAConflict() throws Exception {
        file("key-1", FILING);

        MockHttpServletResponse answer = file("key-1", FILING.replace("…", "別の内容"));

        assertThat(answer.getStatus()).isEqualTo(409);
        assertThat(json(answer).path("code").stringValue()).isEqualTo("IDEMPOTENCY_CONFLICT");
        assertThat(doors.publisher.published).hasSize(1);
    }

    @Test
    void theSameKeyOfAnotherOperatorIsAnotherReport() throws Exception {
        file("key-1", FILING);

        assertThat(answer(request("key-1", FILING).header(HttpHeaders.AUTHORIZATION, "Bearer OPERATOR.aoba-bank"))
                        .getStatus())
                .isEqualTo(202);
    }

    @Test
    void aHundredAtOnceUnderOneKeyAreOneReport() throws Exception {
        var start = new CountDownLatch(1);
        var answers = new ArrayList<Future<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int index = 0; index < 100; index++) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return file("key-1", FILING).getContentAsString();
                }));
            }
            start.countDown();
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo(answers.getFirst().get()).contains(REPORT.toString());
            }
        }
        assertThat(doors.publisher.published)
                .extracting(published -> published.headers().get("ce_id"))
                .hasSize(100)
                .containsOnly(REPORT.toString());
    }

    @Test
    void withTheBrokerAwayNothingIsPromised() throws Exception {
        doors.publisher.away = true;

        MockHttpServletResponse answer = file("key-1", FILING);

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeader(HttpHeaders.RETRY_AFTER)).isEqualTo("2");
        assertThat(json(answer).path("code").stringValue()).isEqualTo("UNAVAILABLE");

        doors.publisher.away = false;
        assertThat(file("key-1", FILING).getStatus()).isEqualTo(202);
    }

    @Test
    void whoeverComesToALongQueueIsAskedToComeAgainAndTakesNothingFromThoseBeforeIt() throws Exception {
        doors.close();
        var shortTurn = new Intake.Patience(Duration.ofMillis(200), Duration.ofSeconds(90));
        doors = new TestDoors(shortTurn, database.dataSource(), database.dataSource(), ledger);
        var acknowledgement = new CompletableFuture<Void>();
        doors.publisher.acknowledgement = acknowledgement;
        var before = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 24; i++) {
                String key = "before-" + i;
                before.add(threads.submit(() -> file(key, FILING).getStatus()));
            }
            assertThat(doors.publisher.arrivals.tryAcquire(24, 60, TimeUnit.SECONDS))
                    .isTrue();

            MockHttpServletResponse late = file("late", FILING);

            assertThat(late.getStatus()).isEqualTo(503);
            assertThat(late.getHeader(HttpHeaders.RETRY_AFTER)).isEqualTo("2");
            assertThat(doors.publisher.published).hasSize(24);
            acknowledgement.complete(null);
            for (Future<Integer> one : before) {
                assertThat(one.get()).isEqualTo(202);
            }
        }
        assertThat(file("late", FILING).getStatus()).isEqualTo(202);
    }

    @Test
    void withTheDatabaseAwayAReportIsTakenAllTheSame() throws Exception {
        doors.close();
        doors = new TestDoors(new AwayDatabase(), database.dataSource(), ledger);

        assertThat(file("key-1", FILING).getStatus()).isEqualTo(202);
        assertThat(doors.publisher.published).hasSize(1);
        assertThat(doors.meters.counter("intake.unkept").count()).isEqualTo(1);
        assertThat(file("key-2", FILING).getStatus()).as("the next one too").isEqualTo(202);
        assertThat(doors.meters.counter("intake.unkept").count()).isEqualTo(2);
        assertThat(status(REPORT.value()).getStatus()).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "with blank", "schlüssel"})
    void aKeyIsVisibleAscii(String key) throws Exception {
        MockHttpServletResponse answer = file(key, FILING);

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(json(answer).path("code").stringValue()).isEqualTo("IDEMPOTENCY_KEY_MISSING");
    }

    @Test
    void aKeyIsRequired() throws Exception {
        MockHttpServletResponse answer = answer(post("/v1/reports")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + TOKEN)
                .contentType(MediaType.APPLICATION_JSON)
                .content(FILING));

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(json(answer).path("code").stringValue()).isEqualTo("IDEMPOTENCY_KEY_MISSING");
    }

    @Test
    void everyFaultIsToldInTheCallersLanguage() throws Exception {
        String wrong = FILING.replace("RANSOMWARE", "FAX").replace("AMBER", "PINK");

        JsonNode japanese = json(file("key-1", wrong));
        MockHttpServletResponse answer = answer(authorised(request("key-1", wrong))
                .header(HttpHeaders.ACCEPT_LANGUAGE, "fr;q=0.9, en;q=0.8, ja;q=0.1"));

        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        JsonNode english = json(answer);
        assertThat(english.path("code").stringValue()).isEqualTo("INVALID");
        assertThat(english.path("errors")
                        .valueStream()
                        .map(error -> error.path("item").stringValue()))
                .containsExactly("form", "tlp");
        assertThat(english.path("errors").get(0).path("detail").stringValue()).contains("expected: one of");
        assertThat(japanese.path("errors").get(0).path("detail").stringValue()).contains("内容に誤りがあります");
        assertThat(doors.publisher.published).isEmpty();
    }

    @Test
    void anAwarenessAheadHasACodeOfItsOwn() throws Exception {
        MockHttpServletResponse answer = file("key-1", FILING.replace("2026-11-05T05:40", "2026-11-05T09:06"));

        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(json(answer).path("code").stringValue()).isEqualTo("AWARENESS_IN_FUTURE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"form\": 1, \"form\": 2}", "{} {}", "form=RANSOMWARE"})
    void whatIsNoJsonIsMalformed(String body) throws Exception {
        MockHttpServletResponse answer = file("key-1", body);

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(json(answer).path("code").stringValue()).isEqualTo("MALFORMED");
    }

    @Test
    void aBodyOfMoreThanAMebibyteIsTooLarge() throws Exception {
        assertThat(file("key-1", " ".repeat((1 << 20) + 1)).getStatus()).isEqualTo(413);
    }

    @Test
    void whatIsSentAsAnotherTypeIsNotRead() throws Exception {
        MockHttpServletResponse answer =
                answer(authorised(request("key-1", FILING)).contentType(MediaType.TEXT_PLAIN));

        assertThat(answer.getStatus()).isEqualTo(415);
        assertThat(json(answer).path("code").stringValue()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "follow-ups  | FOLLOW_UP  | {\"stage\": \"FOLLOW_UP\"}",
                "corrections | CORRECTION | {\"corrections\": {\"hotline\": true}, \"reason\": \"誤記\"}",
                "withdrawal  | WITHDRAWAL | {\"reason\": \"誤検知\"}"
            })
    void whatContinuesAThreadIsTakenUnderItsId(String path, String kind, String body) throws Exception {
        ThreadId thread = ThreadId.openedBy(REPORT);
        MockHttpServletResponse answer = answer(authorised(post("/v1/reports/{thread}/" + path, thread.value())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body))
                .header("Idempotency-Key", "key-2"));

        assertThat(answer.getStatus()).isEqualTo(202);
        assertThat(json(answer).path("threadId").stringValue()).isEqualTo(thread.toString());
        assertThat(doors.publisher.published).singleElement().satisfies(published -> {
            assertThat(published.headers()).containsEntry("kind", kind);
            assertThat(((ReportFiling) published.value()).getThreadId()).isEqualTo(thread.toString());
        });
    }

    @Test
    void aThreadThatCanBeNoneIsNotFound() throws Exception {
        assertThat(answer(authorised(post("/v1/reports/none/withdrawal")
                                        .contentType(MediaType.APPLICATION_JSON)
                                        .content("{\"reason\": \"x\"}"))
                                .header("Idempotency-Key", "key-2"))
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void whatHasNoDoorIsNotFoundOrNotByThisMethod() throws Exception {
        MockHttpServletResponse method = answer(authorised(get("/v1/reports")));
        MockHttpServletResponse path = answer(authorised(get("/v1/nowhere")));

        assertThat(method.getStatus()).isEqualTo(405);
        assertThat(method.getHeader(HttpHeaders.ALLOW)).isEqualTo("POST");
        assertThat(path.getStatus()).isEqualTo(404);
        assertThat(json(path).path("code").stringValue()).isEqualTo("NOT_FOUND");
        assertThat(answer(get("/v1/nowhere")).getStatus()).isEqualTo(401);
        assertThat(answer(get("/nowhere")).getStatus()).isEqualTo(404);
    }

    @Test
    void withoutATokenOrWithAnotherRoleNobodyFiles() throws Exception {
        MockHttpServletResponse none = answer(request("key-1", FILING));
        MockHttpServletResponse bad = answer(request("key-1", FILING).header(HttpHeaders.AUTHORIZATION, "Bearer x"));
        MockHttpServletResponse officer =
                answer(request("key-1", FILING).header(HttpHeaders.AUTHORIZATION, "Bearer MINISTRY.MLIT"));
        MockHttpServletResponse nobody =
                answer(request("key-1", FILING).header(HttpHeaders.AUTHORIZATION, "Bearer OPERATOR.No Slug"));

        assertThat(List.of(none.getStatus(), bad.getStatus(), officer.getStatus()))
                .containsExactly(401, 401, 403);
        assertThat(nobody.getStatus()).isIn(401, 403);
        assertThat(none.getHeader(HttpHeaders.WWW_AUTHENTICATE)).startsWith("Bearer");
        assertThat(none.getContentType()).isEqualTo("application/problem+json");
        assertThat(json(officer).path("code").stringValue()).isEqualTo("FORBIDDEN");
        assertThat(doors.publisher.published).isEmpty();
    }

    @Test
    void aFilingIsReceivedFromTheMomentOfItsAnswer() throws Exception {
        file("key-1", FILING);

        assertThat(json(status(REPORT.value())))
                .isEqualTo(JsonMapper.shared().readTree("""
                                {"reportId": "%s", "threadId": "%s", "kind": "REPORT", "state": "RECEIVED",
                                 "reasons": [], "receivedAt": "2026-11-05T00:00:00.123456Z"}
                                """.formatted(REPORT, ThreadId.openedBy(REPORT))));
        assertThat(status(UUID.randomUUID()).getStatus()).isEqualTo(404);
        assertThat(answer(get("/v1/submissions/{report}", REPORT.value())
                                .header(HttpHeaders.AUTHORIZATION, "Bearer OPERATOR.aoba-bank"))
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void submissionsArePagedNewestFirst() throws Exception {
        for (int index = 0; index < 5; index++) {
            file("key-" + index, FILING);
        }
        var seen = new ArrayList<String>();
        String cursor = "";
        do {
            JsonNode page = json(answer(authorised(get("/v1/submissions?limit=2" + cursor))));
            page.path("items").forEach(item -> seen.add(item.path("reportId").stringValue()));
            cursor = page.has("nextCursor")
                    ? "&cursor=" + page.path("nextCursor").stringValue()
                    : "";
        } while (!cursor.isEmpty());

        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        assertThat(json(answer(authorised(get("/v1/submissions?state=REFUSED"))))
                        .path("items")
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "limit=x", "state=LOST", "cursor=x", "cursor=AAAA", "atLeast=x"})
    void aParameterThatCantBeReadIsNamed(String query) throws Exception {
        MockHttpServletResponse answer = answer(authorised(get("/v1/submissions?" + query)));

        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(json(answer).path("code").stringValue()).isEqualTo("PARAMETER_INVALID");
        assertThat(json(answer).path("errors").get(0).path("item").stringValue())
                .isEqualTo(query.substring(0, query.indexOf('=')));
    }

    private MockHttpServletResponse file(String key, String body) throws Exception {
        return answer(authorised(request(key, body)));
    }

    private MockHttpServletResponse status(UUID report) throws Exception {
        return answer(authorised(get("/v1/submissions/{report}", report)));
    }

    private static MockHttpServletRequestBuilder request(String key, String body) {
        return post("/v1/reports")
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body);
    }

    private static MockHttpServletRequestBuilder authorised(MockHttpServletRequestBuilder request) {
        return request.header(HttpHeaders.AUTHORIZATION, "Bearer " + TOKEN);
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
        return doors.http.perform(request).andReturn().getResponse();
    }

    private static JsonNode json(MockHttpServletResponse answer) throws Exception {
        return JsonMapper.shared().readTree(answer.getContentAsByteArray());
    }

    /** A database that does not answer. */
    private static final class AwayDatabase extends AbstractDataSource {

        @Override
        public Connection getConnection() throws SQLException {
            throw new SQLException("connection refused", "08001");
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }
}
