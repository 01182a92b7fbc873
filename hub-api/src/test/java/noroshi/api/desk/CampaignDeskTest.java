package noroshi.api.desk;

import static noroshi.api.Caller.MLIT;
import static noroshi.api.Caller.NCO;
import static noroshi.api.Caller.PM_CAO;
import static noroshi.api.Caller.TERMINAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import noroshi.api.Caller;
import noroshi.api.TestHub;
import noroshi.api.desk.Cases.Filed;
import noroshi.ledger.Commands;
import noroshi.ledger.Ledger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(classes = TestHub.class)
@AutoConfigureMockMvc
class CampaignDeskTest {

    private static final String METI = "MINISTRY~METI~ministry.METI.mori";
    private static final String PATH = "/v1/campaigns";

    private final Caller caller;
    private final MockMvcTester mvc;
    private final JdbcClient database;
    private final Cases cases;
    private Filed terminal;
    private Filed power;

    @Autowired
    CampaignDeskTest(Caller caller, MockMvcTester mvc, DataSource database, Commands commands, Ledger ledger) {
        this.caller = caller;
        this.mvc = mvc;
        this.database = JdbcClient.create(database);
        this.cases = new Cases(commands, ledger);
        this.terminal = cases.ofATerminal();
        this.power = cases.of("chubu-power", "ELECTRICITY");
    }

    @BeforeEach
    void file() {
        terminal = cases.ofATerminal();
        power = cases.of("chubu-power", "ELECTRICITY");
    }

    @Test
    void aDeclaredCampaignIsReadByWhoMaySeeOneOfItsThreads() throws Exception {
        JsonNode begun = begun(NCO, terminal, power);

        JsonNode seen = read(NCO, begun);
        assertThat(seen.path("state").asString()).isEqualTo("DECLARED");
        assertThat(seen.path("name").asString()).isEqualTo("波状攻撃");
        assertThat(seen.path("threads").findValuesAsString("operator"))
                .containsExactlyInAnyOrder("isewan-terminal", "chubu-power");
        assertThat(read(METI, begun).path("threads").findValuesAsString("operator"))
                .containsExactly("chubu-power");
        assertThat(caller.get(Caller.MIC, at(begun))).hasStatus(404);
        assertThat(caller.get(TERMINAL, at(begun))).hasStatus(403);
    }

    @Test
    void aMinistryProposesAndTheNationalOfficeDecides() throws Exception {
        JsonNode begun = begun(METI, power);

        assertThat(read(METI, begun).path("state").asString()).isEqualTo("PROPOSED");
        assertThat(caller.get(PM_CAO, at(begun))).hasStatus(404);
        assertThat(caller.post(METI, path(begun, "acceptance"), "")).hasStatus(403);
        MvcTestResult accepted = caller.post(NCO, path(begun, "acceptance"), "");
        assertThat(accepted).hasStatusOk();
        assertThat(caller.post(NCO, path(begun, "decline"), "{\"reason\": \"共通点なし\"}"))
                .hasStatus(409);
        assertThat(caller.get(PM_CAO, at(begun) + "?atLeast=" + position(json(accepted))))
                .hasStatusOk();

        JsonNode other = begun(METI, power);
        assertThat(caller.post(NCO, path(other, "decline"), "{}")).hasStatus(422);
        assertThat(caller.post(NCO, path(other, "decline"), "{\"reason\": \"共通点なし\"}"))
                .hasStatusOk();
    }

    /** Neither a ministry nor the national office names a thread that it may not know of. */
    @Test
    void nobodyLinksWhatTheyMayNotSee() throws Exception {
        assertThat(caller.post(METI, PATH, form(terminal))).hasStatus(404);
        assertThat(caller.post(
                        NCO,
                        PATH,
                        form(terminal)
                                .replace(
                                        terminal.thread().toString(),
                                        power.report().toString())))
                .hasStatus(404);
        JsonNode begun = begun(NCO, terminal);
        assertThat(caller.post(
                        NCO,
                        path(begun, "threads"),
                        "{\"threadId\": \"%s\"}"
                                .formatted(begun.path("campaignId").asString())))
                .hasStatus(404);
        assertThat(caller.post(MLIT, path(begun, "threads"), "{\"threadId\": \"%s\"}".formatted(terminal.thread())))
                .hasStatus(403);
    }

