package noroshi.api.export.stix;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import noroshi.core.report.Indicator;

/**
 * 照合式の読取り. Reads a STIX pattern as the indicators any of which it is met by: comparisons by {@code =}, {@code IN} and
 * {@code ISSUBSET}, in one or several observations, all joined by {@code OR}; by {@code AND} only hashes of one file,
 * each of which alone tells the file. What would mean less, or more, if it were taken apart is not read.
 */
public final class PatternReader {

    /** All but literals, which may be long. */
    private static final Pattern TOKEN = Pattern.compile("\\d{1,10}|[\\[\\](),=]|[A-Za-z][A-Za-z0-9_:.'\"-]{0,100}");

    private static final String HASH = "file:hashes.";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("ipv4-addr:value", "ipv4-addr"),
            Map.entry("ipv6-addr:value", "ipv6-addr"),
            Map.entry("domain-name:value", "domain-name"),
            Map.entry("url:value", "url"),
            Map.entry("email-addr:value", "email-addr"),
            Map.entry("mac-addr:value", "mac-addr"),
            Map.entry("autonomous-system:number", "autonomous-system"),
            Map.entry("file:name", "file-name"),
            Map.entry(HASH + "MD5", "file-md5"),
            Map.entry(HASH + "SHA-1", "file-sha1"),
            Map.entry(HASH + "SHA-256", "file-sha256"),
            Map.entry(HASH + "SHA-512", "file-sha512"));

    private static final String END = "";
    private static final char QUOTE = '\'';
    private static final char ESCAPE = '\\';

    private final List<String> tokens;
    private int next;

    private PatternReader(List<String> tokens) {
        this.tokens = tokens;
    }

    /** What can't be read, and is told nobody but {@link #read}. */
    private static final class Unread extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** The indicators of a pattern, each once; empty if it is of another shape. */
    public static Optional<List<Indicator>> read(String pattern) {
        try {
            var reader = new PatternReader(tokens(pattern));
            List<Indicator> indicators = reader.observations();
            reader.require(END);
            return Optional.of(indicators.stream().distinct().toList());
        } catch (Unread unread) {
            return Optional.empty();
        }
    }

    private static List<String> tokens(String pattern) {
        var tokens = new ArrayList<String>();
        Matcher matcher = TOKEN.matcher(pattern);
        int at = 0;
        while (at < pattern.length()) {
            if (Character.isWhitespace(pattern.charAt(at))) {
                at++;
                continue;
            }
            int end = pattern.charAt(at) == QUOTE ? endOfText(pattern, at) : endOfToken(matcher, at, pattern.length());
            tokens.add(pattern.substring(at, end));
            at = end;
        }
        return tokens;
    }

    private static int endOfToken(Matcher matcher, int at, int length) {
        if (!matcher.region(at, length).lookingAt()) {
            throw new Unread();
        }
        return matcher.end();
    }

    private static int endOfText(String pattern, int start) {
        for (int i = start + 1; i < pattern.length(); i++) {
            char here = pattern.charAt(i);
            if (here == QUOTE) {
                return i + 1;
            }
            if (here == ESCAPE) {
                i++;
            }
        }
        throw new Unread();
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : END;
    }

    private String take() {
        String token = peek();
        next++;
        return token;
    }

    private boolean takes(String token) {
        boolean is = peek().equals(token);
        next += is ? 1 : 0;
        return is;
    }

    private void require(String token) {
        if (!peek().equals(token)) {
            throw new Unread();
        }
        next++;
    }

    private List<Indicator> observations() {
        var all = new ArrayList<Indicator>();
        do {
            require("[");
            all.addAll(comparisons());
            require("]");
        } while (takes("OR"));
        return all;
    }

    private List<Indicator> comparisons() {
        var all = new ArrayList<Indicator>(comparison());
        boolean isJoined = false;
        boolean isFirst = true;
        while (peek().equals("OR") || peek().equals("AND")) {
            boolean isAnd = take().equals("AND");
            if (!isFirst && isAnd != isJoined) {
                throw new Unread();
            }
            isJoined = isAnd;
            isFirst = false;
            all.addAll(comparison());
        }
        if (isJoined && !isOneFile(all)) {
            throw new Unread();
        }
        return all;
    }

    /** Of one kind of hash a file has but one. */
    private static boolean isOneFile(List<Indicator> all) {
        return all.stream().allMatch(one -> one.type().matches("file-(md5|sha\\d+)"))
                && all.stream().map(Indicator::type).distinct().count() == all.size();
    }

    private List<Indicator> comparison() {
        String type = TYPES.get(take().replace("'", "").replace("\"", ""));
        if (type == null) {
            throw new Unread();
        }
        return switch (take()) {
            case "=" -> List.of(indicator(type, take()));
            case "ISSUBSET" -> List.of(network(indicator(type, take())));
            case "IN" -> among(type);
            default -> throw new Unread();
        };
    }

    private List<Indicator> among(String type) {
        var all = new ArrayList<Indicator>();
        require("(");
        do {
            all.add(indicator(type, take()));
        } while (takes(","));
        require(")");
        return all;
    }

    private static Indicator network(Indicator indicator) {
        if (!indicator.type().matches("ipv[46]-addr")) {
            throw new Unread();
        }
        return indicator;
    }

    private static Indicator indicator(String type, String literal) {
        boolean isNumber = type.equals("autonomous-system");
        boolean isText = literal.length() > 1 && literal.startsWith("'") && literal.endsWith("'");
        if (isNumber ? !literal.matches("\\d{1,10}") : !isText) {
            throw new Unread();
        }
        String value = isNumber
                ? "AS" + literal
                : literal.substring(1, literal.length() - 1).replaceAll("\\\\(.)", "$1");
        var indicator = new Indicator(type, type.startsWith("file-sha") ? value.toLowerCase(Locale.ROOT) : value);
        if (IndicatorPattern.of(indicator).isEmpty()) {
            throw new Unread();
        }
        return indicator;
    }
}
