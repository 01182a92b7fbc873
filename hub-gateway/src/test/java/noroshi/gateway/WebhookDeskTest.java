package noroshi.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import noroshi.core.module.CoreModule;
import noroshi.core.register.DemoRegister;
import noroshi.core.register.OperatorCommand.RegisterOperator;
import noroshi.core.report.Tlp;
import noroshi.core.thread.ReportThreadCommand.RecordDeliveries;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.gateway.delivery.Story;
import noroshi.gateway.webhook.Receiver;
import noroshi.gateway.webhook.WebhookConfiguration;
import noroshi.ledger.Ledger;
import noroshi.ledger.LedgerModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.context.support.GenericWebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks as their owners set them up over HTTP, on a real record and real endpoints. */
class WebhookDeskTest {

    private static final String METI = "MINISTRY.METI";
    private static final String MHLW = "MINISTRY.MHLW";

    private final TestDatabase database = TestDatabase.create();
    private final Ledger ledger = database.ledger(InstantSource.system());
    private final LedgerModule module = LedgerModule.start(ledger, CoreModule::configure);
    private final GenericWebApplicationContext context = new GenericWebApplicationContext(new MockServletContext());
    private final Receiver receiver = new Receiver();
    private MockMvc http = MockMvcBuilders.standaloneSetup().build();

    WebhookDeskTest() throws Exception {}

    @BeforeEach
    void start() {
        open("127.0.0.0/8");
    }

