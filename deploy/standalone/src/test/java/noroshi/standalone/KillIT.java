package noroshi.standalone;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the hub has promised holds however often it is killed under load, alone or together with its database. */
@Timeout(1800)
class KillIT {

    private static final int ROUNDS = 20;

    @Test
    void whatWasAcceptedIsRecordedOnceAndDeliveredHoweverOftenTheHubIsKilled(@TempDir Path temporary) throws Exception {
        try (var kills = new Kills(temporary)) {
            for (int round = 0; round < ROUNDS; round++) {
                kills.next();
            }
            kills.assertPromisesHeld();
        }
    }
}
