package noroshi.api;

import static noroshi.api.Caller.ADMIN;
import static noroshi.api.Caller.CEPTOAR;
import static noroshi.api.Caller.MLIT;
import static noroshi.api.Caller.NCO;
import static noroshi.api.Caller.TERMINAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import noroshi.ledger.EventJson;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

/** No desk reads more than may come, whichever is added to the document. */
@SpringBootTest(classes = TestHub.class)
@AutoConfigureMockMvc
class BodyLimitTest {

    private static final byte[] TOO_LARGE = body();
    private static final List<String> TOKENS = List.of(NCO, MLIT, TERMINAL, CEPTOAR, ADMIN);

    private final MockMvcTester mvc;

    @Autowired
    BodyLimitTest(MockMvcTester mvc) {
        this.mvc = mvc;
    }

    @Test
    void moreThanAMebibyteIsRefusedByEveryOperationThatTakesABody() {
        byte[] document = mvc.get().uri("/v3/api-docs").exchange().getResponse().getContentAsByteArray();
        JsonNode paths = EventJson.mapper()
                .readTree(new String(document, StandardCharsets.UTF_8))
                .path("paths");
        var asked = new ArrayList<String>();
        paths.properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode content = operation.getValue().path("requestBody").path("content");
                    if (!content.isEmpty()) {
                        String where = operation.getKey() + " " + path.getKey();
                        Iterator<String> types = content.propertyNames().iterator();
                        asked.add(where);
                        var statuses = new TreeSet<Integer>();
                        HttpMethod method =
                                HttpMethod.valueOf(operation.getKey().toUpperCase(Locale.ROOT));
                        String type = types.next();
                        TOKENS.forEach(token -> statuses.add(status(method, path.getKey(), type, token)));
                        assertThat(statuses).as(where).contains(413).isSubsetOf(403, 413);
                    }
                }));
        assertThat(asked).hasSizeGreaterThan(30);
    }

    private int status(HttpMethod method, String path, String type, String token) {
        return mvc.method(method)
                .uri(path.replaceAll("\\{[^}]*\\}", "9a4d2c71-5e08-8b3f-a6c2-4d1f70b98e35"))
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .header(HttpHeaders.CONTENT_TYPE, type)
                .content(TOO_LARGE)
                .exchange()
                .getResponse()
                .getStatus();
    }

    private static byte[] body() {
        byte[] body = new byte[(1 << 20) + 1];
        Arrays.fill(body, (byte) ' ');
        return body;
    }
}
