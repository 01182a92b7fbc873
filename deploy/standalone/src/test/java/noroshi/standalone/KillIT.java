package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import noroshi.standalone.Filers.Accepted;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the hub has promised holds however often it is killed under load, alone or together with its database. */
@Timeout(900)
class KillIT {

    private static final int ROUNDS = 20;
    private static final int AT_ONCE = 4;

    /** The hub is killed after so many answers at most: in the midst of its first work, or well under way. */
    private static final int MOST_ANSWERS = 60;

    @TempDir
    Path temporary;

    @AfterEach
    void leaveNoDatabaseRunning() throws Exception {
        EmbeddedDatabase.stopOrphan(temporary.resolve("data/postgresql"));
    }

    @Test
    void whatWasAcceptedIsRecordedOnceAndDeliveredHoweverOftenTheHubIsKilled() throws Exception {
        Map<String, String> environment = HubProcess.environment(temporary);
        environment.put(Settings.CLOCK, "2026-11-10T09:00:00+09:00");
        var accepted = new ArrayList<Accepted>();
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            try (var hub = HubProcess.up(environment);
                    var http = new HttpHub(HubClient.find(environment));
                    var filers = new Filers(http, "round-%d-of-%d".formatted(round, seed), AT_ONCE)) {
                filers.awaitMore(1 + random.nextInt(MOST_ANSWERS));
                if (random.nextBoolean()) {
                    hub.kill();
                } else {
                    hub.killWithDatabase();
                }
                accepted.addAll(filers.stop());
            }
        }
        try (var hub = HubProcess.up(environment);
                var http = new HttpHub(HubClient.find(environment))) {
            assertThat(hub).isNotNull();
            assertThat(accepted).hasSizeGreaterThanOrEqualTo(ROUNDS);
            new Promises(environment, http).assertHeld(accepted);
        }
    }
}
