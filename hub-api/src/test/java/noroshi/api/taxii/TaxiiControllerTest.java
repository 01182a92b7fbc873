package noroshi.api.taxii;

import static noroshi.api.view.Story.Telling.about;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import noroshi.api.export.stix.StixSchemas;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.Story;
import noroshi.core.report.Stage;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import tools.jackson.databind.JsonNode;

/** The rules of TAXII 2.1 (OASIS Standard, 10 June 2021), each with its section, and what may be known through it. */
@Timeout(120)
class TaxiiControllerTest {

    private static final String MEDIA = TaxiiReader.MEDIA;
    private static final String ROOT = "/taxii2/hub/";
    private static final String PORT = ROOT + "collections/PORT/";
    private static final String POWER = ROOT + "collections/ELECTRICITY/";
    private static final String OFFICE = "nco:mori";

    @SuppressWarnings("NullAway.Init")
    private static RecordFixture record;

    @SuppressWarnings("NullAway.Init")
    private static TaxiiReader taxii;

    @SuppressWarnings("NullAway.Init")
    private static Story port;

    @BeforeAll
    static void tell() throws Exception {
        record = new RecordFixture();
        record.register(2, "PORT");
        port = Story.begin(record, about("isewan-terminal", "port").severity(3)).delivered();
        port.followUp(Stage.DETAILED, 2);
        Story.begin(record, about("isewan-terminal", "red").tlp(Tlp.RED));
        Story.begin(record, about("isewan-terminal", "drill").drill());
        Story.begin(record, about("chubu-power", "power"));
        Story.begin(record, about("nangoku-gas", "gas"))
                .withdrawalRequested()
                .withdrawalAccepted("METI")
                .withdrawalAccepted("PM_CAO");
        record.catchUp();
        taxii = new TaxiiReader(record);
    }

    @AfterAll
    static void close() {
        record.close();
    }

    private static MockHttpServletResponse send(String identity, MockHttpServletRequestBuilder request)
            throws Exception {
        return taxii.send(identity, request);
    }

    private static MockHttpServletResponse answer(String identity, String path) throws Exception {
        return taxii.answer(identity, path);
    }

    private static JsonNode json(String identity, String path) throws Exception {
        return taxii.json(identity, path);
    }

    private static List<JsonNode> objects(String identity, String path) throws Exception {
        return taxii.objects(identity, path);
    }

