package noroshi.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import noroshi.api.TestHub;
import noroshi.ledger.EventJson;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;

/** What Spectral's rules for OpenAPI ask for, kept by the ordinary build. */
@SpringBootTest(classes = TestHub.class)
@AutoConfigureMockMvc
class DocumentTest {

    private final JsonNode document;

    @Autowired
    DocumentTest(MockMvcTester mvc) {
        byte[] body = mvc.get().uri("/v3/api-docs").exchange().getResponse().getContentAsByteArray();
        this.document = EventJson.mapper().readTree(new String(body, StandardCharsets.UTF_8));
    }

    @Test
    void itIsOpenApi31AndSaysWhatItIsAbout() {
        assertThat(document.path("openapi").asString()).startsWith("3.1");
        JsonNode info = document.path("info");
        assertThat(info.path("title").asString()).isNotBlank();
        assertThat(info.path("description").asString()).isNotBlank();
        assertThat(info.path("contact").path("name").asString()).isNotBlank();
        assertThat(info.path("license").path("url").asString()).isNotBlank();
        assertThat(document.path("servers"))
                .isNotEmpty()
                .allSatisfy(server -> assertThat(server.path("url").asString())
                        .satisfiesAnyOf(
                                url -> assertThat(url).isEqualTo("/"),
                                url -> assertThat(url).doesNotEndWith("/").doesNotContain("example.com")));
    }

    @Test
    void eachOperationSaysWhatItDoes() {
        Set<String> ids = new HashSet<>();
        Set<String> tags = new HashSet<>();
        document.path("tags").forEach(tag -> {
            assertThat(tag.path("description").asString()).isNotBlank();
            tags.add(tag.path("name").asString());
        });
        operations((where, operation) -> {
            String id = operation.path("operationId").asString("");
            assertThat(id).as(where).matches("[A-Za-z][A-Za-z0-9]*");
            assertThat(ids.add(id)).as(where + " has an operationId of its own").isTrue();
            assertThat(operation.path("summary").asString("")).as(where).isNotBlank();
            assertThat(operation.path("description").asString("")).as(where).isNotBlank();
            assertThat(operation.path("tags")).as(where).isNotEmpty();
            operation.path("tags").forEach(tag -> assertThat(tags).as(where).contains(tag.asString()));
            operation
                    .path("parameters")
                    .forEach(parameter -> assertThat(
                                    parameter.path("description").asString(""))
                            .as("%s %s", where, parameter.path("name").asString())
                            .isNotBlank());
        });
        assertThat(ids).contains("acknowledgeReceipt", "registerOperator", "listRules", "setClock");
    }

    @Test
    void whatTwoDoorsAreAskedAlikeIsShownParameterByParameter() {
        for (String path : List.of("/v1/timeline", "/v1/timeline/changes")) {
            JsonNode parameters = document.path("paths").path(path).path("get").path("parameters");
            assertThat(parameters.findValuesAsString("name"))
                    .as(path)
                    .contains("sector", "ministry", "operator", "campaign", "regime", "severity", "officialSeverity")
                    .contains("q", "exercise", "order", "cursor", "limit", "atLeast", "from", "to")
                    .doesNotContain("asked");
            assertThat(parameters
                            .valueStream()
                            .filter(parameter ->
                                    parameter.path("name").asString().equals("severity")))
                    .as(path)
                    .singleElement()
                    .satisfies(severity -> {
                        assertThat(severity.path("in").asString()).isEqualTo("query");
                        assertThat(severity.path("required").asBoolean(false)).isFalse();
                        assertThat(severity.at("/schema/type").asString()).isEqualTo("integer");
                        assertThat(severity.at("/schema/maximum").asInt()).isEqualTo(4);
                    });
        }
    }

    @Test
    void eachOperationSaysHowItSucceedsAndHowItFails() {
        operations((where, operation) -> {
            JsonNode responses = operation.path("responses");
            assertThat(responses.propertyNames()).as(where).anyMatch(status -> status.startsWith("2"));
            assertThat(responses.propertyNames()).as(where).contains("400", "401", "403", "503");
            if (operation.has("requestBody")) {
                assertThat(responses.propertyNames()).as(where).contains("413");
            }
        });
        assertThat(document.at("/components/responses/Conflict/content").propertyNames())
                .containsExactly("application/problem+json");
    }

    @Test
    void eachBodyIsShownByAnExample() {
        operations((where, operation) -> operation
                .path("requestBody")
                .path("content")
                .forEach(content -> assertThat(content.path("examples").isEmpty() ? example(content) : content)
                        .as(where)
                        .isNotEmpty()));
    }

    private JsonNode example(JsonNode content) {
        String reference = content.path("schema").path("$ref").asString("#/none");
        return document.at(reference.substring(1)).path("example");
    }

    @Test
    void aBearerTokenIsAskedFor() {
        assertThat(document.at("/components/securitySchemes/bearer/scheme").asString())
                .isEqualTo("bearer");
        assertThat(document.path("security").toString()).isEqualTo("[{\"bearer\":[]}]");
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
        Set<String> references = new TreeSet<>();
        document.findValuesAsString("$ref").forEach(references::add);
        List<String> components = new ArrayList<>();
        document.path("components").properties().forEach(kind -> {
            if (!kind.getKey().equals("securitySchemes")) {
                kind.getValue()
                        .propertyNames()
                        .forEach(name -> components.add("#/components/%s/%s".formatted(kind.getKey(), name)));
            }
        });

        assertThat(components).containsExactlyInAnyOrderElementsOf(references);
    }

    private void operations(BiConsumer<String, JsonNode> check) {
        var paths = document.path("paths").properties();
        assertThat(paths).isNotEmpty();
        paths.forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> check.accept(operation.getKey() + " " + path.getKey(), operation.getValue())));
    }
}
