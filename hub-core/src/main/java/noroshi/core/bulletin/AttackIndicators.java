package noroshi.core.bulletin;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import noroshi.core.report.Indicator;

/**
 * 攻撃側の痕跡. What of a reported indicator may be passed on by its shape alone: public addresses, hosts, hashes, numbers
 * of networks and vulnerabilities, file suffixes. A URL is cut down to its host, since a path may hold the victim's own
 * token; file names, mailboxes, accounts and single host names are left out, since nothing tells whose they are.
 */
final class AttackIndicators {

    /** What is known by its shape, and as what it is passed on: the reported type is its operator's own words. */
    private static final Map<String, Pattern> SHAPES = Map.of(
            "file-md5", Pattern.compile("[0-9a-fA-F]{32}"),
            "file-sha1", Pattern.compile("[0-9a-fA-F]{40}"),
            "file-sha256", Pattern.compile("[0-9a-fA-F]{64}"),
            "file-sha512", Pattern.compile("[0-9a-fA-F]{128}"),
            "vulnerability", Pattern.compile("(?i)CVE-\\d{4}-\\d{4,7}"),
            "autonomous-system", Pattern.compile("(?i)AS\\d{1,10}"),
            "file-extension", Pattern.compile("\\.[A-Za-z0-9]{2,12}"));

    private static final Pattern URL =
            Pattern.compile("(?i)[a-z][a-z0-9+.-]{1,20}://(?:[^/@?#]*@)?(\\[[^\\]]+]|[^/:?#]+).*");

    private AttackIndicators() {}

    /** What may be passed on of {@code reported}, or empty. */
    static Optional<Indicator> of(Indicator reported) {
        String value = reported.value().strip();
        for (Map.Entry<String, Pattern> shape : SHAPES.entrySet()) {
            if (shape.getValue().matcher(value).matches()) {
                return Optional.of(new Indicator(shape.getKey(), value));
            }
        }
        String read = Telltales.read(value);
        Matcher url = URL.matcher(read);
        String host = url.matches() ? url.group(1).replaceAll("[\\[\\]]", "") : read;
        return Telltales.hostType(host).map(type -> new Indicator(type, host.toLowerCase(Locale.ROOT)));
    }
}
