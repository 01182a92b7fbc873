package noroshi.api.desk;

import static noroshi.api.Caller.MLIT;
import static noroshi.api.Caller.NCO;
import static noroshi.api.Caller.TERMINAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import noroshi.api.Caller;
import noroshi.api.TestHub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

@SpringBootTest(classes = TestHub.class)
@AutoConfigureMockMvc
class ScopeDeskTest {

    private static final String SPLIT = ReviewForm.EXAMPLE;

    private final Caller caller;

    @Autowired
    ScopeDeskTest(Caller caller) {
        this.caller = caller;
    }

    @Test
    void aReviewTellsWhatIsToBeRecordedAnewAndStandsAtOnce() {
        assertThat(caller.post(NCO, "/v1/register/scope/reviews?dryRun=true", SPLIT))
                .hasStatusOk()
                .bodyJson()
                .satisfies(json -> {
                    assertThat(json).extractingPath("$.dryRun").isEqualTo(true);
                    assertThat(json)
                            .extractingPath("$.changed")
                            .isEqualTo(List.of("CHEMICAL", "PETROCHEMICAL", "FINE_CHEMICAL"));
                    assertThat(json)
                            .extractingPath("$.lapses[*].operator")
                            .asArray()
                            .containsExactly("setouchi-chem");
                    assertThat(json).doesNotHavePath("$.position");
                });
        assertThat(codes("2027-04-01")).contains("CHEMICAL").doesNotContain("FINE_CHEMICAL");

        assertThat(caller.post(NCO, "/v1/register/scope/reviews", SPLIT)).hasStatusOk();

        assertThat(codes("2027-03-31")).contains("CHEMICAL").doesNotContain("FINE_CHEMICAL");
        assertThat(codes("2027-04-01")).doesNotContain("CHEMICAL").contains("FINE_CHEMICAL", "PETROCHEMICAL");
        assertThat(caller.get(NCO, "/v1/register/lapses"))
                .bodyJson()
                .extractingPath("$.items[0].lastDay")
                .isEqualTo("2027-03-31");
        assertThat(caller.post(NCO, "/v1/register/scope/reviews", SPLIT))
                .bodyJson()
                .extractingPath("$.changed")
                .asArray()
                .isEmpty();
    }

    @Test
    void aBusinessStandsFromItsFirstDay() {
        String row = BusinessForm.EXAMPLE.replace("2027-12-16", "2027-12-20");
        assertThat(caller.put(NCO, "/v1/register/businesses/KI_MEDICAL", row)).hasStatusOk();

        assertThat(caller.get(NCO, "/v1/register/businesses?on=2027-12-20"))
                .bodyJson()
                .extractingPath("$.items[?(@.code == 'KI_MEDICAL')].status")
                .isEqualTo(List.of("CONFIRMED"));
    }

    @Test
    void allFaultsOfABusinessAreToldAtOnce() {
        String body = """
                {"ja": "", "ministers": ["MAGIC", 7], "sectors": "HEALTHCARE", "from": "2027-04-01",
                 "to": "2027-03-31", "parent": "KI_NONE", "source": 1, "status": "SURE", "colour": "red"}""";

        assertThat(caller.put(NCO, "/v1/register/businesses/KI_NEW", body))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors[*].item")
                .asArray()
                .containsExactlyInAnyOrder(
                        "ja", "en", "ministers[1]", "sectors", "to", "parent", "source", "status", "colour");
    }

    @Test
    void aFaultOfAReviewNamesItsRow() {
        String body = SPLIT.replace("\"METI\", \"from\": \"2027-04-01\"", "\"MAGIC\", \"from\": \"2027-04-01\"");

        assertThat(caller.post(NCO, "/v1/register/scope/reviews", body))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.errors[0].item")
                .isEqualTo("sectors[1].ministry");
    }

    @ParameterizedTest
    @ValueSource(strings = {MLIT, TERMINAL, Caller.ADMIN})
    void onlyTheNationalOfficeReviewsTheScope(String token) {
        assertThat(caller.post(token, "/v1/register/scope/reviews", SPLIT)).hasStatus(403);
        assertThat(caller.put(token, "/v1/register/businesses/KI_MEDICAL", BusinessForm.EXAMPLE))
                .hasStatus(403);
        assertThat(caller.get(token, "/v1/register/lapses")).hasStatus(403);
    }

    private List<Object> codes(String on) {
        var codes = new ArrayList<Object>();
        assertThat(caller.get(NCO, "/v1/register/sectors?on=" + on))
                .bodyJson()
                .extractingPath("$.items[*].code")
                .asArray()
                .satisfies(all -> codes.addAll(Arrays.asList(all)));
        return codes;
    }
}
