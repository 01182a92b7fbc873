package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
class RunningHubTest {
    private final Map<String, String> environment = new HashMap<>();
    private final Settings settings;
    private final RunningHub hub;

    RunningHubTest(@TempDir Path temporary) throws IOException {
        environment.put("TMPDIR", temporary.toString());
        environment.put("HUB_DATA", temporary.resolve("data").toString());
        for (var variable : Settings.of(Map.of()).ports().byVariable().keySet()) {
            environment.put(variable, Integer.toString(Loopback.freePort()));
        }
        settings = Settings.of(environment);
        hub = new RunningHub(settings, false, environment);
        hub.start();
    }

    @AfterAll
    void stop() {
        hub.close();
    }

    @Test
    void aTokenSaysWhoItSpeaksForIsSignedByThePublishedKeyAndLastsTwelveHours() throws Exception {
        var token = SignedJWT.parse(HubClient.find(environment).token(Identity.parse("ministry:MIC:suzuki")));

        var claims = token.getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo("ministry:MIC:suzuki");
        assertThat(claims.getStringClaim("role")).isEqualTo("MINISTRY");
        assertThat(claims.getStringClaim("organisation")).isEqualTo("MIC");
        assertThat(claims.getStringClaim("officer")).isEqualTo("suzuki");
        assertThat(claims.getAudience()).containsExactly("noroshi");
        assertThat(claims.getIssuer()).isEqualTo(hub.url().toString());
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofHours(12));
        var keys = get(settings.ports().http(), "/oauth2/jwks");
        assertThat(keys.body()).contains(token.getHeader().getKeyID()).doesNotContain("\"d\"");
    }

    @Test
    void theIssuerDescribesItself() throws Exception {
        assertThat(get(settings.ports().http(), "/.well-known/oauth-authorization-server")
                        .body())
                .contains("\"issuer\":\"" + hub.url() + "\"", hub.url() + "/oauth2/token");
    }

    @Test
    void anOperatorMustBeRegistered() throws Exception {
        var client = HubClient.find(environment);

        assertThat(client.token(Identity.parse("operator:aoba-bank"))).isNotEmpty();
        assertThatThrownBy(() -> client.token(Identity.parse("operator:nobody")))
                .isInstanceOf(UsageError.class)
                .hasMessage("operator nobody: unknown (expected: the slug of a registered operator)");
    }

    @Test
    void theIssuerRefusesStrangersAndWhatIsNoIdentity() throws Exception {
        assertThat(askForToken("hub-cli:wrong", "identity=hq").statusCode()).isEqualTo(401);
        var client = "hub-cli:" + Secrets.in(settings.data()).password(Secrets.Purpose.TOKEN_CLIENT, "hub-cli");
        assertThat(askForToken(client, "").statusCode()).isEqualTo(400);
        assertThat(askForToken(client, "identity=hub").body()).contains("invalid_request", "identity 'hub': unknown");
    }

    @Test
    void printedPropertiesLetTheirIdentityIn() throws Exception {
        var properties = HubClient.find(environment).kafka(Identity.parse("ministry:FSA:sato"));

        try (var admin = Admin.create(Map.copyOf(properties))) {
            assertThat(admin.describeCluster().nodes().get(60, TimeUnit.SECONDS))
                    .hasSize(1);
        }
        assertThat(properties).containsKeys("schema.registry.url", "basic.auth.user.info");
    }

    @Test
    void healthAndMetricsAnswerOnTheManagementPort() throws Exception {
        var port = settings.ports().management();

        assertThat(get(port, "/actuator/health/readiness").body()).contains("UP");
        assertThat(get(port, "/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(get(port, "/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
        assertThat(get(port, "/actuator/env").statusCode()).isNotEqualTo(200);
    }

    @Test
    void whatNobodyOpenedIsShut() throws Exception {
        assertThat(get(settings.ports().http(), "/nowhere").statusCode()).isIn(401, 403, 404);
    }

    @Test
    void aSecondHubOnTheSameFolderIsRefused() {
        try (var second = new RunningHub(settings, false, environment)) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(UsageError.class)
                    .hasMessageContaining("in use by another hub");
        }
        assertThat(hub.url()).hasPort(settings.ports().http());
    }

    private HttpResponse<String> askForToken(String credentials, String extra) throws Exception {
        return send(HttpRequest.newBuilder(hub.url().resolve("/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
                .POST(BodyPublishers.ofString("grant_type=client_credentials&" + extra))
                .build());
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }
}
