package noroshi.core.bulletin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import noroshi.core.report.Content;
import noroshi.core.report.Indicator;

class AnonymisationPropertiesTest {

    /** Whatever words a report is made of, in whichever of its items: none of them is passed on. */
    @Property(tries = 300)
    void noWordOfAReportIsPassedOn(@ForAll("words") String words) {
        var content = new Content(
                words,
                words,
                List.of(
                        new Indicator("hostname", words),
                        new Indicator(words, "e3b0c44298fc1c149afbf4c8996fb924"),
                        new Indicator(words, "c2.attacker.example"),
                        new Indicator("url", "https://c2.attacker.example/" + words),
                        new Indicator("email-addr", words + "@mail.example")),
                Map.of("ransomNote", words, "attackPattern", List.of(words), "malwareFamily", words + "。"),
                Map.of("name", words),
                List.of(words),
                List.of());

        Gist gist = new Anonymisation(List.of(AnonymisationTest.FILING.operator()))
                .gist(List.of(AnonymisationTest.source(AnonymisationTest.FILING, content)));

        assertThat(gist.toString()).doesNotContain(words);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.strings()
                .withChars("がぎぐ病院長09 .-_/@[]")
                .ofMinLength(1)
                .ofMaxLength(12)
                .map(word -> "漏" + word);
    }
}
