package noroshi.core.bulletin;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import noroshi.core.report.Indicator;

/**
 * 攻撃側の痕跡. What of a reported indicator may be passed on by its shape alone: public addresses, hosts, hashes, numbers
 * of networks and vulnerabilities, file suffixes. A URL is cut down to its host, since a path may hold the victim's own
 * token; file names, mailboxes, accounts and single host names stay, since nothing tells whose they are.
 */
final class AttackIndicators {

    private static final Pattern HASH = Pattern.compile("(?i)[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128}");
    private static final Pattern NUMBER = Pattern.compile("(?i)CVE-\\d{4}-\\d{4,7}|AS\\d{1,10}");
    private static final Pattern SUFFIX = Pattern.compile("\\.[A-Za-z0-9]{2,12}");
    private static final Pattern URL =
            Pattern.compile("(?i)[a-z][a-z0-9+.-]{1,20}://(?:[^/@?#]*@)?(\\[[^\\]]+]|[^/:?#]+).*");

    private AttackIndicators() {}

    /** What may be passed on of {@code reported}, or empty. */
    static Optional<Indicator> of(Indicator reported) {
        String value = reported.value().strip();
        if (HASH.matcher(value).matches()
                || NUMBER.matcher(value).matches()
                || SUFFIX.matcher(value).matches()) {
            return Optional.of(new Indicator(reported.type(), value));
        }
        String read = Telltales.read(value);
        Matcher url = URL.matcher(read);
        String host = url.matches() ? url.group(1).replaceAll("[\\[\\]]", "") : read;
        return Telltales.hostType(host).map(type -> new Indicator(type, host.toLowerCase(Locale.ROOT)));
    }
}
