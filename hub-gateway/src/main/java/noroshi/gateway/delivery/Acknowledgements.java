package noroshi.gateway.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import noroshi.gateway.wire.BrokerUnavailable;

/** 受領の待合せ. A projection's round has 1.5 seconds; what takes longer is tried again in the next. */
final class Acknowledgements {

    private static final Duration PATIENCE = Duration.ofMillis(1_200);

    private Acknowledgements() {}

    /**
     * Returns once all are done.
     *
     * @throws BrokerUnavailable if one is not done in time
     * @throws Exception what the first failed one failed with
     */
    static void await(Collection<CompletableFuture<Void>> futures) throws Exception {
        try {
            CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new BrokerUnavailable("not acknowledged in %s".formatted(PATIENCE), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
