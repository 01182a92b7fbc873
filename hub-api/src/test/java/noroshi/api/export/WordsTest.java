package noroshi.api.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import noroshi.api.view.ThreadState.Phase;
import noroshi.core.obligation.Obligation.Standing;
import noroshi.core.regime.Role;
import noroshi.core.report.Stage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is printed says no code where its reader has a word for it. */
class WordsTest {

    record Coded(String kind, Enum<?> code) {}

    static Stream<Coded> codes() {
        return Stream.of(
                        all("phase", Phase.values()),
                        all("standing", Standing.values()),
                        all("role", Role.values()),
                        all("stage", Stage.values()))
                .flatMap(coded -> coded);
    }

    private static Stream<Coded> all(String kind, Enum<?>[] codes) {
        return Stream.of(codes).map(code -> new Coded(kind, code));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void everyCodeIsAWordInBothLanguages(Coded coded) {
        for (Locale locale : new Locale[] {Locale.JAPANESE, Locale.ENGLISH}) {
            assertThat(new Words(locale).of(coded.kind(), coded.code()))
                    .as("%s in %s", coded, locale)
                    .isNotEqualTo(coded.code().name());
        }
    }
}
