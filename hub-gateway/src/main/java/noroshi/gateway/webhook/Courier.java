package noroshi.gateway.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import noroshi.gateway.webhook.Outbox.Claimed;
import noroshi.gateway.webhook.Outbox.Counts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * 配達. Sends what is due. Every hub has one; which of them sends a message, its claim decides. Each try has a thread of
 * its own, so that a slow endpoint holds up nobody else.
 */
final class Courier implements AutoCloseable {

    /** So many tries at once. */
    static final int AT_ONCE = 128;

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration TIDYING = Duration.ofHours(1);
    private static final Duration COUNTING = Duration.ofSeconds(10);
    private static final String TEST = "webhook.test";

    private final Outbox outbox;
    private final Webhooks webhooks;
    private final Readings readings;
    private final Post post;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Semaphore wake = new Semaphore(0);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closed;
    private volatile Counts counts = Counts.NONE;
    private @Nullable Thread thread;

    /** 読直し. What a message says when it is sent. */
    @FunctionalInterface
    interface Readings {

        /** Empty if its receiver may not know of it any more, or does not want to. */
        Optional<News> read(Claimed message);
    }

    /** @param clock the real time, by which receivers judge a message's age */
    Courier(Outbox outbox, Webhooks webhooks, Readings readings, Post post, InstantSource clock, MeterRegistry meters) {
        this.outbox = outbox;
        this.webhooks = webhooks;
        this.readings = readings;
        this.post = post;
        this.clock = clock;
        this.meters = meters;
        Gauge.builder("webhooks.waiting", this, courier -> courier.counts.waiting())
                .description("Messages to webhooks that wait to be sent, or sent again, in all hubs together.")
                .register(meters);
        Gauge.builder("webhooks.parked", this, courier -> courier.counts.parked())
                .description("Messages to webhooks that were tried for days, or waited for months, in vain.")
                .register(meters);
    }

    /** Begins to send. */
    synchronized void start() {
        thread = Thread.ofPlatform().daemon().name("webhook-courier").start(this::run);
    }

    private void run() {
        Duration pause = LOOK;
        long tidied = System.nanoTime() - TIDYING.toNanos();
        long counted = System.nanoTime() - COUNTING.toNanos();
        while (!closed) {
            try {
                int sent = round();
                if (System.nanoTime() - counted >= COUNTING.toNanos()) {
                    counts = outbox.counts();
                    counted = System.nanoTime();
                }
                if (System.nanoTime() - tidied >= TIDYING.toNanos()) {
                    outbox.tidy();
                    tidied = System.nanoTime();
                }
                pause = LOOK;
                if (sent == 0) {
                    rest(pause);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) { // the loop's top: nothing is lost, and it is tried again
                LOG.warn("webhooks are looked after again in {}", pause, e);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                try {
                    rest(pause);
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        }
    }

    /** Until something has ended, behind which something else may have waited, or a while. */
    private void rest(Duration time) throws InterruptedException {
        wake.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
        wake.drainPermits();
    }

    /** Begins to send what is due, as far as there is room; how many. */
    private int round() {
        int room = free.drainPermits();
        int begun = 0;
        try {
            if (room > 0) {
                List<Claimed> due = outbox.claim(room);
                for (Claimed message : due) {
                    threads.execute(() -> deliver(message));
                    begun++;
                }
            }
        } finally {
            free.release(room - begun);
        }
        return begun;
    }

    private void deliver(Claimed message) {
        try {
            sent(message).ifPresentOrElse(outcome -> tried(message, outcome), () -> outbox.withhold(message));
        } catch (RuntimeException e) { // the thread's top: the claim ends, and it is sent again
            LOG.warn(
                    "message {} to webhook {} is sent again",
                    message.id(),
                    message.webhook().id(),
                    e);
        } finally {
            free.release();
            wake.release();
        }
    }

    /** What came of it; empty where it may not be told. Whatever goes wrong is a try, so that none goes on for ever. */
    private Optional<Outcome> sent(Claimed message) {
        try {
            return readings.read(message).map(news -> send(message.webhook(), message.id(), news));
        } catch (RuntimeException e) {
            LOG.warn(
                    "message {} to webhook {} could not be sent",
                    message.id(),
                    message.webhook().id(),
                    e);
            return Optional.of(new Outcome(Outcome.Result.NOT_SENT, null, null, Duration.ZERO));
        }
    }

    private void tried(Claimed message, Outcome outcome) {
        count(outcome);
        outbox.tried(message, outcome)
                .filter(state -> state == Outbox.State.PARKED)
                .ifPresent(_ -> LOG.warn(
                        "message {} to webhook {} is parked",
                        message.id(),
                        message.webhook().id()));
    }

    /** Sends a test now, whether or not the webhook is enabled. */
    Outcome test(Webhook webhook) {
        return send(
                webhook,
                UUID.randomUUID(),
                TEST,
                clock.instant(),
                Map.of("webhookId", webhook.id().toString()));
    }

    private Outcome send(Webhook webhook, UUID id, News news) {
        return send(webhook, id, news.kind().code(), news.at(), news.data());
    }

    private Outcome send(Webhook webhook, UUID id, String type, Instant at, Map<String, Object> data) {
        Instant now = clock.instant();
        var message = new LinkedHashMap<String, Object>();
        message.put("type", type);
        message.put("timestamp", at.toString());
        message.put("data", data);
        byte[] body = JsonMapper.shared().writeValueAsBytes(message);
        List<Secret> secrets = webhooks.secrets(webhook.id());
        if (secrets.isEmpty()) {
            throw new IllegalStateException("webhook %s: deleted meanwhile".formatted(webhook.id()));
        }
        String signatures = secrets.stream()
                .map(secret -> secret.sign(id.toString(), now, body))
                .collect(Collectors.joining(" "));
        return post.send(
                webhook.wish().url(),
                Map.of(
                        "webhook-id",
                        id.toString(),
                        "webhook-timestamp",
                        Long.toString(now.getEpochSecond()),
                        "webhook-signature",
                        signatures),
                body);
    }

    private void count(Outcome outcome) {
        Timer.builder("webhooks.sent")
                .description("Tries to tell a webhook, by what came of them.")
                .tag("result", outcome.result().name().toLowerCase(Locale.ROOT))
                .register(meters)
                .record(outcome.took());
    }

    /** Begins nothing more, and leaves what is under way a moment to end; what does not is sent again. */
    @Override
    public void close() {
        closed = true;
        wake.release();
        try {
            Thread running;
            synchronized (this) {
                running = thread;
            }
            if (running != null) {
                running.join(Duration.ofSeconds(2));
            }
            threads.shutdown();
            if (!threads.awaitTermination(2, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            threads.shutdownNow();
        }
    }
}
