package noroshi.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set from outside; the only place that reads the environment.
 *
 * @param clock where the domain clock starts; null: at the real time
 * @param issuer the outside token issuer; null: the embedded one, with demo identities
 */
public record Settings(
        Ports ports,
        Servers servers,
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
        var ports = Ports.of(environment);
        return new Settings(ports, Servers.of(environment, ports), data(environment), clock, issuer);
    }

    /** The same settings on another data folder, with servers of its own. */
    Settings on(Path folder) {
        return new Settings(ports, Servers.own(ports), folder, clock, issuer);
    }

    /** Whether the hub starts a broker of its own. */
    boolean bringsBroker() {
        return servers.brokers().equals(Servers.own(ports).brokers());
    }

    /** Whether the hub starts a database of its own. */
    boolean bringsDatabase() {
        return servers.databases().equals(Servers.own(ports).databases());
    }

    /** The ports of all that the hub starts, under the names of their variables. */
    Map<String, Integer> portsOfOwn() {
        var all = new LinkedHashMap<>(ports.byVariable());
        if (!bringsBroker()) {
            all.remove(Ports.KAFKA);
        }
        if (!bringsDatabase()) {
            all.remove(Ports.DATABASE);
        }
        return all;
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

    /**
     * 接続先. Where broker and database are found: the hub's own, or a cluster's.
     *
     * @param databases each as {@code host:port}, separated by commas, the primary and its standbys in any order; who is the
     *     primary is found out
     */
    public record Servers(Brokers brokers, String databases) {
        static final String BROKERS = "HUB_BROKERS";
        static final String BROKERS_CA = "HUB_BROKERS_CA";
        static final String DATABASES = "HUB_DATABASES";
        private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";
        private static final Pattern ADDRESSES = Pattern.compile("[^\\s,:/]+:[0-9]{1,5}(,[^\\s,:/]+:[0-9]{1,5})*");

        /** Brokers that are spoken to in clear. */
        Servers(String brokers, String databases) {
            this(Brokers.inClear(brokers), databases);
        }

        static Servers own(Ports ports) {
            return new Servers(Loopback.ADDRESS + ":" + ports.kafka(), Loopback.ADDRESS + ":" + ports.database());
        }

        static Servers of(Map<String, String> environment, Ports ports) {
            var own = own(ports);
            var brokers = new Brokers(
                    addresses(environment, BROKERS, own.brokers().addresses()), certificates(environment, BROKERS_CA));
            if (brokers.ca() != null && value(environment, BROKERS) == null) {
                throw new UsageError(BROKERS_CA + " works with a cluster only (expected: " + BROKERS + " set)");
            }
            return new Servers(brokers, addresses(environment, DATABASES, own.databases()));
        }

        /** Each under the name of its variable. */
        Map<String, String> byVariable() {
            var byVariable = new LinkedHashMap<String, String>();
            byVariable.put(BROKERS, brokers.addresses());
            if (brokers.ca() != null) {
                byVariable.put(BROKERS_CA, brokers.ca().toString());
            }
            byVariable.put(DATABASES, databases);
            return byVariable;
        }

        private static @Nullable Path certificates(Map<String, String> environment, String variable) {
            var text = value(environment, variable);
            if (text == null) {
                return null;
            }
            var file = Path.of(text).toAbsolutePath().normalize();
            try {
                if (Files.readString(file).contains(CERTIFICATE)) {
                    return file;
                }
            } catch (IOException e) {
                // The sentence below says all there is to say.
            }
            throw new UsageError(variable + ": " + text + " (expected: a readable file of certificates in PEM)");
        }

        private static String addresses(Map<String, String> environment, String variable, String own) {
            var text = value(environment, variable);
            if (text == null) {
                return own;
            }
            if (ADDRESSES.matcher(text).matches()) {
                return text;
            }
            throw new UsageError(variable + ": " + text + " (expected: host:port, further ones after commas)");
        }
    }

    /**
     * ブローカー. Where brokers are found, and how they show that it is they.
     *
     * @param addresses each as {@code host:port}, separated by commas; some are enough, they tell of the others
     * @param ca the certificates, in PEM, of who vouches for them; null: they are spoken to in clear
     */
    public record Brokers(String addresses, @Nullable Path ca) {
        static Brokers inClear(String addresses) {
            return new Brokers(addresses, null);
        }
    }

    /** The five ports, all on the loopback interface. */
    public record Ports(int http, int management, int kafka, int registry, int database) {
        static final String HTTP = "HUB_HTTP_PORT";
        static final String MANAGEMENT = "HUB_MANAGEMENT_PORT";
        static final String KAFKA = "HUB_KAFKA_PORT";
        static final String DATABASE = "HUB_DATABASE_PORT";

        private static final Map<String, Integer> DEFAULTS = defaults();

        private static Map<String, Integer> defaults() {
            var defaults = new LinkedHashMap<String, Integer>();
            defaults.put(HTTP, 8080);
            defaults.put(MANAGEMENT, 8090);
            defaults.put(KAFKA, 9092);
            defaults.put("HUB_REGISTRY_PORT", 8081);
            defaults.put(DATABASE, 5433);
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
