package noroshi.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer of tokens that can be away, and silent. */
final class TestIssuer implements AutoCloseable {

    private final InetSocketAddress address;
    private final List<ECKey> keys = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile CountDownLatch silence = new CountDownLatch(0);
    private HttpServer server;

    TestIssuer() throws IOException, JOSEException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        address = server.getAddress();
        begin();
        newKey();
    }

    private void begin() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/.well-known/oauth-authorization-server", exchange -> {
            asked.incrementAndGet();
            answer(exchange, "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/keys\"}".formatted(url(), url()));
        });
        server.createContext("/keys", exchange -> answer(exchange, new JWKSet(List.copyOf(keys)).toString()));
        server.start();
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            silence.await();
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String url() {
        return "http://127.0.0.1:" + address.getPort();
    }

    /** How often someone wanted its metadata. */
    int asked() {
        return asked.get();
    }

    /** Signs with another key from now on. */
    void newKey() throws JOSEException {
        keys.add(new ECKeyGenerator(Curve.P_256)
                .keyID(UUID.randomUUID().toString())
                .generate());
    }

    /** A token of the national office. */
    String token(String issuer, String audience) throws JOSEException {
        ECKey key = keys.getLast();
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience(audience)
                        .subject("nco:tanaka")
                        .claim("role", "NCO")
                        .claim("organisation", "NCO")
                        .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                        .build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    /** Refuses connections. */
    void away() {
        server.stop(0);
    }

    /** Takes connections and says nothing. */
    void silent() {
        silence = new CountDownLatch(1);
    }

    /** Answers again. */
    void back() throws IOException {
        silence.countDown();
        server.stop(0);
        server = HttpServer.create(address, 0);
        begin();
    }

    @Override
    public void close() {
        silence.countDown();
        server.stop(0);
    }
}
