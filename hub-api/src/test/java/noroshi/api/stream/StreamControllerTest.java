package noroshi.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import noroshi.api.Caller;
import noroshi.api.TestHub;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

@SpringBootTest(classes = TestHub.class)
@AutoConfigureMockMvc
class StreamControllerTest {

    private final Caller caller;

    @Autowired
    StreamControllerTest(Caller caller) {
        this.caller = caller;
    }

    @ParameterizedTest
    @ValueSource(strings = {Caller.TERMINAL, Caller.CEPTOAR, Caller.ADMIN})
    void onlyOfficersFollow(String token) {
        assertThat(caller.get(token, "/v1/stream")).hasStatus(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"after=x", "after=-1", "sector=a'b", "exercise=perhaps"})
    void whatCannotBeReadIsSaidSo(String parameter) {
        assertThat(caller.get(Caller.NCO, "/v1/stream?" + parameter))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors[0].item")
                .isEqualTo(parameter.substring(0, parameter.indexOf('=')));
    }
}
