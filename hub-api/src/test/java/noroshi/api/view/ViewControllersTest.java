package noroshi.api.view;

import static noroshi.api.view.Story.Telling.about;
import static noroshi.api.view.Story.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.util.List;
import java.util.Map;
import noroshi.api.view.obligation.ObligationController;
import noroshi.api.view.situation.SituationController;
import noroshi.api.view.thread.Recipients;
import noroshi.api.view.thread.ThreadController;
import noroshi.api.view.timeline.ChangeController;
import noroshi.api.view.timeline.TimelineController;
import noroshi.core.sector.Scope;
import noroshi.core.sharing.Viewer;
import noroshi.web.ProblemAdvice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.MethodParameter;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The GETs as HTTP: who may ask, what can't be read, and the shapes that callers rely on. */
@Timeout(120)
class ViewControllersTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @SuppressWarnings("NullAway.Init")
    private static RecordFixture record;

    @SuppressWarnings("NullAway.Init")
    private static Story story;

    @BeforeAll
    static void tell() throws Exception {
        record = new RecordFixture();
        story = Story.begin(record, about("isewan-terminal", "http")).delivered();
        record.catchUp();
    }

    @AfterAll
    static void close() {
        record.close();
    }

    /** The viewer is whom the header {@code as} names; tokens are the security's matter. */
    private static final class AsHeader implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Viewer.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            return viewer(java.util.Objects.requireNonNull(request.getHeader("as")));
        }
    }

    private static MockHttpServletResponse answer(String identity, String path) throws Exception {
        MockMvc mvc = MockMvcBuilders.standaloneSetup(
                        new TimelineController(record.timeline(), record.views()),
                        new ChangeController(record.changes(), record.views()),
                        new ThreadController(
                                record.threads(),
                                record.receipts(),
                                record.explanations(),
                                new Recipients(Scope::shipped, "wangan-water"::equals),
                                record.views()),
                        new SituationController(record.situation(), record.views()),
                        new ObligationController(record.obligations(), record.views()))
                .setControllerAdvice(new ProblemAdvice())
                .setCustomArgumentResolvers(new AsHeader())
                .build();
        return mvc.perform(get(java.net.URI.create(path)).header("as", identity).header("Accept-Language", "en"))
                .andReturn()
                .getResponse();
    }

    private static JsonNode json(String identity, String path) throws Exception {
        MockHttpServletResponse answer = answer(identity, path);
        assertThat(answer.getStatus()).isEqualTo(200);
        return JSON.readTree(answer.getContentAsByteArray());
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/timeline?cursor=x, cursor",
        "/v1/timeline?limit=0, limit",
        "/v1/timeline?limit=501, limit",
        "/v1/timeline?from=yesterday, from",
        "/v1/timeline?to=2026-11-05, to",
        "/v1/timeline?asOf=x, asOf",
        "/v1/timeline?from=+999999999-12-31T00:00:00Z, from",
        "/v1/timeline?asOf=-999999999-01-01T00:00:00Z, asOf",
        "/v1/timeline?severity=5, severity",
        "/v1/timeline?order=up, order",
        "/v1/timeline?atLeast=x, atLeast",
        "/v1/timeline/changes, from",
        "/v1/timeline/changes?from=yesterday, from",
        "/v1/timeline/changes?from=2026-11-06T00:00:00Z&to=2026-11-05T00:00:00Z, from",
        "/v1/timeline/changes?from=2026-11-05T00:00:00Z&to=x, to",
        "/v1/timeline/changes?from=2026-11-05T00:00:00Z&cursor=x, cursor",
        "/v1/reports?cursor=x, cursor",
        "/v1/situation?asOf=x, asOf",
        "/v1/obligations?state=LATE, state",
        "/v1/obligations?dueTo=tomorrow, dueTo",
        "/v1/obligations?approaching=soon, approaching",
        "/v1/obligations/sheet?by=COLOUR, by",
        "/v1/explain?recipient=MLIT, threadId",
        "/v1/explain?threadId=00000000-0000-8000-8000-000000000000, recipient"
    })
    void whatCannotBeReadIsABadRequestThatNamesTheItem(String path, String item) throws Exception {
        MockHttpServletResponse answer = answer("nco:mori", path);
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(answer.getContentType()).startsWith("application/problem+json");
        JsonNode problem = JSON.readTree(answer.getContentAsByteArray());
        assertThat(problem.at("/errors/0/item").asString()).isEqualTo(item);
        assertThat(problem.at("/code").asString()).isEqualTo("PARAMETER_INVALID");
    }

    @ParameterizedTest
    @CsvSource({"nco:mori, /v1/reports/x", "nco:mori, /v1/reports/x?threadId=x", "auditor, /v1/reports/1234/receipt"})
    void anIdThatCanBeNoneIsOfNothingThatExists(String identity, String path) throws Exception {
        MockHttpServletResponse answer = answer(identity, path);
        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(JSON.readTree(answer.getContentAsByteArray()).at("/code").asString())
                .isEqualTo("NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource({
        "operator:isewan-terminal, /v1/timeline",
        "operator:isewan-terminal, /v1/situation",
        "auditor, /v1/timeline",
        "operator:isewan-terminal, /v1/timeline/changes?from=2026-11-05T00:00:00Z",
        "admin, /v1/reports",
        "hq, /v1/obligations",
        "hq, /v1/obligations/sheet",
        "ministry:MLIT:sato, /v1/explain",
        "ministry:MLIT:sato, /v1/reports/00000000-0000-8000-8000-000000000000/receipt"
    })
    void aRoleThatNeverAsksThisIsDenied(String identity, String path) throws Exception {
        assertThat(answer(identity, path).getStatus()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator:aoba-bank", "ministry:METI:sato", "auditor", "ceptoar:PORT", "admin"})
    void aForeignThreadIsAnsweredAsUnknown(String identity) throws Exception {
        MockHttpServletResponse answer = answer(identity, "/v1/reports/" + story.thread());
        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(JSON.readTree(answer.getContentAsByteArray()).at("/code").asString())
                .isEqualTo("THREAD_UNKNOWN");
    }

    @Test
    void theTimelineHasTheContractsShape() throws Exception {
        JsonNode entry =
                json("nco:mori", "/v1/timeline?sector=PORT&order=asc&limit=1").at("/items/0");
        assertThat(entry.propertyNames())
                .containsExactlyInAnyOrder(
                        "entryId",
                        "position",
                        "threadId",
                        "reportId",
                        "kind",
                        "occurredAt",
                        "recordedAt",
                        "sector",
                        "regime",
                        "ministry",
                        "operator",
                        "tlp",
                        "summary",
                        "exercise");
        assertThat(entry.at("/kind").asString()).isEqualTo("REPORT_SUBMITTED");
        assertThat(entry.at("/occurredAt").asString()).isEqualTo("2026-11-05T03:10:00+09:00");
    }

    @Test
    void theThreadHasTheContractsShape() throws Exception {
        JsonNode sheet = json("operator:isewan-terminal", "/v1/reports/" + story.thread());
        assertThat(sheet.propertyNames())
                .contains(
                        "threadId",
                        "operator",
                        "state",
                        "stage",
                        "tlp",
                        "exercise",
                        "reports",
                        "deliveries",
                        "obligations",
                        "history");
        assertThat(sheet.at("/reports/0").propertyNames()).contains("reportId", "stage", "receivedAt", "content");
        assertThat(sheet.at("/reports/0/content").propertyNames())
                .containsExactlyInAnyOrder("title", "summary", "indicators", "details", "contact", "assets", "marks");
        for (JsonNode filing : List.of(sheet.at("/filing"), sheet.at("/reports/0/filing"))) {
            assertThat(filing.propertyNames())
                    .containsExactlyInAnyOrder(
                            "form",
                            "stage",
                            "awarenessAt",
                            "occurredAt",
                            "serviceLines",
                            "onCriticalComputer",
                            "cause",
                            "personalData",
                            "tlp",
                            "consents",
                            "exercise",
                            "nearMiss",
                            "hotline");
            assertThat(filing.at("/form").asString()).isEqualTo("RANSOMWARE");
            assertThat(filing.at("/cause").isArray()).isTrue();
            assertThat(filing.at("/occurredAt").asString()).isEqualTo("2026-11-05T03:10:00+09:00");
            assertThat(filing.at("/consents").propertyNames())
                    .containsExactlyInAnyOrder(
                            "ncoShare", "policeShare", "ceptoarAnonymised", "councilShare", "jpcertShare", "ipaShare");
        }
        assertThat(sheet.at("/reports/0/content/title").asString()).isEqualTo("isewan-terminal の障害");
        assertThat(sheet.at("/deliveries/0").propertyNames())
                .contains("deliveryId", "addressee", "role", "rule", "article", "ruleSetDate", "state", "madeAt")
                .doesNotContain("acknowledgedAt");
        assertThat(sheet.at("/deliveries/0/ruleSetDate").asString()).isEqualTo("2026-10-01");
        assertThat(sheet.at("/obligations/0").propertyNames())
                .contains(
                        "obligationId",
                        "regime",
                        "type",
                        "addressee",
                        "rule",
                        "article",
                        "ruleSetDate",
                        "ruleStatus",
                        "state",
                        "basis",
                        "dueBefore",
                        "approachesAt",
                        "approaching");
    }

    @Test
    void aPageNamesTheNextOnlyIfThereIsOne() throws Exception {
        assertThat(json("nco:mori", "/v1/timeline?limit=1").has("nextCursor")).isTrue();
        assertThat(json("nco:mori", "/v1/timeline?limit=500").has("nextCursor")).isFalse();
    }

    @Test
    void anAnswerWaitsForThePositionTheCallerKnows() throws Exception {
        Story later = Story.begin(record, about("chubu-power", "later"));
        long head = record.ledger().head();
        JsonNode sheet = json("operator:chubu-power", "/v1/reports/" + later.thread() + "?atLeast=" + head);
        assertThat(sheet.at("/position").asLong()).isEqualTo(head);
    }

    @Test
    void theOtherAnswersAreThere() throws Exception {
        Map<String, String> paths = Map.of(
                "/v1/situation",
                "/bySector",
                "/v1/obligations?state=OPEN",
                "/items/0/obligationId",
                "/v1/obligations/sheet",
                "/items/0/open",
                "/v1/explain?recipient=MLIT&threadId=" + story.thread(),
                "/decisions/0/grounds/0/rule",
                "/v1/reports",
                "/items/0/threadId");
        for (Map.Entry<String, String> path : paths.entrySet()) {
            assertThat(json("nco:mori", path.getKey()).at(path.getValue()).isMissingNode())
                    .as(path.getKey())
                    .isFalse();
        }
        assertThat(json("auditor", "/v1/reports/" + story.thread() + "/receipt")
                        .at("/submissions/0/chain")
                        .asString())
                .matches("[0-9a-f]{64}");
    }
}
