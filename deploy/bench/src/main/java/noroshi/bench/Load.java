package noroshi.bench;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** 負荷. Does a thing again and again and times it. Any failure ends the run: a figure with failures is none. */
final class Load {

    private Load() {}

    /** What is done once; it returns when it is done. */
    interface Step {
        void run() throws Exception;
    }

    /**
     * A load that has ended.
     *
     * @param elapsed from the first start to the last end
     */
    record Run(Duration elapsed, Latencies latencies) {

        double perSecond() {
            return latencies.count() / (elapsed.toNanos() / 1e9);
        }
    }

    /** Keeps {@code inFlight} going for that long: each starts the next when it ends. */
    static Run during(Duration time, int inFlight, Step step) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        return closed(inFlight, step, () -> System.nanoTime() < end);
    }

    /** Does the step {@code count} times, {@code inFlight} at once. */
    static Run times(int count, int inFlight, Step step) throws Exception {
        var begun = new AtomicLong();
        return closed(inFlight, step, () -> begun.getAndIncrement() < count);
    }

    private static Run closed(int inFlight, Step step, BooleanSupplier more) throws Exception {
        Queue<Long> nanos = new ConcurrentLinkedQueue<>();
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var lanes = IntStream.range(0, inFlight)
                    .mapToObj(_ -> threads.submit(() -> {
                        while (more.getAsBoolean()) {
                            long began = System.nanoTime();
                            step.run();
                            nanos.add(System.nanoTime() - began);
                        }
                        return true;
                    }))
                    .toList();
            for (Future<Boolean> lane : lanes) {
                await(lane);
            }
        }
        return new Run(Duration.ofNanos(System.nanoTime() - start), Latencies.ofNanos(nanos));
    }

    /**
     * Starts the step so many times a second, whether earlier ones have ended or not. Each is timed from when it was
     * due, so what a stall holds up counts too.
     */
    static Run paced(int perSecond, Duration time, Step step) throws Exception {
        Queue<Long> nanos = new ConcurrentLinkedQueue<>();
        Queue<Future<?>> begun = new ConcurrentLinkedQueue<>();
        long count = perSecond * time.toSeconds();
        long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
        var next = new AtomicLong();
        long start = System.nanoTime() + period;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try (var clock = Executors.newSingleThreadScheduledExecutor()) {
                var ticks = clock.scheduleAtFixedRate(
                        () -> {
                            long number = next.getAndIncrement();
                            if (number >= count) {
                                throw new CancellationException();
                            }
                            long due = start + number * period;
                            begun.add(threads.submit(() -> {
                                step.run();
                                return nanos.add(System.nanoTime() - due);
                            }));
                        },
                        period,
                        period,
                        TimeUnit.NANOSECONDS);
                awaitLast(ticks);
            }
            for (Future<?> one : begun) {
                await(one);
            }
        }
        return new Run(Duration.ofNanos(System.nanoTime() - start), Latencies.ofNanos(nanos));
    }

    private static void awaitLast(Future<?> ticks) throws Exception {
        try {
            ticks.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof CancellationException)) {
                throw e;
            }
        }
    }

    private static void await(Future<?> lane) throws Exception {
        try {
            lane.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
