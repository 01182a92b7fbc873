package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import noroshi.standalone.veris.HubApi;
import noroshi.standalone.veris.HubApi.Answer;
import noroshi.standalone.veris.Pause;
import org.jspecify.annotations.Nullable;

/**
 * Operators that file without pause: each opens a thread, follows it up twice, and begins the next. What they were given
 * a 202 for is what the hub has promised.
 */
final class Filers implements AutoCloseable {

    /** A filing that was answered with 202. */
    record Accepted(String operator, String report, String thread) {}

    private static final String OPERATOR = "chubu-power";
    private static final int FOLLOW_UPS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What is not answered by then is filed again elsewhere, if there is an elsewhere. */
    private static final Duration IMPATIENCE = Duration.ofSeconds(2);

    private static final int MOST_TRIES = 100;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private final List<? extends HubApi> hubs;
    private final AtomicInteger turn = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> filers = new ArrayList<>();
    private final Collection<Accepted> accepted = new ConcurrentLinkedQueue<>();
    private final Semaphore answers = new Semaphore(0);
    private volatile boolean stopped;

    /**
     * Begins to file.
     *
     * @param name makes the idempotency keys this one's own
     */
    Filers(HubApi http, String name, int atOnce) {
        this(List.of(http), name, atOnce);
    }

    /**
     * Begins to file at several hubs by turns, so that a thread is continued elsewhere than where it was opened. What one
     * hub doesn't answer is filed again at the next, under the same key.
     */
    Filers(List<? extends HubApi> hubs, String name, int atOnce) {
        this.hubs = hubs;
        for (int filer = 0; filer < atOnce; filer++) {
            String prefix = "%s-%d".formatted(name, filer);
            filers.add(threads.submit(() -> {
                file(prefix);
                return null;
            }));
        }
    }

    private void file(String prefix) throws InterruptedException {
        try {
            for (int number = 0; !stopped; number++) {
                String key = "%s-%d".formatted(prefix, number);
                String thread = taken("/v1/reports", key, "PRELIMINARY", null);
                for (int next = 1; next <= FOLLOW_UPS && !stopped; next++) {
                    taken("/v1/reports/%s/follow-ups".formatted(thread), key + "-" + next, "FOLLOW_UP", thread);
                }
            }
        } catch (IOException e) {
            // Killed: what had no answer may be recorded or not.
            assertThat(e).isNotNull();
        }
    }

    private String taken(String path, String key, String stage, @Nullable String thread)
            throws IOException, InterruptedException {
        Answer answer = answered(
                path,
                key,
                Map.of(
                        "form",
                        "OTHER_CYBER",
                        "stage",
                        stage,
                        "awarenessAt",
                        "2026-11-05T05:40:00+09:00",
                        "title",
                        "監視制御の異常 " + key,
                        "summary",
                        "調査中",
                        "serviceLines",
                        List.of("ELECTRICITY")));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(202);
        String opened = answer.body().path("threadId").asString();
        assertThat(thread == null || thread.equals(opened))
                .as("continues its thread")
                .isTrue();
        accepted.add(new Accepted(OPERATOR, answer.body().path("reportId").asString(), opened));
        answers.release();
        return opened;
    }

    private Answer answered(String path, String key, Map<String, Object> body)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            HubApi hub = hubs.get(turn.getAndIncrement() % hubs.size());
            if (hubs.size() == 1) {
                return hub.postAsOperator(OPERATOR, path, key, body);
            }
            Future<Answer> answer = threads.submit(() -> hub.postAsOperator(OPERATOR, path, key, body));
            try {
                return answer.get(IMPATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                answer.cancel(true);
                if (attempt == MOST_TRIES) {
                    throw new IOException("%s: no answer from %d hubs".formatted(key, hubs.size()), e);
                }
                Pause.of(BETWEEN_TRIES);
            }
        }
    }

    /** Returns once so many more filings have been answered. */
    void awaitMore(int count) throws InterruptedException {
        assertThat(answers.tryAcquire(count, PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .as("%d filings answered within %s", count, PATIENCE)
                .isTrue();
    }

    /** What the hub has promised, in the order of the answers within each thread; whoever still files ends first. */
    List<Accepted> stop() throws Exception {
        stopped = true;
        for (Future<?> filer : filers) {
            filer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        return List.copyOf(accepted);
    }

    @Override
    public void close() {
        stopped = true;
        threads.close();
    }
}
