package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import noroshi.standalone.veris.HubApi.Answer;
import noroshi.standalone.veris.Pause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The same journey with Kafka and PostgreSQL as servers elsewhere, which can be disturbed from outside. */
@EnabledIf(value = "noroshi.standalone.Containers#available", disabledReason = Containers.WHERE_NOT)
class ContainerJourneyIT extends JourneyIT {

    private static final int FILINGS = 20;
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final String OPERATOR = "aoba-bank";
    private static final Map<String, Object> BODY = Map.of(
            "form", "DDOS",
            "stage", "PRELIMINARY",
            "awarenessAt", "2026-11-05T05:40:00+09:00",
            "title", "大量アクセス",
            "summary", "継続中",
            "serviceLines", List.of("BANKING"));

    private final Containers containers = new Containers();

    @Override
    Foundation foundation() {
        return containers.foundation();
    }

    @Test
    void whileTheBrokerStandsStillNothingIsAcceptedAndAfterwardsEachFilingIsRecordedOnce() throws Exception {
        hub.filed(OPERATOR, "/v1/reports", "before", BODY);
        var answers = new LinkedHashMap<String, Future<Answer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            containers.pauseBroker();
            try {
                for (var i = 0; i < FILINGS; i++) {
                    var key = "paused-" + i;
                    answers.put(
                            key, threads.submit(() -> hub.http().postAsOperator(OPERATOR, "/v1/reports", key, BODY)));
                    Pause.of(BETWEEN);
                }
                assertThat(answers)
                        .as("no 202 without the broker")
                        .allSatisfy((_, answer) -> assertThat(answer.isDone()).isFalse());
            } finally {
                containers.resumeBroker();
            }
            for (var answer : answers.values()) {
                assertThat(answer.get().status()).isEqualTo(202);
                assertThat(hub.settled(OPERATOR, answer.get()).path("state").asString())
                        .isEqualTo("RECORDED");
            }
        }
        var reports = hub.get("operator:" + OPERATOR, "/v1/submissions?limit=500")
                .body()
                .path("items")
                .findValuesAsString("reportId");
        assertThat(reports).hasSize(FILINGS + 1).doesNotHaveDuplicates();
    }
}
