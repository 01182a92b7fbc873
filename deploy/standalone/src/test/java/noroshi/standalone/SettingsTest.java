package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import noroshi.standalone.Settings.Brokers;
import noroshi.standalone.Settings.Ports;
import noroshi.standalone.Settings.Servers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void anEmptyEnvironmentGivesTheContractsDefaults() {
        var settings = Settings.of(Map.of());

        assertThat(settings)
                .isEqualTo(new Settings(
                        new Ports(8080, 8090, 9092, 8081, 5433),
                        new Servers("127.0.0.1:9092", "127.0.0.1:5433"),
                        Path.of("var").toAbsolutePath(),
                        null,
                        null));
        assertThat(settings.portsOfOwn()).isEqualTo(settings.ports().byVariable());
    }

    @Test
    void aClusterIsNamedByItsAddresses() {
        var settings = Settings.of(
                Map.of("HUB_BROKERS", "kafka-1:9092,kafka-2:9092", "HUB_DATABASES", "198.51.100.21:5432,db-2:5432"));

        assertThat(settings.servers())
                .isEqualTo(new Servers("kafka-1:9092,kafka-2:9092", "198.51.100.21:5432,db-2:5432"));
        assertThat(settings.portsOfOwn()).containsOnlyKeys("HUB_HTTP_PORT", "HUB_MANAGEMENT_PORT", "HUB_REGISTRY_PORT");
        assertThat(settings.on(Path.of("/srv/demo")).servers())
                .as("what is thrown away stands on nothing that is kept")
                .isEqualTo(new Servers("127.0.0.1:9092", "127.0.0.1:5433"));
    }

    @Test
    void brokersThatShowCertificatesAreToldByTheirVouchers(@TempDir Path folder) throws IOException {
        Path ca = Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----");
        var settings = Settings.of(Map.of("HUB_BROKERS", "kafka-1:9092", "HUB_BROKERS_CA", ca.toString()));

        assertThat(settings.servers().brokers()).isEqualTo(new Brokers("kafka-1:9092", ca));
        assertThat(Settings.of(settings.servers().byVariable())).isEqualTo(settings);
        assertThat(settings.on(Path.of("/srv/demo")).servers().brokers().ca()).isNull();
    }

    @Test
    void whoVouchesForBrokersIsReadFromAFileOfCertificatesAndForAClusterAlone(@TempDir Path folder) throws IOException {
        Path key = Files.writeString(folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----");
        for (Path wrong : List.of(key, folder.resolve("absent"), folder)) {
            assertThatThrownBy(() ->
                            Settings.of(Map.of("HUB_BROKERS", "kafka-1:9092", "HUB_BROKERS_CA", wrong.toString())))
                    .isInstanceOf(UsageError.class)
                    .hasMessage("HUB_BROKERS_CA: " + wrong + " (expected: a readable file of certificates in PEM)");
        }
        Path ca = Files.writeString(folder.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----");
        assertThatThrownBy(() -> Settings.of(Map.of("HUB_BROKERS_CA", ca.toString())))
                .isInstanceOf(UsageError.class)
                .hasMessage("HUB_BROKERS_CA works with a cluster only (expected: HUB_BROKERS set)");
    }

    @Test
    void everyVariableIsRead() {
        assertThat(Settings.of(Map.of(
                        "HUB_HTTP_PORT", "1",
                        "HUB_MANAGEMENT_PORT", "2",
                        "HUB_KAFKA_PORT", "3",
                        "HUB_REGISTRY_PORT", "4",
                        "HUB_DATABASE_PORT", "65535",
                        "HUB_DATA", "/srv/hub",
                        "HUB_CLOCK", "2026-11-05T09:00:00+09:00")))
                .isEqualTo(new Settings(
                        new Ports(1, 2, 3, 4, 65535),
                        new Servers("127.0.0.1:3", "127.0.0.1:65535"),
                        Path.of("/srv/hub"),
                        Instant.parse("2026-11-05T00:00:00Z"),
                        null));
        assertThat(Settings.of(Map.of("HUB_ISSUER", "https://id.example/realms/hub"))
                        .issuer())
                .isEqualTo(URI.create("https://id.example/realms/hub"));
    }

    @Test
    void anEmptyVariableCountsAsAbsent() {
        assertThat(Settings.of(Map.of("HUB_HTTP_PORT", "", "HUB_CLOCK", " "))).isEqualTo(Settings.of(Map.of()));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            HUB_HTTP_PORT     , http        , 'HUB_HTTP_PORT: http (expected: a port from 1 to 65535)'
            HUB_KAFKA_PORT    , 0           , 'HUB_KAFKA_PORT: 0 (expected: a port from 1 to 65535)'
            HUB_DATABASE_PORT , 65536       , 'HUB_DATABASE_PORT: 65536 (expected: a port from 1 to 65535)'
            HUB_REGISTRY_PORT , 8080        , 'HUB_REGISTRY_PORT: 8080 (expected: another port than HUB_HTTP_PORT''s)'
            HUB_BROKERS       , kafka-1     , 'HUB_BROKERS: kafka-1 (expected: host:port, further ones after commas)'
            HUB_DATABASES     , 'a:1,'      , 'HUB_DATABASES: a:1, (expected: host:port, further ones after commas)'
            HUB_CLOCK         , 2026-11-05  , 'HUB_CLOCK: 2026-11-05 (expected: an instant like 2026-11-05T09:00:00+09:00)'
            HUB_ISSUER        , id.example  , 'HUB_ISSUER: id.example (expected: the issuer''s https URL)'
            HUB_ISSUER        , 'https://a b' , 'HUB_ISSUER: https://a b (expected: the issuer''s https URL)'
            """)
    void aWrongValueIsSaidInOneLine(String variable, String value, String line) {
        assertThatThrownBy(() -> Settings.of(Map.of(variable, value)))
                .isInstanceOf(UsageError.class)
                .hasMessage(line);
    }

    @Test
    void theDomainClockCannotBeSetWhereIdentitiesAreReal() {
        var environment = new HashMap<String, String>();
        environment.put("HUB_CLOCK", "2026-11-05T09:00:00+09:00");
        environment.put("HUB_ISSUER", "https://id.example");

        assertThatThrownBy(() -> Settings.of(environment))
                .isInstanceOf(UsageError.class)
                .hasMessage("HUB_CLOCK works with demo identities only (expected: HUB_ISSUER unset)");
    }
}
