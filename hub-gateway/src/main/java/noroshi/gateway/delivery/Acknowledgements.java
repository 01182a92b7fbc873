package noroshi.gateway.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import noroshi.gateway.wire.BrokerUnavailable;

/** 受領の待合せ. What a publisher is given is acknowledged, or has failed, within five seconds. */
final class Acknowledgements {

    /** So few under way at once that each has all the time it is given. */
    static final int AT_ONCE = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private Acknowledgements() {}

    /** Fails if this one has failed already: where the broker is away, each further one would be long in failing. */
    static CompletableFuture<Void> notFailed(CompletableFuture<Void> future) throws Exception {
        if (future.isCompletedExceptionally()) {
            await(future);
        }
        return future;
    }

    /**
     * Returns once all are done.
     *
     * @throws BrokerUnavailable if one is not done in time
     * @throws Exception what the first failed one failed with
     */
    static void await(Collection<CompletableFuture<Void>> futures) throws Exception {
        await(CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new)));
    }

    private static void await(CompletableFuture<Void> future) throws Exception {
        try {
            future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new BrokerUnavailable("not acknowledged in %s".formatted(PATIENCE), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
