package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import noroshi.standalone.Filers.Accepted;

/**
 * A hub on one data folder, killed as {@code kill -9} does it at random points under load and started again, alone or
 * together with its database. What was answered with 202, and each bulletin that it said is issued, is what it has
 * promised.
 */
public final class Kills implements AutoCloseable {

    private static final int AT_ONCE = 4;

    /** The hub is killed after so many answers at most: in the midst of its first work, or well under way. */
    private static final int MOST_ANSWERS = 60;

    private final Path folder;
    private final Map<String, String> environment;
    private final List<Accepted> accepted = new ArrayList<>();
    private final List<String> issued = new ArrayList<>();
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private int rounds;

    /** Nothing is started yet. */
    public Kills(Path folder) {
        this.folder = folder;
        this.environment = HubProcess.environment(folder);
        environment.put(Settings.CLOCK, "2026-11-10T09:00:00+09:00");
    }

    /**
     * One kill.
     *
     * @param withDatabase whether its database was killed with it
     * @param accepted filings answered with 202 before it
     * @param untilReady from the start of the process, after the kill before, until it was ready
     */
    public record Kill(boolean withDatabase, int accepted, Duration untilReady) {}

    /** Starts the hub, has reports filed and bulletins issued, and kills it. */
    public Kill next() throws Exception {
        long start = System.nanoTime();
        try (var hub = HubProcess.up(environment);
                var http = new HttpHub(HubClient.find(environment));
                var issuer = new Issuer(http);
                var filers = new Filers(http, "round-%d-of-%d".formatted(rounds++, seed), AT_ONCE)) {
            Duration untilReady = Duration.ofNanos(System.nanoTime() - start);
            filers.awaitMore(1 + random.nextInt(MOST_ANSWERS));
            boolean withDatabase = random.nextBoolean();
            if (withDatabase) {
                hub.killWithDatabase();
            } else {
                hub.kill();
            }
            issued.addAll(issuer.stop());
            List<Accepted> more = filers.stop();
            accepted.addAll(more);
            return new Kill(withDatabase, more.size(), untilReady);
        }
    }

    /**
     * Starts the hub once more and holds it to all that it has promised so far.
     *
     * @throws AssertionError if a promise is broken
     */
    public void assertPromisesHeld() throws Exception {
        try (var hub = HubProcess.up(environment);
                var http = new HttpHub(HubClient.find(environment))) {
            assertThat(hub).isNotNull();
            assertThat(accepted).hasSizeGreaterThanOrEqualTo(rounds);
            assertThat(issued).isNotEmpty();
            var promises = new Promises(environment, http);
            promises.assertHeld(accepted);
            promises.assertIssuedUnderOneIdEach(issued);
        }
    }

    /** Stops the database that the last kill may have left behind. */
    @Override
    public void close() throws IOException {
        EmbeddedDatabase.stopOrphan(folder.resolve("data/postgresql"));
    }
}
