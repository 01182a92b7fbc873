package noroshi.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import noroshi.core.Reason;
import noroshi.core.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

    private static final int LONGEST = 200;

    @ParameterizedTest
    @ValueSource(strings = {"1", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "report:2026/11#3~!"})
    void aSoundKeyIsTakenAsItIs(String key) {
        assertThat(IdempotencyKey.required(key)).isEqualTo(key);
        assertThat(IdempotencyKey.optional(key)).hasValue(key);
    }

    static String[] unsound() {
        return new String[] {"", " ", "a key", "鍵", "line\nbreak", "k".repeat(LONGEST + 1)};
    }

    /** Who sends one believes that the request may be sent again: as good as none would be a lie. */
    @ParameterizedTest
    @MethodSource("unsound")
    void anyOtherIsRefusedWhetherOneIsNeededOrNot(String key) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> IdempotencyKey.required(key))
                .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.IDEMPOTENCY_KEY_MISSING));
        assertThatExceptionOfType(UnreadableParameters.class).isThrownBy(() -> IdempotencyKey.optional(key));
    }

    @Test
    void oneThatIsLeftOutIsRefusedOnlyWhereItIsNeeded() {
        assertThat(IdempotencyKey.optional(null)).isEmpty();
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> IdempotencyKey.required(null));
    }
}
