package noroshi.api.view.candidate;

import com.google.common.net.InetAddresses;
import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import noroshi.core.report.Content;
import noroshi.core.report.Indicator;
import org.jspecify.annotations.Nullable;

/**
 * 痕跡の読取り. Reads from a report what it may have in common with others. What reporters write in many ways (defanged,
 * in capitals, in full-width letters, with a dot at the end, an address of IPv6 in any of its forms) comes out as one.
 * What can't be read as any kind of trace is none.
 */
final class TraceReader {

    private static final Pattern DEFANGED_DOT = Pattern.compile("\\s*[\\[({]\\s*(?:\\.|dot)\\s*[])}]\\s*");
    private static final Pattern DEFANGED_COLON = Pattern.compile("[\\[({](:|://)[])}]");
    private static final Pattern DEFANGED_SCHEME = Pattern.compile("^(?:hxxp|h\\*\\*p|htxp)(s?)(?=:)");
    private static final Pattern CVE = Pattern.compile("cve-\\d{4}-\\d{4,19}");
    private static final Pattern ASN = Pattern.compile("asn?\\s*0*(\\d{1,10})");
    private static final Pattern DIGITS = Pattern.compile("0*(\\d{1,10})");
    private static final Pattern HASH = Pattern.compile("(?:(?:md5|sha-?\\d{1,3})\\s*:\\s*)?((?:[0-9a-f]{8}){4,16})");
    private static final Set<Integer> HASH_LENGTHS = Set.of(32, 40, 56, 64, 96, 128);
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");
    private static final Pattern IPV4_WITH_PORT = Pattern.compile("([0-9.]+):\\d{1,5}");
    private static final Pattern IPV6_WITH_PORT = Pattern.compile("\\[([0-9a-f:.]+)](?::\\d{1,5})?");
    private static final Pattern WHOLE_ADDRESS = Pattern.compile("/(?:32|128)$");
    private static final Pattern EXTENSION = Pattern.compile("\\*?\\.?([\\p{L}\\p{N}_@-][\\p{L}\\p{N}._@-]{0,63})");

    private TraceReader() {}

    /** The traces of a content, each once. */
    static Set<Trace> traces(Content content) {
        var traces = new LinkedHashSet<Trace>();
        content.indicators().forEach(indicator -> traces.addAll(of(indicator)));
        texts(content.details().get("encryptedExtension"))
                .forEach(text -> extension(text).ifPresent(traces::add));
        texts(content.details().get("vulnerabilities"))
                .map(TraceReader::normalised)
                .flatMap(text -> CVE.matcher(text).results())
                .forEach(found -> traces.add(new Trace(Trace.Kind.CVE, found.group())));
        return traces;
    }

    /** 手口. What the reporter called the technique, such as {@code t1190}. */
    static Set<String> techniques(Content content) {
        var techniques = new LinkedHashSet<String>();
        Stream.of("attackTypes", "malwareFamily")
                .flatMap(item -> texts(content.details().get(item)))
                .map(TraceReader::normalised)
                .filter(text -> !text.isEmpty() && text.length() <= 100)
                .forEach(techniques::add);
        return techniques;
    }

    private static Stream<String> texts(@Nullable Object value) {
        return switch (value) {
            case String text -> Stream.of(text);
            case Collection<?> list ->
                list.stream().filter(String.class::isInstance).map(String.class::cast);
            case null, default -> Stream.empty();
        };
    }

    /** One indicator; of a URL its host too. */
    static List<Trace> of(Indicator indicator) {
        String type = normalised(indicator.type());
        String value = normalised(indicator.value());
        if (type.contains("extension")) {
            return extension(value).stream().toList();
        }
        if (type.contains("mail")) {
            return List.of();
        }
        Matcher cve = CVE.matcher(value);
        if (cve.matches()) {
            return List.of(new Trace(Trace.Kind.CVE, value));
        }
        Optional<Trace> asn = asn(type, value);
        if (asn.isPresent()) {
            return asn.stream().toList();
        }
        Matcher hash = HASH.matcher(value);
        if (hash.matches() && HASH_LENGTHS.contains(hash.group(1).length())) {
            return List.of(new Trace(Trace.Kind.HASH, hash.group(1)));
        }
        if (value.contains("://")) {
            return url(value);
        }
        // a file's name looks like a domain's
        return type.contains("file") ? List.of() : host(value).stream().toList();
    }

    private static Optional<Trace> asn(String type, String value) {
        boolean bare = type.contains("asn") || type.contains("autonomous");
        return Stream.of(ASN, DIGITS)
                .limit(bare ? 2 : 1)
                .map(form -> form.matcher(value))
                .filter(Matcher::matches)
                .map(number -> new Trace(Trace.Kind.ASN, "as" + number.group(1)))
                .findFirst();
    }

    private static String normalised(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .strip()
                .replace("\0", "")
                .toLowerCase(Locale.ROOT);
        String dotted = DEFANGED_DOT.matcher(folded).replaceAll(".");
        String coloned = DEFANGED_COLON.matcher(dotted).replaceAll("$1");
        return DEFANGED_SCHEME.matcher(coloned).replaceFirst("http$1");
    }

    private static Optional<Trace> extension(String text) {
        Matcher extension = EXTENSION.matcher(normalised(text));
        return extension.matches()
                ? Optional.of(new Trace(Trace.Kind.EXTENSION, "." + extension.group(1)))
                : Optional.empty();
    }

    private static List<Trace> url(String value) {
        try {
            var url = new URI(value);
            Optional<Trace> host = url.getHost() == null ? Optional.empty() : host(url.getHost());
            if (host.isEmpty()) {
                return List.of();
            }
            String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
            String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
            String port = url.getPort() < 0 || url.getPort() == usualPort(url.getScheme()) ? "" : ":" + url.getPort();
            String whole = "%s://%s%s%s%s".formatted(url.getScheme(), host.get().value(), port, path, query);
            return List.of(new Trace(Trace.Kind.URL, whole), host.get());
        } catch (URISyntaxException e) {
            return List.of();
        }
    }

    private static int usualPort(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            case "ftp" -> 21;
            default -> -1;
        };
    }

    /** An address or a domain's name. */
    private static Optional<Trace> host(String value) {
        String bare = WHOLE_ADDRESS.matcher(value).replaceFirst("");
        Matcher ported = (bare.startsWith("[") ? IPV6_WITH_PORT : IPV4_WITH_PORT).matcher(bare);
        String address = ported.matches() ? ported.group(1) : bare;
        if (InetAddresses.isInetAddress(address)) {
            return Optional.of(new Trace(Trace.Kind.IP, InetAddresses.toAddrString(InetAddresses.forString(address))));
        }
        return domain(bare).map(domain -> new Trace(Trace.Kind.DOMAIN, domain));
    }

    private static Optional<String> domain(String value) {
        try {
            String ascii = IDN.toASCII(value, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            String bare = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
            return DOMAIN.matcher(bare).matches() ? Optional.of(bare) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether an address is one that every network has: private, local, or for many at once. */
    static boolean isReserved(String address) {
        InetAddress ip = InetAddresses.forString(address);
        byte[] bytes = ip.getAddress();
        boolean carrierGrade = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
        boolean uniqueLocal = ip instanceof Inet6Address && (bytes[0] & 0xFE) == 0xFC;
        return ip.isAnyLocalAddress()
                || ip.isLoopbackAddress()
                || ip.isLinkLocalAddress()
                || ip.isSiteLocalAddress()
                || ip.isMulticastAddress()
                || carrierGrade
                || uniqueLocal;
    }
}
