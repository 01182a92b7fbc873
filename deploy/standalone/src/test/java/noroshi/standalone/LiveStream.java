package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who follows {@code GET /v1/stream}. */
final class LiveStream implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Event> events = new ArrayList<>();
    private final StringBuilder wire = new StringBuilder();
    private String lastId = "";
    private boolean ended;

    /** An event as the reader gets it. */
    record Event(String name, String id, JsonNode data) {}

    /** Follows as that identity; after the last id that it has, or from now on. */
    LiveStream(LiveHub hub, String identity, String query, @Nullable String lastEventId) throws Exception {
        var caller = HubClient.find(hub.environment());
        var request = HttpRequest.newBuilder(caller.url().resolve("/v1/stream" + query))
                .header("Authorization", "Bearer " + caller.token(Identity.parse(identity)));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        var answer = client.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        var reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        Thread.ofVirtual().start(() -> read(reader));
        awaitId();
    }

    private void read(BufferedReader reader) {
        try (reader) {
            var fields = new java.util.HashMap<String, String>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                hear(line);
                if (line.isEmpty()) {
                    take(fields);
                    fields.clear();
                } else if (!line.startsWith(":")) {
                    String[] field = line.split(": ?", 2);
                    fields.put(field[0], field[1]);
                }
            }
        } catch (IOException e) {
            // cut off: what was read is what it has
        }
        end();
    }

    private synchronized void hear(String line) {
        wire.append(line).append('\n');
    }

    private synchronized void take(Map<String, String> fields) {
        lastId = fields.getOrDefault("id", lastId);
        String data = fields.get("data");
        if (data != null) {
            events.add(new Event(
                    fields.getOrDefault("event", "message"),
                    lastId,
                    JsonMapper.shared().readTree(data)));
        }
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    private synchronized void awaitId() throws InterruptedException {
        while (lastId.isEmpty() && !ended) {
            wait();
        }
    }

    synchronized String lastId() {
        return lastId;
    }

    /** All that came over the wire so far, line by line. */
    synchronized String wire() {
        return wire.toString();
    }

    /** All events up to the first that says that. */
    synchronized List<Event> until(String words) throws InterruptedException {
        while (events.stream().noneMatch(event -> event.data().toString().contains(words))) {
            if (ended) {
                throw new AssertionError("%s: not before the stream ended; %s".formatted(words, events));
            }
            wait();
        }
        return List.copyOf(events);
    }

    /** Breaks the connection off, as a network does. */
    void cut() {
        client.shutdownNow();
    }

    @Override
    public void close() {
        cut();
    }
}
