package noroshi.standalone;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set from outside; the only place that reads the environment.
 *
 * @param clock where the domain clock starts; null: at the real time
 * @param issuer the outside token issuer; null: the embedded one, with demo identities
 */
public record Settings(
        Ports ports,
        Path data,
        @Nullable Instant clock,
        @Nullable URI issuer) {
    static final String DATA = "HUB_DATA";
    static final String CLOCK = "HUB_CLOCK";
    static final String ISSUER = "HUB_ISSUER";
    private static final String DEFAULT_DATA = "var";

    /**
     * Reads the settings; an empty variable counts as absent.
     *
     * @throws UsageError if a value is wrong, in one line that names the variable
     */
    public static Settings of(Map<String, String> environment) {
        var clock = clock(environment);
        var issuer = issuer(environment);
        if (clock != null && issuer != null) {
            throw new UsageError(CLOCK + " works with demo identities only (expected: " + ISSUER + " unset)");
        }
        return new Settings(Ports.of(environment), data(environment), clock, issuer);
    }

    /** The same settings on another data folder. */
    Settings on(Path folder) {
        return new Settings(ports, folder, clock, issuer);
    }

    private static Path data(Map<String, String> environment) {
        var folder = value(environment, DATA);
        return Path.of(folder == null ? DEFAULT_DATA : folder).toAbsolutePath().normalize();
    }

    private static @Nullable Instant clock(Map<String, String> environment) {
        var text = value(environment, CLOCK);
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new UsageError(CLOCK + ": " + text + " (expected: an instant like 2026-11-05T09:00:00+09:00)");
        }
    }

    private static @Nullable URI issuer(Map<String, String> environment) {
        var text = value(environment, ISSUER);
        if (text == null) {
            return null;
        }
        try {
            var uri = new URI(text);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // The sentence below says all there is to say.
        }
        throw new UsageError(ISSUER + ": " + text + " (expected: the issuer's https URL)");
    }

    private static @Nullable String value(Map<String, String> environment, String variable) {
        var value = environment.get(variable);
        return value == null || value.isBlank() ? null : value;
    }

    /** The five ports, all on the loopback interface. */
    public record Ports(int http, int management, int kafka, int registry, int database) {
        static final String HTTP = "HUB_HTTP_PORT";
        static final String MANAGEMENT = "HUB_MANAGEMENT_PORT";

        private static final Map<String, Integer> DEFAULTS = defaults();

        private static Map<String, Integer> defaults() {
            var defaults = new LinkedHashMap<String, Integer>();
            defaults.put(HTTP, 8080);
            defaults.put(MANAGEMENT, 8090);
            defaults.put("HUB_KAFKA_PORT", 9092);
            defaults.put("HUB_REGISTRY_PORT", 8081);
            defaults.put("HUB_DATABASE_PORT", 5433);
            return defaults;
        }

        static Ports of(Map<String, String> environment) {
            var ports = DEFAULTS.keySet().stream()
                    .mapToInt(variable -> port(environment, variable))
                    .toArray();
            var byNumber = new LinkedHashMap<Integer, String>();
            var all = new Ports(ports[0], ports[1], ports[2], ports[3], ports[4]);
            all.byVariable().forEach((variable, port) -> {
                var other = byNumber.putIfAbsent(port, variable);
                if (other != null) {
                    throw new UsageError(variable + ": " + port + " (expected: another port than " + other + "'s)");
                }
            });
            return all;
        }

        static int http(Map<String, String> environment) {
            return port(environment, HTTP);
        }

        /** Each port under the name of its variable. */
        Map<String, Integer> byVariable() {
            var values = new int[] {http, management, kafka, registry, database};
            var byVariable = new LinkedHashMap<String, Integer>();
            for (var variable : DEFAULTS.keySet()) {
                byVariable.put(variable, values[byVariable.size()]);
            }
            return byVariable;
        }

        /** Those on which the hub itself serves, and none of the servers that it stands on. */
        Map<String, Integer> own() {
            return Map.of(HTTP, http, MANAGEMENT, management);
        }

        private static int port(Map<String, String> environment, String variable) {
            var text = value(environment, variable);
            if (text == null) {
                return Objects.requireNonNull(DEFAULTS.get(variable));
            }
            if (text.matches("[0-9]{1,5}")) {
                var port = Integer.parseInt(text);
                if (port >= 1 && port <= 65535) {
                    return port;
                }
            }
            throw new UsageError(variable + ": " + text + " (expected: a port from 1 to 65535)");
        }
    }
}
