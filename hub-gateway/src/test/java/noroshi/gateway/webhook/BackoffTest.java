package noroshi.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final RandomGenerator AT_ONCE = () -> 0;
    private static final RandomGenerator LATE = () -> -1L;

    @ParameterizedTest
    @CsvSource({
        "1, PT5S",
        "2, PT20S",
        "3, PT1M20S",
        "4, PT5M20S",
        "5, PT21M20S",
        "6, PT1H25M20S",
        "7, PT5H41M20S",
        "8, PT12H",
        "9, PT12H",
        "13, PT12H",
        "14,"
    })
    void eachWaitIsFourTimesTheOneBeforeUpToHalfADay(int tries, @Nullable Duration wait) {
        assertThat(new Backoff(AT_ONCE).after(tries, null).orElse(null)).isEqualTo(wait);
    }

    @Test
    void altogetherItTriesForThreeDaysAndSomeHours() {
        var whole = Duration.ZERO;
        for (int tries = 1; tries < Backoff.TRIES; tries++) {
            whole = whole.plus(new Backoff(AT_ONCE).after(tries, null).orElseThrow());
        }

        assertThat(whole).isBetween(Duration.ofDays(3), Duration.ofDays(4));
    }

    @Test
    void whatFailedTogetherDoesNotComeAgainTogether() {
        assertThat(new Backoff(LATE).after(1, null).orElseThrow())
                .isBetween(Duration.ofMillis(5_900), Duration.ofSeconds(6));
    }

    @ParameterizedTest
    @CsvSource({"PT1S, PT5S", "PT1H, PT1H", "P30D, PT12H"})
    void anEndpointIsLeftAloneAsItAsksButNeitherLessNorForEver(Duration asked, Duration wait) {
        assertThat(new Backoff(AT_ONCE).after(1, asked)).contains(wait);
    }
}
