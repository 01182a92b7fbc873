package noroshi.core.bulletin;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import noroshi.core.report.Content;
import noroshi.core.report.Indicator;

/**
 * 攻撃側の痕跡. What of a reported indicator may be passed on by its shape alone: public addresses, hosts, hashes, numbers
 * of networks and vulnerabilities, file suffixes. A URL is cut down to its host, since a path may hold the victim's own
 * token; file names, mailboxes, accounts and single host names are left out, since nothing tells whose they are. What
 * the report calls attacked is left out too, and whatever lies there: a web shell on the victim's host tells the victim.
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

    /** How a type says that its trace is of what was attacked. */
    private static final Pattern ATTACKED = Pattern.compile("target|victim|destination|被害|標的|宛先");

    private final Set<String> own = new HashSet<>();

    /** @param report in which the indicators stand: what it calls attacked, and its assets, are its operator's own */
    AttackIndicators(Content report) {
        report.assets().forEach(asset -> own.addAll(Telltales.domains(asset)));
        report.indicators().stream()
                .filter(AttackIndicators::isAttacked)
                .forEach(indicator -> own.addAll(Telltales.domains(indicator.value())));
    }

    private static boolean isAttacked(Indicator indicator) {
        return ATTACKED.matcher(Telltales.read(indicator.type())).find();
    }

    /** What may be passed on of {@code reported}, or empty. */
    Optional<Indicator> of(Indicator reported) {
        if (isAttacked(reported)) {
            return Optional.empty();
        }
        String value = reported.value().strip();
        for (Map.Entry<String, Pattern> shape : SHAPES.entrySet()) {
            if (shape.getValue().matcher(value).matches()) {
                return Optional.of(new Indicator(shape.getKey(), value));
            }
        }
        String read = Telltales.read(value);
        Matcher url = URL.matcher(read);
        String host = url.matches() ? url.group(1).replaceAll("[\\[\\]]", "") : read;
        if (Telltales.isUnder(host, own)) {
            return Optional.empty();
        }
        return Telltales.hostType(host).map(type -> new Indicator(type, host.toLowerCase(Locale.ROOT)));
    }
}
