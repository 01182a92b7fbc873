package noroshi.standalone;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Asks a hub as whoever, by plain HTTP; told to come again, it comes again. */
final class Asker implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> tokens = new HashMap<>();
    private final HubClient hub;
    private final URI url;

    Asker(LiveHub hub) throws Exception {
        this.hub = HubClient.find(hub.environment());
        this.url = this.hub.url();
    }

    HttpResponse<byte[]> get(String identity, String path) throws Exception {
        return answer(identity, "GET", path, "");
    }

    HttpResponse<byte[]> answer(String identity, String method, String path, String body) throws Exception {
        String token = tokens.get(identity);
        if (token == null) {
            token = hub.token(Identity.parse(identity));
            tokens.put(identity, token);
        }
        var request = HttpRequest.newBuilder(url.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("If-Match", "\"1\"")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return LiveHub.await(
                "an answer to " + path,
                () -> client.send(request, BodyHandlers.ofByteArray()),
                one -> one.statusCode() != 503);
    }

    @Override
    public void close() {
        client.close();
    }
}
