package noroshi.api.desk;

import static noroshi.api.Caller.CEPTOAR;
import static noroshi.api.Caller.MIC;
import static noroshi.api.Caller.MLIT;
import static noroshi.api.Caller.NCO;
import static noroshi.api.Caller.TERMINAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import noroshi.api.Caller;
import noroshi.api.TestHub;
import noroshi.ledger.Commands;
import noroshi.ledger.Ledger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(classes = TestHub.class)
@AutoConfigureMockMvc
class RequestDeskTest {

    /** Its own operator: the register is shared with other test classes. */
    private static final String ASKED_TERMINAL = "OPERATOR~request-terminal~operator.request-terminal";

    private static final String PATH = "/v1/requests";
    private static final String METI = "MINISTRY~METI~ministry.METI.mori";

    private final Caller caller;
    private final InstantSource clock;
    private final Cases cases;
    private String due = "";

    @Autowired
    RequestDeskTest(Caller caller, InstantSource clock, Commands commands, Ledger ledger) {
        this.caller = caller;
        this.clock = clock;
        this.cases = new Cases(commands, ledger);
    }

    @BeforeEach
    void tell() {
        due = clock.instant().plus(Duration.ofDays(1)).toString();
    }

    @Test
    void aRequestIsReadAcknowledgedAndAnsweredByEachAddresseeAlone() throws Exception {
        JsonNode made = made("AMBER", "");

        JsonNode asked = read(MLIT, made);
        assertThat(asked.path("title").asString()).isEqualTo("VPN 装置の利用状況");
        assertThat(asked.path("ministries").findValuesAsString("ministry")).containsExactly("MLIT");
        assertThat(asked.at("/ministries/0/standing").asString()).isEqualTo("ASKED");

        JsonNode acknowledged = json(caller.post(MLIT, act(made, "acknowledgement"), ""));
        assertThat(json(caller.post(MLIT, act(made, "acknowledgement"), ""))).isEqualTo(acknowledged);
        JsonNode answered = json(caller.post(MLIT, act(made, "answer"), answer("5社が利用", true)));
        assertThat(json(caller.post(MLIT, act(made, "answer"), answer("5社が利用", true))))
                .isEqualTo(answered);

        JsonNode seen = read(NCO, made);
        assertThat(seen.path("ministries").findValuesAsString("standing")).containsExactly("ANSWERED", "ASKED");
        assertThat(seen.at("/ministries/0/answers/0/text").asString()).isEqualTo("5社が利用");
        assertThat(read(METI, made).toString()).doesNotContain("5社が利用", "MLIT");
    }

    @Test
    void whoIsNotAskedLearnsOfNoRequest() throws Exception {
        JsonNode made = made("CLEAR", "");

        assertThat(caller.get(MIC, at(made))).hasStatus(404);
        assertThat(caller.get(TERMINAL, at(made))).hasStatus(404);
        assertThat(caller.get(CEPTOAR, at(made))).hasStatus(403);
        assertThat(caller.post(MIC, act(made, "acknowledgement"), "")).hasStatus(404);
        assertThat(caller.post(MLIT, PATH, form("CLEAR", ""))).hasStatus(403);
        assertThat(caller.post(MLIT, act(made, "closing"), "")).hasStatus(403);
        assertThat(caller.post(NCO, act(made, "answer"), answer("回答", true))).hasStatus(403);
    }

