package noroshi.standalone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import noroshi.standalone.Settings.Brokers;
import org.apache.kafka.common.utils.Time;

/** A broker by the settings in {@code deploy/production}, with TLS, alone, slow to learn and in this process. */
final class TlsBroker implements AutoCloseable {

    private static final Path SETTINGS = Path.of("..", "production");

    /** What production has three of. */
    private static final List<String> COPIES = List.of(
            "default.replication.factor",
            "min.insync.replicas",
            "offsets.topic.replication.factor",
            "transaction.state.log.replication.factor",
            "transaction.state.log.min.isr",
            "share.coordinator.state.topic.replication.factor",
            "share.coordinator.state.topic.min.isr");

    private static final String PASSWORD = "of no use beyond this test";

    private final KafkaRaftServer server;
    private final Brokers address;

    private TlsBroker(KafkaRaftServer server, Brokers address) {
        this.server = server;
        this.address = address;
    }

    static TlsBroker start(Path folder, Secrets secrets) throws Exception {
        int port = Loopback.freePort();
        Path data = Files.createDirectories(folder.resolve("kafka"));
        EmbeddedKafka.format(data, secrets);
        var certificate = certificate(folder, "broker");
        var settings = EmbeddedKafka.settings(data, Loopback.ADDRESS, port, Loopback.freePort(), secrets);
        for (var file : List.of("broker.properties", "broker-tls.properties")) {
            settings.load(new StringReader(Files.readString(SETTINGS.resolve(file))));
        }
        settings.put("authorizer.class.name", LateAuthorizer.class.getName());
        COPIES.forEach(setting -> settings.put(setting, "1"));
        settings.put("ssl.keystore.location", certificate.keyAndCertificate().toString());
        settings.put("ssl.truststore.location", certificate.certificate().toString());
        var server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        server.startup();
        return new TlsBroker(server, new Brokers(Loopback.ADDRESS + ":" + port, certificate.certificate()));
    }

    /** Where a hub finds it. */
    Map<String, String> environment() {
        return Map.of(
                Settings.Servers.BROKERS, address.addresses(),
                Settings.Servers.BROKERS_CA, String.valueOf(address.ca()));
    }

    /** Where, and by whose certificate, clients find it. */
    Brokers address() {
        return address;
    }

    /**
     * What a broker shows, in PEM.
     *
     * @param certificate vouches for itself
     */
    record Certificate(Path certificate, Path keyAndCertificate) {}

    /** A key and a certificate for this machine, by the JDK's own tool. */
    static Certificate certificate(Path folder, String name) throws Exception {
        var store = folder.resolve(name + ".p12");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=ip:" + Loopback.ADDRESS + ",dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return inPem(folder, name, store);
    }

    private static Certificate inPem(Path folder, String name, Path store)
            throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var certificate = pem("CERTIFICATE", keys.getCertificate(name).getEncoded());
        var key = pem("PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded());
        return new Certificate(
                Files.writeString(folder.resolve(name + "-ca.pem"), certificate),
                Files.writeString(folder.resolve(name + ".pem"), key + certificate));
    }

    private static String pem(String what, byte[] content) {
        var lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(what, lines);
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
