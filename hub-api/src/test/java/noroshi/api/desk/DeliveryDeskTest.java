package noroshi.api.desk;

import static noroshi.api.Caller.ADMIN;
import static noroshi.api.Caller.MIC;
import static noroshi.api.Caller.MLIT;
import static noroshi.api.Caller.NCO;
import static noroshi.api.Caller.PM_CAO;
import static noroshi.api.Caller.TERMINAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import noroshi.api.Caller;
import noroshi.api.TestHub;
import noroshi.api.desk.Cases.Filed;
import noroshi.ledger.Commands;
import noroshi.ledger.Ledger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@SpringBootTest(classes = TestHub.class)
@AutoConfigureMockMvc
class DeliveryDeskTest {

    private static final String REASON = "{\"reason\": \"感染経路を追記してください\"}";
    private static final String ACCEPT = "{\"decision\": \"ACCEPT\"}";
    private static final String REJECT = "{\"decision\": \"REJECT\", \"reason\": \"調査中\"}";

    private final Caller caller;
    private final Cases cases;

    @Autowired
    DeliveryDeskTest(Caller caller, Commands commands, Ledger ledger) {
        this.caller = caller;
        this.cases = new Cases(commands, ledger);
    }

    @Test
    void anAddresseeAcknowledgesAFreshDelivery() {
        Filed filed = cases.ofATerminal();

        assertReached(filed, caller.post(MLIT, filed.path("MLIT", "acknowledgement"), ""));
        assertThat(cases.events(filed)).containsExactly("ReportSubmitted", "RoutingDecided", "ReceiptAcknowledged");
    }

    @Test
    void anAcknowledgementRepeatedChangesNothing() {
        Filed filed = cases.ofATerminal();
        caller.post(NCO, filed.path("NCO", "acknowledgement"), "");

        assertReached(filed, caller.post(NCO, filed.path("NCO", "acknowledgement"), ""));
        assertThat(cases.events(filed)).hasSize(3);
    }

    @Test
    void anAcknowledgementMayNameTheReportUpToWhichAllWasReceived() {
        Filed filed = cases.ofATerminal();
        cases.fileDetails(filed);

        assertReached(filed, acknowledge(filed, "{\"reportId\": \"%s\"}".formatted(filed.report())));
        assertThat(cases.events(filed)).endsWith("ReceiptAcknowledged");
        assertProblem(409, "DELIVERY_NOT_ACKNOWLEDGED", caller.post(MLIT, filed.path("MLIT", "close"), ""));
        assertReached(filed, acknowledge(filed, "{}"));
        assertReached(filed, caller.post(MLIT, filed.path("MLIT", "close"), ""));
    }

    @Test
    void anAcknowledgementOfAnotherThreadsReportIsRefused() {
        Filed filed = cases.ofATerminal();
        Filed other = cases.ofATerminal();

        assertProblem(422, "REPORT_UNKNOWN", acknowledge(filed, "{\"reportId\": \"%s\"}".formatted(other.report())));
        assertProblem(422, "INVALID", acknowledge(filed, "{\"reportId\": \"no uuid\"}"));
        assertProblem(422, "INVALID", acknowledge(filed, "{\"report\": \"x\"}"));
        assertThat(cases.events(filed)).hasSize(2);
    }

    private MvcTestResult acknowledge(Filed filed, String body) {
        return caller.post(MLIT, filed.path("MLIT", "acknowledgement"), body);
    }

    @Test
    void aReportIsReturnedOnce() {
        Filed filed = cases.ofATerminal();

        assertReached(filed, caller.post(MLIT, filed.path("MLIT", "return"), REASON));
        assertReached(filed, caller.post(MLIT, filed.path("MLIT", "return"), REASON));
        assertThat(cases.events(filed)).containsExactly("ReportSubmitted", "RoutingDecided", "ReportReturned");
    }

    @Test
    void aReturnNeedsAReason() {
        Filed filed = cases.ofATerminal();

        assertThat(caller.post(MLIT, filed.path("MLIT", "return"), "{\"reason\": \" \", \"tone\": \"stern\"}"))
                .hasStatus(422)
                .hasContentType("application/problem+json")
                .bodyJson()
                .extractingPath("$.errors[*].item")
                .asArray()
                .containsExactly("tone", "reason");
    }

    @Test
    void aDeliveryIsClosedAfterItWasAcknowledged() {
        Filed filed = cases.ofATerminal();

        assertProblem(409, "DELIVERY_NOT_ACKNOWLEDGED", caller.post(MLIT, filed.path("MLIT", "close"), ""));
        caller.post(MLIT, filed.path("MLIT", "acknowledgement"), "");
        assertProblem(409, "DUTY_OPEN", caller.post(MLIT, filed.path("MLIT", "close"), ""));
        cases.fileDetails(filed);
        caller.post(MLIT, filed.path("MLIT", "acknowledgement"), "");
        assertReached(filed, caller.post(MLIT, filed.path("MLIT", "close"), ""));
        assertReached(filed, caller.post(MLIT, filed.path("MLIT", "close"), ""));
        assertThat(cases.events(filed)).endsWith("ReceiptAcknowledged", "DeliveryClosed");
    }

