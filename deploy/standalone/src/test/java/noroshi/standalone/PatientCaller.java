package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import noroshi.standalone.veris.HubApi;
import noroshi.standalone.veris.Pause;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whoever calls the hub as the contract has it: a 503 is repeated, as it is, after the time that it names. Every answer is
 * kept with the time it took; one that never comes is an error.
 */
final class PatientCaller implements HubApi, AutoCloseable {

    /** The contract's, for the answer to a filing. */
    static final Duration ANSWER = Duration.ofSeconds(5);

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final URI hub;
    private final Function<String, String> tokens;
    private final Duration breath;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Collection<Heard> heard = new ConcurrentLinkedQueue<>();

    /**
     * An answer to a filing.
     *
     * @param asked when it was sent, by {@link System#nanoTime}
     * @param answered when it was answered, likewise
     * @param again after how many seconds to ask again, empty if it does not say
     */
    record Heard(long asked, long answered, int status, String again) {

        Duration time() {
            return Duration.ofNanos(answered - asked);
        }
    }

    /**
     * Calls as whomever {@code tokens} knows.
     *
     * @param tokens the bearer token of an identity
     * @param breath how long it rests after each filing that was taken
     */
    PatientCaller(URI hub, Function<String, String> tokens, Duration breath) {
        this.hub = hub;
        this.tokens = tokens;
        this.breath = breath;
    }

    /** Calls a hub as those, whose tokens are got now: whatever is away later, they have them. */
    static PatientCaller of(LiveHub hub, Duration breath, String... identities) throws IOException {
        HubClient client = HubClient.find(hub.environment());
        var tokens = new HashMap<String, String>();
        for (String identity : identities) {
            tokens.put(identity, client.token(Identity.parse(identity)));
        }
        return new PatientCaller(client.url(), identity -> Objects.requireNonNull(tokens.get(identity)), breath);
    }

    @Override
    public Answer putAsNationalOffice(String path, Object body) throws InterruptedException {
        return untilTaken(() -> ask("nco:tanaka", request(path).PUT(json(body))));
    }

    @Override
    public Answer postAsOperator(String slug, String path, String key, Object body) throws InterruptedException {
        var request = request(path).header("Idempotency-Key", key).POST(json(body));
        Answer answer = untilTaken(() -> {
            Asked asked = ask("operator:" + slug, request);
            heard.add(asked.heard());
            return asked;
        });
        Pause.of(breath);
        return answer;
    }

    private interface Question {
        Asked ask() throws InterruptedException;
    }

    private static Answer untilTaken(Question question) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Asked asked = question.ask();
            if (asked.answer().status() != 503 || System.nanoTime() > end) {
                return asked.answer();
            }
            assertThat(asked.heard().again()).as("Retry-After").matches("[1-9][0-9]?");
            Pause.of(Duration.ofSeconds(Long.parseLong(asked.heard().again())));
        }
    }

    @Override
    public Answer getAsOperator(String slug, String path) throws InterruptedException {
        return get("operator:" + slug, path).answer();
    }

    /** What one is told, and how. */
    record Asked(Answer answer, Heard heard) {}

    Asked get(String identity, String path) throws InterruptedException {
        return ask(identity, request(path).GET());
    }

    /** The answers to the filings that were sent after one time and answered before another. */
    List<Heard> heardBetween(long asked, long answered) {
        return heard.stream()
                .filter(one -> one.asked() - asked > 0 && one.answered() - answered < 0)
                .toList();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(hub.resolve(path)).timeout(ANSWER_LIMIT);
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        return BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body));
    }

    private Asked ask(String identity, HttpRequest.Builder request) throws InterruptedException {
        var authorised = request.copy()
                .header("Authorization", "Bearer " + tokens.apply(identity))
                .header("Content-Type", "application/json")
                .build();
        long asked = System.nanoTime();
        try {
            var response = client.send(authorised, BodyHandlers.ofString());
            String text = response.body();
            return new Asked(
                    new Answer(response.statusCode(), JsonMapper.shared().readTree(text.isBlank() ? "null" : text)),
                    new Heard(
                            asked,
                            System.nanoTime(),
                            response.statusCode(),
                            response.headers().firstValue("Retry-After").orElse("")));
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to %s".formatted(authorised), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
