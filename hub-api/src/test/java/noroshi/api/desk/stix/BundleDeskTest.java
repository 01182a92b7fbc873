package noroshi.api.desk.stix;

import static noroshi.api.Caller.CEPTOAR;
import static noroshi.api.Caller.MIC;
import static noroshi.api.Caller.MLIT;
import static noroshi.api.Caller.NCO;
import static noroshi.api.Caller.TERMINAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import noroshi.api.Caller;
import noroshi.api.TestHub;
import noroshi.api.export.stix.StixSchemas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(classes = TestHub.class)
@AutoConfigureMockMvc
class BundleDeskTest {

    private static final String STIX = "application/stix+json;version=2.1";
    private static final String JPCERT = "identity--00000000-0000-4000-8000-00000000000a";
    private static final String GREEN_1 = "marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da";
    private static final String WHITE_1 = "marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9";
    private static final String RED_2 = "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1";
    private static final String AMBER_2 = "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421";
    private static final String IDENTITY = """
            {"type": "identity", "spec_version": "2.1", "id": "%s", "name": "JPCERT/CC", "created": "2026-01-01T00:00:00.000Z",
             "modified": "2026-01-01T00:00:00.000Z"}""".formatted(JPCERT);

    private final Caller caller;

    @Autowired
    BundleDeskTest(Caller caller) {
        this.caller = caller;
    }

    private static String indicator(int number, String pattern, String rest) {
        return """
                {"type": "indicator", "spec_version": "2.1", "id": "indicator--00000000-0000-4000-8000-0000000000%02d",
                 "created_by_ref": "%s", "created": "2026-01-01T00:00:00.000Z", "modified": "2026-01-01T00:00:00.000Z",
                 "name": "伝えない言葉", "pattern": "%s", "pattern_type": "stix", "valid_from": "2026-01-01T00:00:00Z"%s}""".formatted(number, JPCERT, pattern, rest);
    }

    private static String domain(int number, String host, String marking) {
        return indicator(
                number,
                "[domain-name:value = '%s']".formatted(host),
                marking.isEmpty() ? "" : ", \"object_marking_refs\": [\"%s\"]".formatted(marking));
    }

    private static String bundle(String id, String... objects) {
        return "{\"type\": \"bundle\", \"id\": \"bundle--%s\", \"objects\": [%s]}"
                .formatted(id, String.join(",", objects));
    }

    private MvcTestResult post(String token, String query, String bundle) {
        return caller.postFile(
                token,
                "/v1/bulletins/stix?" + query,
                STIX,
                bundle.getBytes(StandardCharsets.UTF_8),
                "application/json");
    }

    private static JsonNode body(MvcTestResult answer) {
        return JsonMapper.shared().readTree(text(answer));
    }

