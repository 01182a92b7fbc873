package noroshi.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import noroshi.core.Fault;
import noroshi.web.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class TextsTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEPTH = 500;
    private static final int ELEMENTS = 1_000_000;

    /** Each element's place in words would be 50,000 characters long, and there is nothing to tell of any. */
    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aBodyAsDeepAsItIsLongIsCheckedWithoutTellingItsPlaces() {
        var numbers = NODES.arrayNode();
        IntStream.range(0, ELEMENTS).forEach(_ -> numbers.add(0));
        JsonNode body = numbers;
        for (int depth = 0; depth < DEPTH; depth++) {
            body = NODES.objectNode().set("n".repeat(100), body);
        }
        var faults = new Faults();

        assertThat(Texts.check(body, faults)).isTrue();
        assertThat(faults.isEmpty()).isTrue();
    }

    @Test
    void whatCanNotBeStoredIsToldWithItsPlace() {
        var faults = new Faults();

        Texts.check(JsonMapper.shared().readTree("{\"a\": [1, {\"b\": \"x\\u0000\"}]}"), faults);

        assertThat(faults.all()).extracting(Fault::item).containsExactly("a[1].b");
    }
}
