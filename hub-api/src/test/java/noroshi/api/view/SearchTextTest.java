package noroshi.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import noroshi.core.report.Content;
import noroshi.core.report.Indicator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTextTest {

    @ParameterizedTest
    @CsvSource({
        "ﾗﾝｻﾑｳｪｱ, ランサムウェア",
        "ＶＰＮ, vpn",
        "STRASSE, straße",
        "ΟΔΟΣ, οδος",
        "①, 1",
    })
    void differentWritingsOfAWordMeet(String one, String other) {
        assertThat(SearchText.words(one)).isEqualTo(SearchText.words(other)).hasSize(1);
    }

    @Test
    void wordsArePartedByAnyBlank() {
        assertThat(SearchText.words(" 電力\u3000障害\tVPN  電力 ")).containsExactly("電力", "障害", "vpn");
        assertThat(SearchText.words(" \u3000 ")).isEmpty();
    }

    @Test
    void whatMeansSomethingToTheDatabaseStandsForItself() {
        assertThat(SearchText.pattern("100%_\\")).isEqualTo("%100\\%\\_\\\\%");
    }

    @Test
    void allThatIsSaidIsSearchedAndNothingOfTheContact() {
        var content = new Content(
                "件名\0",
                "概要",
                List.of(new Indicator("domain-name", "EVIL.example")),
                Map.of("b", List.of("二", Map.of("x", "三")), "a", 1),
                Map.of("電話", "06-0000-0000"),
                List.of(),
                List.of());
        assertThat(SearchText.of(content)).isEqualTo("件名\uFFFD\n概要\n1\n二\n三\nevil.example");
        assertThat(SearchText.of(null)).isEmpty();
    }
}
