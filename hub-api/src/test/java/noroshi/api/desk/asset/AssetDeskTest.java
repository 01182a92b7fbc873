package noroshi.api.desk.asset;

import static noroshi.api.Caller.CEPTOAR;
import static noroshi.api.Caller.MLIT;
import static noroshi.api.Caller.NCO;
import static noroshi.api.Caller.PM_CAO;
import static noroshi.api.Caller.TERMINAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;
import noroshi.api.Caller;
import noroshi.api.TestHub;
import noroshi.core.asset.AssetId;
import noroshi.core.asset.AssetNumber;
import noroshi.core.register.OperatorSlug;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(classes = TestHub.class)
@AutoConfigureMockMvc
class AssetDeskTest {

    private static final String POWER = "OPERATOR~chubu-power~operator.chubu-power";
    private static final String METI = "MINISTRY~METI~ministry.METI.mori";
    private static final String AUDITOR = "AUDITOR~AUDITOR~auditor";

    private final Caller caller;
    private final JdbcClient database;

    @Autowired
    AssetDeskTest(Caller caller, DataSource database) {
        this.caller = caller;
        this.database = JdbcClient.create(database);
    }

    @Test
    void aNotificationIsMetByTheMinistersReceiptAlone() {
        notified("RECEIPT-1", AssetForm.EXAMPLE.replace("2026-11-02", "2020-04-01"));

        assertThat(read(METI, "RECEIPT-1").at("/obligations/0/state").asString())
                .isEqualTo("OPEN");
        assertThat(caller.post(METI, "/v1/register/operators/chubu-power/assets/RECEIPT-1/receipt", ""))
                .hasStatusOk();
        JsonNode received = read(POWER, "RECEIPT-1");
        assertThat(received.at("/obligations/0/state").asString()).isEqualTo("MET");
        assertThat(received.at("/obligations/0/receivedAt").asString()).endsWith("+09:00");
        assertThat(received.at("/obligations/0/dueDate").asString()).isEqualTo("2027-03-31");
        assertThat(received.at("/obligations/0/ruleStatus").asString()).isEqualTo("ASSUMED");
    }

    @Test
    void whatIsExcludedIsWaivedAndStillReportable() {
        notified("WINDOWS-1", AssetForm.EXAMPLE.replace("DCS-9000", "Microsoft Windows 11"));

        JsonNode row = read(NCO, "WINDOWS-1");
        assertThat(row.path("notificationExempt").asBoolean()).isTrue();
        assertThat(row.path("reportable").asBoolean()).isTrue();
        assertThat(row.at("/obligations/0/state").asString()).isEqualTo("WAIVED");
    }

    @Test
    void theRecordTellsNobodyWithoutTheKeyWhichProductItIs() {
        notified("SEALED-1", AssetForm.EXAMPLE.replace("DCS-9000", "FURTIVE-1"));

        assertThat(database.sql("select payload from ledger.events where type = 'noroshi.AssetNotified'")
                        .query(byte[].class)
                        .list())
                .isNotEmpty()
                .allSatisfy(payload -> assertThat(new String(payload, StandardCharsets.UTF_8))
                        .contains("KI_ELECTRICITY", "sealed")
                        .doesNotContain("FURTIVE-1", "SEALED-1"));
        assertThat(read(POWER, "SEALED-1").path("product").asString()).isEqualTo("FURTIVE-1");
    }

    /** It has a key of its own, as a thread has; who guesses its id learns nothing all the same. */
    @Test
    void anAssetIsNoThread() {
        notified("NO-THREAD-1", AssetForm.EXAMPLE);
        AssetId asset = AssetId.of(new OperatorSlug("chubu-power"), new AssetNumber("NO-THREAD-1"));

        String thread = "/v1/reports/" + asset;
        assertThat(caller.get(AUDITOR, thread + "/receipt")).hasStatus(404);
        assertThat(caller.get(NCO, "/v1/explain?recipient=METI&threadId=" + asset))
                .hasStatus(404);
        assertThat(caller.post(POWER, thread + "/consents", "{\"policeShare\": true}"))
                .hasStatus(404);
        assertThat(caller.post(
                        NCO,
                        thread + "/severity",
                        "{\"continuity\": 3, \"safety\": 1, \"confidence\": 2, \"reason\": \"評価\"}"))
                .hasStatus(404);
    }

    @Test
    void theSameAgainChangesNothing() {
        String first = notified("SAME-1", AssetForm.EXAMPLE);

        assertThat(notified("SAME-1", AssetForm.EXAMPLE)).isEqualTo(first);
        assertThat(notified("SAME-1", AssetForm.EXAMPLE.replace("3.2", "3.3"))).isNotEqualTo(first);
        assertThat(read(POWER, "SAME-1").path("version").asString()).isEqualTo("3.3");
    }

