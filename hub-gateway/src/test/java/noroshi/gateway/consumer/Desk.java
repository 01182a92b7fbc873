package noroshi.gateway.consumer;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Content;
import noroshi.core.report.Filing;
import noroshi.core.report.Kind;
import noroshi.core.report.ReportId;
import noroshi.core.report.SubmissionCommand.RefuseSubmission;
import noroshi.core.report.ThreadId;
import noroshi.core.thread.Filings;
import noroshi.core.thread.ReportThreadCommand.RequestWithdrawal;
import noroshi.core.thread.ReportThreadCommand.Submission;
import noroshi.core.thread.ReportThreadCommand.SubmitReport;
import noroshi.gateway.intake.Envelope;
import noroshi.gateway.intake.InvalidFiling;
import noroshi.gateway.wire.BrokerUnavailable;
import noroshi.gateway.wire.Partition;
import noroshi.gateway.wire.Received;
import noroshi.gateway.wire.UnreadableValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An intake with nothing real behind it. A record's value is one word: {@code open}, {@code invalid}, {@code unreadable},
 * {@code puzzle}, {@code poison}, or the id of a thread that it continues.
 */
final class Desk {

    static final Instant NOW = Instant.parse("2026-11-05T00:00:00Z");
    static final OperatorSlug OPERATOR = new OperatorSlug("chubu-power");
    static final Partition DOOR = new Partition("intake.chubu-power", 3);
    static final Taking.Patience SHORT =
            new Taking.Patience(Duration.ofMillis(200), Duration.ofMillis(1), Duration.ofMillis(20));

    final FakeLedger ledger = new FakeLedger();
    final InMemoryParking parking = new InMemoryParking();
    final Standstill standstill = new Standstill();
    final List<RefuseSubmission> published = new CopyOnWriteArrayList<>();
    final Set<@Nullable ThreadId> drills = new HashSet<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    volatile boolean registryAway;
    volatile boolean repaired;

    final RecordReader reader =
            new RecordReader(this::value, Desk::command, InstantSource.fixed(NOW), InstantSource.fixed(NOW));

    Taking taking(Taking.Patience patience) {
        return new Taking(
                reader,
                ledger::decide,
                faulty -> faulty.exercise() || drills.contains(faulty.thread()),
                (refused, _) -> {
                    published.add(refused);
                    return CompletableFuture.allOf();
                },
                parking,
                standstill,
                InstantSource.fixed(NOW),
                patience,
                meters);
    }

    static Received record(long offset, String key, String value) {
        return new Received(
                DOOR,
                offset,
                "case",
                ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)),
                key.isEmpty() ? Map.of() : Map.of("idempotency-key", key),
                NOW);
    }

    static ReportId report(String key) {
        return ReportId.of(OPERATOR, key);
    }

    static ThreadId opened(String key) {
        return ThreadId.openedBy(report(key));
    }

    private FilingValues.FiledValue value(ByteBuffer bytes, ReportId report, FilingValues.Writer writer) {
        String word = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        var body = JsonNodeFactory.instance.stringNode(word);
        return switch (word) {
            case "open", "invalid" -> {
                if (registryAway) {
                    throw new BrokerUnavailable("registry away", null);
                }
                yield new FilingValues.FiledValue(Kind.REPORT, null, body);
            }
            case "unreadable" -> throw new UnreadableValue(fault(Reason.UNREADABLE));
            case "poison" -> throw new OutOfMemoryError("as the test wants it");
            case "puzzle" -> {
                if (!repaired) {
                    throw new IllegalStateException("nobody foresaw this");
                }
                yield new FilingValues.FiledValue(Kind.REPORT, null, JsonNodeFactory.instance.stringNode("open"));
            }
            default ->
                new FilingValues.FiledValue(Kind.WITHDRAWAL, new ThreadId(java.util.UUID.fromString(word)), body);
        };
    }

    private static Submission command(Kind kind, tools.jackson.databind.JsonNode body, Envelope envelope) {
        if (body.asString().equals("invalid")) {
            throw new InvalidFiling(List.of(fault(Reason.INVALID), fault(Reason.FORM_NOT_IN_FORCE)));
        }
        ThreadId thread = envelope.thread();
        return thread == null
                ? new SubmitReport(
                        ThreadId.openedBy(envelope.report()),
                        envelope.report(),
                        envelope.operator(),
                        filing(false),
                        new Content("t", "s", List.of(), Map.of(), Map.of(), List.of(), List.of()),
                        envelope.bodyHash(),
                        envelope.receivedAt())
                : new RequestWithdrawal(
                        thread,
                        envelope.report(),
                        envelope.operator(),
                        "r",
                        envelope.bodyHash(),
                        envelope.receivedAt());
    }

    static Fault fault(Reason reason) {
        return Fault.of(reason, "value", "came", "期待", "expected");
    }

    static Filing filing(boolean exercise) {
        return Filings.of(Filings.entry(OPERATOR.value()), NOW, List.of())
                .form("OTHER_CYBER")
                .exercise(exercise)
                .filing();
    }

    /** Knows which threads are open, and fails as it is told. */
    static final class FakeLedger {

        private final Set<ThreadId> open = new HashSet<>();
        private final Queue<Throwable> failures = new ArrayDeque<>();
        private final Map<ReportId, Throwable> always = new HashMap<>();
        final List<Object> commands = new ArrayList<>();
        final List<Map<String, String>> metadata = new ArrayList<>();

        synchronized CompletableFuture<Void> decide(Object command, Map<String, String> told) {
            Throwable failure = failures.poll();
            if (failure == null && command instanceof Submission submission) {
                failure = always.get(submission.report());
                if (failure == null && submission instanceof RequestWithdrawal && !open.contains(submission.thread())) {
                    failure = new Refused(fault(Reason.THREAD_UNKNOWN));
                }
            }
            if (failure != null) {
                return CompletableFuture.failedFuture(failure);
            }
            commands.add(command);
            metadata.add(told);
            if (command instanceof SubmitReport report) {
                open.add(report.thread());
            }
            return CompletableFuture.allOf();
        }

        synchronized void failNext(Throwable failure, int times) {
            for (int i = 0; i < times; i++) {
                failures.add(failure);
            }
        }

        synchronized void failAlways(ReportId report, Throwable failure) {
            always.put(report, failure);
        }

        synchronized void open(ThreadId thread) {
            open.add(thread);
        }

        synchronized void repair() {
            always.clear();
        }

        synchronized List<ReportId> reports() {
            return commands.stream()
                    .filter(Submission.class::isInstance)
                    .map(command -> ((Submission) command).report())
                    .toList();
        }
    }
}
