package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import noroshi.standalone.Secrets.Purpose;
import tools.jackson.databind.json.JsonMapper;

/** What a command says to the hub that runs on this machine. */
final class HubClient {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

    private final RunFile hub;
    private final Secrets secrets;

    private HubClient(RunFile hub) {
        this.hub = hub;
        this.secrets = Secrets.in(hub.data());
    }

    /**
     * The hub on the port that the environment names.
     *
     * @throws UsageError if none runs there
     */
    static HubClient find(Map<String, String> environment) throws IOException {
        var port = Settings.Ports.http(environment);
        return new HubClient(RunFile.find(RunFile.folder(environment), port)
                .orElseThrow(() -> new UsageError("no hub runs on port " + port + " (start one with ./hub up, or set "
                        + Settings.Ports.HTTP + " to its port)")));
    }

    /** Where it serves. */
    URI url() {
        return URI.create("http://localhost:" + hub.ports().http());
    }

    /** Whether its data folder is thrown away at the end. */
    boolean isDemo() {
        return hub.demo();
    }

    /**
     * A bearer token for that identity.
     *
     * @throws UsageError if the issuer refuses it
     */
    String token(Identity identity) throws IOException {
        var credentials = EmbeddedIssuer.CLIENT + ":" + secrets.password(Purpose.TOKEN_CLIENT, EmbeddedIssuer.CLIENT);
        var request = HttpRequest.newBuilder(url().resolve(EmbeddedIssuer.TOKEN_PATH))
                .timeout(ANSWER_LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
                .POST(BodyPublishers.ofString("grant_type=client_credentials&" + EmbeddedIssuer.IDENTITY + "="
                        + URLEncoder.encode(identity.text(), UTF_8)))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() == 404) {
                throw new UsageError("this hub takes its tokens from an outside issuer (get one there)");
            }
            var answer = JsonMapper.shared().readTree(response.body());
            return switch (response.statusCode()) {
                case 200 -> answer.required("access_token").stringValue();
                case 400 ->
                    throw new UsageError(answer.path("error_description").asString("identity refused"));
                default -> throw new IOException("the token issuer answered " + response.statusCode());
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a token", e);
        }
    }

    /** Client properties of that identity, which from now on can sign in to the broker. */
    Map<String, String> kafka(Identity identity) throws IOException {
        // Asking for a token makes the issuer say whether there is such an identity.
        token(identity);
        var brokers = hub.servers().brokers();
        EmbeddedKafka.admit(List.of(identity.principal()), brokers, secrets);
        EmbeddedKafka.awaitSignIn(identity.principal(), brokers, secrets);
        return ClientProperties.of(brokers, hub.ports().registry(), identity.principal(), secrets);
    }
}
