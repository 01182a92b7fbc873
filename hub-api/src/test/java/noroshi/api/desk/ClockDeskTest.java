package noroshi.api.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import noroshi.api.Caller;
import noroshi.api.TestHub;
import noroshi.ledger.EventJson;
import noroshi.web.NotFound;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import tools.jackson.databind.JsonNode;

@SpringBootTest(classes = TestHub.class)
@AutoConfigureMockMvc
class ClockDeskTest {

    private final Caller caller;
    private final SettableClock clock;

    @Autowired
    ClockDeskTest(Caller caller, SettableClock clock) {
        this.caller = caller;
        this.clock = clock;
    }

    @Test
    void theClockMovesForward() {
        Instant later = clock.instant().plusSeconds(60);

        assertThat(caller.post(Caller.ADMIN, "/v1/demo/clock", "{\"now\": \"%s\"}".formatted(later)))
                .hasStatusOk();
        assertThat(clock.instant()).isEqualTo(later);
    }

    @Test
    void theClockNeverRunsBack() {
        Instant told = clock.instant();

        assertThat(caller.post(Caller.ADMIN, "/v1/demo/clock", "{\"now\": \"%s\"}".formatted(told.minusMillis(1))))
                .hasStatus(409)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("CLOCK_BACKWARD");
        assertThat(clock.instant()).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2027-01-01T00:00:00", "+10000-01-01T00:00:00Z"})
    void aTimeWithoutAnOffsetOrOfAYearThatCannotBeWrittenIsNamed(String now) {
        assertThat(caller.post(Caller.ADMIN, "/v1/demo/clock", "{\"now\": \"%s\"}".formatted(now)))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors[0].item")
                .isEqualTo("now");
    }

    @Test
    void onlyTheAdministratorMovesIt() {
        assertThat(caller.post(Caller.NCO, "/v1/demo/clock", "{\"now\": \"2027-01-01T00:00:00Z\"}"))
                .hasStatus(403);
    }

    @Test
    void withoutDemoIdentitiesThereIsNoSuchClock() {
        JsonNode body = EventJson.mapper().readTree("{\"now\": \"2027-01-01T00:00:00Z\"}");

        Assertions.assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> new ClockDesk(clock, new DemoIdentities(false)).set(body));
        Assertions.assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> new ClockDesk(InstantSource.system(), new DemoIdentities(true)).set(body));
    }
}
