package noroshi.api.desk.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static noroshi.api.Caller.MLIT;
import static noroshi.api.Caller.NCO;
import static noroshi.api.Caller.TERMINAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import noroshi.api.Caller;
import noroshi.api.TestHub;
import noroshi.api.desk.Register;
import noroshi.core.register.OperatorSlug;
import noroshi.ledger.Ledger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpringBootTest(classes = TestHub.class)
@AutoConfigureMockMvc
class ImportDeskTest {

    private static final String PATH = "/v1/register/import";
    private static final String JSON = "application/json";
    private static final String CSV = "text/csv";
    private static final String HEADER = "slug,name,kind,prefecture,memberships,designations,criticalComputer\r\n";

    private final Caller caller;
    private final Register register;
    private final Ledger ledger;

    @Autowired
    ImportDeskTest(Caller caller, Register register, Ledger ledger) {
        this.caller = caller;
        this.register = register;
        this.ledger = ledger;
    }

    @Test
    void aDryRunTellsEachLineAndChangesNothing() {
        long before = ledger.head();

        assertThat(sent(HEADER + water("dry-water") + gas("dry-gas", "WATR"), PATH + "?dryRun=true"))
                .hasStatusOk()
                .bodyJson()
                .satisfies(json -> {
                    assertThat(json).extractingPath("$.lines[*].outcome").isEqualTo(List.of("CREATED", "REFUSED"));
                    assertThat(json).extractingPath("$.lines[*].line").isEqualTo(List.of(2, 3));
                    assertThat(json)
                            .extractingPath("$.lines[1].faults[0].column")
                            .isEqualTo("memberships");
                    assertThat(json).extractingPath("$.lines[1].faults[0].item").isEqualTo("memberships[0].sector");
                    assertThat(json).doesNotHavePath("$.position");
                });
        assertThat(ledger.head()).isEqualTo(before);
    }

    @Test
    void whatIsRightIsTakenTheRestIsToldAndTheSameFileAgainChangesNothing() {
        String file =
                HEADER + water("port-water") + gas("port-gas", "GAS") + gas("port-gas", "GAS") + gas("Port", "GAS");

        assertThat(sent(file, PATH)).hasStatusOk().bodyJson().satisfies(json -> {
            assertThat(json)
                    .extractingPath("$.lines[*].outcome")
                    .isEqualTo(List.of("CREATED", "CREATED", "REFUSED", "REFUSED"));
            assertThat(json).extractingPath("$.lines[2].faults[0].code").isEqualTo("LINE_REPEATED");
            assertThat(json).extractingPath("$.lines[3].faults[0].column").isEqualTo("slug");
            assertThat(json).extractingPath("$.refused").isEqualTo(2);
        });
        assertThat(register.isRegistered(new OperatorSlug("port-gas"))).isTrue();
        long before = ledger.head();
        assertThat(sent(file, PATH)).bodyJson().satisfies(json -> {
            assertThat(json).extractingPath("$.unchanged").isEqualTo(2);
            assertThat(json).doesNotHavePath("$.position");
        });
        assertThat(ledger.head()).isEqualTo(before);
        assertThat(sent(HEADER + water("port-water").replace("港水道", "湊水道"), PATH))
                .bodyJson()
                .extractingPath("$.lines[0].outcome")
                .isEqualTo("CHANGED");
    }

    @Test
    void aLineSaysAllThatABodySays() {
        sent(
                HEADER
                        + "full-bank,全国銀行,COMPANY,1,FINANCE/BANKING 2020-04-01..2030-03-31; GAS,"
                        + "KI_FINANCE/KI_FIN_BANK 2024-05-17,TRUE\r\n",
                PATH);

        assertThat(register.entry("full-bank")).hasValueSatisfying(entry -> {
            assertThat(entry.prefecture()).isEqualTo("01");
            assertThat(entry.criticalComputer()).isTrue();
            assertThat(entry.memberships()).hasSize(2);
            assertThat(entry.memberships().getFirst().narrowest().value()).isEqualTo("BANKING");
            assertThat(entry.memberships().getFirst().to()).isEqualTo("2030-03-31");
            assertThat(entry.designations().getFirst().narrowest().value()).isEqualTo("KI_FIN_BANK");
        });
    }

