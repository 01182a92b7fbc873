package noroshi.gateway.consumer;

import com.google.common.base.Throwables;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.report.SubmissionCommand.RefuseSubmission;
import noroshi.core.thread.ReportThreadCommand.Submission;
import noroshi.gateway.consumer.Reading.Faulty;
import noroshi.gateway.consumer.Reading.Puzzling;
import noroshi.gateway.consumer.Reading.Sound;
import noroshi.gateway.intake.FiledKeys;
import noroshi.gateway.wire.BrokerUnavailable;
import noroshi.gateway.wire.Received;
import noroshi.ledger.LedgerUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * 受理. Brings one record to its end: recorded, refused with reasons, or parked. While database, broker or registry are
 * away it waits, however long.
 */
final class Taking {

    /** How often a record may fail for a reason nobody foresaw. */
    static final int TRIES = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Taking.class);

    /**
     * How long things take.
     *
     * @param forThread how long a follow-up waits for its thread
     * @param first the first pause before a repetition; each further one is twice as long
     * @param longest the longest pause
     */
    record Patience(Duration forThread, Duration first, Duration longest) {

        static final Patience USUAL =
                new Patience(Duration.ofSeconds(60), Duration.ofMillis(100), Duration.ofSeconds(2));

        Duration pause(int failures) {
            Duration pause = first.multipliedBy(1L << Math.min(failures, 10));
            return pause.compareTo(longest) < 0 ? pause : longest;
        }
    }

    private final RecordReader reader;
    private final BiFunction<Object, Map<String, String>, CompletableFuture<Void>> decide;
    private final Predicate<Faulty> drills;
    private final Refusals refusals;
    private final Parking parking;
    private final Standstill standstill;
    private final InstantSource clock;
    private final Patience patience;
    private final MeterRegistry meters;

    /**
     * @param decide sends a command until it is decided; a refusal completes with {@link Refused}
     * @param drills whether what is refused belongs to a drill
     * @param clock the domain's
     */
    Taking(
            RecordReader reader,
            BiFunction<Object, Map<String, String>, CompletableFuture<Void>> decide,
            Predicate<Faulty> drills,
            Refusals refusals,
            Parking parking,
            Standstill standstill,
            InstantSource clock,
            Patience patience,
            MeterRegistry meters) {
        this.reader = reader;
        this.decide = decide;
        this.drills = drills;
        this.refusals = refusals;
        this.parking = parking;
        this.standstill = standstill;
        this.clock = clock;
        this.patience = patience;
        this.meters = meters;
    }

    /** What a record says, waiting while the registry is away. */
    Reading read(Received record) throws InterruptedException {
        for (int failures = 0; ; failures++) {
            try {
                return reader.read(record);
            } catch (BrokerUnavailable e) {
                standstill.await(String.valueOf(e.getMessage()), patience.pause(failures));
            }
        }
    }

    /** What a record says that was read before. */
    Reading readAgain(Received record, Instant receivedAt) {
        return reader.read(record, receivedAt);
    }

    Patience patience() {
        return patience;
    }

    /**
     * Returns once the record is settled, or false if it is a follow-up that may wait and whose thread is not there yet.
     *
     * @throws InterruptedException if the intake is closed first; the record is then read again after the restart
     */
    boolean settle(Received record, Reading first, boolean mayWait) throws InterruptedException {
        Reading reading = first;
        String lane = first.lane();
        int away = 0;
        int failures = 0;
        while (true) {
            try {
                boolean settled = (parking.holds(lane) && parking.parkBehind(lane, record, clock.instant()))
                        || take(record, reading, mayWait);
                standstill.over();
                return settled;
            } catch (RuntimeException | Error e) { // the record's top: what is not foreseen below is parked
                Optional<RuntimeException> absent = absent(e);
                if (absent.isPresent()) {
                    standstill.await(absent.get().toString(), patience.pause(away++));
                    continue;
                }
                failures++;
                LOG.warn("{} failed {} of {} times", record.place(), failures, TRIES, e);
                if (failures >= TRIES) {
                    park(record, lane, e);
                    return true;
                }
                pauseAfter(e, failures);
                reading = read(record);
            }
        }
    }

    /**
     * Parks it, however long the database is away.
     *
     * @throws RuntimeException if it can't be parked
     */
    private void park(Received record, String lane, Throwable error) throws InterruptedException {
        int away = 0;
        int failures = 0;
        while (true) {
            try {
                parking.park(lane, record, error.toString(), TRIES, clock.instant());
                LOG.error("{} is parked, and what follows on {}", record.place(), lane, error);
                standstill.over();
                return;
            } catch (RuntimeException
                    | Error e) { // tried again: what is neither recorded nor parked holds up its offset
                Optional<RuntimeException> absent = absent(e);
                if (absent.isPresent()) {
                    standstill.await(absent.get().toString(), patience.pause(away++));
                } else if (++failures < TRIES) {
                    pauseAfter(e, failures);
                } else {
                    throw e;
                }
            }
        }
    }

    /** A process without memory stands still, whatever else it may still do. */
    private void pauseAfter(Throwable failure, int failures) throws InterruptedException {
        Duration pause = patience.pause(failures);
        if (Throwables.getCausalChain(failure).stream().anyMatch(Error.class::isInstance)) {
            standstill.await(failure.toString(), pause);
        } else {
            standstill.pause(pause);
        }
    }

    /**
     * Tries a parked record once.
     *
     * @throws RuntimeException if it fails again
     */
    void takeParked(Received record) throws InterruptedException {
        take(record, reader.read(record), false);
    }

    /**
     * Tries a refused record once. The same refusal again leaves no trace.
     *
     * @param before what it was refused for
     * @return whether it is recorded now
     * @throws RuntimeException if it fails
     */
    boolean retake(Received record, Reading reading, List<Fault> before) throws InterruptedException {
        Optional<Faulty> refused = decided(record, reading);
        if (refused.isPresent() && !refused.get().faults().equals(before)) {
            refuse(record, refused.get());
        }
        return refused.isEmpty();
    }

    /** Returns false if the record's thread is not there yet and may still come. */
    private boolean take(Received record, Reading reading, boolean mayWait) throws InterruptedException {
        Optional<Faulty> refused = decided(record, reading);
        if (refused.isPresent()) {
            if (mayWait && reading instanceof Sound && wantsThread(refused.get())) {
                return false;
            }
            refuse(record, refused.get());
        }
        return true;
    }

    private static boolean wantsThread(Faulty refused) {
        return refused.faults().getFirst().code() == Reason.THREAD_UNKNOWN;
    }

    /** What a record is to be refused for, or empty once it is recorded. */
    private Optional<Faulty> decided(Received record, Reading reading) throws InterruptedException {
        return switch (reading) {
            case Sound(var command) -> decided(record, command);
            case Faulty faulty -> Optional.of(faulty);
            case Puzzling puzzling ->
                throw puzzling.why() instanceof RuntimeException e ? e : new FailedTaking(puzzling.why());
        };
    }

    private Optional<Faulty> decided(Received record, Submission command) throws InterruptedException {
        Timer.Sample sample = Timer.start(meters);
        try {
            await(decide.apply(command, place(record)));
        } catch (Refused e) {
            return Optional.of(Faulty.of(command, e.fault()));
        }
        sample.stop(Timer.builder("intake.command.time")
                .description("From a filing's command to the ledger's commit, for filings that were recorded.")
                .publishPercentileHistogram()
                .register(meters));
        return Optional.empty();
    }

    private void refuse(Received record, Faulty faulty) throws InterruptedException {
        var refusal = new RefuseSubmission(
                faulty.report(),
                faulty.operator(),
                faulty.thread(),
                faulty.kind(),
                drills.test(faulty),
                record.topic(),
                faulty.faults(),
                faulty.receivedAt(),
                clock.instant());
        await(decide.apply(refusal, place(record)));
        await(refusals.publish(refusal, record));
        faulty.faults().stream()
                .map(Fault::code)
                .distinct()
                .forEach(code -> meters.counter("intake.refused.filings", "code", code.name())
                        .increment());
    }

    private static Map<String, String> place(Received record) {
        return Map.of(
                "topic", record.topic(),
                "partition", Integer.toString(record.partition().number()),
                "offset", Long.toString(record.offset()));
    }

    private static void await(CompletableFuture<Void> future) throws InterruptedException {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw Throwables.getCausalChain(e).stream()
                    .filter(cause -> cause instanceof Refused)
                    .map(cause -> (RuntimeException) cause)
                    .findFirst()
                    .orElseGet(() -> new FailedTaking(e.getCause() == null ? e : e.getCause()));
        }
    }

    /** A command or a publication that failed, for whatever reason. */
    private static final class FailedTaking extends RuntimeException {

        private FailedTaking(Throwable cause) {
            super(cause.toString(), cause);
        }
    }

    /** What is away, if that is all that is wrong. */
    static Optional<RuntimeException> absent(Throwable failure) {
        return Throwables.getCausalChain(failure).stream()
                .filter(cause -> cause instanceof LedgerUnavailable
                        || cause instanceof BrokerUnavailable
                        || (cause instanceof DataAccessException database && FiledKeys.isAway(database))
                        || cause instanceof TransactionException)
                .findFirst()
                .map(RuntimeException.class::cast);
    }
}
