package noroshi.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import noroshi.standalone.veris.Pause;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The hub's doors, used as an operator who files and as the national office that reads. */
final class Doors {

    private static final String OPERATOR = "kitahama-medical";
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final int BUSY = 503;
    /** Asked more often, those who look would outnumber those who file. */
    private static final Duration POLL = Duration.ofMillis(20);

    private static final Duration CENSUS_POLL = Duration.ofMillis(100);

    private final HttpClient client;
    private final URI url;
    private final String operatorToken;
    private final String officeToken;
    private final String body;
    private final AtomicInteger keys = new AtomicInteger();

    /** A report that got its 202. */
    record Accepted(String reportId, String threadId, String statusUrl) {}

    /**
     * What became of all that got their 202.
     *
     * @param missing without an entry in the timeline
     * @param twice with more than one
     */
    record Census(int missing, int twice) {}

    Doors(HttpClient client, HubProcess hub) throws IOException, InterruptedException {
        this.client = client;
        this.url = hub.url();
        this.operatorToken = hub.token("operator:" + OPERATOR);
        this.officeToken = hub.token("nco:bench");
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        this.body = JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "form",
                        "RANSOMWARE",
                        "stage",
                        "PRELIMINARY",
                        "awarenessAt",
                        now.minus(Duration.ofHours(2)).toString(),
                        "occurredAt",
                        now.minus(Duration.ofHours(4)).toString(),
                        "title",
                        "電子カルテの暗号化",
                        "summary",
                        "北病棟の端末で拡張子 .lckb9 への暗号化を確認。診療を紙運用に切替え。".repeat(6),
                        "serviceLines",
                        List.of("HEALTHCARE"),
                        "tlp",
                        "AMBER"));
    }

    /** The bytes of each report. */
    String body() {
        return body;
    }

    /**
     * Files a report of its own.
     *
     * @throws IOException if the answer is not 202
     */
    Accepted file() throws IOException, InterruptedException {
        var request = request("/v1/reports", operatorToken)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "bench-" + keys.getAndIncrement())
                .POST(BodyPublishers.ofString(body));
        JsonNode receipt = answer(request, 202);
        return new Accepted(
                receipt.required("reportId").asString(),
                receipt.required("threadId").asString(),
                receipt.required("statusUrl").asString());
    }

    /** Waits until the timeline holds a report. */
    void awaitVisible(Accepted report) throws IOException, InterruptedException {
        long position = awaitRecorded(report, System.nanoTime() + ANSWER_LIMIT.toNanos());
        answer(request("/v1/timeline?limit=1&atLeast=" + position, officeToken).GET(), 200);
    }

    /** Waits until each is recorded. */
    void awaitRecorded(Collection<Accepted> reports, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        // They are recorded about in the order of their answers, so the last ones tell most of the time to go.
        for (Accepted report :
                List.copyOf(reports).reversed().stream().limit(200).toList()) {
            awaitRecorded(report, end);
        }
    }

    private long awaitRecorded(Accepted report, long end) throws IOException, InterruptedException {
        while (true) {
            JsonNode submission =
                    answer(request(report.statusUrl(), operatorToken).GET(), 200);
            String state = submission.path("state").asString("");
            if (state.equals("RECORDED")) {
                return submission.required("position").asLong();
            }
            if (!state.equals("RECEIVED") || System.nanoTime() > end) {
                throw new IOException("%s is not recorded: %s".formatted(report.statusUrl(), submission));
            }
            Pause.of(POLL);
        }
    }

    /** Looks each up in the timeline. */
    Census census(Collection<Accepted> reports) throws IOException, InterruptedException {
        Set<String> expected = new HashSet<>();
        reports.forEach(report -> expected.add(report.reportId()));
        long end = System.nanoTime() + ANSWER_LIMIT.toNanos();
        while (true) {
            Map<String, Integer> submissions = submissions();
            int missing = (int)
                    expected.stream().filter(id -> !submissions.containsKey(id)).count();
            if (missing == 0 || System.nanoTime() > end) {
                int twice = (int) submissions.values().stream()
                        .filter(entries -> entries > 1)
                        .count();
                return new Census(missing, twice);
            }
            Pause.of(CENSUS_POLL);
        }
    }

    private Map<String, Integer> submissions() throws IOException, InterruptedException {
        Map<String, Integer> submissions = new HashMap<>();
        String page = "/v1/timeline?operator=" + OPERATOR + "&order=asc&limit=500";
        String cursor = "";
        while (true) {
            JsonNode answer = answer(request(page + cursor, officeToken).GET(), 200);
            for (JsonNode entry : answer.required("items")) {
                if (entry.path("kind").asString("").equals("REPORT_SUBMITTED")) {
                    submissions.merge(entry.required("reportId").asString(), 1, Integer::sum);
                }
            }
            String next = answer.path("nextCursor").asString("");
            if (next.isEmpty()) {
                return submissions;
            }
            cursor = "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        }
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(url.resolve(path))
                .timeout(ANSWER_LIMIT)
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode answer(HttpRequest.Builder request, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        long end = System.nanoTime() + ANSWER_LIMIT.toNanos();
        while (answer.statusCode() == BUSY && System.nanoTime() < end) {
            // as it is asked to; the same key is safe to repeat
            Pause.of(Duration.ofSeconds(
                    answer.headers().firstValueAsLong("Retry-After").orElse(1)));
            answer = client.send(request.build(), BodyHandlers.ofString());
        }
        if (answer.statusCode() != status) {
            throw new IOException("%s: %d %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
        }
        return JsonMapper.shared().readTree(answer.body());
    }
}
