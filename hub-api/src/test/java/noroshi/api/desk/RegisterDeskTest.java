package noroshi.api.desk;

import static noroshi.api.Caller.CEPTOAR;
import static noroshi.api.Caller.MLIT;
import static noroshi.api.Caller.NCO;
import static noroshi.api.Caller.TERMINAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import noroshi.api.Caller;
import noroshi.api.TestHub;
import noroshi.core.register.OperatorSlug;
import noroshi.ledger.EventJson;
import noroshi.ledger.Ledger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

@SpringBootTest(classes = TestHub.class)
@AutoConfigureMockMvc
class RegisterDeskTest {

    private static final String WATERWORKS = OperatorForm.EXAMPLE;

    private final Caller caller;
    private final Register register;
    private final Ledger ledger;

    @Autowired
    RegisterDeskTest(Caller caller, Register register, Ledger ledger) {
        this.caller = caller;
        this.register = register;
        this.ledger = ledger;
    }

    @ParameterizedTest
    @CsvSource({
        "sectors, 2024-03-31, WATER, $.ministry, MHLW",
        "sectors, 2024-04-01, WATER, $.ministry, MLIT",
        "sectors, 2026-09-30, POSTAL, $.ministry,",
        "sectors, 2026-10-01, POSTAL, $.ministry, MIC",
        "businesses, 2025-03-31, KI_PORT_TRANSPORT, $.ministers[0],",
        "businesses, 2025-04-01, KI_PORT_TRANSPORT, $.ministers[0], MLIT",
        "ministries, 2025-06-30, NCO, $.ja, 内閣サイバーセキュリティセンター (NISC)",
        "ministries, 2025-07-01, NCO, $.ja, 国家サイバー統括室"
    })
    void referenceDataIsThatOfTheDay(String list, String on, String code, String path, String expected) {
        assertThat(caller.get(TERMINAL, "/v1/register/%s?on=%s".formatted(list, on)))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.items[?(@.code == '%s')]%s".formatted(code, path.substring(1)))
                .asArray()
                .containsExactlyElementsOf(expected == null ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @CsvSource({"2026-09-30, 0", "2026-10-01, 1"})
    void theActsRulesAreListedFromTheirFirstDay(String on, int rows) {
        assertThat(caller.get(TERMINAL, "/v1/register/rules?on=" + on))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.items[?(@.regime == 'CYBER_RESPONSE_ACT' && @.id == 'DETAILED')]")
                .asArray()
                .hasSize(rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"operators", "sectors", "businesses", "ministries", "offices", "rules"})
    void eachRowNamesItsSourceAndHowSureItIs(String list) {
        assertThat(caller.get(NCO, "/v1/register/" + list))
                .hasStatusOk()
                .bodyJson()
                .satisfies(json -> {
                    assertThat(json).extractingPath("$.items[*]").asArray().isNotEmpty();
                    assertThat(json)
                            .extractingPath("$.items[?(!@.source || !@.status)]")
                            .asArray()
                            .isEmpty();
                });
    }

    @Test
    void withoutADayItIsTodayInTokyo() {
        assertThat(caller.get(NCO, "/v1/register/sectors"))
                .bodyJson()
                .extractingPath("$.on")
                .asString()
                .startsWith("2026-1");
    }

    @Test
    void aDayThatIsNoneIsNamed() {
        assertThat(caller.get(NCO, "/v1/register/rules?on=2026-02-30"))
                .hasStatus(400)
                .hasContentType("application/problem+json")
                .bodyJson()
                .extractingPath("$.errors[0].item")
                .isEqualTo("on");
    }

    @Test
    void thePositionToWaitForIsTakenByEveryList() {
        long head = ledger.head();

        assertThat(caller.get(NCO, "/v1/register/operators?atLeast=" + head)).hasStatusOk();
        assertThat(caller.get(NCO, "/v1/register/rules?atLeast=soon"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0].item")
                .isEqualTo("atLeast");
    }

    @Test
    void anAuthoritySeesEntriesInFull() {
        assertThat(row(MLIT, "isewan-terminal", "2026-10-01"))
                .containsEntry("criticalComputer", true)
                .containsEntry("prefecture", "23")
                .containsKeys("kind", "corporateNumber", "designations");
    }

    @ParameterizedTest
    @ValueSource(strings = {TERMINAL, CEPTOAR})
    void ofOthersAnOperatorSeesNamesAndMembershipsAlone(String token) {
        assertThat(row(token, "wangan-water", "2026-10-01"))
                .containsOnlyKeys("slug", "name", "memberships", "source", "status");
    }

    @Test
    void anOperatorSeesItsOwnEntryInFull() {
        assertThat(row(TERMINAL, "isewan-terminal", "2026-10-01")).containsEntry("criticalComputer", true);
    }

    @ParameterizedTest
    @CsvSource({"2026-09-30, 0", "2026-10-01, 1"})
    void membershipsAreThoseOfTheDay(String on, int memberships) {
        assertThat(row(NCO, "japan-post", on))
                .extractingByKey("memberships", InstanceOfAssertFactories.LIST)
                .hasSize(memberships);
    }

    @Test
    void aMembershipWithoutAFirstDayBeginsWithTheSector() {
        assertThat(row(NCO, "isewan-terminal", "2024-03-07"))
                .extractingByKey("memberships", InstanceOfAssertFactories.LIST)
                .isEmpty();
        assertThat(row(NCO, "isewan-terminal", "2024-03-08"))
                .extractingByKey("memberships", InstanceOfAssertFactories.LIST)
                .containsExactly(Map.of("sector", "PORT", "from", "2024-03-08"));
    }

    @Test
    void aRegisteredOperatorIsHonouredWhenItIsAnswered() {
        MvcTestResult result = caller.put(NCO, "/v1/register/operators/minato-water", WATERWORKS);

        assertReached(result, position("operator", "minato-water"));
        assertThat(register.isRegistered(new OperatorSlug("minato-water"))).isTrue();
        assertThat(register.isRegistered(new OperatorSlug("nobody"))).isFalse();
    }

    @Test
    void theSameEntryAgainChangesNothing() {
        caller.put(NCO, "/v1/register/operators/kawa-water", WATERWORKS);
        long before = position("operator", "kawa-water");

        assertReached(caller.put(NCO, "/v1/register/operators/kawa-water", WATERWORKS), before);
        assertThat(position("operator", "kawa-water")).isEqualTo(before);
    }

    @Test
    void allFaultsOfAnEntryAreToldAtOnce() {
        String body = """
                {"name": " ", "kind": "SHOP", "corporateNumber": "1000012050002", "prefecture": "48",
                 "supervisingMinistry": "MAGIC", "colour": "red",
                 "memberships": [{"sector": "water"}, {"sector": "WATER", "subSector": "BANKING"},
                                 {"sector": "GAS", "from": "2026-02-30"}],
                 "designations": [{"business": "KI_NONE", "from": "2024-05-17"},
                                  {"business": "KI_GAS", "from": "2024-05-17", "to": "2024-05-16"},
                                  {"business": "KI_GAS"}, 7],
                 "kafkaDoor": "yes"}""";

        assertThat(caller.put(NCO, "/v1/register/operators/faulty", body))
                .hasStatus(422)
                .hasContentType("application/problem+json")
                .bodyJson()
                .satisfies(json -> {
                    assertThat(json).extractingPath("$.code").isEqualTo("INVALID");
                    assertThat(json)
                            .extractingPath("$.errors[*].item")
                            .asArray()
                            .containsExactlyInAnyOrder(
                                    "name",
                                    "kind",
                                    "corporateNumber",
                                    "prefecture",
                                    "supervisingMinistry",
                                    "colour",
                                    "memberships[0].sector",
                                    "memberships[1].subSector",
                                    "memberships[2].from",
                                    "designations[0].business",
                                    "designations[1].to",
                                    "designations[2].from",
                                    "designations[3]",
                                    "criticalComputer",
                                    "kafkaDoor");
                });
        assertThat(ledger.ofTag("operator", "faulty")).isEmpty();
    }

    @Test
    void aSlugThatIsNoneIsNamed() {
        assertThat(caller.put(NCO, "/v1/register/operators/Minato_Water", WATERWORKS))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors[0].item")
                .isEqualTo("slug");
    }

    @Test
    void aRevisedSectorStandsFromItsFirstDay() {
        String row = """
                {"ja": "郵便", "en": "Postal services", "ministry": "MIC", "from": "2027-04-01",
                 "source": "行動計画 2027", "status": "CONFIRMED"}""";

        assertReached(caller.put(NCO, "/v1/register/sectors/POSTAL", row), position("scope", "national"));
        long before = position("scope", "national");
        assertReached(caller.put(NCO, "/v1/register/sectors/POSTAL", row), before);
        assertThat(sources("2027-03-31")).doesNotContain("行動計画 2027");
        assertThat(sources("2027-04-01")).containsExactly("行動計画 2027");
    }

    @Test
    void allFaultsOfASectorAreToldAtOnce() {
        String body = """
                {"ja": "", "ministry": "MAGIC", "from": "2027-04-01", "to": "2027-03-31", "parent": "NONE",
                 "source": 1, "status": "SURE"}""";

        assertThat(caller.put(NCO, "/v1/register/sectors/NEW", body))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors[*].item")
                .asArray()
                .containsExactlyInAnyOrder("ja", "en", "ministry", "to", "parent", "source", "status");
    }

    @ParameterizedTest
    @ValueSource(strings = {MLIT, TERMINAL, Caller.ADMIN})
    void onlyTheNationalOfficeChangesTheRegister(String token) {
        assertThat(caller.put(token, "/v1/register/operators/minato-water", WATERWORKS))
                .hasStatus(403);
        assertThat(caller.put(token, "/v1/register/sectors/POSTAL", SectorForm.EXAMPLE))
                .hasStatus(403);
    }

    private Map<String, Object> row(String token, String slug, String on) {
        for (JsonNode row : items(token, "/v1/register/operators?on=" + on)) {
            if (row.path("slug").asString().equals(slug)) {
                return EventJson.mapper().convertValue(row, new TypeReference<Map<String, Object>>() {});
            }
        }
        throw new AssertionError("no row of " + slug);
    }

    private List<String> sources(String on) {
        List<String> sources = new ArrayList<>();
        for (JsonNode row : items(NCO, "/v1/register/sectors?on=" + on)) {
            if (row.path("code").asString().equals("POSTAL")) {
                sources.add(row.path("source").asString());
            }
        }
        return sources;
    }

    private JsonNode items(String token, String path) {
        MvcTestResult result = caller.get(token, path);
        assertThat(result).hasStatusOk();
        return EventJson.mapper()
                .readTree(result.getResponse().getContentAsByteArray())
                .path("items");
    }

    private long position(String tag, String value) {
        return ledger.ofTag(tag, value).getLast().position();
    }

    private static void assertReached(MvcTestResult result, long position) {
        assertThat(result)
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.position")
                .convertTo(Long.class)
                .isEqualTo(position);
    }
}