    @Test
    void aColumnThatTheFileLacksStaysAsItWas() {
        String body = """
                {"name": "湾岸市水道局", "kind": "LOCAL_GOVERNMENT", "prefecture": "14", "kafkaDoor": true,
                 "memberships": [{"sector": "WATER"}], "designations": [], "criticalComputer": true}""";
        caller.put(NCO, "/v1/register/operators/door-water", body);

        sent(HEADER + water("door-water"), PATH);

        assertThat(register.entry("door-water"))
                .hasValueSatisfying(entry -> assertThat(entry.kafkaDoor()).isTrue());
    }

    @ParameterizedTest
    @CsvSource({
        "text/csv, UTF-8, ''",
        "text/csv;charset=UTF-8, UTF-8, \uFEFF",
        "text/csv;charset=Shift_JIS, windows-31j, ''"
    })
    void whatSpreadsheetsWriteIsRead(String contentType, String charset, String start) {
        byte[] file = (start + HEADER + water("dry-enc").replace("港水道", "髙松㈱水道")).getBytes(Charset.forName(charset));

        assertThat(caller.postFile(NCO, PATH + "?dryRun=true", contentType, file, JSON))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.created")
                .isEqualTo(1);
    }

    @Test
    void anotherEncodingIsNeverGuessed() {
        byte[] file = (HEADER + water("mojibake")).getBytes(Charset.forName("windows-31j"));

        assertThat(caller.postFile(NCO, PATH, CSV, file, JSON))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors[0].item")
                .isEqualTo("charset");
        assertThat(caller.postFile(NCO, PATH, "text/csv;charset=EUC-JP", file, JSON))
                .hasStatus(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "slug,name\r\n", "slug,slug,colour\r\n", "slug,\"name\r\n"})
    void aFileThatCannotBeReadIsRefusedAsAWhole(String file) {
        assertThat(sent(file, PATH)).hasStatus(422).hasContentType("application/problem+json");
    }

    @Test
    void aFileThatIsTooLargeIsRefusedAsAWhole() {
        String many = HEADER + "x\r\n".repeat(RegisterCsv.MOST_LINES + 1);
        assertThat(sent(many, PATH)).hasStatus(422);
        assertThat(sent(HEADER + "x".repeat(1 << 20), PATH)).hasStatus(413);
    }

    @Test
    void aReportForASpreadsheetHasNoFormula() throws Exception {
        byte[] file = (HEADER + "\"=cmd|'/c calc'!A1\",x,COMPANY,14,GAS,,false\r\n").getBytes(UTF_8);

        var report = caller.postFile(NCO, PATH + "?dryRun=true", CSV, file, CSV);

        assertThat(report).hasStatusOk().hasContentTypeCompatibleWith("text/csv");
        assertThat(report.getResponse().getContentAsString(UTF_8))
                .startsWith("\uFEFFline,slug,")
                .contains("2,'=cmd|'/c calc'!A1,REFUSED,slug")
                .doesNotContain(",=cmd");
    }

    @ParameterizedTest
    @ValueSource(strings = {MLIT, TERMINAL, Caller.ADMIN})
    void onlyTheNationalOfficeImports(String token) {
        assertThat(caller.postFile(token, PATH, CSV, HEADER.getBytes(UTF_8), JSON))
                .hasStatus(403);
    }

    @Test
    void whatIsNoCsvIsNotTaken() {
        assertThat(caller.postFile(NCO, PATH, JSON, "{}".getBytes(UTF_8), JSON)).hasStatus(415);
    }

    private MvcTestResult sent(String file, String path) {
        return caller.postFile(NCO, path, CSV, file.getBytes(UTF_8), JSON);
    }

    private static String water(String slug) {
        return slug + ",港水道局,LOCAL_GOVERNMENT,14,WATER;GOV_ADMIN/LOCAL_GOV,KI_WATER 2024-05-17,true\r\n";
    }

    private static String gas(String slug, String sector) {
        return slug + ",港ガス,COMPANY,14," + sector + ",,false\r\n";
    }
}
