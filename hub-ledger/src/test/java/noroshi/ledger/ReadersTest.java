package noroshi.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ReadersTest {

    /** The least that the pool allows, so that the test need not wait long for what must not happen. */
    private static final int POOL_PATIENCE_MILLIS = 250;

    @Test
    void aReaderBehindManyOthersWaitsForLongerThanForAnAbsentDatabase() throws Exception {
        try (HikariDataSource pool = TestServer.database().pool();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            fill(pool);
            pool.setConnectionTimeout(POOL_PATIENCE_MILLIS);
            var readers = new Readers(pool);
            var reading = new CountDownLatch(pool.getMaximumPoolSize() - 2);
            var mayEnd = new CountDownLatch(1);
            var before = new ArrayList<Future<?>>();
            for (long i = reading.getCount(); i > 0; i--) {
                before.add(threads.submit(() -> readers.read(connection -> {
                    reading.countDown();
                    return waitedFor(mayEnd);
                })));
            }
            assertThat(reading.await(30, TimeUnit.SECONDS)).isTrue();
            Future<Boolean> behind = threads.submit(() -> readers.read(connection -> connection.isValid(10)));
            assertThatThrownBy(() -> behind.get(2 * POOL_PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            mayEnd.countDown();
            assertThat(behind.get(30, TimeUnit.SECONDS)).isTrue();
            for (Future<?> one : before) {
                assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(true);
            }
        }
    }

    /** So that nobody has to wait for a connection to be made. */
    private static void fill(HikariDataSource pool) throws SQLException {
        var all = new ArrayList<Connection>();
        for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
            all.add(pool.getConnection());
        }
        for (Connection one : all) {
            one.close();
        }
    }

    private static boolean waitedFor(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
