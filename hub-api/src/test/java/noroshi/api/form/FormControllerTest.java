package noroshi.api.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Instant;
import noroshi.form.Forms;
import noroshi.ledger.EventJson;
import noroshi.web.ProblemAdvice;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;

class FormControllerTest {

    private static final Instant NOW = Instant.parse("2026-09-30T14:59:59Z");

    private final MockMvc mvc = MockMvcBuilders.standaloneSetup(new FormController(Forms.shipped(), () -> NOW))
            .setControllerAdvice(new ProblemAdvice())
            .build();

    @Test
    void theFormsAreThoseOfTheDay() throws Exception {
        JsonNode today = json("/v1/forms");
        JsonNode tomorrow = json("/v1/forms?on=2026-10-01");

        assertThat(today.path("on").asString()).isEqualTo("2026-09-30");
        assertThat(today.path("items").findValuesAsString("code"))
                .containsExactly("DDOS", "INFORMATION_REPORT", "RANSOMWARE");
        assertThat(tomorrow.path("items").findValuesAsString("code"))
                .containsExactly("DDOS", "INFORMATION_REPORT", "OTHER_CYBER", "RANSOMWARE");
        assertThat(tomorrow.path("items").get(2).path("status").asString()).isEqualTo("ASSUMED");
        assertThat(tomorrow.path("items").get(2).path("ja").asString()).startsWith("様式3");
        assertThat(tomorrow.path("items").get(2).path("source").asString()).contains("申合せ");
    }

    @Test
    void aFormSaysOfEachItemWhatIsToBeKnown() throws Exception {
        JsonNode form = json("/v1/forms/RANSOMWARE");

        JsonNode stage = item(form.path("common"), "stage");
        assertThat(stage.path("required").asBoolean()).isTrue();
        assertThat(stage.path("codes").get(0).path("ja").asString()).isEqualTo("速報");
        assertThat(item(form.path("common"), "title").at("/schema/maxLength").asInt())
                .isEqualTo(200);
        assertThat(item(item(form.path("common"), "details").path("parts"), "details.response")
                        .path("ja")
                        .asString())
                .isEqualTo("対応状況・経緯");
        JsonNode note = item(form.path("own"), "details.ransomNote");
        assertThat(note.path("en").asString()).isEqualTo("Ransom note, as text");
        assertThat(note.path("status").asString()).isEqualTo("CONFIRMED");
        assertThat(note.at("/asked/0/stage").asString()).isEqualTo("DETAILED");
        assertThat(note.at("/asked/0/status").asString()).isEqualTo("ASSUMED");
        assertThat(form.at("/example/form").asString()).isEqualTo("RANSOMWARE");
    }

    @Test
    void aFormOfAnotherDayOrOfNoneIsNotFound() throws Exception {
        assertThat(answer("/v1/forms/OTHER_CYBER").getStatus()).isEqualTo(404);
        assertThat(answer("/v1/forms/OTHER_CYBER?on=2026-10-01").getStatus()).isEqualTo(200);
        assertThat(answer("/v1/forms/FAX").getStatus()).isEqualTo(404);
        assertThat(answer("/v1/forms?on=tomorrow").getStatus()).isEqualTo(400);
    }

    private static JsonNode item(JsonNode items, String path) {
        return items.valueStream()
                .filter(item -> item.path("item").asString().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode json(String path) throws Exception {
        MockHttpServletResponse answer = answer(path);
        assertThat(answer.getStatus()).isEqualTo(200);
        return EventJson.mapper().readTree(answer.getContentAsByteArray());
    }

    private MockHttpServletResponse answer(String path) throws Exception {
        return mvc.perform(get(java.net.URI.create(path))).andReturn().getResponse();
    }
}
