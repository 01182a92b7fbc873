package noroshi.api.desk;

import static noroshi.api.Caller.MLIT;
import static noroshi.api.Caller.NCO;
import static noroshi.api.Caller.TERMINAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import noroshi.api.Caller;
import noroshi.api.TestHub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(classes = TestHub.class)
@AutoConfigureMockMvc
class ModeDeskTest {

    private static final String PATH = "/v1/mode";

    private final Caller caller;

    @Autowired
    ModeDeskTest(Caller caller) {
        this.caller = caller;
    }

    @AfterEach
    void restore() {
        assertThat(caller.post(NCO, PATH, form("NORMAL", ""))).hasStatusOk();
    }

    @Test
    void theNationalOfficeSwitchesTheModeAndEverybodyReadsIt() throws Exception {
        JsonNode switched = json(caller.post(NCO, PATH, form("LARGE_SCALE", "")));
        assertThat(json(caller.post(NCO, PATH, form("LARGE_SCALE", "")))).isEqualTo(switched);

        JsonNode seen = mode(TERMINAL, "");
        assertThat(seen.path("mode").asString()).isEqualTo("LARGE_SCALE");
        assertThat(seen.path("since").asString()).isNotEmpty();
        assertThat(seen.at("/history/0/reason").asString()).isEqualTo("広域の攻撃のため");
        assertThat(seen.at("/history/0").has("by")).isFalse();
        assertThat(mode(NCO, "").at("/history/0/by").asString()).isEqualTo("nco.sato");
        assertThat(caller.post(MLIT, PATH, form("NORMAL", ""))).hasStatus(403);

        assertThat(caller.post(NCO, PATH, form("NORMAL", ""))).hasStatusOk();
        assertThat(mode(MLIT, "").path("mode").asString()).isEqualTo("NORMAL");
    }

    @Test
    void aSectorsModeIsItsOwn() throws Exception {
        assertThat(caller.post(NCO, PATH, form("LARGE_SCALE", ", \"sectors\": [\"PORT\"]")))
                .hasStatusOk();

        JsonNode seen = mode(MLIT, "");
        assertThat(seen.path("mode").asString()).isEqualTo("NORMAL");
        assertThat(seen.path("sectors").findValuesAsString("sector")).containsExactly("PORT");
    }

    @Test
    void aPastInstantKnowsTheModeOfThen() throws Exception {
        assertThat(caller.post(NCO, PATH, form("LARGE_SCALE", ""))).hasStatusOk();
        String after = mode(NCO, "").at("/history/0/recordedAt").asString();

        assertThat(mode(TERMINAL, "?asOf=" + after).path("mode").asString()).isEqualTo("LARGE_SCALE");
        JsonNode then = mode(TERMINAL, "?asOf=2020-01-01T00:00:00+09:00");
        assertThat(then.path("mode").asString()).isEqualTo("NORMAL");
        assertThat(then.path("history")).isEmpty();
        assertThat(caller.get(TERMINAL, PATH + "?asOf=yesterday")).hasStatus(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"mode\": \"LARGE_SCALE\"}",
                "{\"mode\": \"GRAVE\", \"reason\": \"理由\"}",
                "{\"mode\": \"LARGE_SCALE\", \"reason\": \" \"}",
                "{\"mode\": \"LARGE_SCALE\", \"reason\": \"理由\", \"sectors\": []}",
                "{\"mode\": \"LARGE_SCALE\", \"reason\": \"理由\", \"sectors\": [\"SPACE\"]}",
                "{\"mode\": \"LARGE_SCALE\", \"reason\": \"理由\", \"sectors\": [\"BANKING\"]}"
            })
    void whatCantBeSwitchedIsRefused(String body) {
        assertThat(caller.post(NCO, PATH, body)).hasStatus(422);
    }

    private JsonNode mode(String token, String query) throws UnsupportedEncodingException {
        MvcTestResult read = caller.get(token, PATH + query);
        assertThat(read).hasStatusOk();
        return json(read);
    }

    private static String form(String mode, String more) {
        return "{\"mode\": \"%s\", \"reason\": \"広域の攻撃のため\"%s}".formatted(mode, more);
    }

    private static JsonNode json(MvcTestResult result) throws UnsupportedEncodingException {
        return JsonMapper.shared().readTree(result.getResponse().getContentAsString(StandardCharsets.UTF_8));
    }
}
