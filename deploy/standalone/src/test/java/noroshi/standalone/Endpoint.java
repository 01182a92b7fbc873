package noroshi.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An organisation's own server, on the loopback interface, that takes what a webhook tells it. */
final class Endpoint implements AutoCloseable {

    private static final int NO_CONTENT = 204;
    private static final long PATIENCE_SECONDS = 30;

    private final HttpServer server;
    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();

    /** What it was told. */
    record Told(HttpHeaders headers, String body) {}

    Endpoint() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
    }

    private void take(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        told.add(new Told(HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true), body));
        exchange.sendResponseHeaders(NO_CONTENT, -1);
        exchange.close();
    }

    /** The next thing that it is told. */
    Told next() throws InterruptedException {
        Told next = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was told within %d s".formatted(PATIENCE_SECONDS));
        }
        return next;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
