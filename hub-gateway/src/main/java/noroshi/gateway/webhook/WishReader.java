package noroshi.gateway.webhook;

import com.google.common.net.InetAddresses;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import noroshi.core.Fault;
import noroshi.core.Phrase;
import noroshi.core.Reason;
import noroshi.core.sharing.Viewer.Role;
import noroshi.gateway.webhook.Webhook.Wish;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 登録内容の読取り. What an organisation says of a webhook, or all that is wrong with it. */
final class WishReader {

    static final int LONGEST_URL = 2_000;
    static final int LONGEST_DESCRIPTION = 200;
    private static final int LAST_PORT = 65_535;

    private static final Set<String> ITEMS = Set.of("url", "kinds", "exercise", "description", "enabled");

    private final AddressGuard guard;

    WishReader(AddressGuard guard) {
        this.guard = guard;
    }

    /** @throws InvalidWebhook if anything is wrong with it */
    Wish read(JsonNode body, Role role) {
        var faults = new ArrayList<Fault>();
        if (!body.isObject()) {
            throw new InvalidWebhook(List.of(fault("", shape(body), "JSONオブジェクト", "a JSON object")));
        }
        body.propertyNames().stream()
                .filter(name -> !ITEMS.contains(name))
                .limit(LONGEST_DESCRIPTION)
                .forEach(name -> faults.add(fault(
                        cut(name),
                        new Phrase("不明な項目", "an unknown item"),
                        "%s のいずれか".formatted(sorted()),
                        "one of " + sorted())));
        URI url = url(body.path("url"), faults);
        List<NewsKind> kinds = kinds(body.path("kinds"), role, faults);
        boolean exercise = flag(body, "exercise", false, faults);
        boolean enabled = flag(body, "enabled", true, faults);
        String description = description(body.path("description"), faults);
        if (url == null || !faults.isEmpty()) {
            throw new InvalidWebhook(faults);
        }
        return new Wish(url, kinds, exercise, description, enabled);
    }

    private @Nullable URI url(JsonNode node, List<Fault> faults) {
        String expectedJa = guard.opensInside()
                ? "宛先の URL (https、許可された網内では http も可。ユーザー情報・フラグメントなし)"
                : "https の URL (ポート 443 または 8443、ユーザー情報・フラグメントなし)";
        String expectedEn = guard.opensInside()
                ? "a URL (https, or http within the networks that are named), without user and fragment"
                : "an https URL, at port 443 or 8443, without user and fragment";
        if (!node.isString()) {
            faults.add(fault("url", shape(node), expectedJa, expectedEn));
            return null;
        }
        String text = node.stringValue();
        try {
            var url = new URI(text);
            if (text.length() <= LONGEST_URL && isFit(url)) {
                return url;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        faults.add(fault("url", cut(text), expectedJa, expectedEn));
        return null;
    }

    /** What a name leads to, is looked at when it is reached; a literal address is as good as looked at now. */
    private boolean isFit(URI url) {
        String host = url.getHost();
        boolean encrypted = "https".equals(url.getScheme());
        if (host == null
                || url.getRawUserInfo() != null
                || url.getRawFragment() != null
                || !(encrypted || ("http".equals(url.getScheme()) && guard.opensInside()))) {
            return false;
        }
        int port = url.getPort() >= 0 ? url.getPort() : encrypted ? 443 : 80;
        if (port > LAST_PORT) {
            return false;
        }
        if (InetAddresses.isUriInetAddress(host)) {
            return guard.admits(InetAddresses.forUriString(host), port, encrypted);
        }
        return guard.opensInside() || AddressGuard.PORTS.contains(port);
    }

    /** All that can concern its role, where it says nothing. */
    private static List<NewsKind> kinds(JsonNode node, Role role, List<Fault> faults) {
        if (node.isMissingNode() || node.isNull()) {
            return NewsKind.of(role);
        }
        String known = NewsKind.of(role).stream().map(NewsKind::code).collect(Collectors.joining(", "));
        if (!node.isArray() || node.isEmpty()) {
            faults.add(fault("kinds", shape(node), "%s のいずれか一つ以上".formatted(known), "one or more of " + known));
            return List.of();
        }
        var kinds = new LinkedHashSet<NewsKind>();
        for (int i = 0; i < node.size(); i++) {
            String code = node.get(i).isString() ? node.get(i).stringValue() : "";
            var kind = NewsKind.of(code).filter(it -> it.concerns(role));
            kind.ifPresent(kinds::add);
            if (kind.isEmpty() && faults.size() < LONGEST_DESCRIPTION) {
                faults.add(fault("kinds[%d]".formatted(i), cut(code), "%s のいずれか".formatted(known), "one of " + known));
            }
        }
        return List.copyOf(kinds);
    }

    private static boolean flag(JsonNode body, String name, boolean otherwise, List<Fault> faults) {
        JsonNode node = body.path(name);
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (!node.isMissingNode() && !node.isNull()) {
            faults.add(fault(name, shape(node), "true または false", "true or false"));
        }
        return otherwise;
    }

    private static @Nullable String description(JsonNode node, List<Fault> faults) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (node.isString()
                && node.stringValue().length() <= LONGEST_DESCRIPTION
                && node.stringValue().indexOf('\0') < 0) {
            return node.stringValue();
        }
        faults.add(fault(
                "description",
                shape(node),
                "%d文字以下の文".formatted(LONGEST_DESCRIPTION),
                "a text of %d characters at most".formatted(LONGEST_DESCRIPTION)));
        return null;
    }

    private static Fault fault(String item, Object came, String expectedJa, String expectedEn) {
        return Fault.of(Reason.INVALID, item, came, expectedJa, expectedEn);
    }

    private static Phrase shape(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> new Phrase("配列", "an array");
            case BOOLEAN -> new Phrase("真偽値", "a boolean");
            case NULL, MISSING -> new Phrase("なし", "nothing");
            case NUMBER -> new Phrase("数値", "a number");
            case OBJECT -> new Phrase("オブジェクト", "an object");
            case STRING -> new Phrase("文字列", "a text");
            case BINARY, POJO -> new Phrase("別の値", "another value");
        };
    }

    private static String sorted() {
        return ITEMS.stream().sorted().collect(Collectors.joining(", "));
    }

    private static String cut(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
