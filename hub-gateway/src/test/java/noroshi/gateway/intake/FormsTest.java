package noroshi.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class FormsTest {

    private static final Forms FORMS = Forms.shipped();

    static Set<String> codes() {
        return FORMS.codes();
    }

    @Test
    void theFormsAreThoseOfTheAgreementAndTheActionPlan() {
        assertThat(FORMS.codes()).containsExactly("DDOS", "INFORMATION_REPORT", "OTHER_CYBER", "RANSOMWARE");
    }

    @ParameterizedTest
    @MethodSource("codes")
    void aFormsExampleFitsItsSchemaAndNamesOnlyItsItems(String code) throws IOException {
        var faults = new Faults();
        ObjectNode example = (ObjectNode) json(code, "example.json");

        FORMS.find(code).orElseThrow().check("details", example, faults);

        assertThat(faults.all()).isEmpty();
        assertThat(items(code)).containsAll(example.propertyNames());
        assertThat(Details.read("details", example, null, faults)).hasSameSizeAs(example.propertyNames());
        assertThat(faults.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("codes")
    void everyItemHasALabelInBothLanguagesAndEveryLabelAnItem(String code) throws IOException {
        Set<String> expected = new TreeSet<>(items(code));
        expected.add("form");

        for (String language : new String[] {"ja", "en"}) {
            var labels = new Properties();
            try (var reader = new InputStreamReader(
                    resource(code, "labels." + language + ".properties").getInputStream(), StandardCharsets.UTF_8)) {
                labels.load(reader);
            }
            assertThat(labels.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(labels.values())
                    .allSatisfy(label -> assertThat(label.toString()).isNotBlank());
        }
    }

    @ParameterizedTest
    @MethodSource("codes")
    void aFormIsNamedAsItsFolder(String code) throws IOException {
        assertThat(json(code, "schema.json").path("form").stringValue()).isEqualTo(code);
    }

    private static Set<String> items(String code) throws IOException {
        return new TreeSet<>(json(code, "schema.json").path("properties").propertyNames());
    }

    private static JsonNode json(String code, String file) throws IOException {
        return JsonMapper.shared().readTree(resource(code, file).getInputStream());
    }

    private static ClassPathResource resource(String code, String file) {
        return new ClassPathResource("form/%s/%s".formatted(code, file));
    }
}
