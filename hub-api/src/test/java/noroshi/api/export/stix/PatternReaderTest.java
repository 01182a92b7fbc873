package noroshi.api.export.stix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import noroshi.core.report.Indicator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternReaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            [ipv4-addr:value = '192.0.2.1']                              | ipv4-addr 192.0.2.1
            [ ipv4-addr:value='192.0.2.1' ]                              | ipv4-addr 192.0.2.1
            [ipv4-addr:value = '192.0.2.0/24']                           | ipv4-addr 192.0.2.0/24
            [ipv4-addr:value ISSUBSET '192.0.2.0/24']                    | ipv4-addr 192.0.2.0/24
            [ipv6-addr:value = '2001:db8::1']                            | ipv6-addr 2001:db8::1
            [domain-name:value IN ('a.example', 'b.example')]            | domain-name a.example; domain-name b.example
            [domain-name:value = 'a.example' OR url:value = 'https://a.example/x\\'y'] | domain-name a.example; url https://a.example/x'y
            [domain-name:value = 'a.example'] OR [domain-name:value = 'b.example'] | domain-name a.example; domain-name b.example
            [email-addr:value = 'evil@example.jp']                       | email-addr evil@example.jp
            [mac-addr:value = 'aa:bb:cc:00:11:22']                       | mac-addr aa:bb:cc:00:11:22
            [autonomous-system:number = 64500]                           | autonomous-system AS64500
            [file:name = 'a\\\\b.exe']                                   | file-name a\\b.exe
            [file:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e' AND file:hashes.'SHA-1' = 'DA39A3EE5E6B4B0D3255BFEF95601890AFD80709'] | file-md5 d41d8cd98f00b204e9800998ecf8427e; file-sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709
            [file:hashes.\\"SHA-1\\" = 'da39a3ee5e6b4b0d3255bfef95601890afd80709'] |
            """)
    void aPatternIsTheIndicatorsThatMeetIt(String pattern, String read) {
        assertThat(PatternReader.read(pattern).map(PatternReaderTest::text).orElse(null))
                .isEqualTo(read);
    }

    private static String text(List<Indicator> indicators) {
        return indicators.stream().map(one -> one.type() + " " + one.value()).collect(Collectors.joining("; "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ipv4-addr:value = '192.0.2.1'",
                "[ipv4-addr:value = '192.0.2.1'",
                "[ipv4-addr:value = '192.0.2.1'] trailing",
                "[ipv4-addr:value = 192]",
                "[ipv4-addr:value = 'not an address']",
                "[ipv4-addr:value != '192.0.2.1']",
                "[ipv4-addr:value LIKE '192.%']",
                "[domain-name:value MATCHES '.*']",
                "[domain-name:value ISSUBSET 'a.example']",
                "[NOT domain-name:value = 'a.example']",
                "[domain-name:value IN ()]",
                "[domain-name:value = 'a.example' AND ipv4-addr:value = '192.0.2.1']",
                "[domain-name:value = 'a.example' AND file:name = 'x' OR file:name = 'y']",
                "[domain-name:value = 'a.example'] AND [domain-name:value = 'b.example']",
                "[domain-name:value = 'a.example'] FOLLOWEDBY [domain-name:value = 'b.example']",
                "[domain-name:value = 'a.example'] WITHIN 5 SECONDS",
                "[network-traffic:dst_port = 443]",
                "[file:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e' AND file:hashes.MD5 = '0cc175b9c0f1b6a831c399e269772661']",
                "[file:hashes.MD5 = 'short']",
                "[x-noroshi:revoked = true]",
                "[domain-name:value = 'unterminated"
            })
    void whatWouldMeanAnotherThingIsNotRead(String pattern) {
        assertThat(PatternReader.read(pattern)).isEmpty();
    }

    @Test
    void aLongPatternOverflowsNothing() {
        String escapes = "\\\\".repeat(100_000);
        assertThat(PatternReader.read("[url:value = '%s']".formatted(escapes))).isEmpty();
        assertThat(PatternReader.read("[".repeat(100_000))).isEmpty();
        String hosts =
                IntStream.range(0, 5_000).mapToObj("'h%d.example'"::formatted).collect(Collectors.joining(","));
        assertThat(PatternReader.read("[domain-name:value IN (%s)]".formatted(hosts)))
                .hasValueSatisfying(all -> assertThat(all).hasSize(5_000));
    }

    @ParameterizedTest
    @CsvSource({
        "ipv4-addr, 192.0.2.1",
        "ipv6-addr, 2001:db8::/32",
        "domain-name, c2.example",
        "url, https://c2.example/a?b='c",
        "email-addr, evil@c2.example",
        "mac-addr, aa:bb:cc:00:11:22",
        "autonomous-system, AS64500",
        "file-md5, d41d8cd98f00b204e9800998ecf8427e",
        "file-name, a\\b.exe"
    })
    void whatTheHubWritesItReads(String type, String value) {
        var indicator = new Indicator(type, value);
        assertThat(PatternReader.read(IndicatorPattern.of(indicator).orElseThrow()))
                .hasValue(List.of(indicator));
    }
}