    private static String text(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString(StandardCharsets.UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aBundleBecomesADraftWhoseIndicatorsKeepTheirMarkings() {
        String bundle = bundle(
                UUID.randomUUID().toString(),
                IDENTITY,
                domain(1, "white.attacker.example", WHITE_1),
                domain(2, "green.attacker.example", GREEN_1),
                domain(3, "amber.attacker.example", AMBER_2),
                domain(4, "unmarked.attacker.example", ""),
                "{\"type\": \"malware\", \"id\": \"malware--1\"}");
        MvcTestResult dry = post(NCO, "sectors=PORT&tlp=GREEN&dryRun=true", bundle);
        assertThat(dry).hasStatus(200);
        assertThat(caller.get(
                        NCO, "/v1/bulletins/" + body(dry).path("bulletinId").asString()))
                .as("a dry run")
                .hasStatus(404);

        MvcTestResult answer = post(NCO, "sectors=PORT&tlp=GREEN", bundle);
        assertThat(answer).hasStatus(201);
        assertThat(body(answer).path("source").asString()).isEqualTo("JPCERT/CC");
        assertThat(body(answer).path("indicators").toString())
                .isEqualTo("{\"CLEAR\":1,\"GREEN\":1,\"AMBER\":1,\"AMBER_STRICT\":1}");
        assertThat(body(answer).path("leftOut").toString()).isEqualTo("{\"identity\":1,\"malware\":1}");
        String id = body(answer).path("bulletinId").asString();
        assertThat(id).isEqualTo(body(dry).path("bulletinId").asString());

        MvcTestResult again = post(NCO, "sectors=PORT&tlp=GREEN", bundle);
        assertThat(again).as("repeated").hasStatus(200);
        assertThat(body(again).path("position")).isEqualTo(body(answer).path("position"));
        assertThat(read(NCO, id).path("revision").asInt()).isEqualTo(1);

        assertThat(caller.get(MLIT, "/v1/bulletins/" + id + "/export"))
                .as("a draft leaves nowhere")
                .hasStatus(404);
        caller.post(NCO, "/v1/bulletins/" + id + "/issue", "");
        assertThat(read(NCO, id).path("indicators").toString()).contains("unmarked", "amber", "green", "white");
        assertThat(read(MLIT, id).path("indicators").toString())
                .contains("amber", "\"tlp\":\"AMBER\"")
                .doesNotContain("unmarked");
        assertThat(read(MIC, id).path("indicators").toString())
                .contains("green", "white")
                .doesNotContain("amber", "unmarked");
        assertThat(read(CEPTOAR, id).path("source").asString()).isEqualTo("JPCERT/CC");
        assertThat(read(NCO, id).toString()).doesNotContain("伝えない言葉");

        MvcTestResult exported = caller.get(TERMINAL, "/v1/bulletins/" + id + "/export?format=stix");
        assertThat(exported).hasStatusOk().hasContentType(STIX);
        assertThat(body(exported).path("type").asString()).isEqualTo("bundle");
        assertThat(body(exported).path("objects"))
                .allSatisfy(object -> assertThat(StixSchemas.faults(object))
                        .as(object.toString())
                        .isEmpty());
        assertThat(body(exported).toString())
                .contains("amber.attacker", "green")
                .doesNotContain("unmarked");
        assertThat(post(NCO, "sectors=PORT&source=NOROSHI", text(exported)))
                .as("what the hub writes it reads")
                .hasStatus(201);
    }

    private JsonNode read(String token, String id) {
        MvcTestResult answer = caller.get(token, "/v1/bulletins/" + id);
        assertThat(answer).hasStatus(200);
        return body(answer);
    }

    @Test
    void aRedraftKeepsWhatWasImported() {
        MvcTestResult answer = post(
                NCO,
                "sectors=PORT",
                bundle(UUID.randomUUID().toString(), IDENTITY, domain(1, "kept.attacker.example", AMBER_2)));
        String id = body(answer).path("bulletinId").asString();
        assertThat(
                        caller.put(
                                NCO,
                                "/v1/bulletins/" + id,
                                "{\"replaces\": 1, \"sectors\": [\"PORT\"], \"tlp\": \"CLEAR\", \"title\": \"改題\", \"text\": \"改めた文\"}"))
                .hasStatusOk();
        JsonNode redrafted = read(NCO, id);
        assertThat(redrafted.path("title").asString()).isEqualTo("改題");
        assertThat(redrafted.at("/indicators/0/tlp").asString()).isEqualTo("AMBER");
    }

    @Test
    void theSameIdWithOtherIndicatorsIsRefused() {
        String id = UUID.randomUUID().toString();
        assertThat(post(NCO, "sectors=PORT", bundle(id, IDENTITY, domain(1, "a.attacker.example", GREEN_1))))
                .hasStatus(201);
        MvcTestResult other = post(NCO, "sectors=PORT", bundle(id, IDENTITY, domain(1, "b.attacker.example", GREEN_1)));
        assertThat(other).hasStatus(409);
        assertThat(body(other).path("code").asString()).isEqualTo("IDEMPOTENCY_CONFLICT");
    }

    @Test
    void allFaultsAreToldAtOnce() {
        MvcTestResult answer = post(
                NCO,
                "sectors=PORT",
                bundle(
                        "no-uuid",
                        indicator(1, "[domain-name:value LIKE '%.example']", ""),
                        domain(2, "red.attacker.example", RED_2),
                        domain(3, "sound.attacker.example", GREEN_1),
                        "{\"id\": \"x\"}",
                        indicator(5, "rule x {}", ", \"spec_version\": \"2.0\"")));
        assertThat(answer).hasStatus(422);
        assertThat(body(answer).path("errors").findValuesAsString("item"))
                .containsExactly(
                        "id",
                        "objects[0].pattern",
                        "objects[1].object_marking_refs",
                        "objects[3].type",
                        "objects[4].spec_version",
                        "source");
        assertThat(post(NCO, "", bundle(UUID.randomUUID().toString(), IDENTITY, domain(1, "192.168.0.1", GREEN_1))))
                .as("no sector, and an address that can only be the victim's")
                .hasStatus(422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            , "revoked": true                          | {"identity":1,"indicator (revoked)":1}
            , "valid_until": "2020-01-01T00:00:00Z"    | {"identity":1,"indicator (expired)":1}
            """)
    void whatIsNoLongerValidIsLeftOutAndCounted(String rest, String leftOut) {
        MvcTestResult answer = post(
                NCO,
                "sectors=PORT&dryRun=true",
                bundle(
                        UUID.randomUUID().toString(),
                        IDENTITY,
                        domain(1, "sound.attacker.example", GREEN_1),
                        indicator(2, "[domain-name:value = 'old.attacker.example']", rest)));
        assertThat(answer).hasStatus(200);
        assertThat(body(answer).path("leftOut").toString()).isEqualTo(leftOut);
        assertThat(body(answer).path("indicators").toString()).isEqualTo("{\"GREEN\":1}");
    }

    @Test
    void theStricterOfTwoMarkingsCounts() {
        MvcTestResult answer = post(
                NCO,
                "sectors=PORT&dryRun=true",
                bundle(
                        UUID.randomUUID().toString(),
                        IDENTITY,
                        domain(1, "twice.attacker.example", GREEN_1),
                        domain(2, "twice.attacker.example", AMBER_2),
                        indicator(
                                3,
                                "[domain-name:value = 'statement.attacker.example']",
                                ", \"object_marking_refs\": [\"%s\", \"marking-definition--00000000-0000-4000-8000-00000000000f\"]"
                                        .formatted(WHITE_1))));
        assertThat(body(answer).path("indicators").toString()).isEqualTo("{\"AMBER\":1,\"AMBER_STRICT\":1}");
    }

    @Test
    void whatIsNoBundleIsRefused() {
        assertThat(post(NCO, "sectors=PORT", "{")).hasStatus(400);
        assertThat(post(NCO, "sectors=PORT", "[]")).hasStatus(422);
        assertThat(post(NCO, "sectors=PORT", " ".repeat((1 << 20) + 1))).hasStatus(413);
        assertThat(post(MLIT, "sectors=PORT", bundle("x"))).hasStatus(403);
        assertThat(caller.post(NCO, "/v1/bulletins/stix?sectors=PORT", "{}")).hasStatus(415);
    }

    @Test
    void aSourceThatIsMarkedForFewerThanWillBeToldIsNotNamed() {
        String marked = IDENTITY.replace("\"name\"", "\"object_marking_refs\": [\"%s\"], \"name\"".formatted(RED_2));
        String bundle = bundle(UUID.randomUUID().toString(), marked, domain(1, "c.attacker.example", GREEN_1));

        assertThat(post(NCO, "sectors=PORT&tlp=GREEN", bundle)).hasStatus(422);
        MvcTestResult answer = post(NCO, "sectors=PORT&tlp=GREEN&source=ISAC", bundle);
        assertThat(answer).hasStatus(201);
        String id = body(answer).path("bulletinId").asString();
        assertThat(text(caller.get(NCO, "/v1/bulletins/" + id)))
                .contains("ISAC")
                .doesNotContain("JPCERT");
    }

    @Test
    void onePatternOfTwoIndicatorsIsTwoObjects() {
        String both = indicator(
                1,
                "[domain-name:value = 'd.attacker.example' OR ipv4-addr:value = '192.0.2.77']",
                ", \"object_marking_refs\": [\"%s\"]".formatted(GREEN_1));
        String id = body(post(
                        NCO, "sectors=PORT&tlp=GREEN", bundle(UUID.randomUUID().toString(), IDENTITY, both)))
                .path("bulletinId")
                .asString();
        assertThat(caller.post(NCO, "/v1/bulletins/" + id + "/issue", "{\"revision\": 1}"))
                .hasStatusOk();

        JsonNode exported = body(caller.get(NCO, "/v1/bulletins/" + id + "/export?format=stix"));

        assertThat(exported.path("objects")
                        .valueStream()
                        .filter(object -> object.path("type").asString("").equals("indicator"))
                        .map(object -> object.path("id").asString("")))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }
}
