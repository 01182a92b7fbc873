package noroshi.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.RequestDispatcher;
import java.util.List;
import java.util.Objects;
import noroshi.core.Fault;
import noroshi.core.Problem;
import noroshi.core.Reason;
import noroshi.core.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;

class ProblemAdviceTest {

    private final ProblemAdvice advice = new ProblemAdvice();

    @ParameterizedTest
    @CsvSource({
        "INVALID, 422",
        "CORPORATE_NUMBER_INVALID, 422",
        "NOT_COMPETENT, 422",
        "THREAD_CLOSED, 409",
        "WITHDRAWAL_NOT_REQUESTED, 409",
        "CLOCK_BACKWARD, 409",
        "DELIVERY_UNKNOWN, 404",
        "NOT_ADDRESSEE, 404",
        "DELIVERY_NOT_ACKNOWLEDGED, 409",
        "DRAFT_CHANGED, 412",
        "DRAFT_FILED, 409",
        "IF_MATCH_MISSING, 428",
        "IDEMPOTENCY_KEY_MISSING, 400",
        "PARAMETER_INVALID, 400"
    })
    void aRefusalIsAnsweredByItsReason(Reason reason, int status) {
        Problem problem = body(advice.refused(refused(reason), asking("ja")));

        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.code()).isEqualTo(reason.name());
        assertThat(problem.title()).isEqualTo(reason.ja());
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void noRefusalIsTheServersOwnFault(Reason reason) {
        assertThat(body(advice.refused(refused(reason), asking("en-GB"))).status())
                .isBetween(400, 499)
                .isNotEqualTo(403);
    }

    @Test
    void othersWhoWereFasterAreAConflict() {
        Problem problem = body(advice.concurrentChange(asking("en-GB")));

        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.code()).isEqualTo("CONCURRENT_CHANGE");
    }

    @Test
    void anAbsentDatabaseIsToldWithWhenToAskAgain() {
        var answer = advice.unavailable(
                new DataAccessResourceFailureException("connection to 10.0.0.1 refused"), asking("en-GB"));

        assertThat(answer.getStatusCode().value()).isEqualTo(503);
        assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("2");
        assertThat(body(answer).toString()).doesNotContain("10.0.0.1");
    }

    @Test
    void whatNobodyForesawTellsNothingOfTheInside() {
        var answer = advice.unforeseen(new IllegalStateException("secret"), asking("ja"));

        assertThat(answer.getStatusCode().value()).isEqualTo(500);
        assertThat(body(answer).toString()).doesNotContain("secret");
    }

    @Test
    void severalFaultsOfOneKindBearItsCode() {
        var faults = List.of(
                Fault.of(Reason.PARAMETER_INVALID, "limit", "x", "1 から 500", "1 to 500"),
                Fault.of(Reason.PARAMETER_INVALID, "from", "y", "日時", "a time"));

        Problem problem = body(advice.unreadable(new UnreadableParameters(faults), asking("en")));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.code()).isEqualTo("PARAMETER_INVALID");
        assertThat(problem.errors()).extracting(Problem.Item::item).containsExactly("limit", "from");
    }

    @ParameterizedTest
    @CsvSource({
        "404, NOT_FOUND",
        "405, METHOD_NOT_ALLOWED",
        "400, BAD_REQUEST",
        "414, BAD_REQUEST",
        "500, INTERNAL",
        "503, UNAVAILABLE"
    })
    void whatTheContainerAnsweredByItsStatusGetsItsWords(int status, String code) {
        var request = asking("en");
        request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, status);

        assertThat(body(new ErrorAnswer().error(request)).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ja                                | 見つかりません",
                "en                                | there is no such thing",
                "fr;q=0.9, en-US;q=0.8, ja;q=0.1   | there is no such thing",
                "en;q=0.1, ja;q=0.8                | 見つかりません",
                "fr                                | 見つかりません"
            })
    void aProblemIsToldInTheLanguageThatIsPreferred(String accepted, String detail) {
        assertThat(body(advice.notFound(asking(accepted))).detail()).isEqualTo(detail);
    }

    private static MockHttpServletRequest asking(String language) {
        var request = new MockHttpServletRequest("GET", "/v1/timeline");
        request.addHeader(HttpHeaders.ACCEPT_LANGUAGE, language);
        return request;
    }

    private static Refused refused(Reason reason) {
        return new Refused(reason, "item", "came", "正", "expected");
    }

    private static Problem body(ResponseEntity<Problem> answer) {
        assertThat(answer.getHeaders().getContentType()).hasToString("application/problem+json");
        return Objects.requireNonNull(answer.getBody());
    }
}