    private static List<JsonNode> incidents(String identity, String path) throws Exception {
        return objects(identity, path + "objects/?match[type]=incident");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    1.6.8 |                                       | 200
                    1.6.8 | application/taxii+json;version=2.1     | 200
                    1.6.8 | application/taxii+json                 | 200
                    1.6.8 | */*                                    | 200
                    1.6.8 | application/taxii+json;version=2.0     | 406
                    1.6.8 | application/json                       | 406
                    1.6.8 | text/html, application/taxii+json;q=0  | 406
                    1.6.8 | nonsense                               | 406
                    """)
    void theMediaTypeIsNegotiated(String section, @Nullable String accept, int status) throws Exception {
        for (String path :
                List.of("/taxii2/", ROOT, ROOT + "collections/", PORT, PORT + "objects/", PORT + "manifest/")) {
            var request = get(TaxiiReader.uri(path));
            if (accept != null) {
                request.header("Accept", accept);
            }
            MockHttpServletResponse answer = send(OFFICE, request);
            assertThat(answer.getStatus()).as("%s %s", section, path).isEqualTo(status);
            assertThat(answer.getHeader("Content-Type"))
                    .as("%s %s", section, path)
                    .isEqualTo(MEDIA);
        }
    }

    @Test
    void anErrorIsTheProtocolsOwn() throws Exception {
        JsonNode error = TaxiiReader.json(answer(OFFICE, ROOT + "collections/NOTHING/"));
        assertThat(error.path("title").asString()).as("3.6.1").isNotBlank();
        assertThat(error.path("http_status").asString()).as("3.6.1").isEqualTo("404");
    }

    @Test
    void theServerIsDiscovered() throws Exception {
        JsonNode discovery = json(OFFICE, "/taxii2/");
        assertThat(discovery.path("title").asString()).as("4.1.1: required").isNotBlank();
        assertThat(discovery.path("api_roots").valueStream().map(JsonNode::asString))
                .as("4.1.1: the default is one of the roots")
                .contains(discovery.path("default").asString());
        JsonNode root = json(OFFICE, ROOT);
        assertThat(root.path("title").asString()).as("4.2.1: required").isNotBlank();
        assertThat(root.path("versions").valueStream().map(JsonNode::asString))
                .as("4.2.1")
                .containsExactly(MEDIA);
        assertThat(root.path("max_content_length").asInt()).as("4.2.1").isPositive();
    }

    @Test
    void eachSectorIsACollection() throws Exception {
        List<JsonNode> all = json(OFFICE, ROOT + "collections/")
                .path("collections")
                .valueStream()
                .toList();
        assertThat(all)
                .extracting(collection -> collection.path("alias").asString())
                .contains("PORT", "ELECTRICITY", "KI_PORT_TRANSPORT", "UNROUTED")
                .noneMatch(alias -> alias.startsWith("exercise-"));
        assertThat(all).as("5.2.1: required properties").allSatisfy(collection -> {
            assertThat(collection.path("id").asString()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
            assertThat(collection.path("title").asString()).isNotBlank();
            assertThat(collection.path("can_read").asBoolean()).isTrue();
            assertThat(collection.path("can_write").asBoolean()).isFalse();
            assertThat(collection.path("media_types").get(0).asString()).isEqualTo("application/stix+json;version=2.1");
            assertThat(json(
                            OFFICE,
                            ROOT + "collections/" + collection.path("id").asString() + "/"))
                    .as("5.2")
                    .isEqualTo(collection);
        });
        assertThat(json(OFFICE, PORT).path("id").asString())
                .as("whatever the release")
                .isEqualTo("986c4e93-5826-5d5a-8821-44dbd0c35e6f");
        assertThat(json("ceptoar:PORT", ROOT + "collections/").findValuesAsString("alias"))
                .as("a CEPTOAR has its own sector's")
                .containsExactly("PORT");
        assertThat(answer("ceptoar:PORT", ROOT + "collections/GAS/").getStatus())
                .isEqualTo(404);
        assertThat(json("ceptoar:PORT", PORT + "objects/?match[type]=incident").has("objects"))
                .as("3.7: nothing is no empty list")
                .isFalse();
    }

    @Test
    void aDrillIsApartAndMarked() throws Exception {
        assertThat(json(OFFICE, ROOT + "collections/?exercise=true").findValuesAsString("alias"))
                .contains("exercise-PORT")
                .doesNotContain("PORT");
        assertThat(incidents(OFFICE, ROOT + "collections/exercise-PORT/"))
                .singleElement()
                .satisfies(drill ->
                        assertThat(drill.path("labels").get(0).asString()).isEqualTo("exercise"));
        assertThat(incidents(OFFICE, PORT)).noneMatch(incident -> incident.has("labels"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PORT", "GAS", "ELECTRICITY", "exercise-PORT", "UNROUTED"})
    void everyObjectIsValidByTheSchemasOfOasis(String collection) throws Exception {
        for (String identity : List.of(OFFICE, "ministry:MLIT", "ministry:METI:sato")) {
            List<JsonNode> all =
                    objects(identity, ROOT + "collections/" + collection + "/objects/?match[version]=all&limit=1000");
            Set<String> ids = new HashSet<>();
            all.forEach(object -> ids.add(object.path("id").asString()));
            assertThat(all).hasSizeGreaterThan(6).allSatisfy(object -> {
                assertThat(StixSchemas.faults(object)).as(object.toString()).isEmpty();
                for (String reference : List.of("created_by_ref", "source_ref", "target_ref")) {
                    assertThat(!object.has(reference)
                                    || ids.contains(object.path(reference).asString()))
                            .as("%s of %s is there too", reference, object)
                            .isTrue();
                }
                assertThat(object.path("object_marking_refs").valueStream().map(JsonNode::asString))
                        .isSubsetOf(ids);
            });
        }
    }

    @Test
    void anIncidentHoldsWhatItsViewerMayKnow() throws Exception {
        JsonNode full = incidents(OFFICE, PORT).getFirst();
        assertThat(full.path("name").asString()).isEqualTo("isewan-terminal の障害");
        assertThat(full.path("created").asString())
                .isLessThan(full.path("modified").asString());
        JsonNode core = full.at("/extensions/extension-definition--ef765651-680c-498d-9894-99799f2fa126");
        assertThat(core.path("determination").asString()).isEqualTo("confirmed");
        assertThat(core.path("criticality").asInt()).isEqualTo(50);
        assertThat(full.at("/object_marking_refs/0").asString())
                .isEqualTo("marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421");
        assertThat(objects(OFFICE, PORT + "objects/?match[type]=indicator"))
                .extracting(indicator -> indicator.path("pattern").asString())
                .contains("[ipv4-addr:value = '192.0.2.4']");

        List<JsonNode> masked = objects("ministry:MLIT", PORT + "objects/");
        assertThat(masked.toString()).as("RED without a named officer").doesNotContain("192.0.2.3");
        assertThat(masked)
                .filteredOn(object -> object.path("type").asString().equals("incident"))
                .extracting(object -> object.path("name").asString())
                .contains("非公開の事案");
        assertThat(incidents("ministry:MLIT", ROOT + "collections/KI_PORT_TRANSPORT/"))
                .as("what it may read, and nothing that is masked")
                .isNotEmpty()
                .extracting(object -> object.path("name").asString())
                .doesNotContain("非公開の事案");
        assertThat(incidents("ministry:MHLW:sato", PORT))
                .as("nothing of another ministry's")
                .isEmpty();
        assertThat(objects("ministry:MHLW:sato", PORT + "objects/").toString()).doesNotContain("isewan");
    }

    @Test
    void whatIsWithdrawnIsRevoked() throws Exception {
        JsonNode incident = incidents(OFFICE, ROOT + "collections/GAS/").getFirst();
        assertThat(incident.path("revoked").asBoolean()).isTrue();
        assertThat(incident.at("/extensions/extension-definition--ef765651-680c-498d-9894-99799f2fa126/determination")
                        .asString())
                .isEqualTo("false-positive");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    3.4.1 | match[type]=incident                               | 2
                    3.4.1 | match[type]=incident,indicator                     | 4
                    3.4.1 | match[type]=malware                                | 0
                    3.4.1 | match[type]=incident&match[version]=last           | 2
                    3.4.1 | match[type]=incident&match[version]=first          | 2
                    3.4.1 | match[type]=incident&match[version]=all            | 3
                    3.4.1 | match[type]=incident&match[version]=first,last     | 3
                    3.4.1 | match[type]=incident&match[version]=2020-01-01T00:00:00Z | 0
                    3.4.1 | match[type]=incident&match[spec_version]=2.1       | 2
                    3.4.1 | match[type]=incident&match[spec_version]=2.0       | 0
                    3.4.1 | match[id]=marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1 | 1
                    3.4.1 | match[id]=incident--00000000-0000-4000-8000-000000000000 | 0
                    3.4   | match[type]=incident&added_after=2020-01-01T00:00:00Z | 2
                    3.4   | match[type]=incident&added_after=2099-01-01T00:00:00Z | 0
                    3.4   | added_after=2099-01-01T00:00:00.000000Z            | 0
                    3.4   | match[type]=incident&limit=1                       | 1
                    """)
    void aFilterFindsItsObjects(String section, String query, int count) throws Exception {
        assertThat(objects(OFFICE, PORT + "objects/?" + query)).as(section).hasSize(count);
        assertThat(objects(OFFICE, PORT + "manifest/?" + query))
                .as("5.3 manifest")
                .hasSize(count);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0",
        "limit=x",
        "limit=-1",
        "next=x",
        "added_after=today",
        "added_after=%2B999999999-12-31T00:00:00Z",
        "added_after=-999999999-01-01T00:00:00Z",
        "match[version]=sometime",
        "'match[version]=all,sometime'",
        "'match[version]=sometime&match[type]=malware'"
    })
    void whatCannotBeReadIs400(String query) throws Exception {
        MockHttpServletResponse answer = answer(OFFICE, PORT + "objects/?" + query);
        assertThat(answer.getStatus()).as("5.4").isEqualTo(400);
        assertThat(answer.getHeader("Content-Type")).isEqualTo(MEDIA);
    }

    @Test
    void addedAfterIsExclusiveAndTheHeadersSayFromWhereToWhere() throws Exception {
        MockHttpServletResponse all = answer(OFFICE, PORT + "objects/?match[type]=incident&match[version]=all&limit=1");
        String first = all.getHeader("X-TAXII-Date-Added-First");
        assertThat(first).as("3.2").matches(".*\\.\\d{6}Z").isEqualTo(all.getHeader("X-TAXII-Date-Added-Last"));
        assertThat(objects(OFFICE, PORT + "objects/?match[type]=incident&match[version]=all&added_after=" + first))
                .as("3.4: after, and not at")
                .hasSize(2);
        assertThat(answer(OFFICE, PORT + "objects/?match[type]=malware").getHeader("X-TAXII-Date-Added-First"))
                .as("3.2: none without objects")
                .isNull();
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetitionWhileOthersFile() throws Exception {
        for (int limit : new int[] {1, 2, 3, 5}) {
            List<String> walked = new ArrayList<>();
            String next = "";
            int filed = 0;
            while (true) {
                JsonNode page = json(OFFICE, POWER + "objects/?match[version]=all&limit=%d%s".formatted(limit, next));
                page.path("objects").forEach(object -> walked.add(version(object)));
                if (filed++ == 3) {
                    Story.begin(record, about("chubu-power", "meanwhile-" + limit));
                    record.catchUp();
                }
                if (!page.path("more").asBoolean(false)) {
                    assertThat(page.has("next")).as("3.7").isFalse();
                    break;
                }
                assertThat(page.path("objects").size()).as("3.5").isEqualTo(limit);
                next = "&next=" + page.path("next").asString();
            }
            assertThat(walked)
                    .as("each version once")
                    .filteredOn(one -> !one.startsWith("identity"))
                    .doesNotHaveDuplicates();
            assertThat(new HashSet<>(walked))
                    .isEqualTo(new HashSet<>(objects(OFFICE, POWER + "objects/?match[version]=all&limit=1000").stream()
                            .map(TaxiiControllerTest::version)
                            .toList()));
        }
    }

    @Test
    void theFirstVersionOfAnObjectIsTheSameWhereverAPageBegins() throws Exception {
        List<JsonNode> first = objects(OFFICE, PORT + "objects/?match[version]=first&limit=1000");
        assertThat(first)
                .extracting(object -> object.path("id").asString())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        new HashSet<>(objects(OFFICE, PORT + "objects/?match[version]=all&limit=1000").stream()
                                .map(object -> object.path("id").asString())
                                .toList()));
        assertThat(first)
                .filteredOn(object -> object.path("type").asString().equals("incident"))
                .allMatch(object -> object.path("modified").equals(object.path("created")));
        String of = PORT + "objects/?match[version]=first&match[type]=incident,indicator,relationship";
        List<JsonNode> walked = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = json(OFFICE, of + "&limit=1" + next);
            page.path("objects").forEach(walked::add);
            next = page.path("more").asBoolean(false)
                    ? "&next=" + page.path("next").asString()
                    : "";
        } while (!next.isEmpty());
        assertThat(walked).isEqualTo(objects(OFFICE, of + "&limit=1000"));
    }

    private static String version(JsonNode object) {
        return object.path("id").asString() + " " + object.path("modified").asString("");
    }

    @Test
    void anObjectIsFoundByItsIdInEachOfItsVersions() throws Exception {
        for (JsonNode object : objects(OFFICE, PORT + "objects/?limit=1000")) {
            String path = PORT + "objects/" + object.path("id").asString() + "/";
            assertThat(objects(OFFICE, path)).as("5.6: the last").containsExactly(object);
            assertThat(json(OFFICE, path + "versions/")
                            .path("versions")
                            .valueStream()
                            .map(JsonNode::asString))
                    .as("5.8")
                    .contains(object.path("modified")
                            .asString(object.path("created").asString()))
                    .hasSameSizeAs(objects(OFFICE, path + "?match[version]=all"));
        }
        String incident = incidents(OFFICE, PORT).getFirst().path("id").asString();
        assertThat(json(OFFICE, PORT + "objects/" + incident + "/versions/")
                        .path("versions")
                        .size())
                .isEqualTo(2);
        assertThat(json(OFFICE, PORT + "objects/" + incident + "/?added_after=2099-01-01T00:00:00Z")
                        .isEmpty())
                .as("3.7: it is there, but nothing is left of it")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "incident--00000000-0000-4000-8000-000000000000",
                "identity--00000000-0000-4000-8000-000000000000",
                "nonsense"
            })
    void anObjectThatIsNotThereIs404(String id) throws Exception {
        assertThat(answer(OFFICE, PORT + "objects/" + id + "/").getStatus())
                .as("5.6")
                .isEqualTo(404);
        assertThat(answer(OFFICE, PORT + "objects/" + id + "/versions/").getStatus())
                .as("5.8")
                .isEqualTo(404);
    }

    @Test
    void anObjectThatMayNotBeKnownIs404() throws Exception {
        String incident = incidents(OFFICE, PORT).getFirst().path("id").asString();
        assertThat(answer("ministry:MHLW:sato", PORT + "objects/" + incident + "/")
                        .getStatus())
                .isEqualTo(404);
        assertThat(answer(OFFICE, ROOT + "collections/GAS/objects/" + incident + "/")
                        .getStatus())
                .as("nor in another collection")
                .isEqualTo(404);
    }

    @Test
    void theManifestSaysOfEachObjectWhatTheObjectSays() throws Exception {
        List<JsonNode> manifest = objects(OFFICE, PORT + "manifest/?match[version]=all&limit=1000");
        List<JsonNode> all = objects(OFFICE, PORT + "objects/?match[version]=all&limit=1000");
        assertThat(manifest).as("5.3.1").hasSameSizeAs(all).allSatisfy(entry -> {
            assertThat(entry.path("date_added").asString()).matches(".*\\.\\d{6}Z");
            assertThat(entry.path("media_type").asString()).isEqualTo("application/stix+json;version=2.1");
        });
        for (int i = 0; i < all.size(); i++) {
            assertThat(manifest.get(i).path("id")).isEqualTo(all.get(i).path("id"));
            assertThat(manifest.get(i).path("version").asString())
                    .isEqualTo(all.get(i)
                            .path("modified")
                            .asString(all.get(i).path("created").asString()));
        }
        assertThat(manifest)
                .isSortedAccordingTo(java.util.Comparator.comparing(
                        entry -> entry.path("date_added").asString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"objects/", "manifest/", "objects/%s/", "objects/%s/versions/"})
    void everyListIsPagedAndDated(String endpoint) throws Exception {
        String incident = incidents(OFFICE, PORT).getFirst().path("id").asString();
        String path = PORT
                + endpoint.formatted(incident)
                + (endpoint.endsWith("versions/") ? "?limit=1" : "?match[version]=all&limit=1");
        MockHttpServletResponse first = answer(OFFICE, path);
        JsonNode page = TaxiiReader.json(first);
        assertThat(page.path("more").asBoolean()).as("3.5").isTrue();
        assertThat(page.path("next").asString()).as("3.5").isNotBlank();
        assertThat(first.getHeader("X-TAXII-Date-Added-First"))
                .as("3.2")
                .isNotNull()
                .isEqualTo(first.getHeader("X-TAXII-Date-Added-Last"));
        JsonNode second = json(OFFICE, path + "&next=" + page.path("next").asString());
        String list = endpoint.endsWith("versions/") ? "versions" : "objects";
        assertThat(second.path(list).size()).isEqualTo(1);
        assertThat(second.path(list)).as("3.5: no repetition").isNotEqualTo(page.path(list));
    }

    @Test
    void aTimeIsTakenWithWhateverPrecisionAndOffset() throws Exception {
        String all = PORT + "objects/?match[type]=incident&added_after=";
        for (String time :
                List.of("2020-01-01T00:00:00Z", "2020-01-01T00:00:00.123456Z", "2020-01-01T09:00:00%2B09:00")) {
            assertThat(objects(OFFICE, all + time)).as("3.4").hasSize(2);
        }
    }

    @Test
    void severalIdsAndTypesAreAlternativesAndSeveralFieldsMustAllMatch() throws Exception {
        List<String> ids = incidents(OFFICE, PORT).stream()
                .map(one -> one.path("id").asString())
                .toList();
        assertThat(objects(OFFICE, PORT + "objects/?match[id]=" + String.join(",", ids)))
                .as("3.4: a list is OR")
                .hasSize(2);
        assertThat(objects(OFFICE, PORT + "objects/?match[type]=indicator&match[id]=" + ids.getFirst()))
                .as("3.4: fields are AND")
                .isEmpty();
    }

    @Test
    void aRangeIsNoPart() throws Exception {
        assertThat(send(
                                OFFICE,
                                get(TaxiiReader.uri(PORT + "objects/"))
                                        .header("Accept", MEDIA)
                                        .header("Range", "items 0-0"))
                        .getStatus())
                .as("2.1 has pages by limit and next, no ranges")
                .isEqualTo(200);
    }

    @Test
    void nothingCanBeWritten() throws Exception {
        assertThat(send(
                                OFFICE,
                                post(TaxiiReader.uri(PORT + "objects/"))
                                        .contentType(MEDIA)
                                        .content("{}"))
                        .getStatus())
                .as("5.5: can_write is false")
                .isEqualTo(403);
        assertThat(send(
                                OFFICE,
                                post(TaxiiReader.uri(PORT + "objects/"))
                                        .contentType("application/json")
                                        .content("{}"))
                        .getStatus())
                .as("5.5")
                .isEqualTo(415);
        for (String other : List.of("application/taxii+json;version=2.0", "application/stix+json;version=2.1")) {
            assertThat(send(
                                    OFFICE,
                                    post(TaxiiReader.uri(PORT + "objects/"))
                                            .contentType(other)
                                            .content("{}"))
                            .getStatus())
                    .as("1.6.8: %s", other)
                    .isEqualTo(415);
        }
        assertThat(send(OFFICE, delete(TaxiiReader.uri(PORT + "objects/incident--x/")))
                        .getStatus())
                .as("5.7: can_write is false")
                .isEqualTo(403);
    }
}
