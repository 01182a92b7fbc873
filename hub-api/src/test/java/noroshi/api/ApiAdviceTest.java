package noroshi.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Objects;
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

class ApiAdviceTest {

    private final ApiAdvice advice = new ApiAdvice();

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
        "IDEMPOTENCY_KEY_MISSING, 400"
    })
    void aRefusalIsAnsweredByItsReason(Reason reason, int status) {
        Problem problem = body(advice.refused(refused(reason), Locale.JAPANESE));

        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.code()).isEqualTo(reason.name());
        assertThat(problem.title()).isEqualTo(reason.ja());
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void noRefusalIsTheServersOwnFault(Reason reason) {
        assertThat(body(advice.refused(refused(reason), Locale.ENGLISH)).status())
                .isBetween(400, 499)
                .isNotEqualTo(403);
    }

    @Test
    void othersWhoWereFasterAreAConflict() {
        Problem problem = body(advice.concurrentChange(Locale.ENGLISH));

        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.code()).isEqualTo("CONCURRENT_CHANGE");
    }

    @Test
    void anAbsentDatabaseIsToldWithWhenToAskAgain() {
        var answer = advice.unavailable(
                new DataAccessResourceFailureException("connection to 10.0.0.1 refused"), Locale.ENGLISH);

        assertThat(answer.getStatusCode().value()).isEqualTo(503);
        assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("2");
        assertThat(body(answer).toString()).doesNotContain("10.0.0.1");
    }

    @Test
    void whatNobodyForesawTellsNothingOfTheInside() {
        var answer = advice.unforeseen(
                new IllegalStateException("secret"),
                new MockHttpServletRequest("GET", "/v1/timeline"),
                Locale.JAPANESE);

        assertThat(answer.getStatusCode().value()).isEqualTo(500);
        assertThat(body(answer).toString()).doesNotContain("secret");
    }

    private static Refused refused(Reason reason) {
        return new Refused(reason, "item", "came", "正", "expected");
    }

    private static Problem body(ResponseEntity<Problem> answer) {
        assertThat(answer.getHeaders().getContentType()).hasToString("application/problem+json");
        return Objects.requireNonNull(answer.getBody());
    }
}
