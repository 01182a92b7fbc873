package noroshi.api.view.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import noroshi.core.report.Content;
import noroshi.core.report.Indicator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceReaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            ipv4-addr         | 203.0.113.7                     | IP 203.0.113.7
            ipv4-addr         | 203[.]0[.]113[.]7               | IP 203.0.113.7
            ip                | 203.0.113(.)7                   | IP 203.0.113.7
            ip                | ２０３．０．１１３．７             | IP 203.0.113.7
            ip                | 203.0.113.7:8443                | IP 203.0.113.7
            ip                | 203.0.113.7/32                  | IP 203.0.113.7
            ipv6-addr         | 2001:0DB8:0:0:0:0:0:1           | IP 2001:db8::1
            ipv6-addr         | [2001:db8::1]:443               | IP 2001:db8::1
            ipv6-addr         | ::ffff:203.0.113.7              | IP 203.0.113.7
            domain-name       | Evil.Example.                   | DOMAIN evil.example
            domain-name       | evil[.]example                  | DOMAIN evil.example
            domain-name       | evil[dot]example                | DOMAIN evil.example
            domain-name       | 日本語.example                   | DOMAIN xn--wgv71a119e.example
            url               | hxxps://Evil[.]example/Path?a=B | URL https://evil.example/path?a=b, DOMAIN evil.example
            url               | https://evil.example:443        | URL https://evil.example/, DOMAIN evil.example
            url               | http://[2001:DB8::1]:8080/a#b   | URL http://2001:db8::1:8080/a, IP 2001:db8::1
            url               | hxxp[:]//203.0.113.7/x          | URL http://203.0.113.7/x, IP 203.0.113.7
            file-sha256       | E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855 | HASH e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
            file              | md5:D41D8CD98F00B204E9800998ECF8427E | HASH d41d8cd98f00b204e9800998ecf8427e
            asn               | 64496                           | ASN as64496
            autonomous-system | AS64496                         | ASN as64496
            autonomous-system | as 064496                       | ASN as64496
            vulnerability     | cve-2026-0001                   | CVE cve-2026-0001
            -                 | CVE-2026-0001                   | CVE cve-2026-0001
            file-extension    | *.LCKB9                         | EXTENSION .lckb9
            file-name         | invoice.exe                     | -
            email-addr        | someone@evil.example            | -
            other             | 様子がおかしい                    | -
            url               | https://                        | -
            ip                | 999.0.113.7                     | -
            """)
    void whatIsWrittenInManyWaysComesOutAsOne(@Nullable String type, String value, @Nullable String expected) {
        assertThat(TraceReader.of(new Indicator(type == null ? "" : type, value)).stream()
                        .map(trace -> trace.kind() + " " + trace.value()))
                .isEqualTo(expected == null ? List.of() : List.of(expected.split(", ")));
    }

    @Test
    void theItemsOfTheFormsAreTracesToo() {
        var content = new Content(
                "件名",
                "概要",
                List.of(),
                Map.of(
                        "encryptedExtension", List.of(".locked", "LOCKED"),
                        "vulnerabilities", "CVE-2026-0001 および CVE-2026-0002",
                        "attackTypes", List.of("T1190")),
                Map.of(),
                List.of(),
                List.of());

        assertThat(TraceReader.traces(content))
                .containsExactly(
                        new Trace(Trace.Kind.EXTENSION, ".locked"),
                        new Trace(Trace.Kind.CVE, "cve-2026-0001"),
                        new Trace(Trace.Kind.CVE, "cve-2026-0002"));
        assertThat(TraceReader.techniques(content)).containsExactly("t1190");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "127.0.0.1",
                "192.168.1.1",
                "172.16.0.1",
                "169.254.1.1",
                "224.0.0.1",
                "0.0.0.0",
                "100.64.0.1",
                "8.8.8.8",
                "::1",
                "fe80::1",
                "fd00::1",
                "ff02::1"
            })
    void whatEveryNetworkHasIsWellKnown(String address) {
        assertThat(TraceReader.of(new Indicator("ip", address)))
                .singleElement()
                .satisfies(trace -> assertThat(WellKnown.contains(trace)).isTrue());
    }

    @Test
    void anAddressOfTheInternetIsNot() {
        assertThat(WellKnown.contains(new Trace(Trace.Kind.IP, "203.0.113.7"))).isFalse();
        assertThat(WellKnown.contains(new Trace(Trace.Kind.DOMAIN, "evil.example")))
                .isFalse();
    }

    @Test
    void aDrillsTraceIsAnother() {
        var trace = new Trace(Trace.Kind.IP, "203.0.113.7");

        assertThat(trace.key(true)).isNotEqualTo(trace.key(false));
    }

    /** A view must never stand still for what somebody wrote. */
    @Property
    void anyTextIsReadOrIsNone(@ForAll String type, @ForAll String value) {
        for (Trace trace : TraceReader.of(new Indicator(type, value))) {
            assertThat(trace.value()).isNotEmpty().doesNotContain("\0");
        }
    }
}
