package noroshi.api.audit;

import static noroshi.api.Caller.ADMIN;
import static noroshi.api.Caller.MIC;
import static noroshi.api.Caller.MLIT;
import static noroshi.api.Caller.NCO;
import static noroshi.api.Caller.TERMINAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import noroshi.api.Caller;
import noroshi.api.TestHub;
import noroshi.api.desk.Cases;
import noroshi.api.desk.Cases.Filed;
import noroshi.api.desk.SettableClock;
import noroshi.ledger.Commands;
import noroshi.ledger.EventJson;
import noroshi.ledger.Ledger;
import noroshi.ledger.ReadLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** Whoever is answered with words that must be read by name stands in the log, by whatever operation. */
@SpringBootTest(classes = TestHub.class)
@AutoConfigureMockMvc
class ReadAuditTest {

    private static final String MHLW = "MINISTRY~MHLW~ministry.MHLW.ito";
    private static final String POWER = "OPERATOR~chubu-power~operator.chubu-power";
    private static final String OFFICE = "nco.sato NCO NCO";
    private static final String AUDITOR = "AUDITOR~AUDITOR~auditor";

    private final Caller caller;
    private final Cases cases;
    private final EmbeddedPostgres server;
    private final ReadLog log;
    private final SettableClock clock;

    @Autowired
    ReadAuditTest(
            Caller caller,
            Commands commands,
            Ledger ledger,
            EmbeddedPostgres server,
            ReadLog log,
            SettableClock clock) {
        this.caller = caller;
        this.cases = new Cases(commands, ledger);
        this.server = server;
        this.log = log;
        this.clock = clock;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET /v1/reports                                       | /v1/reports?limit=500&atLeast=%1$d
                    GET /v1/reports/{threadId}                            | /v1/reports/%2$s?atLeast=%1$d
                    GET /v1/reports/{threadId}/export                     | /v1/reports/%2$s/export?atLeast=%1$d
                    GET /v1/timeline                                      | /v1/timeline?limit=500&atLeast=%1$d
                    GET /v1/timeline                                      | /v1/timeline?q=概要&limit=500&atLeast=%1$d
                    GET /v1/obligations                                   | /v1/obligations?limit=500&atLeast=%1$d
                    GET /taxii2/hub/collections/{collectionId}/objects/   | /taxii2/hub/collections/PORT/objects/?limit=500
                    """)
    void everyOutletIsRecordedByWhichWordsPass(String outlet, String path) {
        Filed filed = cases.ofATerminal();
        caller.get(MLIT, "/v1/timeline?limit=1&atLeast=" + cases.position(filed));
        int before = readings(filed).size();

        assertThat(caller.get(MLIT, path.formatted(cases.position(filed), filed.thread())))
                .hasStatusOk();

        List<String> readings = readings(filed);
        assertThat(readings).hasSizeGreaterThan(before);
        assertThat(readings.getFirst()).isEqualTo(outlet + " ministry.MLIT.tanaka MINISTRY MLIT");
    }

    @Test
    void whatIsRedOrWaitsForItsOriginatorsIsRecordedWhateverItIs() throws Exception {
        String request = made("/v1/requests", """
                {"ministries": ["METI"], "title": "照会", "text": "本文", "tlp": "RED", "dueBefore": "2027-01-31T09:00:00+09:00"}""", "requestId");
        String campaign = made("/v1/campaigns", "{\"name\": \"波状攻撃\", \"tlp\": \"RED\"}", "campaignId");
        String open = made("/v1/campaigns", "{\"name\": \"波状攻撃\", \"tlp\": \"AMBER\"}", "campaignId");
        Filed hospital = cases.of("kitahama-medical", "HEALTHCARE");
        String draft = made(
                "/v1/bulletins",
                "{\"threads\": [\"%s\"], \"sectors\": [\"HEALTHCARE\"], \"tlp\": \"AMBER\"}"
                        .formatted(hospital.thread()),
                "bulletinId");
        assertThat(caller.put(POWER, "/v1/register/operators/chubu-power/assets/AUDIT-1", """
                        {"business": "KI_ELECTRICITY", "introducedOn": "2026-11-02", "product": "DCS-9000", "maker": "中部計装"}"""))
                .hasStatusOk();

        for (String path : List.of(
                "/v1/requests/" + request,
                "/v1/campaigns/" + campaign,
                "/v1/campaigns/" + open,
                "/v1/bulletins/" + draft,
                "/v1/register/assets?operator=chubu-power")) {
            assertThat(caller.get(NCO, path)).hasStatusOk();
        }

        assertThat(readings("request:" + request)).containsExactly("GET /v1/requests/{requestId} " + OFFICE);
        assertThat(readings("campaign:" + campaign)).containsExactly("GET /v1/campaigns/{campaignId} " + OFFICE);
        assertThat(readings("campaign:" + open)).isEmpty();
        assertThat(readings("draft:" + draft)).containsExactly("GET /v1/bulletins/{bulletinId} " + OFFICE);
        assertThat(readings("assets:chubu-power")).contains("GET /v1/register/assets " + OFFICE);
    }

    @Test
    void whichOperatorHasDutiesIsRecordedWhereASheetTellsIt() {
        Filed filed = cases.ofATerminal();
        String sheet = "/v1/obligations/sheet?atLeast=%d&limit=500&by=".formatted(cases.position(filed));
        String duties = "obligations:isewan-terminal";
        int before = readings(duties).size();

        for (String nameless : List.of("MINISTRY", "REGIME", "OPERATOR&operator=setouchi-chem")) {
            assertThat(caller.get(MLIT, sheet + nameless)).hasStatusOk();
        }
        assertThat(readings(duties)).hasSize(before);
        for (String naming : List.of("OPERATOR", "MINISTRY&operator=isewan-terminal")) {
            assertThat(caller.get(MLIT, sheet + naming)).hasStatusOk();
        }

        assertThat(readings(duties)).hasSize(before + 2);
        assertThat(readings(duties).getFirst())
                .isEqualTo("GET /v1/obligations/sheet ministry.MLIT.tanaka MINISTRY MLIT");
    }

    @Test
    void whomAnIssuedBulletinDrawsOnIsRecordedOfWhoeverIsToldIt() throws Exception {
        Filed filed = cases.ofATerminal();
        String bulletin = made(
                "/v1/bulletins",
                "{\"threads\": [\"%s\"], \"sectors\": [\"PORT\"], \"tlp\": \"AMBER\"}".formatted(filed.thread()),
                "bulletinId");
        assertThat(caller.post(
                        TERMINAL,
                        "/v1/bulletins/%s/approval".formatted(bulletin),
                        "{\"revision\": 1, \"approved\": true}"))
                .hasStatusOk();
        assertThat(caller.post(NCO, "/v1/bulletins/%s/issue".formatted(bulletin), ""))
                .hasStatusOk();
        String path = "/v1/bulletins/%s?atLeast=%d".formatted(bulletin, cases.position(filed));

        assertThat(caller.get(MLIT, path)).hasStatusOk();
        assertThat(readings(filed)).as("is told none of its sources").isEmpty();
        assertThat(caller.get(NCO, path)).hasStatusOk();
        assertThat(readings(filed)).containsExactly("GET /v1/bulletins/{bulletinId} " + OFFICE);
    }

    /** A page of TAXII is made from more than it holds, and candidates from more than are given. */
    @Test
    void whatIsOnlyWeighedIsNotRecorded() {
        Filed told = later();
        Filed weighed = later();
        allViewsHave(cases.position(weighed));
        int before = readings(told).size();

        for (String outlet : List.of("objects", "manifest")) {
            assertThat(caller.get(
                            MLIT,
                            "/taxii2/hub/collections/PORT/%s/?limit=1&match[version]=all&added_after=%s"
                                    .formatted(outlet, before(told))))
                    .hasStatusOk();
        }

        assertThat(readings(told)).hasSize(before + 2);
        assertThat(readings(weighed)).isEmpty();
    }

    @Test
    void candidatesAreRecordedWithWhatTheyAreOf() {
        Filed one = cases.ofATerminal();
        Filed other = cases.ofATerminal();
        long position = cases.position(other);
        assertThat(caller.get(MLIT, "/v1/reports/%s/candidates?atLeast=%d".formatted(one.thread(), position)))
                .hasStatusOk();

        String outlet = "GET /v1/reports/{threadId}/candidates ministry.MLIT.tanaka MINISTRY MLIT";
        assertThat(readings(one)).containsExactly(outlet);
        assertThat(readings(other)).containsExactly(outlet);
    }

    @Test
    void aRefusalIsNoReading() {
        Filed filed = later();
        allViewsHave(cases.position(filed));
        String path = "/taxii2/hub/collections/PORT/objects/?limit=1&added_after=" + before(filed);
        int before = readings(filed).size();

        assertThat(caller.get(MLIT, path, "text/html")).hasStatus(406);
        assertThat(readings(filed)).hasSize(before);
        assertThat(caller.get(MLIT, path, "application/taxii+json;version=2.1")).hasStatusOk();
        assertThat(readings(filed)).hasSize(before + 1);
    }

    /** Asked by one who may know nothing of it. */
    private void allViewsHave(long position) {
        for (String view : List.of("timeline", "reports", "campaigns", "bulletins")) {
            assertThat(caller.get(MIC, "/v1/%s?limit=1&atLeast=%d".formatted(view, position)))
                    .hasStatusOk();
        }
    }

    /** Recorded at a time of its own. */
    private Filed later() {
        clock.moveTo(clock.instant().plusSeconds(1));
        return cases.ofATerminal();
    }

    private String before(Filed filed) {
        return cases.ledger()
                .ofTag("thread", filed.thread().toString())
                .getFirst()
                .recordedAt()
                .minusNanos(1_000)
                .toString();
    }

    private String made(String path, String body, String id) throws Exception {
        MvcTestResult made = caller.post(NCO, path, body);
        assertThat(made).hasStatus2xxSuccessful();
        return EventJson.mapper()
                .readTree(made.getResponse().getContentAsByteArray())
                .path(id)
                .asString();
    }

    @Test
    void whoReadsNoWordsOfItIsNotRecorded() {
        Filed filed = cases.ofATerminal();
        long position = cases.position(filed);

        caller.get(MIC, "/v1/reports/" + filed.thread());
        caller.get(NCO, "/v1/situation?atLeast=" + position);
        caller.get(AUDITOR, "/v1/reports/%s/receipt".formatted(filed.thread()));
        caller.get(ADMIN, "/v1/bulletins");

        assertThat(readings(filed)).isEmpty();
    }

    @Test
    void whatIsNeitherRedNorBoundIsNotRecorded() {
        Filed hospital = cases.of("kitahama-medical", "HEALTHCARE");

        assertThat(caller.get(MHLW, "/v1/reports/%s?atLeast=%d".formatted(hospital.thread(), cases.position(hospital))))
                .hasStatusOk();
        assertThat(readings(hospital)).isEmpty();
    }

    @Test
    void whatCannotBeRecordedIsNotAnswered() throws SQLException {
        Filed filed = cases.ofATerminal();
        Filed hospital = cases.of("kitahama-medical", "HEALTHCARE");
        String path = "/v1/reports/%s?atLeast=%d".formatted(filed.thread(), cases.position(hospital));
        assertThat(caller.get(MLIT, path)).hasStatusOk();
        owner("alter table ledger.reading rename to away");
        MvcTestResult refused;
        try {
            refused = caller.get(MLIT, path);
            assertThat(caller.get(MHLW, "/v1/reports/" + hospital.thread()))
                    .as("needs no record")
                    .hasStatusOk();
        } finally {
            owner("alter table ledger.away rename to reading");
        }

        assertThat(refused).hasStatus(503);
        assertThat(refused).bodyText().doesNotContain("件名", "概要", "isewan");
        assertThat(caller.get(MLIT, path)).hasStatusOk();
    }

    @Test
    void theAuditorPagesThroughWhoReadWhatAndSeesNoWords() throws Exception {
        Filed filed = cases.ofATerminal();
        String path = "/v1/reports/%s?atLeast=%d".formatted(filed.thread(), cases.position(filed));
        for (String reader : List.of(MLIT, TERMINAL, NCO)) {
            assertThat(caller.get(reader, path)).hasStatusOk();
        }
        String audit = "/v1/audit?limit=1&subject=thread:" + filed.thread();
        var readers = new ArrayList<String>();
        for (String next = audit; next != null; ) {
            JsonNode page = body(caller.get(AUDITOR, next));
            page.path("items").forEach(item -> readers.add(item.path("reader").asString()));
            assertThat(page.toString()).doesNotContain("件名", "概要");
            next = page.has("nextCursor")
                    ? audit + "&cursor=" + page.path("nextCursor").asString()
                    : null;
        }

        assertThat(readers).containsExactly("nco.sato", "operator.isewan-terminal", "ministry.MLIT.tanaka");
        assertThat(body(caller.get(AUDITOR, "/v1/audit?reader=nco.sato&subject=thread:" + filed.thread()))
                        .path("items"))
                .hasSize(1);
        assertThat(ReadLog.verify(server.getPostgresDatabase()).sound()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {MLIT, NCO, TERMINAL, ADMIN})
    void nobodyButTheAuditorSeesWhoRead(String token) {
        assertThat(caller.get(token, "/v1/audit")).hasStatus(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "thread:", "thread:A", "report:9a4d", "thread:1&from=yesterday"})
    void whatIsNoSubjectIsNamedAndNotAnsweredAsIfNobodyHadReadIt(String subject) {
        assertThat(caller.get(AUDITOR, "/v1/audit?subject=" + subject)).hasStatus(400);
    }

    private List<String> readings(Filed filed) {
        return readings("thread:" + filed.thread());
    }

    private List<String> readings(String subject) {
        return log.page(new ReadLog.Filter(subject, null, null, null), Long.MAX_VALUE, 500).stream()
                .map(recorded -> "%s %s %s %s"
                        .formatted(
                                recorded.reading().outlet(),
                                recorded.reading().reader(),
                                recorded.reading().role(),
                                recorded.reading().organisation()))
                .toList();
    }

    private void owner(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static JsonNode body(MvcTestResult answer) throws Exception {
        assertThat(answer).hasStatusOk();
        return EventJson.mapper().readTree(answer.getResponse().getContentAsByteArray());
    }
}
