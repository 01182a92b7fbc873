package noroshi.standalone.veris;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A wait before something outside this process is asked again. */
public final class Pause {

    private Pause() {}

    /** Waits that long. */
    public static void of(Duration time) throws InterruptedException {
        try {
            CompletableFuture.runAsync(
                            () -> {}, CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS))
                    .get();
        } catch (ExecutionException e) {
            throw new AssertionError("nothing was run that could fail", e);
        }
    }
}
