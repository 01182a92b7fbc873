package noroshi.api.export.stix;

import com.google.common.net.InetAddresses;
import java.net.IDN;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import noroshi.core.report.Indicator;

/** インディケータの照合式. An indicator as a STIX pattern; empty where its value can't be one of its type. */
final class IndicatorPattern {

    private static final Pattern LABEL = Pattern.compile("(?!-)[a-z0-9_-]{1,63}(?<!-)");
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");
    private static final Pattern NUMBER = Pattern.compile("(?:as)?(\\d{1,10})");
    private static final long LAST_AS = 4_294_967_295L;
    private static final int LONGEST_DOMAIN = 253;
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    private IndicatorPattern() {}

    static Optional<String> of(Indicator indicator) {
        String value = indicator.value().strip();
        if (value.isEmpty() || value.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        String type = indicator.type().strip().toLowerCase(Locale.ROOT).replace('_', '-');
        return switch (type) {
            case "ipv4-addr", "ipv4", "ipv6-addr", "ipv6", "ip", "ip-addr" -> address(value);
            case "domain-name", "domain", "hostname", "fqdn" ->
                domain(value).map(name -> equal("domain-name:value", name));
            case "url", "uri" -> url(value).map(url -> equal("url:value", url));
            case "email-addr", "email" -> mail(value).map(mail -> equal("email-addr:value", mail));
            case "mac-addr", "mac" ->
                matching(MAC, value.toLowerCase(Locale.ROOT).replace('-', ':'))
                        .map(mac -> equal("mac-addr:value", mac));
            case "autonomous-system", "asn", "as" -> system(value);
            case "file-md5", "md5" -> hash("MD5", 32, value);
            case "file-sha1", "sha1", "sha-1", "file-sha-1" -> hash("'SHA-1'", 40, value);
            case "file-sha256", "sha256", "sha-256", "file-sha-256" -> hash("'SHA-256'", 64, value);
            case "file-sha512", "sha512", "sha-512", "file-sha-512" -> hash("'SHA-512'", 128, value);
            case "file-name", "filename" -> Optional.of(equal("file:name", value));
            default -> Optional.empty();
        };
    }

    private static Optional<String> address(String value) {
        String[] parts = value.split("/", 2);
        if (!InetAddresses.isInetAddress(parts[0]) || parts[0].contains("%")) {
            return Optional.empty();
        }
        InetAddress address = InetAddresses.forString(parts[0]);
        boolean isFour = address instanceof Inet4Address && !parts[0].contains(":");
        if (parts.length == 2 && !isPrefix(parts[1], isFour ? IPV4_BITS : IPV6_BITS)) {
            return Optional.empty();
        }
        String path = isFour ? "ipv4-addr:value" : "ipv6-addr:value";
        String text = value.toLowerCase(Locale.ROOT);
        return Optional.of(parts.length == 2 ? "[%s ISSUBSET '%s']".formatted(path, text) : equal(path, text));
    }

    private static boolean isPrefix(String bits, int most) {
        return bits.matches("\\d{1,3}") && Integer.parseInt(bits) <= most;
    }

    private static Optional<String> domain(String value) {
        try {
            String name = IDN.toASCII(value.endsWith(".") ? value.substring(0, value.length() - 1) : value)
                    .toLowerCase(Locale.ROOT);
            String[] labels = name.split("\\.", -1);
            boolean isName = labels.length > 1 && name.length() <= LONGEST_DOMAIN;
            for (String label : labels) {
                isName &= LABEL.matcher(label).matches();
            }
            return isName && !labels[labels.length - 1].matches("\\d+") ? Optional.of(name) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> url(String value) {
        try {
            URI url = new URI(value);
            return url.getHost() != null
                            && url.getScheme() != null
                            && url.getScheme().matches("(?i)https?|ftps?|wss?")
                    ? Optional.of(value)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> mail(String value) {
        int at = value.lastIndexOf('@');
        return at > 0 && value.substring(0, at).matches("[^\\s@]+")
                ? domain(value.substring(at + 1)).map(host -> value.substring(0, at) + "@" + host)
                : Optional.empty();
    }

    private static Optional<String> system(String value) {
        var number = NUMBER.matcher(value.toLowerCase(Locale.ROOT));
        return number.matches() && Long.parseLong(number.group(1)) <= LAST_AS
                ? Optional.of("[autonomous-system:number = %d]".formatted(Long.parseLong(number.group(1))))
                : Optional.empty();
    }

    private static Optional<String> hash(String algorithm, int digits, String value) {
        String hex = value.toLowerCase(Locale.ROOT);
        return hex.length() == digits && hex.matches("[0-9a-f]+")
                ? Optional.of(equal("file:hashes." + algorithm, hex))
                : Optional.empty();
    }

    private static Optional<String> matching(Pattern form, String value) {
        return form.matcher(value).matches() ? Optional.of(value) : Optional.empty();
    }

    private static String equal(String path, String value) {
        return "[%s = '%s']".formatted(path, value.replace("\\", "\\\\").replace("'", "\\'"));
    }
}
