package noroshi.standalone;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import noroshi.standalone.Foundation.Running;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * 復帰. The servers that this hub has started. One that ends by itself, as on a full disk, is started again once its disk
 * has room for it; until then the hub does without, and says so.
 */
final class Servers implements MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration CLOSING = Duration.ofSeconds(8);
    private static final long MEBIBYTE = 1 << 20;

    private final List<Kept> kept = new CopyOnWriteArrayList<>();

    /** How a server is started, for the first time and again. */
    interface Start {
        Running start() throws IOException;
    }

    /**
     * Starts a server and keeps it going until it is closed.
     *
     * @param folder where it keeps its data
     * @throws IOException if it does not come up this first time
     */
    Closeable keep(String name, Path folder, Start start) throws IOException {
        var one = new Kept(name, folder, start, start.start());
        kept.add(one);
        one.thread.start();
        return one;
    }

    /** What does not run at the moment, and why. */
    Map<String, String> faults() {
        var faults = new TreeMap<String, String>();
        for (Kept one : kept) {
            String fault = one.fault;
            if (fault != null) {
                faults.put(one.name, fault);
            }
        }
        return faults;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        kept.forEach(one -> FunctionCounter.builder("server.revivals", one, server -> server.revivals.get())
                .description("How often a server that had ended by itself was started again.")
                .tag("server", one.name)
                .register(meters));
    }

    private static final class Kept implements Closeable {

        private final String name;
        private final Path folder;
        private final Start start;
        private final CompletableFuture<Void> closed = new CompletableFuture<>();
        private final Thread thread;
        private volatile @Nullable Running running;
        private final AtomicInteger revivals = new AtomicInteger();
        private volatile @Nullable String fault;

        private Kept(String name, Path folder, Start start, Running running) {
            this.name = name;
            this.folder = folder;
            this.start = start;
            this.running = running;
            this.thread = Thread.ofPlatform().daemon().name(name + "-keeper").unstarted(this::keep);
        }

        private void keep() {
            while (!closed.isDone()) {
                Running serving = running;
                if (serving == null) {
                    revive();
                } else {
                    CompletableFuture.anyOf(serving.end().toCompletableFuture(), closed)
                            .join();
                    if (!closed.isDone()) {
                        fault("ended by itself");
                        closeRemains(serving);
                    }
                }
            }
        }

        private void closeRemains(Running ended) {
            running = null;
            try {
                ended.close();
            } catch (IOException | RuntimeException e) { // what is left must not keep it down
                LOG.warn("what was left of the {} was not closed cleanly", name, e);
            }
        }

        private void revive() {
            long free = folder.toFile().getUsableSpace();
            if (free < RoomKeepingAuthorizer.RESERVE_BYTES) {
                fault("ended by itself; %d MiB of disk free (expected: %d)"
                        .formatted(free / MEBIBYTE, RoomKeepingAuthorizer.RESERVE_BYTES / MEBIBYTE));
                pause();
                return;
            }
            try {
                running = start.start();
                revivals.incrementAndGet();
                fault = null;
                LOG.warn("the {} runs again", name);
            } catch (IOException | RuntimeException e) { // the loop's top: the next try may succeed
                fault("does not start again: " + e.getMessage());
                LOG.info("the {} does not start again", name, e);
                pause();
            }
        }

        private void fault(String what) {
            if (!what.equals(fault)) {
                fault = what;
                LOG.error("{}: {}; it is started again as soon as it can be", name, what);
            }
        }

        private void pause() {
            try {
                closed.get(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // not closed meanwhile
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("nobody interrupts this thread, nor fails what it waits for", e);
            }
        }

        @Override
        public void close() throws IOException {
            closed.complete(null);
            try {
                thread.join(CLOSING);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Running serving = running;
            if (serving != null) {
                serving.close();
            }
        }
    }
}
