package noroshi.core.bulletin;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.register.CorporateNumber;
import noroshi.core.register.OperatorEntry;
import noroshi.core.report.Content;
import noroshi.core.report.Indicator;
import noroshi.core.report.Tlp;

/**
 * 特定につながる記載. What in a text could tell whose incident it draws on: the operator's registered name, short name
 * and corporate number, anybody's mail address or telephone, and each host or address that is not stated as an indicator
 * of the attack; where the originator is reached, whoever states it; and what its report marks to be kept back. It reads a
 * text as a reader would: in any width and case, with blanks put in, and with the dots that analysts bracket. What no pattern can know, such as a nickname, the originator sees in the draft.
 */
final class Telltales {

    /** What companies are called besides their name. */
    private static final Pattern LEGAL_FORM =
            Pattern.compile("株式会社|有限会社|合同会社|(一般|公益)?(社団|財団)法人|独立行政法人|\\(株\\)|\\(有\\)");

    /** Of fewer characters, a name is found in words that don't mean it. */
    private static final int SHORTEST_NAME = 3;

    /** Of fewer characters, a value that is kept back may be anybody's word. */
    private static final int SHORTEST_QUOTE = 8;

    /** What of a long text counts as a quotation: what both would say anyway is shorter. */
    private static final int QUOTE = 20;

    private static final Pattern MAIL =
            Pattern.compile("[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9][a-z0-9-]{0,62}(?:\\.[a-z0-9-]{1,63}){1,8}");

    /** Domestic with its groups apart or together, or with the country's code; ten or eleven digits. */
    private static final Pattern TELEPHONE = Pattern.compile(
            "(?<![0-9a-z.,-])(?:0\\d{9,10}|(?:0|\\+81[- ]?)\\(?\\d{1,4}\\)?[- ]?\\(?\\d{1,4}[-) ]{1,2}\\d{3,4})(?![0-9a-z-])");

    private static final Pattern IPV4 = Pattern.compile(
            "(?<![0-9a-z.])(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?![0-9a-z]|\\.[0-9])");

    /** All eight groups, or some with a gap. */
    private static final Pattern IPV6 = Pattern.compile(
            "(?<![0-9a-z:])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}:(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,5})?)(?![0-9a-z:])");

    private static final Pattern HOST = Pattern.compile(
            "(?<![a-z0-9@._-])[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\\.[a-z0-9_](?:[a-z0-9_-]{0,62})){0,8}\\.(?:[a-z]{2,24}|xn--[a-z0-9-]{2,59})(?![a-z0-9_@-]|\\.[a-z0-9])");

    /** File names end in these, and no host does. */
    private static final Set<String> FILE_SUFFIXES = Set.of(
            "exe", "dll", "sys", "bat", "cmd", "vbs", "js", "jar", "class", "php", "aspx", "jsp", "html", "htm", "txt",
            "log", "csv", "json", "xml", "yaml", "conf", "ini", "doc", "docx", "docm", "xls", "xlsx", "xlsm", "ppt",
            "pptx", "pdf", "rtf", "lnk", "iso", "img", "vhd", "rar", "gz", "tar", "msi", "scr", "hta", "tmp", "bak",
            "png", "jpg", "jpeg", "gif");

    /** 私設の番地. Nobody attacks from these: they are the victim's own. */
    private static final Pattern PRIVATE =
            Pattern.compile("(?:(?:10|127)\\.\\d+|192\\.168|172\\.(?:1[6-9]|2\\d|3[01])|169\\.254)\\.\\d+\\.\\d+"
                    + "|(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):[0-9a-f:]*|::1");

    private final Collection<OperatorEntry> originators;
    private final Set<String> ownDomains;
    private final Set<String> withheld;

