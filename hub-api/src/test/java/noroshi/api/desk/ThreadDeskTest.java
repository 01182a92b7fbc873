package noroshi.api.desk;

import static noroshi.api.Caller.ADMIN;
import static noroshi.api.Caller.MIC;
import static noroshi.api.Caller.MLIT;
import static noroshi.api.Caller.NCO;
import static noroshi.api.Caller.TERMINAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import noroshi.api.Caller;
import noroshi.api.TestHub;
import noroshi.api.desk.Cases.Filed;
import noroshi.ledger.Commands;
import noroshi.ledger.Ledger;
import noroshi.web.Faults;
import org.assertj.core.api.ObjectArrayAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpringBootTest(classes = TestHub.class)
@AutoConfigureMockMvc
class ThreadDeskTest {

    private static final String POLICE = "{\"policeShare\": true}";
    private static final String SEVERITY =
            "{\"continuity\": 3, \"safety\": 0, \"confidence\": 1, \"reason\": \"専門家会合\"}";

    private final Caller caller;
    private final Cases cases;

    @Autowired
    ThreadDeskTest(Caller caller, Commands commands, Ledger ledger) {
        this.caller = caller;
        this.cases = new Cases(commands, ledger);
    }

    @Test
    void anOperatorGivesAConsentOnceAndTakesItBack() {
        Filed filed = cases.ofATerminal();

        assertReached(filed, caller.post(TERMINAL, path(filed, "consents"), POLICE));
        assertReached(filed, caller.post(TERMINAL, path(filed, "consents"), POLICE));
        assertReached(filed, caller.post(TERMINAL, path(filed, "consents"), "{\"policeShare\": false}"));

        assertThat(cases.events(filed))
                .containsExactly(
                        "ReportSubmitted",
                        "RoutingDecided",
                        "ConsentGranted",
                        "RoutingDecided",
                        "ConsentRevoked",
                        "RoutingDecided");
    }

    @Test
    void whatIsNoConsentIsNamed() {
        Filed filed = cases.ofATerminal();

        assertItems(caller.post(TERMINAL, path(filed, "consents"), "{\"police\": true, \"ipaShare\": \"yes\"}"))
                .containsExactly("police", "ipaShare");
        assertProblem(422, "INVALID", caller.post(TERMINAL, path(filed, "consents"), "{}"));
        assertThat(cases.events(filed)).hasSize(2);
    }

    @Test
    void nobodyConsentsForAnotherOperator() {
        Filed filed = cases.of("nangoku-gas", "GAS");
        MvcTestResult foreign = caller.post(TERMINAL, path(filed, "consents"), POLICE);

        assertProblem(404, "THREAD_UNKNOWN", foreign);
        assertProblem(
                404, "THREAD_UNKNOWN", caller.post(TERMINAL, "/v1/reports/" + UUID.randomUUID() + "/consents", POLICE));
        assertProblem(403, "FORBIDDEN", caller.post(MLIT, path(filed, "consents"), POLICE));
    }

    @Test
    void theNationalOfficeAssessesOnceAndAnewAfterwards() {
        Filed filed = cases.ofATerminal();

        assertReached(filed, caller.post(NCO, path(filed, "severity"), SEVERITY));
        assertReached(filed, caller.post(NCO, path(filed, "severity"), SEVERITY));
        assertReached(filed, caller.post(NCO, path(filed, "severity"), SEVERITY.replace("3", "2")));

        assertThat(cases.events(filed))
                .containsExactly("ReportSubmitted", "RoutingDecided", "SeverityAssessed", "SeverityAssessed");
    }

    @Test
    void everyViewpointAndTheReasonAreNeeded() {
        Filed filed = cases.ofATerminal();

        assertItems(caller.post(NCO, path(filed, "severity"), "{\"continuity\": 5, \"safety\": 1.5}"))
                .containsExactly("continuity", "safety", "confidence", "reason");
    }

    @Test
    void whatIsNotThereIsNotAssessed() {
        assertProblem(
                404, "THREAD_UNKNOWN", caller.post(NCO, "/v1/reports/" + UUID.randomUUID() + "/severity", SEVERITY));
    }

    @Test
    void aHolderNarrowsOnceAndNeverWidens() {
        Filed filed = cases.ofATerminal();

        assertReached(filed, caller.post(MLIT, path(filed, "tlp"), labelled("AMBER_STRICT")));
        assertReached(filed, caller.post(MLIT, path(filed, "tlp"), labelled("AMBER_STRICT")));
        assertProblem(409, "ONLY_ORIGINATOR_WIDENS", caller.post(NCO, path(filed, "tlp"), labelled("GREEN")));

        assertThat(cases.events(filed)).containsExactly("ReportSubmitted", "RoutingDecided", "TlpNarrowed");
    }