    /** What it knows of by a campaign alone, a ministry may propose; it learns no more of it by that. */
    @Test
    void aMinistryProposesWhatItKnowsOfByACampaignAlone() throws Exception {
        Filed plant = cases.of("setouchi-chem", "CHEMICAL");
        Filed town = cases.of("midorikawa-city", "LOCAL_GOV");
        assertThat(caller.post(METI, PATH, form(plant, town))).hasStatus(404);

        JsonNode begun = begun(NCO, plant, town);
        assertThat(read(METI, begun).path("threads")).hasSize(2);
        JsonNode proposed = begun(METI, plant, town);
        assertThat(read(METI, proposed).path("threads").findValuesAsString("operator"))
                .containsExactly("setouchi-chem");
        assertThat(read(METI, proposed).path("threads")).hasSize(2);

        JsonNode unlinked = json(delete(path(begun, "threads/" + town.thread())));
        assertThat(caller.get(METI, at(begun) + "?atLeast=" + position(unlinked)))
                .hasStatusOk();
        assertThat(caller.post(METI, PATH, form(town))).hasStatus(404);
    }

    @Test
    void theSameKeyIsTheSameCampaign() throws Exception {
        JsonNode first = json(keyed("key-1", form(terminal)));

        assertThat(json(keyed("key-1", form(terminal)))).isEqualTo(first);
        assertThat(keyed("key-1", form(power))).hasStatus(409);
        assertThat(json(keyed("key-2", form(terminal)))).isNotEqualTo(first);
    }

    @Test
    void threadsAreLinkedAndUnlinked() throws Exception {
        JsonNode begun = begun(NCO, terminal);
        String link = "{\"threadId\": \"%s\", \"reason\": \"同じ送信元\"}".formatted(power.thread());

        JsonNode linked = json(caller.post(NCO, path(begun, "threads"), link));
        assertThat(json(caller.post(NCO, path(begun, "threads"), link))).isEqualTo(linked);
        assertThat(threads(begun, linked)).hasSize(2);

        JsonNode unlinked = json(delete(path(begun, "threads/" + power.thread())));
        assertThat(json(delete(path(begun, "threads/" + power.thread())))).isEqualTo(unlinked);
        assertThat(threads(begun, unlinked)).hasSize(1);
    }

    @Test
    void campaignsAreMergedUnmergedSplitAndClosed() throws Exception {
        JsonNode one = begun(NCO, terminal);
        JsonNode other = begun(NCO, power);
        String merge =
                "{\"campaignId\": \"%s\"}".formatted(other.path("campaignId").asString());

        JsonNode merged = json(caller.post(NCO, path(one, "merge"), merge));
        assertThat(threads(one, merged)).hasSize(2);
        assertThat(read(NCO, other).path("mergedInto").asString())
                .isEqualTo(one.path("campaignId").asString());
        assertThat(caller.post(NCO, path(other, "close"), "")).hasStatus(409);

        JsonNode unmerged = json(caller.post(NCO, path(one, "unmerge"), merge));
        assertThat(threads(one, unmerged)).hasSize(1);

        JsonNode split = json(caller.post(
                NCO,
                path(one, "split"),
                "{\"name\": \"別の攻撃\", \"tlp\": \"GREEN\", \"threadIds\": [\"%s\"]}".formatted(terminal.thread())));
        assertThat(threads(one, split)).isEmpty();
        assertThat(threads(split, split)).hasSize(1);
        assertThat(read(NCO, split).path("splitFrom").asString())
                .isEqualTo(one.path("campaignId").asString());

        assertThat(caller.post(NCO, path(one, "close"), "{\"reason\": \"止んだ\"}"))
                .hasStatusOk();
        assertThat(caller.post(NCO, path(one, "close"), "")).hasStatusOk();
        assertThat(caller.post(NCO, path(one, "merge"), merge)).hasStatus(409);
    }

