package noroshi.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressGuardTest {

    private static final AddressGuard INTERNET = new AddressGuard(List.of());
    private static final AddressGuard ON_PREMISE = new AddressGuard(List.of("10.20.0.0/16", "fd12:3456::/32"));

    @ParameterizedTest
    @CsvSource({
        "1.1.1.1, public",
        "172.15.255.255, public",
        "172.32.0.0, public",
        "100.63.255.255, public",
        "100.128.0.0, public",
        "169.253.255.255, public",
        "198.20.0.0, public",
        "223.255.255.255, public",
        "2606:4700::1111, public",
        "2001:4860:4860::8888, public"
    })
    void whatIsPublicIsReachedByHttpsAtItsPortsOnly(String address, String why) {
        assertThat(INTERNET.admits(ip(address), 443, true)).as(why).isTrue();
        assertThat(INTERNET.admits(ip(address), 8443, true)).as(why).isTrue();
        assertThat(INTERNET.admits(ip(address), 443, false)).as("in clear").isFalse();
        assertThat(INTERNET.admits(ip(address), 22, true)).as("another port").isFalse();
        assertThat(INTERNET.admits(ip(address), 80, true)).as("another port").isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, unspecified",
        "0.1.2.3, this network",
        "10.0.0.1, private",
        "10.255.255.255, private",
        "100.64.0.1, CGNAT",
        "100.100.100.200, metadata of a cloud within CGNAT",
        "127.0.0.1, loopback",
        "127.255.255.254, loopback",
        "168.63.129.16, a cloud's way to its machines",
        "169.254.0.1, link-local",
        "169.254.169.254, metadata",
        "172.16.0.1, private",
        "172.31.255.255, private",
        "192.0.0.192, metadata of a cloud",
        "192.0.2.1, documentation",
        "192.88.99.1, 6to4 relays",
        "192.168.0.1, private",
        "198.18.0.1, benchmarks",
        "198.51.100.1, documentation",
        "203.0.113.1, documentation",
        "224.0.0.1, multicast",
        "239.255.255.255, multicast",
        "240.0.0.1, reserved",
        "255.255.255.255, broadcast",
        "::, unspecified",
        "::1, loopback",
        "::ffff:127.0.0.1, loopback mapped",
        "::ffff:10.0.0.1, private mapped",
        "::ffff:169.254.169.254, metadata mapped",
        "::127.0.0.1, loopback compatible",
        "::a00:1, private compatible",
        "64:ff9b::7f00:1, loopback by NAT64",
        "64:ff9b::a9fe:a9fe, metadata by NAT64",
        "64:ff9b:1::a00:1, private by local NAT64",
        "100::1, discard",
        "2001::1, Teredo",
        "2001:2::1, benchmarks",
        "2001:10::1, ORCHID",
        "2001:db8::1, documentation",
        "2002:7f00:1::1, loopback by 6to4",
        "2002:a00:1::1, private by 6to4",
        "2002:a9fe:a9fe::1, metadata by 6to4",
        "3fff::1, documentation",
        "4000::1, not assigned",
        "5f00::1, segment routing",
        "fc00::1, unique local",
        "fd00:ec2::254, metadata of a cloud",
        "fe80::1, link-local",
        "fe80::5efe:a00:1, ISATAP",
        "fec0::1, site-local",
        "ff02::1, multicast",
        "ff0e::1, multicast"
    })
    void whatIsNotPublicIsNotReached(String address, String why) {
        assertThat(INTERNET.admits(ip(address), 443, true)).as(why).isFalse();
        assertThat(ON_PREMISE.admits(ip(address), 443, true)).as(why).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.20.0.1, true",
        "10.20.255.255, true",
        "10.21.0.1, false",
        "fd12:3456::9, true",
        "fd12:3457::9, false"
    })
    void whatTheAdministratorNamesIsReachedInClearAndAtAnyPort(String address, boolean reached) {
        assertThat(ON_PREMISE.admits(ip(address), 8080, false)).isEqualTo(reached);
        assertThat(ON_PREMISE.admits(ip(address), 443, true)).isEqualTo(reached);
    }

    @Test
    void aNameIsAnsweredWithTheVeryAddressesThatWereLookedAt() throws Exception {
        var names = new GuardedNames(name("1.1.1.1", "2606:4700::1111"), INTERNET, true);

        assertThat(names.resolve("example.jp", 443))
                .containsExactly(
                        new InetSocketAddress(ip("1.1.1.1"), 443), new InetSocketAddress(ip("2606:4700::1111"), 443));
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 1.1.1.1", "1.1.1.1, 127.0.0.1", "1.1.1.1, ::ffff:10.0.0.1", "10.20.0.1, 10.21.0.1"})
    void oneAddressThatIsNotAdmittedSpoilsTheName(String first, String second) {
        var names = new GuardedNames(name(first, second), ON_PREMISE, true);

        assertThatThrownBy(() -> names.resolve("example.jp", 443)).isInstanceOf(UnknownHostException.class);
    }

    /** A name that leads elsewhere the second time is looked at the second time too, and connected to as it was looked at. */
    @Test
    void aNameThatChangesIsLookedAtEachTimeItIsConnectedTo() throws Exception {
        var answers = new ArrayDeque<>(List.of("1.1.1.1", "127.0.0.1"));
        var names = new GuardedNames(changing(answers), INTERNET, true);

        assertThat(names.resolve("example.jp", 443)).containsExactly(new InetSocketAddress(ip("1.1.1.1"), 443));
        assertThatThrownBy(() -> names.resolve("example.jp", 443)).isInstanceOf(UnknownHostException.class);
        assertThat(answers).isEmpty();
    }

    @Test
    void nobodyAsksWithoutThePort() {
        var names = new GuardedNames(name("1.1.1.1"), INTERNET, true);

        assertThatThrownBy(() -> names.resolve("example.jp")).isInstanceOf(UnknownHostException.class);
    }

    private static DnsResolver name(String... addresses) {
        return names(() -> addresses);
    }

    private static DnsResolver changing(ArrayDeque<String> answers) {
        return names(() -> new String[] {answers.removeFirst()});
    }

    private static DnsResolver names(Supplier<String[]> answer) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                return Arrays.stream(answer.get()).map(AddressGuardTest::ip).toArray(InetAddress[]::new);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private static InetAddress ip(String address) {
        return InetAddresses.forString(address);
    }
}
