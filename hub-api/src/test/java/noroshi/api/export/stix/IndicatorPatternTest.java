package noroshi.api.export.stix;

import static org.assertj.core.api.Assertions.assertThat;

import noroshi.core.report.Indicator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndicatorPatternTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    ipv4-addr   | 192.0.2.1            | [ipv4-addr:value = '192.0.2.1']
                    IPv4        | 192.0.2.0/24         | [ipv4-addr:value ISSUBSET '192.0.2.0/24']
                    ipv4-addr   | 192.0.2.0/33         |
                    ipv4-addr   | 192.0.2.256          |
                    ipv4-addr   | 192.0.2              |
                    ip          | 2001:DB8::1          | [ipv6-addr:value = '2001:db8::1']
                    ipv6-addr   | 2001:db8::/32        | [ipv6-addr:value ISSUBSET '2001:db8::/32']
                    ipv6-addr   | fe80::1%eth0         |
                    ipv6-addr   | 2001:db8::/129       |
                    domain-name | Example.JP.          | [domain-name:value = 'example.jp']
                    domain      | 例え.jp              | [domain-name:value = 'xn--r8jz45g.jp']
                    domain-name | localhost            |
                    domain-name | 1.2.3.4              |
                    domain-name | a..b                 |
                    domain-name | -a.example           |
                    url         | https://a.example/x?y='z | [url:value = 'https://a.example/x?y=\\'z']
                    url         | hxxp://a.example/    |
                    url         | javascript:alert(1)  |
                    url         | https:///nohost      |
                    email-addr  | evil@Example.jp      | [email-addr:value = 'evil@example.jp']
                    email       | @example.jp          |
                    email       | evil at example.jp   |
                    mac-addr    | AA-BB-CC-00-11-22    | [mac-addr:value = 'aa:bb:cc:00:11:22']
                    mac-addr    | aa:bb:cc             |
                    asn         | AS64500              | [autonomous-system:number = 64500]
                    asn         | 4294967296           |
                    md5         | D41D8CD98F00B204E9800998ECF8427E | [file:hashes.MD5 = 'd41d8cd98f00b204e9800998ecf8427e']
                    file-sha1   | da39a3ee5e6b4b0d3255bfef95601890afd80709 | [file:hashes.'SHA-1' = 'da39a3ee5e6b4b0d3255bfef95601890afd80709']
                    file-sha256 | e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 | [file:hashes.'SHA-256' = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855']
                    file-sha256 | d41d8cd98f00b204e9800998ecf8427e |
                    md5         | z41d8cd98f00b204e9800998ecf8427e |
                    file_name   | a\\b.exe            | [file:name = 'a\\\\b.exe']
                    手口        | 何か                 |
                    """)
    void anIndicatorIsAPatternOrIsLeftOut(String type, String value, @Nullable String pattern) {
        assertThat(IndicatorPattern.of(new Indicator(type, value)).orElse(null)).isEqualTo(pattern);
    }
}
