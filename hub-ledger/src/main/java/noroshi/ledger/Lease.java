package noroshi.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps a transaction's locks, such as a {@link Projection}'s lease, through work elsewhere that may take long: the
 * database ends a transaction in which nothing is said for two seconds. A process that is paused says nothing, and loses
 * them as it should.
 */
public final class Lease {

    private static final Duration SIGN_OF_LIFE = Duration.ofMillis(500);

    private Lease() {}

    /** Work that has nothing to do with the connection whose locks are kept. */
    @FunctionalInterface
    public interface Work {

        /** Does it, and ends early when interrupted. */
        void run() throws Exception;
    }

    /**
     * Returns once the work is done, and only if the locks outlasted it.
     *
     * @param connection in its transaction; nobody else uses it meanwhile
     * @throws SQLException if the locks are lost; the work is interrupted
     * @throws Exception what the work threw
     */
    public static void during(Connection connection, Work work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> done = threads.submit(() -> {
                work.run();
                return null;
            });
            try {
                while (!isDone(done)) {
                    giveSign(connection);
                }
                giveSign(connection);
            } finally {
                done.cancel(true);
            }
        }
    }

    private static boolean isDone(Future<?> work) throws Exception {
        try {
            work.get(SIGN_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static void giveSign(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }
}
