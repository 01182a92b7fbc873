package noroshi.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import noroshi.api.view.Views;
import noroshi.ledger.Ledger;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Somebody who asks over HTTP, once every view holds all that was recorded: an answer waits for them a short while only. */
public final class Caller {

    public static final String MLIT = "MINISTRY~MLIT~ministry.MLIT.tanaka";
    public static final String MIC = "MINISTRY~MIC~ministry.MIC.mori";
    public static final String PM_CAO = "PM_CAO~PM_CAO~pm-cao.abe";
    public static final String NCO = "NCO~NCO~nco.sato";
    public static final String TERMINAL = "OPERATOR~isewan-terminal~operator.isewan-terminal";
    public static final String CEPTOAR = "CEPTOAR~PORT~ceptoar.PORT";
    public static final String ADMIN = "ADMIN~ADMIN~admin";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MockMvcTester mvc;
    private final Views views;
    private final Ledger ledger;

    Caller(MockMvcTester mvc, Views views, Ledger ledger) {
        this.mvc = mvc;
        this.views = views;
        this.ledger = ledger;
    }

    private MockMvcTester upToDate() {
        long head = ledger.head();
        try {
            for (String view : views.names()) {
                assertThat(views.await(view, head, PATIENCE))
                        .as("%s at %d: %s", view, head, views.faults())
                        .isTrue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return mvc;
    }

    public MvcTestResult get(String token, String path) {
        return upToDate()
                .get()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .exchange();
    }

    public MvcTestResult get(String token, String path, String accept) {
        return mvc.get()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .header(HttpHeaders.ACCEPT, accept)
                .exchange();
    }

    public MvcTestResult post(String token, String path, String body) {
        return send(HttpMethod.POST, token, path, body);
    }

    public MvcTestResult postOnce(String token, String key, String path, String body) {
        return upToDate()
                .post()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    public MvcTestResult postFile(String token, String path, String contentType, byte[] file, String accept) {
        return upToDate()
                .post()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .header(HttpHeaders.CONTENT_TYPE, contentType)
                .header(HttpHeaders.ACCEPT, accept)
                .content(file)
                .exchange();
    }

    /** The same by whatever method. */
    public MvcTestResult ask(HttpMethod method, String token, String path, String body) {
        return send(method, token, path, body);
    }

    public MvcTestResult put(String token, String path, String body) {
        return send(HttpMethod.PUT, token, path, body);
    }

    private MvcTestResult send(HttpMethod method, String token, String path, String body) {
        return upToDate()
                .method(method)
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }
}
