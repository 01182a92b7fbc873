package noroshi.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WakeupsTest {

    private static final int PATIENCE_SECONDS = 30;

    @Test
    void whatThisAndAnotherProcessAppendIsHeard() throws Exception {
        var database = TestServer.database();
        try (TestLedger ours = TestLedger.on(database);
                TestLedger theirs = TestLedger.on(database)) {
            var wakes = new Semaphore(0);
            ours.ledger().wakeups().add(new Wakeups.Subscription(Wakeups.APPENDED, wakes::release));
            // once it listens
            assertThat(wakes.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();

            ours.record(Tale.told("a", 1));
            assertThat(wakes.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            theirs.record(Tale.told("a", 2));
            assertThat(wakes.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }
}
