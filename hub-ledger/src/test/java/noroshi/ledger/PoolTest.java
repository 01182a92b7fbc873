package noroshi.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PoolTest {

    /** What the pool asks on its first connection, to know what it need not set on the others. */
    private static final String FIRST_QUESTION = "TRANSACTION ISOLATION LEVEL";

    private static final int MESSAGE_BYTES = 8_192;

    @Test
    void aFirstConnectionThatIsCutSpoilsNoneOfTheOthers() throws Exception {
        TestServer.Database database = TestServer.database();
        try (var way = new WayWithACut(database.port());
                var pool = LedgerDatabase.pool(
                        "jdbc:postgresql://127.0.0.1:%d/%s".formatted(way.port(), database.name()),
                        TestServer.RUNTIME,
                        "runtime",
                        2)) {
            way.awaitCut();

            try (var connection = pool.getConnection();
                    var statement = connection.createStatement();
                    var row = statement.executeQuery("select current_setting('transaction_isolation')")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("read committed");
            }
        }
    }

    @Test
    void whatIsHeldIsLetGoOfThoughItsPoolWasClosedMeanwhile() throws Exception {
        var pool = TestServer.database().pool();
        HeldConnection held = HeldConnection.open(pool);
        pool.close();

        held.close();

        assertThat(held.postgres().isClosed()).isTrue();
    }

    /** Leads to the database, and is cut once, in the midst of the first question. */
    private static final class WayWithACut implements AutoCloseable {

        private final ServerSocket door = new ServerSocket();
        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final AtomicInteger asked = new AtomicInteger();
        private final CountDownLatch cut = new CountDownLatch(1);

        private WayWithACut(int database) throws IOException {
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            var _ = threads.submit(() -> {
                while (!door.isClosed()) {
                    Socket caller = door.accept();
                    var server = new Socket(InetAddress.getLoopbackAddress(), database);
                    var _ = threads.submit(() -> lead(caller, server, true));
                    var _ = threads.submit(() -> lead(server, caller, false));
                }
                return null;
            });
        }

        private int port() {
            return door.getLocalPort();
        }

        private Void lead(Socket from, Socket to, boolean cuts) throws IOException {
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                byte[] message = new byte[MESSAGE_BYTES];
                for (int length = in.read(message); length >= 0; length = in.read(message)) {
                    String text = new String(message, 0, length, StandardCharsets.ISO_8859_1);
                    if (cuts && text.contains(FIRST_QUESTION) && asked.getAndIncrement() == 0) {
                        cut.countDown();
                        return null;
                    }
                    to.getOutputStream().write(message, 0, length);
                }
            } catch (SocketException e) {
                // closed from the other end
            }
            return null;
        }

        private void awaitCut() throws InterruptedException {
            assertThat(cut.await(30, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void close() throws IOException {
            door.close();
            threads.shutdownNow();
        }
    }
}