    @Test
    void aClosedThreadIsReopenedByACompetentAuthorityWithAReason() {
        Filed filed = cases.ofATerminal();
        assertReached(filed, caller.post(MLIT, filed.path("MLIT", "reopening"), REASON));
        assertThat(cases.events(filed)).as("it is not closed").hasSize(2);
        cases.fileDetails(filed);
        closed(filed, MLIT, "MLIT");
        assertProblem(409, "THREAD_NOT_CLOSED", caller.post(MLIT, filed.path("MLIT", "reopening"), REASON));
        closed(filed, PM_CAO, "PM_CAO");

        assertProblem(422, "NOT_COMPETENT", caller.post(NCO, filed.path("NCO", "reopening"), REASON));
        assertProblem(422, "INVALID", caller.post(MLIT, filed.path("MLIT", "reopening"), "{}"));
        assertReached(filed, caller.post(MLIT, filed.path("MLIT", "reopening"), REASON));
        assertReached(filed, caller.post(MLIT, filed.path("MLIT", "reopening"), REASON));
        assertThat(cases.events(filed)).endsWith("ThreadClosed", "ThreadReopened");
    }

    private void closed(Filed filed, String token, String authority) {
        caller.post(token, filed.path(authority, "acknowledgement"), "");
        assertReached(filed, caller.post(token, filed.path(authority, "close"), ""));
    }

    @Test
    void aThreadIsWithdrawnWhenEveryCompetentAuthorityAccepts() {
        Filed filed = cases.ofATerminal();

        assertProblem(
                409, "WITHDRAWAL_NOT_REQUESTED", caller.post(MLIT, filed.path("MLIT", "withdrawal-decision"), ACCEPT));
        cases.requestWithdrawal(filed);
        assertReached(filed, caller.post(MLIT, filed.path("MLIT", "withdrawal-decision"), ACCEPT));
        assertReached(filed, caller.post(MLIT, filed.path("MLIT", "withdrawal-decision"), ACCEPT));
        assertThat(cases.events(filed)).endsWith("WithdrawalRequested", "WithdrawalAccepted");
        assertReached(filed, caller.post(PM_CAO, filed.path("PM_CAO", "withdrawal-decision"), ACCEPT));
        assertThat(cases.events(filed)).endsWith("WithdrawalAccepted", "ThreadWithdrawn");
    }

    @Test
    void aRejectionOfAWithdrawalNeedsAReason() {
        Filed filed = cases.ofATerminal();
        cases.requestWithdrawal(filed);

        assertProblem(
                422,
                "INVALID",
                caller.post(MLIT, filed.path("MLIT", "withdrawal-decision"), "{\"decision\": \"REJECT\"}"));
        assertReached(filed, caller.post(MLIT, filed.path("MLIT", "withdrawal-decision"), REJECT));
        assertThat(cases.events(filed)).endsWith("WithdrawalRejected");
    }

    @Test
    void whoOnlyHasACopyDecidesNoWithdrawal() {
        Filed filed = cases.ofATerminal();
        cases.requestWithdrawal(filed);

        assertProblem(422, "NOT_COMPETENT", caller.post(NCO, filed.path("NCO", "withdrawal-decision"), ACCEPT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acknowledgement", "return", "close", "reopening", "withdrawal-decision"})
    void anothersDeliveryIsAnsweredLikeOneThatDoesNotExist(String act) {
        Filed filed = cases.ofATerminal();
        MvcTestResult foreign = caller.post(MIC, filed.path("MLIT", act), REASON);
        MvcTestResult unknown = caller.post(MIC, "/v1/deliveries/" + UUID.randomUUID() + "/" + act, REASON);
        MvcTestResult neverOne = caller.post(MIC, "/v1/deliveries/x/" + act, REASON);

        assertProblem(404, "NOT_FOUND", foreign);
        assertThat(unknown).hasStatus(404);
        assertThat(body(unknown)).isEqualTo(body(foreign));
        assertThat(neverOne).hasStatus(404);
        assertThat(body(neverOne)).isEqualTo(body(foreign));
        assertThat(cases.events(filed)).hasSize(2);
    }

    @Test
    void theNationalOfficeActsOnItsOwnDeliveryAlone() {
        Filed filed = cases.ofATerminal();

        assertProblem(404, "NOT_FOUND", caller.post(NCO, filed.path("MLIT", "acknowledgement"), ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {TERMINAL, ADMIN, Caller.CEPTOAR})
    void whoeverIsNoAddresseeByRoleIsForbidden(String token) {
        Filed filed = cases.ofATerminal();

        assertProblem(403, "FORBIDDEN", caller.post(token, filed.path("MLIT", "acknowledgement"), ""));
    }

    @Test
    void aBodyThatIsNoJsonIsMalformed() {
        Filed filed = cases.ofATerminal();

        assertProblem(400, "MALFORMED", caller.post(MLIT, filed.path("MLIT", "return"), "{\"reason\": "));
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

    private static String body(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