    @Test
    void anOriginatorWidensTheLabelThatItNames() {
        Filed filed = cases.ofATerminal();
        caller.post(MLIT, path(filed, "tlp"), labelled("RED"));

        assertProblem(409, "TLP_CHANGED", caller.post(TERMINAL, path(filed, "tlp"), labelled("GREEN")));
        assertReached(
                filed,
                caller.post(
                        TERMINAL, path(filed, "tlp"), "{\"tlp\": \"GREEN\", \"from\": \"RED\", \"reason\": \"公表\"}"));

        assertThat(cases.events(filed))
                .containsExactly("ReportSubmitted", "RoutingDecided", "TlpNarrowed", "TlpWidened");
    }

    @Test
    void whoHoldsNothingOfItNarrowsNothing() {
        Filed filed = cases.ofATerminal();

        assertProblem(404, "THREAD_UNKNOWN", caller.post(MIC, path(filed, "tlp"), labelled("RED")));
        assertProblem(
                404,
                "THREAD_UNKNOWN",
                caller.post(TERMINAL, path(cases.of("nangoku-gas", "GAS"), "tlp"), labelled("RED")));
        assertProblem(
                404, "THREAD_UNKNOWN", caller.post(NCO, "/v1/reports/" + UUID.randomUUID() + "/tlp", labelled("RED")));
        assertProblem(403, "FORBIDDEN", caller.post(ADMIN, path(filed, "tlp"), labelled("RED")));
        assertThat(cases.events(filed)).hasSize(2);
    }

    @Test
    void aLabelAndAReasonAreNeeded() {
        Filed filed = cases.ofATerminal();

        assertItems(caller.post(MLIT, path(filed, "tlp"), "{\"tlp\": \"WHITE\", \"from\": 3}"))
                .containsExactly("tlp", "from", "reason");
    }

    /** What stands in the record stands there for ever, and is read wherever the act is shown. */
    @Test
    void aReasonABodyAndTheFaultsOfOneHaveTheirLimits() {
        Filed filed = cases.ofATerminal();
        String path = path(filed, "tlp");

        assertItems(caller.post(MLIT, path, reasoned("長".repeat(2_001)))).containsExactly("reason");
        assertReached(filed, caller.post(MLIT, path, reasoned("長".repeat(2_000))));
        assertProblem(413, "CONTENT_TOO_LARGE", caller.post(MLIT, path, labelled("RED") + " ".repeat(1 << 20)));
        assertItems(caller.post(
                        MLIT,
                        path,
                        IntStream.range(0, 1_000)
                                .mapToObj("\"unknown%d\": 1"::formatted)
                                .collect(Collectors.joining(", ", "{", "}"))))
                .hasSize(Faults.MOST + 1);
    }

    private static String reasoned(String reason) {
        return "{\"tlp\": \"AMBER_STRICT\", \"reason\": \"%s\"}".formatted(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {TERMINAL, MLIT, ADMIN})
    void nobodyButTheNationalOfficeAssesses(String token) {
        Filed filed = cases.ofATerminal();

        assertProblem(403, "FORBIDDEN", caller.post(token, path(filed, "severity"), SEVERITY));
    }

    /** Its sector is not registered, so whoever is could be its member (decision 22). */
    @Test
    void aCeptoarsReasonNamesNoMember() {
        assertThat(caller.put(NCO, "/v1/register/operators/unnamed-wharf", """
                        {"name": "名無埠頭", "kind": "COMPANY", "prefecture": "23",
                         "memberships": [{"sector": "PORT", "from": "2026-01-01"}], "designations": [],
                         "criticalComputer": false}""")).hasStatusOk();
        String path = "/v1/reports/" + UUID.randomUUID() + "/tlp";
        String named = "{\"tlp\": \"RED\", \"reason\": \"名無埠頭の依頼\"}";

        assertProblem(422, "TELLTALE", caller.post("OPERATOR~ceptoar-port~operator.ceptoar-port", path, named));
        assertProblem(404, "THREAD_UNKNOWN", caller.post(TERMINAL, path, named));
    }

    private static String labelled(String tlp) {
        return "{\"tlp\": \"%s\", \"reason\": \"捜査中\"}".formatted(tlp);
    }

    private static String path(Filed filed, String act) {
        return "/v1/reports/%s/%s".formatted(filed.thread(), act);
    }

    private void assertReached(Filed filed, MvcTestResult result) {
        assertThat(result)
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.position")
                .convertTo(Long.class)
                .isEqualTo(cases.position(filed));
    }

    private static void assertProblem(int status, String code, MvcTestResult result) {
        assertThat(result)
                .hasStatus(status)
                .hasContentType("application/problem+json")
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo(code);
    }

    private static ObjectArrayAssert<Object> assertItems(MvcTestResult result) {
        assertProblem(422, "INVALID", result);
        return assertThat(result).bodyJson().extractingPath("$.errors[*].item").asArray();
    }
}
