package noroshi.gateway.webhook;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * 名前解決の制限. The client connects to the very addresses that are answered here, so nothing can be resolved anew
 * between the check and the connection. One address that is not admitted spoils the name.
 */
final class GuardedNames implements DnsResolver {

    private final DnsResolver names;
    private final AddressGuard guard;
    private final boolean encrypted;

    /** @param encrypted whether the connections are made for HTTPS */
    GuardedNames(DnsResolver names, AddressGuard guard, boolean encrypted) {
        this.names = names;
        this.guard = guard;
        this.encrypted = encrypted;
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        List<InetAddress> addresses = List.of(names.resolve(host));
        if (addresses.isEmpty() || !addresses.stream().allMatch(address -> guard.admits(address, port, encrypted))) {
            throw new UnknownHostException(host);
        }
        return addresses.stream()
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    /** Not offered: whoever asked without the port would not be guarded. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        throw new UnknownHostException(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
