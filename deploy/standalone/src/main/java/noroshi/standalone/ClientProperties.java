package noroshi.standalone;

import java.util.LinkedHashMap;
import java.util.Map;
import noroshi.standalone.Secrets.Purpose;
import noroshi.standalone.Settings.Brokers;

/** What a client of the brokers and the embedded registry has to be told, under the names that Kafka and Confluent use. */
final class ClientProperties {
    private ClientProperties() {}

    /** For the broker and the registry. */
    static Map<String, String> of(Brokers brokers, int registryPort, String principal, Secrets secrets) {
        var properties = new LinkedHashMap<>(kafka(brokers, principal, secrets));
        properties.putAll(registry(registryPort, principal, secrets));
        return properties;
    }

    static Map<String, String> kafka(Brokers brokers, String principal, Secrets secrets) {
        var properties = new LinkedHashMap<String, String>();
        properties.put("bootstrap.servers", brokers.addresses());
        if (brokers.ca() == null) {
            properties.put("security.protocol", "SASL_PLAINTEXT");
        } else {
            properties.put("security.protocol", "SASL_SSL");
            properties.put("ssl.truststore.type", "PEM");
            properties.put("ssl.truststore.location", brokers.ca().toString());
        }
        properties.put("sasl.mechanism", EmbeddedKafka.MECHANISM);
        properties.put("sasl.jaas.config", scram(principal, secrets.password(Purpose.KAFKA, principal)));
        return properties;
    }

    static String registryUrl(int port) {
        return "http://" + Loopback.ADDRESS + ":" + port;
    }

    static Map<String, String> registry(int port, String principal, Secrets secrets) {
        var properties = new LinkedHashMap<String, String>();
        properties.put("schema.registry.url", registryUrl(port));
        properties.put("basic.auth.credentials.source", "USER_INFO");
        properties.put("basic.auth.user.info", principal + ":" + secrets.password(Purpose.REGISTRY, principal));
        return properties;
    }

    static String scram(String user, String password) {
        return jaas("org.apache.kafka.common.security.scram.ScramLoginModule", user, password);
    }

    static String plain(String user, String password) {
        return jaas("org.apache.kafka.common.security.plain.PlainLoginModule", user, password);
    }

    private static String jaas(String module, String user, String password) {
        return module + " required username=\"" + user + "\" password=\"" + password + "\";";
    }
}
