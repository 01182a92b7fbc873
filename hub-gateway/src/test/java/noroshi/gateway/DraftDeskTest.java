package noroshi.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import noroshi.ledger.Ledger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DraftDeskTest {

    private static final String HOSPITAL = "OPERATOR.kitahama-medical";
    private static final String UNFINISHED = """
            {"form": "RANSOMWARE", "stage": "PRELIMINARY", "title": "電子カルテの暗号化", "severityEstimate": 9}""";
    private static final String FINISHED = """
            {"form": "RANSOMWARE", "stage": "PRELIMINARY", "awarenessAt": "2026-11-05T05:40:00+09:00",
             "title": "電子カルテの暗号化", "summary": "…", "serviceLines": ["HEALTHCARE"]}""";
    private static final String THREAD = "9a4d2c71-5e08-8b3f-a6c2-4d1f70b98e35";

    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient sql = JdbcClient.create(database.dataSource());
    private final Ledger ledger = database.ledger(InstantSource.fixed(TestDoors.NOW));
    private final TestDoors doors = new TestDoors(database.dataSource(), database.dataSource(), ledger);

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
    void anUnfinishedFilingIsKeptAndToldWhatItLacks() throws Exception {
        MockHttpServletResponse begun = begin(UNFINISHED);

        assertThat(begun.getStatus()).isEqualTo(201);
        assertThat(begun.getHeader(HttpHeaders.ETAG)).isEqualTo("\"1\"");
        JsonNode draft = json(send(get(location(begun))));
        assertThat(draft.path("body")).isEqualTo(JsonMapper.shared().readTree(UNFINISHED));
        assertThat(draft.path("missing").findValuesAsString("item"))
                .containsExactlyInAnyOrder("awarenessAt", "summary", "severityEstimate");
        assertThat(doors.publisher.published).isEmpty();
        assertThat(ledger.head()).isZero();
    }

    @Test
    void aCeptoarsDraftIsToldWhichMemberItTells() throws Exception {
        String ceptoar = "OPERATOR.ceptoar-healthcare";
        String telling = FINISHED.replace("電子カルテの暗号化", "北浜医療センター群の電子カルテの暗号化");
        MockHttpServletResponse begun = send(
                ceptoar,
                post("/v1/drafts").contentType(MediaType.APPLICATION_JSON).content(telling));

        assertThat(json(begun).at("/missing/0/code").asString()).isEqualTo("TELLTALE");
        assertThat(json(begun).at("/missing/0/item").asString()).isEqualTo("title");
        assertProblem(422, "TELLTALE", send(ceptoar, post(location(begun) + "/filing")));
    }

    @Test
    void whatIsMissingIsToldInTheCallersLanguage() throws Exception {
        String draft = location(begin(UNFINISHED));

        assertThat(json(send(get(draft).header(HttpHeaders.ACCEPT_LANGUAGE, "en")))
                        .path("missing")
                        .toString())
                .contains("it is required");
        assertThat(json(send(get(draft))).path("missing").toString()).contains("必須");
    }

    @Test
    void nobodyOverwritesWhatAnotherHasChanged() throws Exception {
        String draft = location(begin(UNFINISHED));

        MockHttpServletResponse mine = change(draft, "\"1\"", FINISHED);
        assertThat(mine.getStatus()).isEqualTo(200);
        assertThat(mine.getHeader(HttpHeaders.ETAG)).isEqualTo("\"2\"");
        assertProblem(412, "DRAFT_CHANGED", change(draft, "\"1\"", UNFINISHED));
        assertThat(json(send(get(draft))).path("missing")).isEmpty();
    }

    @Test
    void aChangeSaysWhichVersionItChanges() throws Exception {
        String draft = location(begin(UNFINISHED));

        assertProblem(
                428,
                "IF_MATCH_MISSING",
                send(put(draft).contentType(MediaType.APPLICATION_JSON).content(FINISHED)));
        assertProblem(412, "DRAFT_CHANGED", change(draft, "1", FINISHED));
    }

    @Test
    void aDraftIsFiledOnceAndGone() throws Exception {
        String draft = location(begin(FINISHED));

        MockHttpServletResponse filed = send(post(draft + "/filing"));
        assertThat(filed.getStatus()).isEqualTo(202);
        assertThat(doors.publisher.published).hasSize(1);
        assertThat(doors.publisher.published.getFirst().headers())
                .containsEntry("idempotency-key", "draft-" + draft.substring(draft.lastIndexOf('/') + 1));

        MockHttpServletResponse again = send(post(draft + "/filing"));
        assertThat(again.getContentAsString()).isEqualTo(filed.getContentAsString());
        assertThat(doors.publisher.published).hasSize(1);
        assertProblem(404, "NOT_FOUND", send(get(draft)));
    }

    @Test
    void whatIsNotReadyIsNotFiledAndStays() throws Exception {
        String draft = location(begin(UNFINISHED));

        assertProblem(422, "INVALID", send(post(draft + "/filing")));
        assertThat(send(get(draft)).getStatus()).isEqualTo(200);
        assertThat(doors.publisher.published).isEmpty();
    }

    @Test
    void onlyTheVersionThatWasReadIsFiled() throws Exception {
        String draft = location(begin(FINISHED));
        change(draft, "\"1\"", FINISHED.replace("…", "追記"));

        assertProblem(412, "DRAFT_CHANGED", send(post(draft + "/filing").header(HttpHeaders.IF_MATCH, "\"1\"")));
        assertThat(send(post(draft + "/filing").header(HttpHeaders.IF_MATCH, "\"2\""))
                        .getStatus())
                .isEqualTo(202);
    }

    @Test
    void whatMayBeOnItsWayIsNotChangedAndItsFilingIsSafeToRepeat() throws Exception {
        String draft = location(begin(FINISHED));
        doors.publisher.away = true;
        assertProblem(503, "UNAVAILABLE", send(post(draft + "/filing")));

        assertProblem(409, "DRAFT_FILED", change(draft, "\"1\"", UNFINISHED));
        doors.publisher.away = false;
        assertThat(send(post(draft + "/filing")).getStatus()).isEqualTo(202);
    }

    @Test
    void aDraftOfWhatContinuesAThreadNamesIt() throws Exception {
        assertProblem(400, "PARAMETER_INVALID", begin("?kind=FOLLOW_UP", "{}"));
        assertProblem(400, "PARAMETER_INVALID", begin("?threadId=" + THREAD, "{}"));
        String draft = location(begin("?kind=FOLLOW_UP&threadId=" + THREAD, "{\"stage\": \"DETAILED\"}"));

        assertThat(json(send(get(draft))).path("missing")).isEmpty();
        assertThat(json(send(post(draft + "/filing"))).path("threadId").asString())
                .isEqualTo(THREAD);
    }

    @Test
    void theListTellsTitlesTheLastChangedFirst() throws Exception {
        String first = location(begin(UNFINISHED));
        begin("{\"title\": \"別件\"}");
        change(first, "\"1\"", "{\"title\": \"更新\"}");

        JsonNode items = json(send(get("/v1/drafts"))).path("items");
        assertThat(items.findValuesAsString("title")).containsExactly("更新", "別件");
        assertThat(items.findValues("body")).isEmpty();
    }

    @Test
    void aDraftDeletedFilesNothing() throws Exception {
        String draft = location(begin(FINISHED));

        assertThat(send(delete(draft)).getStatus()).isEqualTo(204);
        assertProblem(404, "NOT_FOUND", send(post(draft + "/filing")));
        assertProblem(404, "NOT_FOUND", send(delete(draft)));
    }

    @Test
    void anotherOperatorsDraftIsAsIfThereWereNone() throws Exception {
        String draft = location(begin(FINISHED));

        for (var request : new MockHttpServletRequestBuilder[] {
            get(draft),
            delete(draft),
            post(draft + "/filing"),
            put(draft)
                    .header(HttpHeaders.IF_MATCH, "\"1\"")
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(FINISHED)
        }) {
            assertProblem(404, "NOT_FOUND", send("OPERATOR.nangoku-gas", request));
        }
        assertThat(json(send("OPERATOR.nangoku-gas", get("/v1/drafts"))).path("items"))
                .isEmpty();
        assertThat(send(get(draft)).getStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NCO.NCO", "MINISTRY.MHLW", "ADMIN.ADMIN", "AUDITOR.AUDITOR"})
    void noOtherRoleHasDrafts(String token) throws Exception {
        assertProblem(403, "FORBIDDEN", send(token, get("/v1/drafts")));
    }

    @Test
    void aDraftLiesSealed() throws Exception {
        begin(FINISHED);

        assertThat(sql.sql("select encode(body, 'escape') from gateway.draft")
                        .query(String.class)
                        .single())
                .doesNotContain("RANSOMWARE", "HEALTHCARE");
    }

    @Test
    void whatIsPutInAnothersPlaceDoesNotOpen() throws Exception {
        String draft = location(begin(FINISHED));
        sql.sql("update gateway.draft set version = 2").update();

        assertThat(send(get(draft)).getStatus()).isEqualTo(500);
    }

    @Test
    void aDraftLeftLyingIsDeleted() throws Exception {
        String draft = location(begin(FINISHED));
        sql.sql("update gateway.draft set changed_at = changed_at - interval '14 days'")
                .update();

        assertProblem(404, "NOT_FOUND", send(get(draft)));
        assertThat(json(send("OPERATOR.nangoku-gas", get("/v1/drafts"))).path("items"))
                .isEmpty();
        assertThat(sql.sql("select count(*) from gateway.draft")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aDraftLeftLyingIsClearedAwayThoughNobodyLooks() throws Exception {
        String kept = location(begin(FINISHED));
        String left = location(begin(UNFINISHED));
        sql.sql("update gateway.draft set changed_at = changed_at - interval '14 days' where draft_id = ?::uuid")
                .param(left.substring(left.lastIndexOf('/') + 1))
                .update();

        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (drafts().size() > 1) {
            assertThat(System.nanoTime()).as("a draft is still lying there").isLessThan(end);
            assertThat(doors.projector.fault()).isEmpty();
        }
        assertThat(drafts()).containsExactly(kept.substring(kept.lastIndexOf('/') + 1));
    }

    private List<String> drafts() {
        return sql.sql("select draft_id::text from gateway.draft")
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Test
    void thereAreNeverMoreThanAnOperatorCanLookThrough() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(begin("{}").getStatus()).isEqualTo(201);
        }

        assertProblem(409, "DRAFTS_FULL", begin("{}"));
        assertThat(send(
                                "OPERATOR.nangoku-gas",
                                post("/v1/drafts")
                                        .contentType(MediaType.APPLICATION_JSON)
                                        .content("{}"))
                        .getStatus())
                .isEqualTo(201);
    }

    @Test
    void whatIsNoObjectIsNoDraft() throws Exception {
        assertProblem(422, "INVALID", begin("[]"));
        assertProblem(400, "MALFORMED", begin("{"));
    }

    private MockHttpServletResponse begin(String body) throws Exception {
        return begin("", body);
    }

    private MockHttpServletResponse begin(String query, String body) throws Exception {
        return send(post("/v1/drafts" + query)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    private MockHttpServletResponse change(String draft, String ifMatch, String body) throws Exception {
        return send(put(draft)
                .header(HttpHeaders.IF_MATCH, ifMatch)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    private static String location(MockHttpServletResponse answer) {
        return String.valueOf(answer.getHeader(HttpHeaders.LOCATION));
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
        return send(HOSPITAL, request);
    }

    private MockHttpServletResponse send(String token, MockHttpServletRequestBuilder request) throws Exception {
        return doors.http
                .perform(request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token))
                .andReturn()
                .getResponse();
    }

    private static JsonNode json(MockHttpServletResponse answer) throws Exception {
        return JsonMapper.shared().readTree(answer.getContentAsByteArray());
    }

    private static void assertProblem(int status, String code, MockHttpServletResponse answer) throws Exception {
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
        assertThat(json(answer).path("code").asString()).isEqualTo(code);
    }
}
