package noroshi.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.module.CoreModule;
import noroshi.core.register.DemoRegister;
import noroshi.core.register.OperatorCommand.RegisterOperator;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Kind;
import noroshi.core.report.ReportId;
import noroshi.core.report.SubmissionCommand.RefuseSubmission;
import noroshi.core.report.ThreadId;
import noroshi.gateway.intake.Envelope;
import noroshi.gateway.intake.SubmissionProjection;
import noroshi.ledger.Ledger;
import noroshi.ledger.LedgerModule;
import noroshi.ledger.Rebuild;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SubmissionStatusTest {

    private static final OperatorSlug OPERATOR = new OperatorSlug("kitahama-medical");
    private static final ReportId REPORT = ReportId.of(OPERATOR, "key-1");
    private static final ThreadId THREAD = ThreadId.openedBy(REPORT);
    private static final String FILING = """
            {"form": "RANSOMWARE", "stage": "PRELIMINARY", "awarenessAt": "2026-11-05T05:40:00+09:00",
             "title": "電子カルテの暗号化", "summary": "…", "serviceLines": ["HEALTHCARE"]}
            """;

    private final TestDatabase database = TestDatabase.create();
    private final Ledger ledger = database.ledger(InstantSource.fixed(TestDoors.NOW));
    private final LedgerModule module = LedgerModule.start(ledger, CoreModule::configure);
    private final TestDoors doors = new TestDoors(database.dataSource(), database.dataSource(), ledger);

    @BeforeEach
    void theOperatorIsRegistered() throws Exception {
        OperatorEntry entry = DemoRegister.entries().stream()
                .filter(one -> one.slug().equals(OPERATOR))
                .findFirst()
                .orElseThrow();
        send(new RegisterOperator(entry, "nco:sato", Instant.parse("2026-10-01T00:00:00Z")));
    }

    @AfterEach
    void close() {
        doors.close();
        module.close();
        ledger.close();
        database.close();
    }

    @Test
    void whatTheLedgerTookIsRecordedAtItsPosition() throws Exception {
        submit("key-1", Kind.REPORT, null, FILING);

        JsonNode status = status(REPORT);

        assertThat(status.path("state").stringValue()).isEqualTo("RECORDED");
        assertThat(status.path("kind").stringValue()).isEqualTo("REPORT");
        assertThat(status.path("threadId").stringValue()).isEqualTo(THREAD.toString());
        assertThat(status.path("reasons").isEmpty()).isTrue();
        assertThat(status.path("position").longValue()).isPositive();
    }

    @Test
    void whatContinuesAThreadIsItsOperators() throws Exception {
        submit("key-1", Kind.REPORT, null, FILING);
        submit("key-2", Kind.FOLLOW_UP, THREAD, "{\"stage\": \"FOLLOW_UP\"}");
        submit("key-3", Kind.CORRECTION, THREAD, "{\"corrections\": {\"hotline\": true}, \"reason\": \"誤記\"}");
        submit("key-4", Kind.WITHDRAWAL, THREAD, "{\"reason\": \"誤検知\"}");

        assertRecorded("key-1", "REPORT");
        assertRecorded("key-2", "FOLLOW_UP");
        assertRecorded("key-3", "CORRECTION");
        assertRecorded("key-4", "WITHDRAWAL");
    }

    @Test
    void whatWasRefusedTellsItsReasonsEvenIfNobodyReceivedItOverHttp() throws Exception {
        refuse(REPORT, Reason.UNREADABLE);

        JsonNode status = status(REPORT);

        assertThat(status.path("state").stringValue()).isEqualTo("REFUSED");
        assertThat(status.path("kind").stringValue()).isEqualTo("FOLLOW_UP");
        assertThat(status.path("reasons").get(0).path("code").stringValue()).isEqualTo("UNREADABLE");
        assertThat(status.path("reasons").get(0).path("ja").stringValue()).contains("値を読み取れません");
        assertThat(answer("OPERATOR.aoba-bank", REPORT).getStatus()).isEqualTo(404);
    }

    @Test
    void aRefusedSubmissionThatIsTakenAfterAllIsRecorded() throws Exception {
        refuse(REPORT, Reason.OPERATOR_UNKNOWN);
        submit("key-1", Kind.REPORT, null, FILING);

        assertThat(status(REPORT).path("state").stringValue()).isEqualTo("RECORDED");
        assertThat(status(REPORT).path("reasons").isEmpty()).isTrue();
    }

    @Test
    void aKeyUsedInOneThreadIsRefusedInAnother() throws Exception {
        submit("key-1", Kind.REPORT, null, FILING);
        submit("key-2", Kind.REPORT, null, FILING);
        long head = ledger.head();

        assertThatThrownBy(() -> submit("key-2", Kind.WITHDRAWAL, THREAD, "{\"reason\": \"誤検知\"}"))
                .hasCauseInstanceOf(Refused.class)
                .hasMessageContaining(Reason.IDEMPOTENCY_CONFLICT.en());
        submit("key-2", Kind.REPORT, null, FILING);

        assertThat(ledger.head()).isEqualTo(head);
    }

    @Test
    void ofTwoThatUseOneKeyAtOnceInTwoThreadsOneIsRefused() throws Exception {
        submit("key-1", Kind.REPORT, null, FILING);
        submit("key-2", Kind.REPORT, null, FILING);
        ThreadId other = ThreadId.openedBy(ReportId.of(OPERATOR, "key-2"));
        for (int round = 0; round < 20; round++) {
            String key = "both-" + round;
            var one = sent(key, THREAD);
            var two = sent(key, other);
            assertThat(Stream.of(one, two)
                            .filter(sent ->
                                    sent.handle((_, failure) -> failure == null).join()))
                    .hasSize(1);
        }
    }

    private CompletableFuture<Void> sent(String key, ThreadId thread) {
        var envelope = new Envelope(OPERATOR, ReportId.of(OPERATOR, key), thread, "hash", TestDoors.NOW);
        Object command =
                doors.reader.read(Kind.FOLLOW_UP, JsonMapper.shared().readTree("{\"stage\": \"FOLLOW_UP\"}"), envelope);
        return module.commands().sendUntilDecided(command, Map.of());
    }

    @Test
    void aReusedKeyNeverOverwritesWhatIsRecordedButIsTold() throws Exception {
        submit("key-1", Kind.REPORT, null, FILING);
        long position = status(REPORT).path("position").longValue();
        refuse(REPORT, Reason.IDEMPOTENCY_CONFLICT);

        JsonNode status = status(REPORT);

        assertThat(status.path("state").stringValue()).isEqualTo("RECORDED");
        assertThat(status.path("kind").stringValue()).isEqualTo("REPORT");
        assertThat(status.path("position").longValue()).isEqualTo(position);
        assertThat(status.path("reasons").get(0).path("code").stringValue()).isEqualTo("IDEMPOTENCY_CONFLICT");
    }

    @Test
    void aSubmissionIsListedOnceWhateverBecameOfIt() throws Exception {
        doors.http.perform(post("/v1/reports")
                .header(HttpHeaders.AUTHORIZATION, "Bearer OPERATOR.kitahama-medical")
                .header("Idempotency-Key", "key-1")
                .contentType(MediaType.APPLICATION_JSON)
                .content(FILING));
        submit("key-1", Kind.REPORT, null, FILING);
        refuse(ReportId.of(OPERATOR, "key-2"), Reason.THREAD_UNKNOWN);

        assertThat(listed("")).containsExactlyInAnyOrder("RECORDED", "REFUSED");
        assertThat(listed("&state=REFUSED")).containsExactly("REFUSED");
        assertThat(listed("&state=RECEIVED")).isEmpty();
    }

    @Test
    void aRebuiltViewEqualsTheLiveOne() throws Exception {
        submit("key-1", Kind.REPORT, null, FILING);
        submit("key-4", Kind.WITHDRAWAL, THREAD, "{\"reason\": \"誤検知\"}");
        refuse(REPORT, Reason.IDEMPOTENCY_CONFLICT);
        JsonNode live = status(REPORT);

        Rebuild.run(database.dataSource(), ledger, "gateway", new SubmissionProjection(), _ -> {});

        assertThat(status(REPORT)).isEqualTo(live);
        assertThat(listed("")).containsExactlyInAnyOrder("RECORDED", "RECORDED");
    }

    private void assertRecorded(String key, String kind) throws Exception {
        JsonNode status = status(ReportId.of(OPERATOR, key));
        assertThat(status.path("state").stringValue()).isEqualTo("RECORDED");
        assertThat(status.path("kind").stringValue()).isEqualTo(kind);
        assertThat(status.path("threadId").stringValue()).isEqualTo(THREAD.toString());
    }

    private void submit(String key, Kind kind, @Nullable ThreadId thread, String body) throws Exception {
        var envelope = new Envelope(OPERATOR, ReportId.of(OPERATOR, key), thread, "hash", TestDoors.NOW);
        send(doors.reader.read(kind, JsonMapper.shared().readTree(body), envelope));
    }

    private void refuse(ReportId report, Reason reason) throws Exception {
        send(new RefuseSubmission(
                report,
                OPERATOR,
                null,
                Kind.FOLLOW_UP,
                false,
                "intake.kitahama-medical",
                List.of(Fault.of(reason, "value", "x", "y", "y")),
                TestDoors.NOW,
                TestDoors.NOW));
    }

    private void send(Object command) throws Exception {
        module.commands().send(command, Map.of()).get(30, TimeUnit.SECONDS);
    }

    private JsonNode status(ReportId report) throws Exception {
        MockHttpServletResponse answer = answer("OPERATOR.kitahama-medical", report);
        assertThat(answer.getStatus()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.getContentAsByteArray());
    }

    private MockHttpServletResponse answer(String token, ReportId report) throws Exception {
        UUID id = report.value();
        return doors.http
                .perform(get("/v1/submissions/{report}?atLeast={head}", id, seenHead())
                        .header(HttpHeaders.AUTHORIZATION, "Bearer " + token))
                .andReturn()
                .getResponse();
    }

    /** The record's end, once the view is there: a question waits for no more than two seconds. */
    private long seenHead() throws InterruptedException {
        long head = ledger.head();
        assertThat(doors.projector.await(head, Duration.ofSeconds(30))).isTrue();
        return head;
    }

    private List<String> listed(String query) throws Exception {
        MockHttpServletResponse answer = doors.http
                .perform(get("/v1/submissions?atLeast=" + seenHead() + query)
                        .header(HttpHeaders.AUTHORIZATION, "Bearer OPERATOR.kitahama-medical"))
                .andReturn()
                .getResponse();
        return JsonMapper.shared()
                .readTree(answer.getContentAsByteArray())
                .path("items")
                .valueStream()
                .map(item -> item.path("state").stringValue())
                .toList();
    }
}
