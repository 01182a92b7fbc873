package noroshi.api.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import noroshi.api.Caller;
import noroshi.api.TestHub;
import noroshi.api.desk.Cases;
import noroshi.ledger.Commands;
import noroshi.ledger.Ledger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Over a real line whose buffers are soon full: who stops reading is sent away, and misses nothing by it. */
@SpringBootTest(
        classes = TestHub.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "server.tomcat.connection-timeout=5s")
@AutoConfigureMockMvc
@Import(SlowReaderTest.SmallBuffers.class)
@Timeout(120)
class SlowReaderTest {

    /** More than all buffers on the way hold, each with some entries. */
    private static final int THREADS = 100;

    private static final int BUFFER = 4_096;
    private static final Pattern EVENT = Pattern.compile("event: entry\n(?:id: \\d+\n)?data: (\\{.*})\n\n");
    private static final Pattern ID = Pattern.compile("(?:^|\n)id: (\\d+)\n(?:data: .*\n)?\n");

    private final int port;
    private final LiveFeed feed;
    private final Ledger ledger;
    private final Cases cases;

    @Autowired
    SlowReaderTest(@LocalServerPort int port, LiveFeed feed, Ledger ledger, Commands commands) {
        this.port = port;
        this.feed = feed;
        this.ledger = ledger;
        this.cases = new Cases(commands, ledger);
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class SmallBuffers {

        @Bean
        TomcatConnectorCustomizer smallBuffers() {
            return connector -> connector.setProperty("socket.txBufSize", Integer.toString(BUFFER));
        }
    }

    @Test
    void whoStopsReadingIsSentAwayAndOthersGoOnAndItMissesNothing() throws Exception {
        long begin = ledger.head();
        try (var slow = new Follower(begin);
                var other = new Follower(begin)) {
            slow.until("retry");
            Thread.ofVirtual().start(other::rest);
            for (int i = 0; i < THREADS; i++) {
                cases.of("kitahama-medical", "HEALTHCARE");
            }
            long head = ledger.head();

            List<String> all = entries(other.awaiting("id: %d\n".formatted(head)));
            awaitAlone();
            String told = slow.rest();
            List<String> first = entries(told.substring(0, resumable(told)));

            assertThat(first).hasSizeLessThan(all.size());
            try (var again = new Follower(lastId(told))) {
                var resumed = new ArrayList<>(first);
                resumed.addAll(entries(again.until("id: %d\n".formatted(head))));
                assertThat(resumed).containsExactlyElementsOf(all);
            }
        }
    }

    /** Until none but the one who reads is left. */
    private void awaitAlone() throws InterruptedException {
        synchronized (feed) {
            while (feed.subscribers() > 1) {
                feed.wait();
            }
        }
    }

    private static List<String> entries(String text) {
        return EVENT.matcher(text).results().map(event -> event.group(1)).toList();
    }

    private static MatchResult last(String text) {
        return ID.matcher(text).results().reduce((_, later) -> later).orElseThrow();
    }

    private static long lastId(String text) {
        return Long.parseLong(last(text).group(1));
    }

    /** What a reader holds as told: all up to the last event with an id. */
    private static int resumable(String text) {
        return last(text).end();
    }

    /** One who follows the stream, and reads when asked to. */
    private final class Follower implements AutoCloseable {

        private final Socket socket = new Socket();
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();

        Follower(long after) throws IOException {
            socket.setReceiveBufferSize(BUFFER);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            // of HTTP/1.0, so that the text comes as it is and not in chunks
            socket.getOutputStream()
                    .write("GET /v1/stream HTTP/1.0\r\nAuthorization: Bearer %s\r\nLast-Event-ID: %d\r\n\r\n"
                            .formatted(Caller.NCO, after)
                            .getBytes(UTF_8));
        }

        /** Reads until that is told. */
        String until(String what) throws IOException {
            while (!text().contains(what)) {
                assertThat(isMore()).as("the stream goes on after %s", text()).isTrue();
            }
            return text();
        }

        /** Reads until it is cut off. */
        String rest() {
            try {
                boolean more = true;
                while (more) {
                    more = isMore();
                }
            } catch (IOException e) {
                // reset: nothing more comes
            }
            return text();
        }

        private boolean isMore() throws IOException {
            byte[] some = new byte[BUFFER];
            int n = socket.getInputStream().read(some);
            if (n > 0) {
                took(some, n);
            }
            return n > 0;
        }

        private synchronized void took(byte[] some, int n) {
            read.write(some, 0, n);
            notifyAll();
        }

        /** Until it has read that, elsewhere. */
        synchronized String awaiting(String what) throws InterruptedException {
            while (!text().contains(what)) {
                wait();
            }
            return text();
        }

        private synchronized String text() {
            return read.toString(UTF_8);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
