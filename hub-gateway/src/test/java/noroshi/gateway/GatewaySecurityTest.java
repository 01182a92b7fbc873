package noroshi.gateway;

import static java.util.Map.entry;
import static noroshi.core.sharing.Viewer.Role.ADMIN;
import static noroshi.core.sharing.Viewer.Role.AUDITOR;
import static noroshi.core.sharing.Viewer.Role.CEPTOAR;
import static noroshi.core.sharing.Viewer.Role.COUNCIL;
import static noroshi.core.sharing.Viewer.Role.MINISTRY;
import static noroshi.core.sharing.Viewer.Role.NCO;
import static noroshi.core.sharing.Viewer.Role.OPERATOR;
import static noroshi.core.sharing.Viewer.Role.PM_CAO;
import static noroshi.core.sharing.Viewer.Role.POLICE;
import static noroshi.core.sharing.Viewer.Role.PPC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import com.google.common.collect.Sets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import noroshi.core.sharing.Viewer.Role;
import noroshi.gateway.webhook.WebhookConfiguration;
import noroshi.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who ever has which of the gateway's operations, told a second time: each role asks for each of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewaySecurityTest {

    private static final Set<Role> FILE = EnumSet.of(OPERATOR);
    private static final Set<Role> ARE_TOLD =
            EnumSet.of(OPERATOR, MINISTRY, NCO, PM_CAO, PPC, POLICE, CEPTOAR, COUNCIL);

    private static final Map<String, Set<Role>> OPERATIONS = Map.ofEntries(
            entry("POST /v1/reports", FILE),
            entry("POST /v1/reports/{threadId}/follow-ups", FILE),
            entry("POST /v1/reports/{threadId}/corrections", FILE),
            entry("POST /v1/reports/{threadId}/withdrawal", FILE),
            entry("GET /v1/submissions", FILE),
            entry("GET /v1/submissions/{reportId}", FILE),
            entry("POST /v1/drafts", FILE),
            entry("GET /v1/drafts", FILE),
            entry("GET /v1/drafts/{draftId}", FILE),
            entry("PUT /v1/drafts/{draftId}", FILE),
            entry("DELETE /v1/drafts/{draftId}", FILE),
            entry("POST /v1/drafts/{draftId}/filing", FILE),
            entry("POST /v1/webhooks", ARE_TOLD),
            entry("GET /v1/webhooks", ARE_TOLD),
            entry("GET /v1/webhooks/changes", Sets.union(ARE_TOLD, EnumSet.of(AUDITOR))),
            entry("GET /v1/webhooks/{webhookId}", ARE_TOLD),
            entry("PUT /v1/webhooks/{webhookId}", ARE_TOLD),
            entry("DELETE /v1/webhooks/{webhookId}", ARE_TOLD),
            entry("POST /v1/webhooks/{webhookId}/secret", ARE_TOLD),
            entry("POST /v1/webhooks/{webhookId}/test", ARE_TOLD),
            entry("GET /v1/webhooks/{webhookId}/attempts", ARE_TOLD),
            entry("POST /v1/webhooks/{webhookId}/replay", ARE_TOLD),
            entry("POST /v1/parked/replay", EnumSet.of(ADMIN)));

    private final TestDatabase database = TestDatabase.create();
    private final Ledger ledger = database.ledger(InstantSource.system());

    @SuppressWarnings("NullAway.Init")
    private TestDoors doors;

    @BeforeAll
    void open() throws InterruptedException {
        doors = new TestDoors(database.dataSource(), database.dataSource(), ledger, WebhookConfiguration.class);
        assertThat(doors.projector.await(0, Duration.ofSeconds(30))).isTrue();
    }

    @AfterAll
    void close() {
        doors.close();
        ledger.close();
        database.close();
    }

    @Test
    void everyOperationIsKnownHere() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        Stream<Class<?>> desks = scan.findCandidateComponents("noroshi.gateway").stream()
                .map(found -> desk(Objects.requireNonNull(found.getBeanClassName())));

        assertThat(desks.flatMap(GatewaySecurityTest::operations))
                .containsExactlyInAnyOrderElementsOf(OPERATIONS.keySet());
    }

    private static Class<?> desk(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> operations(Class<?> desk) {
        RequestMapping all = AnnotatedElementUtils.findMergedAnnotation(desk, RequestMapping.class);
        return Arrays.stream(desk.getDeclaredMethods())
                .flatMap(method ->
                        Stream.ofNullable(AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class)))
                .flatMap(one -> Arrays.stream(one.method())
                        .flatMap(method ->
                                paths(all).flatMap(before -> paths(one).map(path -> method + " " + before + path))));
    }

    private static Stream<String> paths(@Nullable RequestMapping mapping) {
        return mapping == null || mapping.path().length == 0 ? Stream.of("") : Arrays.stream(mapping.path());
    }

    /** A desk that nobody thought of. */
    interface Forgotten {

        @GetMapping("/v1/forgotten")
        void get();
    }

    @Test
    void anOperationThatNobodyThoughtOfIsSeen() throws Exception {
        assertThat(operations(Forgotten.class))
                .as("in the list")
                .containsExactly("GET /v1/forgotten")
                .doesNotContainAnyElementsOf(OPERATIONS.keySet());
        assertThat(status("GET /v1/forgotten", Role.HQ)).as("by its answer").isNotEqualTo(403);
    }

    static Stream<String> operations() {
        return OPERATIONS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whatARoleNeverHasIsForbiddenToItAndWhatIsNotThereNobodyActsOn(String operation) throws Exception {
        for (Role role : Role.values()) {
            int status = status(operation, role);
            if (!Objects.requireNonNull(OPERATIONS.get(operation)).contains(role)) {
                assertThat(status).as("%s as %s", operation, role).isEqualTo(403);
            } else if (operation.contains("{")) {
                assertThat(status)
                        .as("%s as %s", operation, role)
                        .isBetween(400, 499)
                        .isNotIn(401, 403);
            } else {
                assertThat(status)
                        .as("%s as %s", operation, role)
                        .isLessThan(500)
                        .isNotIn(401, 403);
            }
        }
        assertThat(status(operation, null)).as("%s as nobody", operation).isEqualTo(401);
    }

    private int status(String operation, @Nullable Role role) throws Exception {
        String[] words = operation.split(" ", -1);
        var request = request(
                        HttpMethod.valueOf(words[0]),
                        words[1].replaceAll("\\{[A-Za-z]+}", UUID.randomUUID().toString()))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{}");
        if (role != null) {
            request.header(HttpHeaders.AUTHORIZATION, "Bearer " + token(role));
        }
        return doors.http.perform(request).andReturn().getResponse().getStatus();
    }

    /** A token of each role; the list is a switch, so that a new role can't be forgotten. */
    private static String token(Role role) {
        return role
                + switch (role) {
                    case OPERATOR -> ".isewan-terminal";
                    case MINISTRY -> ".MLIT";
                    case CEPTOAR -> ".PORT";
                    case COUNCIL -> ".ono";
                    case POLICE -> ".23";
                    case NCO, PM_CAO, PPC, HQ, AUDITOR, ADMIN -> "." + role;
                };
    }
}
