package noroshi.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.Maps;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** An organisation's endpoint on the loopback interface: keeps what it is told, and answers as it is set to. */
public final class Receiver implements AutoCloseable {

    private static final int NO_CONTENT = 204;

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private volatile HttpHandler answer = answering(NO_CONTENT);

    /** What it was told, its headers by their names in lower case. */
    public record Told(Map<String, String> headers, String body) {

        public String id() {
            return headers.getOrDefault("webhook-id", "");
        }

        /**
         * As the specification's own library verifies it.
         *
         * @param secret {@code whsec_…}
         * @throws WebhookVerificationException if it was not signed with that secret, or not just now
         */
        public void verify(String secret) throws WebhookVerificationException, EmptyWebhookSecretException {
            var multiple = Maps.transformValues(headers, List::of);
            new com.standardwebhooks.Webhook(secret).verify(body, HttpHeaders.of(multiple, (_, _) -> true));
        }
    }

    public Receiver() throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), "http");
    }

    /** One that is reached by HTTPS, with the key and the certificate of that store. */
    Receiver(Path store, String password) throws IOException, GeneralSecurityException {
        this(encrypted(store, password.toCharArray()), "https");
    }

    private static HttpServer encrypted(Path store, char[] password) throws IOException, GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), password), password);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }

    private Receiver(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    public URI url() {
        return URI.create(
                "%s://127.0.0.1:%d/hook".formatted(scheme, server.getAddress().getPort()));
    }

    private void take(HttpExchange exchange) throws IOException {
        var headers = new LinkedHashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        told.add(new Told(headers, new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        answer.handle(exchange);
    }

    static HttpHandler answering(int status) {
        return exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        };
    }

    Receiver answers(HttpHandler with) {
        answer = with;
        return this;
    }

    Receiver answers(int status) {
        return answers(answering(status));
    }

    /** The next thing it was told, or null if nothing comes within half a minute. */
    public @Nullable Told next() throws InterruptedException {
        return told.poll(30, TimeUnit.SECONDS);
    }

    /** How much it was told that nobody has asked for yet. */
    public int left() {
        return told.size();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
