package noroshi.gateway.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import noroshi.avro.ReportFiling;
import noroshi.core.Fault;
import noroshi.core.Phrase;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Kind;
import noroshi.core.report.ReportId;
import noroshi.core.report.ThreadId;
import noroshi.core.thread.ReportThreadCommand.Submission;
import noroshi.gateway.wire.BrokerUnavailable;
import noroshi.gateway.wire.Publisher;
import noroshi.gateway.wire.Topics;
import noroshi.web.IdempotencyKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;

/**
 * 受付. Takes what operators file over HTTP: reads it, keeps its key, and publishes it. Taken means that the broker has it
 * on every replica. The same filing again is published again under the same ids and given the same answer, for what was
 * answered before may have been lost on the way; the thread ignores the second.
 */
public final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /** Filings worked on at once; so few that they never take the connections that the way behind them needs. */
    static final int AT_ONCE = 24;

    /** For so long after the database was found away, no filing spends its time on looking again. */
    private static final Duration DATABASE_PAUSE = Duration.ofSeconds(1);

    private final FilingReader reader;
    private final Anonymity anonymity;
    private final FilingRecords records;
    private final FiledKeys keys;
    private final Publisher publisher;
    private final InstantSource clock;
    private final Patience patience;
    private final MeterRegistry meters;
    private final Timer publishing;
    private final Counter unkept;
    private volatile long lookAgainAt = System.nanoTime();
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /**
     * How long things take.
     *
     * @param turn how long one more filing waits for its turn before it is asked to come again
     * @param whole from a filing's arrival to its answer
     */
    public record Patience(Duration turn, Duration whole) {

        /** A caller may wait five seconds. */
        public static final Patience USUAL = new Patience(Duration.ofSeconds(2), Duration.ofMillis(4_500));
    }

    /**
     * An intake on these parts.
     *
     * @param clock the domain's
     */
    public Intake(
            FilingReader reader,
            Anonymity anonymity,
            FilingRecords records,
            FiledKeys keys,
            Publisher publisher,
            InstantSource clock,
            Patience patience,
            MeterRegistry meters) {
        this.reader = reader;
        this.anonymity = anonymity;
        this.records = records;
        this.keys = keys;
        this.publisher = publisher;
        this.clock = clock;
        this.patience = patience;
        this.meters = meters;
        this.publishing = Timer.builder("intake.publish")
                .description("From handing a filing to the broker until every replica has it, or until it failed.")
                .publishPercentileHistogram()
                .register(meters);
        Gauge.builder("intake.queue", turns, Semaphore::getQueueLength)
                .description("Filings over HTTP that wait for their turn.")
                .register(meters);
        this.unkept = Counter.builder("intake.unkept")
                .description("Filings taken while the database was away, so that their key could not be kept.")
                .register(meters);
    }

    /**
     * Takes a filing.
     *
     * @param thread the thread that it continues, or null for a first report
     * @throws InvalidFiling if it can't be taken as it is
     * @throws Refused {@code IDEMPOTENCY_CONFLICT} if the key was used for another content
     * @throws BrokerUnavailable if the broker did not acknowledge in time, too many file at once, or the day's intake
     *     key can't be had; the same filing again is safe
     */
    Receipt take(OperatorSlug operator, @Nullable String key, Kind kind, @Nullable ThreadId thread, JsonNode body) {
        long deadline = System.nanoTime() + patience.whole().toNanos();
        try {
            awaitTurn();
        } catch (BrokerUnavailable e) {
            refused("UNAVAILABLE");
            throw e;
        }
        try {
            FiledKeys.Filed filed = filed(operator, IdempotencyKey.required(key), kind, thread, body);
            requireSound(filed, thread, body);
            filed = kept(filed);
            publish(filed, body, deadline);
            accepted(kind);
            return Receipt.of(filed);
        } catch (InvalidFiling e) {
            e.faults().stream().map(Fault::code).distinct().forEach(code -> refused(code.name()));
            throw e;
        } catch (Refused e) {
            refused(e.reason().name());
            throw e;
        } catch (BrokerUnavailable e) {
            refused("UNAVAILABLE");
            throw e;
        } finally {
            turns.release();
        }
    }

    /**
     * What taking it now would be refused for.
     *
     * @throws BrokerUnavailable if it can't be said now
     */
    List<Fault> faults(OperatorSlug operator, String key, Kind kind, @Nullable ThreadId thread, JsonNode body) {
        try {
            requireSound(filed(operator, key, kind, thread, body), thread, body);
            return List.of();
        } catch (InvalidFiling e) {
            return e.faults();
        }
    }

    private void requireSound(FiledKeys.Filed filed, @Nullable ThreadId thread, JsonNode body) {
        Submission read = reader.read(filed.kind(), body, envelope(filed, thread));
        if (filed.operator().isOfCeptoar() && !isRepeated(filed)) {
            anonymity.require(filed.operator(), read);
        }
    }

    private void awaitTurn() {
        try {
            if (!turns.tryAcquire(patience.turn().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BrokerUnavailable("more filings than can be taken within %s".formatted(patience.turn()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailable("the hub stops", e);
        }
    }

    private FiledKeys.Filed filed(
            OperatorSlug operator, String key, Kind kind, @Nullable ThreadId thread, JsonNode body) {
        var report = ReportId.of(operator, key);
        return new FiledKeys.Filed(
                operator,
                key,
                BodyHash.of(kind, thread, body),
                report,
                thread == null ? ThreadId.openedBy(report) : thread,
                kind,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private static Envelope envelope(FiledKeys.Filed filed, @Nullable ThreadId thread) {
        return new Envelope(filed.operator(), filed.report(), thread, filed.bodyHash(), filed.receivedAt());
    }

    /** What was taken once is answered as it was, whoever is registered since. */
    private boolean isRepeated(FiledKeys.Filed filed) {
        try {
            return keys.find(filed.operator(), filed.key())
                    .filter(before -> before.bodyHash().equals(filed.bodyHash()))
                    .isPresent();
        } catch (DataAccessException e) {
            throw new BrokerUnavailable("the keys can't be read: %s".formatted(e.getMessage()), e);
        }
    }

    /** As it was filed first. With the database away it is taken all the same: the thread finds a reused key out. */
    private FiledKeys.Filed kept(FiledKeys.Filed filed) {
        if (System.nanoTime() - lookAgainAt < 0) {
            unkept.increment();
            return filed;
        }
        Optional<FiledKeys.Filed> before;
        try {
            before = keys.keep(filed);
        } catch (DataAccessException e) {
            if (!FiledKeys.isAway(e)) {
                throw e;
            }
            lookAgainAt = System.nanoTime() + DATABASE_PAUSE.toNanos();
            unkept.increment();
            LOG.warn("report {} of {} is taken, its key not kept: {}", filed.report(), filed.operator(), e.toString());
            return filed;
        }
        if (before.isPresent() && !before.get().bodyHash().equals(filed.bodyHash())) {
            throw new Refused(
                    Reason.IDEMPOTENCY_CONFLICT,
                    IdempotencyKey.HEADER,
                    new Phrase("別の内容", "another content"),
                    "%s に受け付けた内容と同じもの".formatted(before.get().receivedAt()),
                    "the content received at %s".formatted(before.get().receivedAt()));
        }
        return before.orElse(filed);
    }

    private void publish(FiledKeys.Filed filed, JsonNode body, long deadline) {
        @Nullable ThreadId continued = filed.kind().continues() ? filed.thread() : null;
        ReportFiling record = sealed(filed, continued, body);
        Timer.Sample sample = Timer.start(meters);
        CompletableFuture<Void> published =
                publisher.publish(Topics.REPORTS_SUBMITTED, filed.thread().toString(), record, headers(filed));
        try {
            published.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BrokerUnavailable unavailable
                    ? unavailable
                    : new IllegalStateException("report %s can't be published".formatted(filed.report()), e.getCause());
        } catch (TimeoutException e) {
            throw new BrokerUnavailable("no acknowledgement within %s".formatted(patience.whole()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailable("the hub stops", e);
        } finally {
            sample.stop(publishing);
        }
    }

    /** The first of a day makes the day's key, for which there may be no room. */
    private ReportFiling sealed(FiledKeys.Filed filed, @Nullable ThreadId continued, JsonNode body) {
        try {
            return records.sealed(filed.kind(), continued, body, filed.report());
        } catch (UncheckedIOException e) {
            throw new BrokerUnavailable("report %s can't be sealed: %s".formatted(filed.report(), e.getMessage()), e);
        }
    }

    private static Map<String, String> headers(FiledKeys.Filed filed) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", filed.report().toString());
        headers.put("ce_type", "noroshi.ReportFiling");
        headers.put("ce_time", filed.receivedAt().toString());
        headers.put("ce_source", "/operators/" + filed.operator());
        headers.put("operator", filed.operator().value());
        headers.put("idempotency-key", filed.key());
        headers.put("body-hash", filed.bodyHash());
        headers.put("kind", filed.kind().name());
        headers.put("thread-id", filed.thread().toString());
        return headers;
    }

    private void accepted(Kind kind) {
        Counter.builder("intake.accepted")
                .description("Filings answered with 202, repeated ones included.")
                .tag("kind", kind.name())
                .register(meters)
                .increment();
    }

    private void refused(String code) {
        Counter.builder("intake.refused")
                .description("Filings not taken over HTTP, by reason; one with several reasons counts for each.")
                .tag("code", code)
                .register(meters)
                .increment();
    }
}
