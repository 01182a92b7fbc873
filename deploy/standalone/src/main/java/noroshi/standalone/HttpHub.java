package noroshi.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import noroshi.standalone.veris.HubApi;
import noroshi.standalone.veris.Pause;
import tools.jackson.databind.json.JsonMapper;

/** The running hub's API, called as its demo identities. */
final class HttpHub implements HubApi, AutoCloseable {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final Identity NATIONAL_OFFICE = Identity.parse("nco:import");
    private static final int TRIES_WHILE_AWAY = 20;

    private final HubClient hub;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<Identity, String> tokens = new ConcurrentHashMap<>();

    HttpHub(HubClient hub) {
        this.hub = hub;
    }

    @Override
    public Answer putAsNationalOffice(String path, Object body) throws IOException, InterruptedException {
        return put(NATIONAL_OFFICE, path, body);
    }

    @Override
    public Answer postAsOperator(String slug, String path, String idempotencyKey, Object body)
            throws IOException, InterruptedException {
        // the same key is safe to repeat
        return sendUntilTaken(
                operator(slug),
                request(path).header("Idempotency-Key", idempotencyKey).POST(json(body)));
    }

    private Answer sendUntilTaken(Identity identity, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            Answer answer = send(identity, request);
            if (answer.status() != 503 || attempt == TRIES_WHILE_AWAY) {
                return answer;
            }
            Pause.of(Duration.ofSeconds(1));
        }
    }

    @Override
    public Answer getAsOperator(String slug, String path) throws IOException, InterruptedException {
        return send(operator(slug), request(path).GET());
    }

    /** Posts as any identity. */
    Answer post(Identity identity, String path, Object body) throws IOException, InterruptedException {
        return post(identity, path, body, ANSWER_LIMIT);
    }

    /** Posts what may take its time. */
    Answer post(Identity identity, String path, Object body, Duration limit) throws IOException, InterruptedException {
        return send(identity, request(path).timeout(limit).POST(json(body)));
    }

    /** Posts a file as the national office. */
    Answer postAsNationalOffice(String path, byte[] file, String contentType, Duration limit)
            throws IOException, InterruptedException {
        return send(NATIONAL_OFFICE, contentType, request(path).timeout(limit).POST(BodyPublishers.ofByteArray(file)));
    }

    /** Puts as any identity; waits out a 503, since the same again changes nothing. */
    Answer put(Identity identity, String path, Object body) throws IOException, InterruptedException {
        return sendUntilTaken(identity, request(path).PUT(json(body)));
    }

    /** Gets as any identity. */
    Answer get(Identity identity, String path) throws IOException, InterruptedException {
        return send(identity, request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(hub.url().resolve(path)).timeout(ANSWER_LIMIT);
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        return BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body));
    }

    /** Gets what is no JSON, such as a feed. */
    String text(Identity identity, String path) throws IOException, InterruptedException {
        return client.send(
                        request(path)
                                .GET()
                                .header("Authorization", "Bearer " + token(identity))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private Answer send(Identity identity, HttpRequest.Builder request) throws IOException, InterruptedException {
        return send(identity, "application/json", request);
    }

    private Answer send(Identity identity, String contentType, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        var response = client.send(
                request.copy()
                        .header("Authorization", "Bearer " + token(identity))
                        .header("Content-Type", contentType)
                        .build(),
                BodyHandlers.ofString());
        String text = response.body();
        return new Answer(response.statusCode(), JsonMapper.shared().readTree(text.isBlank() ? "null" : text));
    }

    private String token(Identity identity) throws IOException {
        try {
            return tokens.computeIfAbsent(identity, one -> {
                try {
                    return hub.token(one);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Identity operator(String slug) {
        return Identity.parse("operator:" + slug);
    }

    @Override
    public void close() {
        client.close();
    }
}