    private void open(String inside) {
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("noroshi.webhooks.inside", inside)));
        context.registerBean("gatewayMigration", String.class, () -> "done");
        context.registerBean(DataSource.class, database::dataSource, definition -> definition.setDestroyMethodName(""));
        context.registerBean(PlatformTransactionManager.class, () -> new JdbcTransactionManager(database.dataSource()));
        context.registerBean(Ledger.class, () -> ledger, definition -> definition.setDestroyMethodName(""));
        context.registerBean(InstantSource.class, () -> InstantSource.fixed(TestDoors.NOW));
        context.registerBean(MeterRegistry.class, () -> new SimpleMeterRegistry());
        new AnnotatedBeanDefinitionReader(context).register(TestDoors.Web.class, WebhookConfiguration.class);
        context.refresh();
        http = MockMvcBuilders.webAppContextSetup(context)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
    }

    @AfterEach
    void close() {
        context.close();
        receiver.close();
        module.close();
        ledger.close();
        database.close();
    }

    @Test
    void aMinistryIsToldOfItsDeliveryAndTheOperatorOfWhatBecameOfItsReport() throws Exception {
        JsonNode ministry = created(METI, "{\"url\": \"%s\"}".formatted(receiver.url()));
        try (var operators = new Receiver()) {
            JsonNode operator = created("OPERATOR.chubu-power", "{\"url\": \"%s\"}".formatted(operators.url()));
            reported();

            Receiver.Told told = Objects.requireNonNull(receiver.next());
            told.verify(ministry.path("secret").asString());
            JsonNode message = JsonMapper.shared().readTree(told.body());
            assertThat(message.path("type").asString()).isEqualTo("delivery.made");
            assertThat(message.at("/data/threadId").asString()).isEqualTo(Story.THREAD.toString());
            assertThat(message.at("/data/deliveries").findValuesAsString("addressee"))
                    .containsExactly("METI");
            assertThat(told.body()).doesNotContain("制御系の停止", "chubu-power");
            for (String type : List.of("report.recorded", "obligations.changed", "delivery.made")) {
                Receiver.Told next = Objects.requireNonNull(operators.next());
                next.verify(operator.path("secret").asString());
                assertThat(JsonMapper.shared()
                                .readTree(next.body())
                                .path("type")
                                .asString())
                        .isEqualTo(type);
            }
        }
    }

    @Test
    void whatIsNotWantedAndWhatIsADrillIsNotTold() throws Exception {
        created(METI, """
                {"url": "%s", "kinds": ["bulletin.issued"]}""".formatted(receiver.url()));
        created(METI, """
                {"url": "%s", "exercise": true}""".formatted(receiver.url()));
        try (var last = new Receiver()) {
            created(METI, "{\"url\": \"%s\"}".formatted(last.url()));
            reported();
            assertThat(last.next()).isNotNull();
        }
        assertThat(receiver.left()).isZero();
    }

    private void reported() throws Exception {
        var story = new Story().filed(Tlp.AMBER, false);
        var opening = (ReportSubmitted) story.events.getFirst().payload();
        send(new RegisterOperator(
                DemoRegister.entries().stream()
                        .filter(entry -> entry.slug().equals(Story.OPERATOR))
                        .findFirst()
                        .orElseThrow(),
                "nco:test",
                Story.NOW));
        send(new SubmitReport(
                Story.THREAD,
                Story.REPORT,
                Story.OPERATOR,
                opening.filing(),
                Objects.requireNonNull(opening.content()),
                "hash",
                Story.NOW));
        var routing = ledger.ofTag("thread", Story.THREAD.toString()).stream()
                .map(recorded -> recorded.payload())
                .filter(RoutingDecided.class::isInstance)
                .map(RoutingDecided.class::cast)
                .findFirst()
                .orElseThrow();
        send(new RecordDeliveries(
                Story.THREAD,
                Story.REPORT,
                routing.deliveries().stream().map(decided -> decided.delivery()).toList(),
                Story.NOW));
    }

    private void send(Object command) throws Exception {
        module.commands().send(command, Map.of()).get(30, TimeUnit.SECONDS);
    }

    @Test
    void theSecretIsShownOnceAndAnothersWebhookIsAsIfThereWereNone() throws Exception {
        MockHttpServletResponse answer =
                ask(METI, body(post("/v1/webhooks"), at(receiver.url().toString())));
        assertThat(answer.getStatus()).isEqualTo(201);
        assertThat(answer.getHeader(HttpHeaders.CACHE_CONTROL)).isEqualTo("no-store");
        assertThat(json(answer).path("secret").asString()).startsWith("whsec_");
        String webhook = Objects.requireNonNull(answer.getHeader(HttpHeaders.LOCATION));

        assertThat(json(ask(METI, get(webhook))).has("secret")).isFalse();
        assertThat(json(ask(METI, get("/v1/webhooks"))).path("items")).hasSize(1);
        assertThat(json(ask(MHLW, get("/v1/webhooks"))).path("items")).isEmpty();
        assertThat(json(ask(MHLW, get("/v1/webhooks/changes"))).path("items")).isEmpty();
        for (var request : List.of(
                get(webhook),
                delete(webhook),
                body(put(webhook), at("http://127.0.0.1/other")),
                post(webhook + "/secret"),
                post(webhook + "/test"),
                post(webhook + "/replay"),
                get(webhook + "/attempts"))) {
            assertProblem(404, "NOT_FOUND", ask(MHLW, request));
        }
        assertThat(receiver.left()).isZero();
    }

    @Test
    void itIsChangedTestedRotatedAndDeletedAndTheListOfChangesTellsByWhom() throws Exception {
        String webhook = location(created(METI, at(receiver.url().toString())));

        JsonNode changed = json(ask(METI, body(put(webhook), """
                {"url": "%s", "enabled": false, "kinds": ["delivery.made"], "description": "SOC"}""".formatted(receiver.url()))));
        assertThat(changed.path("state").asString()).isEqualTo("DISABLED");
        assertThat(changed.path("kinds").toString()).isEqualTo("[\"delivery.made\"]");
        JsonNode tested = json(ask(METI, post(webhook + "/test")));
        assertThat(tested.path("result").asString()).isEqualTo("DELIVERED");
        assertThat(tested.path("status").asInt()).isEqualTo(204);
        assertProblem(409, "WEBHOOK_TESTED_JUST_NOW", ask(METI, post(webhook + "/test")));
        String secret =
                json(ask(METI, post(webhook + "/secret"))).path("secret").asString();
        assertThat(secret).startsWith("whsec_");
        assertThat(json(ask(METI, post(webhook + "/replay"))).path("replayed").asInt())
                .isZero();
        assertProblem(
                404,
                "NOT_FOUND",
                ask(METI, post(webhook + "/replay").param("messageId", "9a4d2c71-5e08-8b3f-a6c2-4d1f70b98e35")));
        assertThat(json(ask(METI, get(webhook + "/attempts").param("state", "PARKED")))
                        .path("items"))
                .isEmpty();
        assertThat(ask(METI, delete(webhook)).getStatus()).isEqualTo(204);
        assertProblem(404, "NOT_FOUND", ask(METI, get(webhook)));
        assertProblem(404, "NOT_FOUND", ask(METI, delete(webhook)));

        JsonNode changes = json(ask("AUDITOR.AUDITOR", get("/v1/webhooks/changes")));
        assertThat(changes.path("items").findValuesAsString("act"))
                .containsExactly("DELETED", "REPLAYED", "REPLAYED", "SECRET_ROTATED", "TESTED", "CHANGED", "CREATED");
        assertThat(changes.path("items").get(0).path("by").asString()).isEqualTo(METI);
        assertThat(changes.path("items").get(0).path("url").asString())
                .as("where it leads to, not what it is known by there")
                .isEqualTo("http://127.0.0.1:%d/…".formatted(receiver.url().getPort()));
        JsonNode page = json(ask(METI, get("/v1/webhooks/changes").param("limit", "3")));
        assertThat(page.path("items").get(0).path("url").asString())
                .isEqualTo(receiver.url().toString());
        assertThat(page.path("items")).hasSize(3);
        assertThat(json(ask(
                                METI,
                                get("/v1/webhooks/changes")
                                        .param("cursor", page.path("nextCursor").asString())))
                        .path("items"))
                .hasSize(4);
    }

    @Test
    void anOrganisationHasSoManyAndOneForEachEndpoint() throws Exception {
        for (int i = 0; i < 10; i++) {
            created(METI, at("http://127.0.0.1/" + i));
        }
        assertProblem(409, "WEBHOOKS_FULL", ask(METI, body(post("/v1/webhooks"), at("http://127.0.0.1/11"))));
        created(MHLW, at("http://127.0.0.1/0"));
        assertProblem(409, "WEBHOOK_EXISTS", ask(MHLW, body(post("/v1/webhooks"), at("http://127.0.0.1/0"))));
    }

    @Test
    void allThatIsWrongIsToldAtOnce() throws Exception {
        MockHttpServletResponse answer = ask(METI, body(post("/v1/webhooks"), """
                {"url": "ftp://example.jp", "kinds": ["delivery.made", "report.recorded", "x"], "exercise": "no",
                 "description": 3, "secret": "whsec_x"}"""));

        assertProblem(422, "INVALID", answer);
        assertThat(json(answer).path("errors").findValuesAsString("item"))
                .containsExactlyInAnyOrder("url", "kinds[1]", "kinds[2]", "exercise", "description", "secret");
        assertProblem(422, "INVALID", ask(METI, body(post("/v1/webhooks"), "[]")));
        assertProblem(400, "MALFORMED", ask(METI, body(post("/v1/webhooks"), "{")));
        assertProblem(
                400, "PARAMETER_INVALID", ask(METI, get("/v1/webhooks/changes").param("cursor", "x")));
        assertProblem(
                400, "PARAMETER_INVALID", ask(METI, get("/v1/webhooks/changes").param("limit", "0")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soc.example.jp",
                "https://",
                "https:///hook",
                "http://127.0.0.1:65536/",
                "https://user:word@soc.example.jp/",
                "https://soc.example.jp/#part",
                "file:///etc/passwd",
                "gopher://soc.example.jp/",
                "https://10.0.0.1/",
                "https://169.254.169.254/latest",
                "https://[::1]/",
                "https://[::ffff:10.0.0.1]/",
                "http://soc example.jp/"
            })
    void whatCanBeNoEndpointIsRefused(String url) throws Exception {
        MockHttpServletResponse answer = ask(METI, body(post("/v1/webhooks"), at(url)));

        assertProblem(422, "INVALID", answer);
        assertThat(json(answer).path("errors").findValuesAsString("item")).containsExactly("url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HQ.HQ", "ADMIN.ADMIN", "AUDITOR.AUDITOR"})
    void whoIsToldNothingHasNoWebhooks(String token) throws Exception {
        assertProblem(403, "FORBIDDEN", ask(token, get("/v1/webhooks")));
        assertProblem(403, "FORBIDDEN", ask(token, body(post("/v1/webhooks"), at("http://127.0.0.1/0"))));
    }

    private static String at(String url) {
        return JsonMapper.shared().writeValueAsString(Map.of("url", url));
    }

    private JsonNode created(String token, String body) throws Exception {
        MockHttpServletResponse answer = ask(token, body(post("/v1/webhooks"), body));
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(201);
        return json(answer);
    }

    private static String location(JsonNode webhook) {
        return "/v1/webhooks/" + webhook.path("webhookId").asString();
    }

    private static MockHttpServletRequestBuilder body(MockHttpServletRequestBuilder request, String body) {
        return request.contentType(MediaType.APPLICATION_JSON).content(body);
    }

    private MockHttpServletResponse ask(String token, MockHttpServletRequestBuilder request) throws Exception {
        return http.perform(request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token))
                .andReturn()
                .getResponse();
    }

    private static JsonNode json(MockHttpServletResponse answer) throws Exception {
        return JsonMapper.shared().readTree(answer.getContentAsByteArray());
    }

    private static void assertProblem(int status, String code, MockHttpServletResponse answer) throws Exception {
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
        assertThat(json(answer).path("code").asString()).isEqualTo(code);
    }
}
