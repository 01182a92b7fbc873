package noroshi.gateway.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.springframework.boot.http.client.InetAddressFilter;

/**
 * 宛先の制限. Which addresses a webhook may lead to: those of the public Internet at the ports of HTTPS, and those that the
 * administrator names, at any port and without encryption too.
 */
final class AddressGuard {

    static final Set<Integer> PORTS = Set.of(443, 8443);

    /** Beside what is special or internal by the registries: what is not assigned, and a cloud's way to its machines. */
    private static final InetAddressFilter PUBLIC = InetAddressFilter.externalAddresses()
            .and(InetAddressFilter.adapt(Inet4Address.class::isInstance).or("2000::/3"))
            .andNot("3fff::/20", "168.63.129.16/32");

    private final InetAddressFilter inside;
    private final boolean opensInside;

    /** @param inside networks in CIDR notation */
    AddressGuard(List<String> inside) {
        this.opensInside = !inside.isEmpty();
        this.inside = opensInside ? InetAddressFilter.of(inside.toArray(String[]::new)) : InetAddressFilter.none();
    }

    boolean admits(InetAddress address, int port, boolean encrypted) {
        return inside.matches(address) || (encrypted && PORTS.contains(port) && PUBLIC.matches(address));
    }

    /** Whether any network is named, so that a name can lead there. */
    boolean opensInside() {
        return opensInside;
    }
}
