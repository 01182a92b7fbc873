package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DomainClockTest {
    private static final Instant START = Instant.parse("2026-11-05T00:00:00Z");

    private Instant real = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void withoutAStartItTellsTheRealTime() {
        var clock = new DomainClock(() -> real, null);

        assertThat(clock.instant()).isEqualTo(real);
        assertThat(clock.isSet()).isFalse();
    }

    @Test
    void itStartsWhereItIsToldAndTicks() {
        var clock = new DomainClock(() -> real, START);
        real = real.plusSeconds(90);

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(90));
        assertThat(clock.isSet()).isTrue();
    }

    @Test
    void itMovesForwardAndTicksOnFromThere() {
        var clock = new DomainClock(() -> real, START);
        clock.moveTo(START.plus(Duration.ofDays(3)));
        real = real.plusSeconds(1);

        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofDays(3)).plusSeconds(1));
    }

    @Test
    void itNeverMovesBack() {
        var clock = new DomainClock(() -> real, START);

        assertThatThrownBy(() -> clock.moveTo(START.minusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected: not before");
        assertThat(clock.instant()).isEqualTo(START);
    }
}
