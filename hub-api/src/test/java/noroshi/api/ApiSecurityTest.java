package noroshi.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import noroshi.core.sharing.Viewer.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@SpringBootTest(classes = TestHub.class)
@AutoConfigureMockMvc
class ApiSecurityTest {

    private static final String PROBLEM = "application/problem+json";

    private final MockMvcTester mvc;
    private final Caller caller;
    private final RequestMappingHandlerMapping mappings;

    @Autowired
    ApiSecurityTest(
            MockMvcTester mvc,
            Caller caller,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        this.mvc = mvc;
        this.caller = caller;
        this.mappings = mappings;
    }

    @Test
    void everyOperationIsPermittedToSomebodyByName() {
        Set<String> offered = new TreeSet<>();
        mappings.getHandlerMethods()
                .forEach((mapping, _) -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/v1/") || path.startsWith("/taxii2/"))
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> offered.add(method + " " + path))));

        assertThat(Permission.ALL)
                .extracting(permission -> permission.method() + " " + permission.path())
                .containsExactlyInAnyOrderElementsOf(offered);
    }

    /** A token of each role; the list is a switch, so that a new role can't be forgotten. */
    private static String token(Role role) {
        return role
                + switch (role) {
                    case OPERATOR -> "~isewan-terminal~operator.isewan-terminal";
                    case MINISTRY -> "~MLIT~ministry.MLIT.tanaka";
                    case NCO -> "~NCO~nco.sato";
                    case PM_CAO -> "~PM_CAO~pm-cao.abe";
                    case CEPTOAR -> "~PORT~ceptoar.PORT";
                    case COUNCIL -> "~ono~council.ono";
                    case PPC -> "~PPC~ppc";
                    case POLICE -> "~23~police.23";
                    case HQ -> "~HQ~hq";
                    case AUDITOR -> "~AUDITOR~auditor";
                    case ADMIN -> "~ADMIN~admin";
                };
    }

    private static Stream<Permission> operations() {
        return Permission.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whatARoleNeverHasIsForbiddenToItAndWhatIsNotThereNobodyActsOn(Permission operation) {
        String path = operation
                .path()
                .replaceAll("\\{(slug|number|code|collectionId|objectId)}", "UNKNOWN")
                .replaceAll("\\{[A-Za-z]+}", UUID.randomUUID().toString());
        for (Role role : Role.values()) {
            if (operation.path().equals("/v1/stream") && operation.roles().contains(role)) {
                continue; // it has no end to wait for
            }
            int status = mvc.method(operation.method())
                    .uri(path)
                    .header(HttpHeaders.AUTHORIZATION, "Bearer " + token(role))
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(operation.method().equals(HttpMethod.GET) ? "" : "{}")
                    .exchange()
                    .getResponse()
                    .getStatus();
            if (!operation.roles().contains(role)) {
                assertThat(status).as("%s as %s", operation, role).isEqualTo(403);
            } else if (!operation.method().equals(HttpMethod.GET)) {
                assertThat(status).as("%s as %s", operation, role).isBetween(400, 499);
            } else if (!path.equals(operation.path())) {
                assertThat(status).as("%s as %s", operation, role).isIn(400, 404);
            } else {
                assertThat(status).as("%s as %s", operation, role).isLessThan(500);
            }
        }
    }

    /** TAXII 2.1, 3.6.1: its own form, also where no controller of it answers. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    |                     | /taxii2/                               | 401
            GET    | AUDITOR~AUDITOR~a   | /taxii2/hub/collections/               | 403
            GET    | NCO~NCO~nco.sato    | /taxii2/hub/collections/NOTHING/       | 404
            GET    | NCO~NCO~nco.sato    | /taxii2/another/                       | 404
            GET    | NCO~NCO~nco.sato    | /taxii2/hub/status/x/                  | 404
            PUT    | NCO~NCO~nco.sato    | /taxii2/hub/collections/PORT/objects/  | 405
            GET    | NCO~NCO~nco.sato    | /taxii2/hub/collections/PORT/objects/?limit=0 | 400
            """)
    void underTaxiiEveryErrorIsTheProtocolsOwn(String method, @Nullable String token, String path, int status) {
        var request = mvc.method(HttpMethod.valueOf(method)).uri(path);
        if (token != null) {
            request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token);
        }
        var answer = request.exchange();
        assertThat(answer).hasStatus(status).hasContentType("application/taxii+json;version=2.1");
        assertThat(answer).bodyJson().extractingPath("$.http_status").isEqualTo(Integer.toString(status));
        assertThat(answer).bodyJson().extractingPath("$.title").asString().isNotBlank();
        if (status == 401) {
            assertThat(answer).as("3.6").containsHeader(HttpHeaders.WWW_AUTHENTICATE);
        }
    }

    @Test
    void noTokenIsAnsweredWithAChallenge() {
        assertThat(mvc.get().uri("/v1/register/sectors"))
                .hasStatus(401)
                .containsHeader(HttpHeaders.WWW_AUTHENTICATE)
                .hasContentType(PROBLEM)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("UNAUTHENTICATED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "KING~KING~king",
                "MINISTRY~mlit~ministry.mlit",
                "NCO~MLIT~nco.sato",
                "POLICE~48~police.48",
                "OPERATOR~A/B~operator",
                "ADMIN~ADMIN~"
            })
    void aTokenThatNamesNoSoundViewerIsRefused(String token) {
        assertThat(caller.get(token, "/v1/register/sectors"))
                .hasStatus(401)
                .hasContentType(PROBLEM)
                .containsHeader(HttpHeaders.WWW_AUTHENTICATE);
    }

    @Test
    void whatDoesNotExistIsNotFoundForWhoeverHasAToken() {
        assertThat(caller.get(Caller.NCO, "/v1/nowhere")).hasStatus(404).hasContentType(PROBLEM);
        assertThat(mvc.get().uri("/v1/nowhere")).hasStatus(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nowhere", "/v2/reports", "/error", "/actuator"})
    void outsideTheOperationsNothingExistsForAnybody(String path) {
        for (var answer : List.of(mvc.get().uri(path).exchange(), caller.get(Caller.NCO, path))) {
            assertThat(answer)
                    .hasStatus(404)
                    .hasContentType(PROBLEM)
                    .bodyJson()
                    .extractingPath("$.detail")
                    .isEqualTo("見つかりません");
        }
        assertThat(mvc.get().uri(path).header(HttpHeaders.ACCEPT_LANGUAGE, "en"))
                .bodyJson()
                .extractingPath("$.detail")
                .isEqualTo("there is no such thing");
    }

    @Test
    void anIdThatCanBeNoneIsOfNothingThatExists() {
        assertThat(caller.get(Caller.NCO, "/v1/reports/none"))
                .hasStatus(404)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("NOT_FOUND");
        assertThat(caller.post(Caller.MLIT, "/v1/deliveries/none/close", ""))
                .hasStatus(404)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void aMethodThatAPathDoesNotHaveIsSaidSo() {
        assertThat(caller.post(Caller.NCO, "/v1/register/sectors", "{}"))
                .hasStatus(405)
                .hasContentType(PROBLEM)
                .hasHeader(HttpHeaders.ALLOW, "GET");
    }

    @Test
    void theDocumentNeedsNoToken() {
        assertThat(mvc.get().uri("/v3/api-docs")).hasStatusOk();
        assertThat(mvc.get().uri("/docs")).hasStatus3xxRedirection();
        assertThat(mvc.get().uri("/swagger-ui/index.html")).hasStatusOk();
        // well or not: whoever asks is told without a token
        assertThat(mvc.get().uri("/actuator/health").exchange().getResponse().getStatus())
                .isIn(200, 503);
        assertThat(mvc.get().uri("/.well-known/oauth-protected-resource")).hasStatusOk();
    }

    @Test
    void answersAreKeptOutOfCachesAndFrames() {
        assertThat(caller.get(Caller.NCO, "/v1/register/sectors"))
                .hasHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .hasHeader("X-Content-Type-Options", "nosniff")
                .hasHeader("Referrer-Policy", "no-referrer")
                .hasHeader(HttpHeaders.CACHE_CONTROL, "no-cache, no-store, max-age=0, must-revalidate");
    }

    @Test
    void aProblemIsToldInTheCallersLanguageJapaneseIfNoneIsNamed() {
        assertThat(mvc.get().uri("/v1/nowhere"))
                .bodyJson()
                .extractingPath("$.detail")
                .isEqualTo("有効なトークンがありません");
        assertThat(mvc.get().uri("/v1/nowhere").header(HttpHeaders.ACCEPT_LANGUAGE, "en-GB"))
                .bodyJson()
                .extractingPath("$.detail")
                .isEqualTo("there is no valid token");
        assertThat(caller.get(Caller.NCO, "/v1/register/sectors?on=someday"))
                .bodyJson()
                .extractingPath("$.detail")
                .isEqualTo("パラメータに誤りがあります");
        assertThat(mvc.get()
                        .uri("/v1/register/sectors?on=someday")
                        .header(HttpHeaders.AUTHORIZATION, "Bearer " + Caller.NCO)
                        .header(HttpHeaders.ACCEPT_LANGUAGE, "en"))
                .bodyJson()
                .extractingPath("$.detail")
                .isEqualTo("a parameter is missing or can't be read");
    }
}
