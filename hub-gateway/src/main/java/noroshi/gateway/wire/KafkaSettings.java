package noroshi.gateway.wire;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How to reach the brokers and the schema registry. How many copies they keep is theirs to say: topics are made by the
 * cluster's own {@code default.replication.factor} and {@code min.insync.replicas}.
 *
 * @param security the client properties by which the hub signs in at the broker
 * @param registrySecurity the client properties by which it signs in at the registry, such as {@code
 *     basic.auth.user.info}
 */
public record KafkaSettings(
        String bootstrapServers,
        Map<String, Object> security,
        String registryUrl,
        Map<String, Object> registrySecurity) {

    /**
     * A broker that is silent for so long is left for another one, which may have taken its place: a client that waits for an
     * answer about who leads what learns nothing else meanwhile. Kafka's own default is half a minute.
     */
    private static final Duration BROKER_PATIENCE = Duration.ofSeconds(3);

    private static final Duration CONNECTION_PATIENCE = Duration.ofSeconds(2);

    /** A registry that does not answer in this time is away. */
    private static final Duration REGISTRY_PATIENCE = Duration.ofSeconds(2);

    public KafkaSettings {
        security = Map.copyOf(security);
        registrySecurity = Map.copyOf(registrySecurity);
    }

    /** Client properties for the broker, to which each kind of client adds its own. */
    Map<String, Object> broker(String clientId) {
        var properties = new LinkedHashMap<>(security);
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        properties.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) BROKER_PATIENCE.toMillis());
        properties.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, CONNECTION_PATIENCE.toMillis());
        properties.put(
                CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, CONNECTION_PATIENCE.toMillis());
        return properties;
    }

    /** Client properties for the registry. */
    Map<String, Object> registry() {
        var properties = new LinkedHashMap<>(registrySecurity);
        properties.put("schema.registry.url", registryUrl);
        properties.put("http.connect.timeout.ms", (int) REGISTRY_PATIENCE.toMillis());
        properties.put("http.read.timeout.ms", (int) REGISTRY_PATIENCE.toMillis());
        // Whoever asks has a better idea of when to ask again.
        properties.put("max.retries", 0);
        return properties;
    }
}
