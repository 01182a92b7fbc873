package noroshi.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Live entries to many subscribers of {@code GET /v1/stream}, by HTTP from outside the hub's process. */
final class StreamBench {

    private static final int SUBSCRIBERS = 500;
    private static final int REPORTS = 100;
    private static final int REPORTS_PER_SECOND = 2;
    private static final String THREAD = "\"threadId\":\"";
    private static final int UUID_LENGTH = 36;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private StreamBench() {}

    /** When each subscriber got the first entry of a thread. */
    private static final class Arrival {

        private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
        private final CountDownLatch missing = new CountDownLatch(SUBSCRIBERS);

        void now() {
            nanos.add(System.nanoTime());
            missing.countDown();
        }
    }

    static void measure(Plan plan, Consumer<Figure> found) throws Exception {
        try (var resources = new Resources()) {
            var process =
                    resources.add(HubProcess.start("up", resources.folder().resolve("hub")));
            var client = resources.add(
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
            var hub = new Doors(client, process);
            for (int warming = 0; warming < REPORTS; warming++) {
                hub.file();
            }
            Map<String, Arrival> arrivals = new ConcurrentHashMap<>();
            subscribe(client, process, arrivals);

            Queue<Long> answered = new ConcurrentLinkedQueue<>();
            Map<String, Long> filed = new ConcurrentHashMap<>();
            Load.paced(REPORTS_PER_SECOND, Duration.ofMillis(REPORTS * 1_000L / REPORTS_PER_SECOND), () -> {
                long began = System.nanoTime();
                String thread = hub.file().threadId();
                answered.add(System.nanoTime() - began);
                filed.put(thread, began);
            });
            Queue<Long> lives = new ConcurrentLinkedQueue<>();
            for (Map.Entry<String, Long> report : filed.entrySet()) {
                Arrival arrival = arrivals.computeIfAbsent(report.getKey(), _ -> new Arrival());
                if (!arrival.missing.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException(
                            "%s: %d subscribers were not told".formatted(report.getKey(), arrival.missing.getCount()));
                }
                arrival.nanos.forEach(at -> lives.add(at - report.getValue()));
            }
            Latencies single = Latencies.ofNanos(answered);
            Latencies all = Latencies.ofNanos(lives);
            for (double percent : new double[] {50, 99}) {
                found.accept(Figure.of(
                                "from the POST to each of %d subscribers, p%.0f".formatted(SUBSCRIBERS, percent),
                                all.millis(percent),
                                "ms")
                        .against("the POST's own 202", single.millis(percent)));
            }
            found.accept(Figure.of("entries told", lives.size(), "entries"));
            // a client that is closed waits for its streams to end
            client.shutdownNow();
        }
    }

    private static void subscribe(HttpClient client, HubProcess hub, Map<String, Arrival> arrivals) throws Exception {
        String token = hub.token("nco:bench");
        for (int subscriber = 0; subscriber < SUBSCRIBERS; subscriber++) {
            var request = HttpRequest.newBuilder(hub.url().resolve("/v1/stream"))
                    .header("Authorization", "Bearer " + token)
                    .build();
            HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                throw new IOException("%s: %d".formatted(request.uri(), answer.statusCode()));
            }
            var lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
            Thread.ofVirtual().start(() -> follow(lines, arrivals));
        }
    }

    private static void follow(BufferedReader lines, Map<String, Arrival> arrivals) {
        try (lines) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains("\"kind\":\"REPORT_SUBMITTED\"")) {
                    int thread = line.indexOf(THREAD) + THREAD.length();
                    arrivals.computeIfAbsent(line.substring(thread, thread + UUID_LENGTH), _ -> new Arrival())
                            .now();
                }
            }
        } catch (IOException e) { // the hub is stopped before its subscribers
            Thread.currentThread().interrupt();
        }
    }
}