    @Test
    void theRecordTellsNobodyWithoutTheKeyWhatItIsCalled() throws Exception {
        json(caller.post(NCO, PATH, form(terminal).replace("波状攻撃", "FURTIVE")));

        assertThat(database.sql("select payload from ledger.events where type = 'noroshi.CampaignDeclared'")
                        .query(byte[].class)
                        .list())
                .isNotEmpty()
                .allSatisfy(payload -> assertThat(new String(payload, StandardCharsets.UTF_8))
                        .contains("sealed")
                        .doesNotContain("FURTIVE"));
    }

    /** It has a key of its own, as a thread has; who asks by its id learns nothing all the same. */
    @Test
    void aCampaignIsNoThread() throws Exception {
        String id = begun(NCO, terminal).path("campaignId").asString();

        assertThat(caller.get(NCO, "/v1/explain?recipient=METI&threadId=" + id)).hasStatus(404);
        assertThat(caller.post(
                        NCO,
                        "/v1/reports/%s/severity".formatted(id),
                        "{\"continuity\": 3, \"safety\": 1, \"confidence\": 2, \"reason\": \"評価\"}"))
                .hasStatus(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                               | name
            {"name": "", "tlp": "AMBER"}                                     | name
            {"name": "名称", "tlp": "PINK"}                                   | tlp
            {"name": "名称", "tlp": "AMBER", "threadIds": "x"}                | threadIds
            {"name": "名称", "tlp": "AMBER", "threadIds": ["1-1-1-1-1"]}      | threadIds[0]
            {"name": "名称", "tlp": "AMBER", "exercise": "yes"}               | exercise
            {"name": "名称", "tlp": "AMBER", "threads": []}                   | threads
            """)
    void whatCantBeReadIsNamed(String body, String item) throws Exception {
        MvcTestResult answer = caller.post(NCO, PATH, body);

        assertThat(answer).hasStatus(422);
        assertThat(text(answer)).contains("\"item\":\"" + item + "\"");
    }

    @Test
    void theListIsFilteredByStateAndThread() throws Exception {
        JsonNode begun = begun(NCO, terminal);
        String query = PATH + "?state=DECLARED&threadId=%s&atLeast=%s".formatted(terminal.thread(), position(begun));

        assertThat(json(caller.get(NCO, query)).path("items").findValuesAsString("campaignId"))
                .containsExactly(begun.path("campaignId").asString());
        assertThat(json(caller.get(METI, query)).path("items")).isEmpty();
        assertThat(caller.get(NCO, PATH + "?state=FORGOTTEN&threadId=1")).hasStatus(400);
    }

    private JsonNode begun(String token, Filed... threads) throws Exception {
        return json(caller.post(token, PATH, form(threads)));
    }

    private static String form(Filed... threads) {
        String ids = Arrays.stream(threads)
                .map(filed -> "\"" + filed.thread() + "\"")
                .collect(Collectors.joining(", "));
        return "{\"name\": \"波状攻撃\", \"tlp\": \"AMBER\", \"threadIds\": [%s]}".formatted(ids);
    }

    private MvcTestResult keyed(String key, String body) {
        return mvc.post()
                .uri(PATH)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + NCO)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private MvcTestResult delete(String path) {
        return mvc.delete()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + NCO)
                .exchange();
    }

    private static String at(JsonNode begun) {
        return PATH + "/" + begun.path("campaignId").asString();
    }

    private static String path(JsonNode begun, String act) {
        return at(begun) + "/" + act;
    }

    private static long position(JsonNode reached) {
        return reached.path("position").asLong();
    }

    private JsonNode read(String token, JsonNode begun) throws Exception {
        return json(caller.get(token, at(begun) + "?atLeast=" + position(begun)));
    }

    private JsonNode threads(JsonNode begun, JsonNode reached) throws Exception {
        return json(caller.get(NCO, at(begun) + "?atLeast=" + position(reached)))
                .path("threads");
    }

    private static JsonNode json(MvcTestResult answer) throws UnsupportedEncodingException {
        assertThat(answer).hasStatusOk();
        return JsonMapper.shared().readTree(text(answer));
    }

    private static String text(MvcTestResult answer) throws UnsupportedEncodingException {
        return answer.getResponse().getContentAsString(StandardCharsets.UTF_8);
    }
}
