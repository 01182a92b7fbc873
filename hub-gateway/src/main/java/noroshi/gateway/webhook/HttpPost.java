package noroshi.gateway.webhook;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import noroshi.gateway.webhook.Outcome.Result;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * 送信 (HTTP). To addresses that the guard admits, without redirections, cookies, proxies or retries of its own, within a
 * time that a slow endpoint can't stretch.
 */
final class HttpPost implements Post, AutoCloseable {

    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /** Of a body that nobody looks at; what is longer costs the endpoint its connection. */
    private static final int READ_BYTES = 4_096;

    private static final TimeValue KEPT_OPEN = TimeValue.ofSeconds(30);

    private final CloseableHttpClient encrypted;
    private final CloseableHttpClient plain;
    private final Times times;
    private final ScheduledExecutorService timer;

    /**
     * 制限時間.
     *
     * @param connect to connect, and once more for the encryption
     * @param whole from the first look at the name to the answer's end
     */
    record Times(Duration connect, Duration whole) {}

    /** @param most how many connections at once */
    HttpPost(DnsResolver names, AddressGuard guard, Times times, int most) {
        this.encrypted = client(new GuardedNames(names, guard, true), times, most);
        this.plain = client(new GuardedNames(names, guard, false), times, most);
        this.times = times;
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("webhook-timer").factory());
    }

    private static CloseableHttpClient client(DnsResolver names, Times times, int most) {
        Timeout connect = Timeout.of(times.connect());
        Timeout whole = Timeout.of(times.whole());
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(names)
                .setMaxConnTotal(most)
                .setMaxConnPerRoute(most)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(whole)
                        .setTimeToLive(KEPT_OPEN)
                        .build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(connect).build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(connect)
                        .setResponseTimeout(whole)
                        .setRedirectsEnabled(false)
                        .setAuthenticationEnabled(false)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Noroshi-Webhooks/1")
                .build();
    }

    @Override
    public Outcome send(URI url, Map<String, String> headers, byte[] body) {
        long start = System.nanoTime();
        var late = new AtomicBoolean();
        var request = new HttpUriRequestBase("POST", url);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        Future<?> deadline = timer.schedule(
                () -> {
                    late.set(true);
                    request.cancel();
                },
                times.whole().toMillis(),
                TimeUnit.MILLISECONDS);
        CloseableHttpClient client = "https".equals(url.getScheme()) ? encrypted : plain;
        Outcome outcome = null;
        try (ClassicHttpResponse response = client.executeOpen(null, request, null)) {
            boolean isWhole = skim(response);
            outcome = answered(response, since(start));
            if (!isWhole) {
                // closed before the response is, which would else be read to its end
                request.cancel();
            }
            return outcome;
        } catch (IOException e) {
            return outcome == null
                    ? new Outcome(late.get() ? Result.TIMED_OUT : why(e), null, null, since(start))
                    : outcome;
        } finally {
            deadline.cancel(false);
        }
    }

    /** To its end if it is short, so that the connection serves again; whether it was. */
    private static boolean skim(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        return entity == null || entity.getContent().readNBytes(READ_BYTES).length < READ_BYTES;
    }

    private static Outcome answered(ClassicHttpResponse response, Duration took) {
        int status = response.getCode();
        Result result = switch (status / 100) {
            case 2 -> Result.DELIVERED;
            default -> status == GONE ? Result.GONE : Result.NOT_ACCEPTED;
        };
        return new Outcome(result, status, retryAfter(response), took);
    }

    /** In seconds, as those say it who are asked to say it for machines. */
    private static @Nullable Duration retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
        boolean asked = response.getCode() == TOO_MANY_REQUESTS || response.getCode() == UNAVAILABLE;
        return asked && header != null && header.getValue().matches("[0-9]{1,9}")
                ? Duration.ofSeconds(Long.parseLong(header.getValue()))
                : null;
    }

    private static Result why(IOException failure) {
        return switch (failure) {
            case UnknownHostException _ -> Result.NO_PUBLIC_ADDRESS;
            case SSLException _ -> Result.NOT_TRUSTED;
            case ConnectTimeoutException _, SocketTimeoutException _ -> Result.TIMED_OUT;
            case ConnectException _, NoRouteToHostException _ -> Result.NOT_CONNECTED;
            default -> Result.BROKEN_OFF;
        };
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        encrypted.close();
        plain.close();
    }
}