    @ParameterizedTest
    @CsvSource({
        POWER + ", true",
        METI + ", true",
        NCO + ", true",
        PM_CAO + ", true",
        TERMINAL + ", false",
        MLIT + ", false"
    })
    void whoRunsWhichProductIsSeenByTheOperatorItsMinisterAndTheNationAlone(String token, boolean seen) {
        notified("SIGHT-1", AssetForm.EXAMPLE);

        assertThat(caller.get(token, "/v1/register/assets?limit=500"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.items[?(@.number == 'SIGHT-1')]")
                .asArray()
                .hasSize(seen ? 1 : 0);
        assertThat(caller.get(token, "/v1/register/asset-duties"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.items[?(@.operator == 'chubu-power')]")
                .asArray()
                .hasSize(seen ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {CEPTOAR, Caller.ADMIN, AUDITOR, "POLICE~23~police.23"})
    void othersHaveNoSuchList(String token) {
        assertThat(caller.get(token, "/v1/register/assets")).hasStatus(403);
        assertThat(caller.get(token, "/v1/register/asset-duties")).hasStatus(403);
    }

    @Test
    void nobodyNotifiesForAnotherNorReceivesWhatIsNotHis() {
        notified("OTHERS-1", AssetForm.EXAMPLE);

        assertThat(caller.put(TERMINAL, "/v1/register/operators/chubu-power/assets/OTHERS-1", AssetForm.EXAMPLE))
                .hasStatus(404);
        assertThat(caller.post(MLIT, "/v1/register/operators/chubu-power/assets/OTHERS-1/receipt", ""))
                .hasStatus(404);
        assertThat(caller.post(METI, "/v1/register/operators/chubu-power/assets/NONE-1/receipt", ""))
                .hasStatus(404);
        assertThat(caller.post(NCO, "/v1/register/operators/chubu-power/assets/OTHERS-1/receipt", ""))
                .hasStatus(403);
    }

    @Test
    void allFaultsOfANotificationAreToldAtOnce() {
        String body = """
                {"business": "KI_GAS", "introducedOn": "2099-01-01", "lastDay": "2026-09-30", "product": "",
                 "maker": 7, "quantity": "many", "colour": "red"}""";

        assertThat(caller.put(POWER, "/v1/register/operators/chubu-power/assets/FAULTY-1", body))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors[*].item")
                .asArray()
                .containsExactlyInAnyOrder(
                        "business", "introducedOn", "lastDay", "product", "maker", "quantity", "colour");
        assertThat(caller.put(POWER, "/v1/register/operators/chubu-power/assets/_none", AssetForm.EXAMPLE))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors[0].item")
                .isEqualTo("number");
    }

    @Test
    void aListIsReadPageByPage() {
        notified("PAGE-1", AssetForm.EXAMPLE);
        notified("PAGE-2", AssetForm.EXAMPLE);

        JsonNode first = json(caller.get(POWER, "/v1/register/assets?limit=1"));
        JsonNode second = json(caller.get(
                POWER,
                "/v1/register/assets?limit=1&cursor=" + first.path("nextCursor").asString()));

        assertThat(first.path("items")).hasSize(1);
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.path("items")).isNotEqualTo(first.path("items"));
    }

    @Test
    void anAssetIsInUseUntilItsLastDay() {
        notified(
                "ENDED-1",
                AssetForm.EXAMPLE.replace("2026-11-02", "2020-04-01").replace("{", "{\"lastDay\": \"2026-10-20\","));

        for (var day : new String[][] {{"2020-03-31", "0"}, {"2026-10-20", "1"}, {"2026-10-21", "0"}}) {
            assertThat(caller.get(POWER, "/v1/register/assets?limit=500&on=" + day[0]))
                    .bodyJson()
                    .extractingPath("$.items[?(@.number == 'ENDED-1')]")
                    .asArray()
                    .hasSize(Integer.parseInt(day[1]));
        }
    }

    private String notified(String number, String body) {
        MvcTestResult result = caller.put(POWER, "/v1/register/operators/chubu-power/assets/" + number, body);
        assertThat(result).hasStatusOk();
        return json(result).path("position").toString();
    }

    private JsonNode read(String token, String number) {
        return json(caller.get(token, "/v1/register/assets?limit=500"))
                .path("items")
                .valueStream()
                .filter(row -> row.path("number").asString("").equals(number))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode json(MvcTestResult result) {
        try {
            return JsonMapper.shared().readTree(result.getResponse().getContentAsString());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