    @Test
    void theSameKeyAsksNothingNew() throws Exception {
        JsonNode first = json(caller.postOnce(NCO, "request-key-1", PATH, form("AMBER", "")));

        assertThat(json(caller.postOnce(NCO, "request-key-1", PATH, form("AMBER", ""))))
                .isEqualTo(first);
        assertThat(caller.postOnce(NCO, "request-key-1", PATH, form("GREEN", "")))
                .hasStatus(409);
        assertThat(caller.postOnce(NCO, "k".repeat(201), PATH, form("GREEN", "")))
                .hasStatus(400);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() throws Exception {
        JsonNode refused = json(caller.post(
                NCO,
                PATH,
                "{\"ministries\": \"MLIT\", \"title\": \" \", \"tlp\": \"AMBER\", \"dueBefore\": \"tomorrow\"}"));

        assertThat(refused.path("errors").findValuesAsString("item"))
                .containsExactlyInAnyOrder("ministries", "title", "text", "dueBefore");
        assertThat(caller.post(NCO, PATH, form("AMBER_STRICT", ", \"onward\": true")))
                .hasStatus(422);
        assertThat(caller.post(NCO, PATH, form("AMBER", ", \"threadIds\": [\"%s\"]".formatted(UUID.randomUUID()))))
                .hasStatus(422);
    }

    /** The terminal's thread was delivered to MLIT, and to METI nothing of it. */
    @Test
    void eachAddresseeIsShownWhatItMayKnowOfAndNoMore() throws Exception {
        var filed = cases.ofATerminal();
        caller.get(NCO, "/v1/reports/%s?atLeast=%d".formatted(filed.thread(), cases.position(filed)));
        JsonNode made = made("AMBER", ", \"threadIds\": [\"%s\"]".formatted(filed.thread()));

        assertThat(read(NCO, made).path("threadIds")).hasSize(1);
        assertThat(read(MLIT, made).path("threadIds")).hasSize(1);
        assertThat(read(METI, made).path("threadIds")).isEmpty();
        assertThat(read(METI, made).toString()).doesNotContain(filed.thread().toString());
    }

    /** The tokens of this test name no officer. */
    @Test
    void ofRedATokenWithoutAnOfficerLearnsThatItIsAskedAndUntilWhen() throws Exception {
        JsonNode made = made("RED", "");

        assertThat(read(NCO, made).path("title").asString()).isNotEmpty();
        JsonNode unnamed = read(MLIT, made);
        assertThat(unnamed.has("title")).isFalse();
        assertThat(unnamed.has("text")).isFalse();
        assertThat(unnamed.at("/ministries/0/standing").asString()).isEqualTo("ASKED");
        assertThat(unnamed.at("/ministries/0").has("dueBefore")).isTrue();
        assertThat(caller.post(MLIT, act(made, "acknowledgement"), "")).hasStatusOk();
        assertThat(caller.post(MLIT, act(made, "answer"), answer("該当なし", true))).hasStatus(409);
    }

    @Test
    void aQuestionIsRepliedToForItsAskerAlone() throws Exception {
        JsonNode made = made("AMBER", "");
        String reply = "{\"ministry\": \"MLIT\", \"question\": 1, \"text\": \"2025年4月以後\"}";
        assertThat(caller.post(NCO, act(made, "reply"), reply)).hasStatus(409);

        assertThat(caller.post(MLIT, act(made, "question"), "{\"text\": \"対象期間は\"}"))
                .hasStatusOk();
        assertThat(caller.post(NCO, act(made, "reply"), reply)).hasStatusOk();

        assertThat(read(MLIT, made).at("/ministries/0/questions/0/reply").asString())
                .isEqualTo("2025年4月以後");
        assertThat(read(METI, made).toString()).doesNotContain("2025年4月以後", "対象期間は");
    }

    @Test
    void aMinistryPassesOnToItsOwnOperatorsAndTheyReadWhatIsAsked() throws Exception {
        register("request-terminal", "PORT");
        register("request-power", "ELECTRICITY");
        JsonNode made = made("AMBER", ", \"onward\": true");

        assertThat(caller.post(MLIT, act(made, "onward"), "{\"operators\": [\"request-power\"]}"))
                .hasStatus(422);
        assertThat(caller.post(MLIT, act(made, "onward"), "{\"operators\": [\"request-terminal\"]}"))
                .hasStatusOk();
        assertThat(caller.post(MLIT, act(made, "answer"), answer("5社が利用", false)))
                .hasStatusOk();

        JsonNode passed = read(ASKED_TERMINAL, made);
        assertThat(passed.path("text").asString()).isNotEmpty();
        assertThat(passed.toString()).doesNotContain("5社が利用", "METI", "standing");
        assertThat(caller.post(NCO, act(made, "closing"), "{\"reason\": \"回答が揃ったため\"}"))
                .hasStatusOk();
        assertThat(read(MLIT, made).path("endReason").asString()).isEqualTo("回答が揃ったため");
        assertThat(read(ASKED_TERMINAL, made).has("endReason")).isFalse();
        assertThat(ids(ASKED_TERMINAL, "")).contains(id(made));
        assertThat(ids(ASKED_TERMINAL, "?state=ACKNOWLEDGED")).isEmpty();

        JsonNode closed = made("AMBER", "");
        assertThat(caller.post(MLIT, act(closed, "onward"), "{\"operators\": [\"request-terminal\"]}"))
                .hasStatus(409);
    }

    @Test
    void theTimeIsExtendedAndWhatIsOverCanStillBeRead() throws Exception {
        JsonNode made = made("AMBER", "");
        String later = clock.instant().plus(Duration.ofDays(2)).toString();

        assertThat(caller.post(
                        NCO, act(made, "extension"), "{\"dueBefore\": \"%s\", \"reason\": \"対象が多い\"}".formatted(later)))
                .hasStatusOk();
        assertThat(caller.post(NCO, act(made, "extension"), "{\"dueBefore\": \"%s\"}".formatted(due)))
                .hasStatus(422);
        assertThat(caller.post(NCO, act(made, "extension"), "{\"dueBefore\": \"+10000-01-01T00:00:00Z\"}"))
                .as("no table holds it")
                .hasStatus(422);
        assertThat(read(MLIT, made).at("/ministries/0/extensions/0/reason").asString())
                .isEqualTo("対象が多い");

        assertThat(caller.post(NCO, act(made, "cancellation"), "{}")).hasStatus(422);
        assertThat(caller.post(NCO, act(made, "closing"), "")).hasStatusOk();
        assertThat(caller.post(MLIT, act(made, "decline"), "{\"reason\": \"所管外\"}"))
                .hasStatus(409);
        assertThat(read(MLIT, made).path("state").asString()).isEqualTo("CLOSED");
        assertThat(caller.post(NCO, act(made, "cancellation"), "{\"reason\": \"誤報\"}"))
                .hasStatus(409);
    }

    @ParameterizedTest
    @CsvSource({
        "NCO, '?state=OPEN', true",
        "NCO, '?state=ASKED&ministry=METI', true",
        "NCO, '?state=ASKED&ministry=MLIT', false",
        "NCO, '?state=DECLINED&ministry=MLIT', true",
        "NCO, '?ministry=MIC', false",
        "NCO, '?state=OVERDUE', false",
        "NCO, '?exercise=true', false",
        "MLIT, '?state=DECLINED', true",
        "MLIT, '?state=ASKED', false",
        "MLIT, '?ministry=METI', false"
    })
    void listsAreNarrowedByHowAnAddresseeStands(String who, String query, boolean found) throws Exception {
        JsonNode made = made("AMBER", "");
        assertThat(caller.post(MLIT, act(made, "decline"), "{\"reason\": \"所管外\"}"))
                .hasStatusOk();

        assertThat(ids(who.equals("NCO") ? NCO : MLIT, query).contains(id(made)))
                .isEqualTo(found);
    }

    private void register(String slug, String sector) {
        assertThat(caller.put(NCO, "/v1/register/operators/" + slug, """
                        {"name": "%s", "kind": "COMPANY", "prefecture": "23",
                         "memberships": [{"sector": "%s", "from": "2026-01-01"}], "designations": [],
                         "criticalComputer": false}""".formatted(slug, sector)))
                .hasStatusOk();
    }

    private JsonNode made(String tlp, String more) throws Exception {
        MvcTestResult made = caller.post(NCO, PATH, form(tlp, more));
        assertThat(made).hasStatus(201);
        return json(made);
    }

    private String form(String tlp, String more) {
        return """
                {"ministries": ["MLIT", "METI"], "title": "VPN 装置の利用状況", "text": "所管事業者の利用状況を回答されたい",
                 "tlp": "%s", "dueBefore": "%s"%s}""".formatted(tlp, due, more);
    }

    private static String answer(String text, boolean complete) {
        return "{\"text\": \"%s\", \"tlp\": \"AMBER\", \"complete\": %s}".formatted(text, complete);
    }

    private JsonNode read(String token, JsonNode made) throws UnsupportedEncodingException {
        MvcTestResult read = caller.get(token, at(made));
        assertThat(read).hasStatusOk();
        return json(read);
    }

    private List<String> ids(String token, String query) throws UnsupportedEncodingException {
        return json(caller.get(token, PATH + query)).path("items").findValuesAsString("requestId");
    }

    private static String id(JsonNode made) {
        return made.path("requestId").asString();
    }

    private static String at(JsonNode made) {
        return PATH + "/" + id(made);
    }

    private static String act(JsonNode made, String act) {
        return at(made) + "/" + act;
    }

    private static JsonNode json(MvcTestResult result) throws UnsupportedEncodingException {
        return JsonMapper.shared().readTree(result.getResponse().getContentAsString(StandardCharsets.UTF_8));
    }
}