    /**
     * What could tell some operators.
     *
     * @param originators whom no text may tell
     * @param reported what they reported: the domains at which they are reached are their own, whoever states them
     */
    Telltales(Collection<OperatorEntry> originators, Collection<Content> reported) {
        this.originators = List.copyOf(originators);
        this.ownDomains = reported.stream()
                .flatMap(content -> content.contact().values().stream())
                .flatMap(contact -> domains(contact).stream())
                .collect(Collectors.toUnmodifiableSet());
        this.withheld = reported.stream()
                .flatMap(Content::withheld)
                .map(value -> dense(read(value)))
                .filter(value -> value.codePointCount(0, value.length()) >= SHORTEST_QUOTE)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Every fault of a content that would leave under a label, by the item in which it is found. */
    List<Fault> in(BulletinContent content, Tlp label) {
        Set<String> attackers = attackers(content.indicatorsWithin(label));
        var faults = new ArrayList<Fault>();
        faults.addAll(in("title", content.title(), attackers));
        faults.addAll(in("text", content.text(), attackers));
        if (content.countermeasures() != null) {
            faults.addAll(in("countermeasures", content.countermeasures(), attackers));
        }
        for (int i = 0; i < content.indicators().size(); i++) {
            Indicator indicator = content.indicators().get(i);
            faults.addAll(in("indicators[%d].type".formatted(i), indicator.type(), attackers));
            faults.addAll(inIndicator("indicators[%d].value".formatted(i), indicator));
        }
        for (MarkedIndicator marked : content.marked()) {
            faults.addAll(inIndicator(marked.origin(), marked.indicator()));
        }
        return List.copyOf(faults);
    }

    /** Every fault of an indicator: it may name hosts, but neither the originator nor what can only be the victim's. */
    List<Fault> inIndicator(String item, Indicator indicator) {
        String read = read(indicator.value());
        var found = new LinkedHashMap<>(names(read));
        hosts(read).stream()
                .filter(host -> PRIVATE.matcher(host).matches() || isOwn(host))
                .forEach(host -> found.put(host, Kind.HOST));
        matches(MAIL, read).stream().filter(mail -> isOwn(domain(mail))).forEach(mail -> found.put(mail, Kind.MAIL));
        return faults(item, found);
    }

    /** Every fault of one text for which no indicators are stated. */
    List<Fault> in(String item, String text) {
        return in(item, text, Set.of());
    }

    /** Every fault of one text, but what is stated to be of the attack. */
    List<Fault> in(String item, String text, Set<String> attackers) {
        String read = read(text);
        var found = new LinkedHashMap<>(names(read));
        matches(MAIL, read).forEach(mail -> found.put(mail, Kind.MAIL));
        matches(TELEPHONE, read).forEach(telephone -> found.put(telephone, Kind.TELEPHONE));
        hosts(read).forEach(host -> found.put(host, Kind.HOST));
        attackers.forEach(found::remove);
        return faults(item, found);
    }

    private static List<Fault> faults(String item, Map<String, Kind> found) {
        return found.entrySet().stream()
                .map(one -> Fault.of(Reason.TELLTALE, item, one.getKey(), one.getValue().ja, one.getValue().en))
                .toList();
    }

    private boolean isOwn(String host) {
        return isUnder(host, ownDomains);
    }

    /** Whether a host or address is one of those, or a host under one of them. */
    static boolean isUnder(String host, Set<String> domains) {
        return domains.stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    }

    /** The hosts and addresses in a text, and the domains of its mailboxes. */
    static Set<String> domains(String text) {
        String read = read(text);
        Set<String> all = hosts(read);
        matches(MAIL, read).forEach(mail -> all.add(domain(mail)));
        return all;
    }

    private static String domain(String mail) {
        return mail.substring(mail.indexOf('@') + 1);
    }

    /** What kind of indicator a public address or a host is; empty for what is neither. */
    static Optional<String> hostType(String read) {
        if (PRIVATE.matcher(read).matches()) {
            return Optional.empty();
        }
        if (IPV4.matcher(read).matches()) {
            return Optional.of("ipv4-addr");
        }
        if (IPV6.matcher(read).matches()) {
            return Optional.of("ipv6-addr");
        }
        return hosts(read).contains(read) ? Optional.of("domain-name") : Optional.empty();
    }

    /** 手掛かりの種類. */
    private enum Kind {
        NAME("発信者を示さない記載", "nothing that names the originator"),
        WITHHELD("秘匿の標識のある項目を引用しない記載", "no words of an item that is marked to be kept back"),
        MAIL("連絡先のない記載", "no mail address but an indicator of the attack"),
        TELEPHONE("連絡先のない記載", "no telephone"),
        HOST("indicators にある攻撃側のホスト・番地のみ", "no host or address but the attacker's, stated in indicators");

        private final String ja;
        private final String en;

        Kind(String ja, String en) {
            this.ja = ja;
            this.en = en;
        }
    }

    /** What is stated to be of the attack. */
    static Set<String> attackers(List<Indicator> indicators) {
        var all = new HashSet<String>();
        indicators.forEach(indicator -> {
            String read = read(indicator.value());
            all.addAll(matches(MAIL, read));
            all.addAll(hosts(read));
        });
        return all;
    }

    private static Set<String> hosts(String read) {
        var all = new LinkedHashSet<String>();
        all.addAll(matches(IPV4, read));
        all.addAll(matches(IPV6, read));
        for (String host : matches(HOST, read)) {
            if (!FILE_SUFFIXES.contains(host.substring(host.lastIndexOf('.') + 1))) {
                all.add(host);
            }
        }
        return all;
    }

    private Map<String, Kind> names(String read) {
        String dense = dense(read);
        var found = new LinkedHashMap<String, Kind>();
        quotes(dense).forEach(quote -> found.put(beginning(quote), Kind.WITHHELD));
        for (OperatorEntry entry : originators) {
            String name = dense(read(entry.name()));
            String bare = LEGAL_FORM.matcher(name).replaceAll("");
            if (dense.contains(name)) {
                found.put(entry.name(), Kind.NAME);
            } else if (bare.codePointCount(0, bare.length()) >= SHORTEST_NAME && dense.contains(bare)) {
                found.put(bare, Kind.NAME);
            }
            String slug = entry.slug().value();
            if (Pattern.compile("(?<![a-z0-9])%s(?![a-z0-9])".formatted(slug.replace("-", "[-_ ]?")))
                    .matcher(read)
                    .find()) {
                found.put(slug, Kind.NAME);
            }
            CorporateNumber number = entry.corporateNumber();
            if (number != null && read.replaceAll("[\\s-]", "").contains(number.value())) {
                found.put(number.value(), Kind.NAME);
            }
        }
        return found;
    }

    /** Where a text quotes what is kept back: a short one whole, of a long one so much in a row. */
    private List<String> quotes(String dense) {
        Set<String> told = runs(dense);
        return withheld.stream()
                .flatMap(value -> value.length() <= QUOTE
                        ? Stream.of(value).filter(dense::contains)
                        : runs(value).stream().filter(told::contains).limit(1))
                .toList();
    }

    private static Set<String> runs(String text) {
        return IntStream.rangeClosed(0, text.length() - QUOTE)
                .mapToObj(begin -> text.substring(begin, begin + QUOTE))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String dense(String read) {
        return read.replaceAll("[\\s・]", "");
    }

    private static String beginning(String value) {
        int length = value.codePointCount(0, value.length());
        return length <= SHORTEST_QUOTE ? value : value.substring(0, value.offsetByCodePoints(0, SHORTEST_QUOTE)) + "…";
    }

    private static Set<String> matches(Pattern pattern, String read) {
        var all = new LinkedHashSet<String>();
        Matcher matcher = pattern.matcher(read);
        while (matcher.find()) {
            all.add(matcher.group());
        }
        return all;
    }

    /** In one width and case, dashes alike, and what analysts defang as it was. */
    static String read(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{Cf}", "")
                .replaceAll("[‐-―−]", "-")
                .replaceAll("(?<=\\d)ー(?=\\d)", "-")
                .replaceAll("\\[\\.]|\\(\\.\\)|\\[dot]", ".")
                .replaceAll("\\[:]", ":")
                .replaceAll("\\[(?:@|at)]", "@")
                .replace("hxxp", "http");
    }
}
