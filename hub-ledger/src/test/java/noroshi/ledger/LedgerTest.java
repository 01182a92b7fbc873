package noroshi.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static noroshi.ledger.TestLedger.nothingAfter;
import static noroshi.ledger.TestLedger.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LedgerTest {

    private TestServer.Database database;
    private TestLedger ledger;

    @BeforeEach
    void open() {
        database = TestServer.database();
        ledger = TestLedger.on(database);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whatIsAppendedIsReadAsItWas() {
        UUID id = UUID.randomUUID();
        Tale.Told told = Tale.told("t1", 7);
        ledger.append(AppendCondition.none(), List.of(ledger.event(id, told))).join();

        RecordedEvent event = ledger.ledger().read(0, 10).getFirst();
        assertThat(event.position()).isEqualTo(1);
        assertThat(event.id()).isEqualTo(id);
        assertThat(event.type()).isEqualTo("tale.Told");
        assertThat(event.version()).isEqualTo("1");
        assertThat(event.occurredAt()).isEqualTo(TestLedger.OCCURRED);
        assertThat(event.tags()).containsExactly("operator=acme", "thread=t1");
        assertThat(event.tag("thread")).contains("t1");
        assertThat(event.metadata()).containsOnly(Map.entry("door", "rest"));
        assertThat(event.payload()).isEqualTo(told);
        assertThat(ledger.ledger().ofTag("operator", "acme")).hasSize(1);
        assertThat(ledger.ledger().ofTag("operator", "other")).isEmpty();
        assertThat(ledger.ledger().lastOf("operator", "acme"))
                .hasValue(ledger.ledger().ofTag("operator", "acme").getLast().position());
        assertThat(ledger.ledger().lastOf("operator", "other")).isEmpty();
    }

    @Test
    void eachEventNamesTheOneBeforeItInItsThread() {
        ledger.record(Tale.told("a", 1), Tale.told("b", 1), Tale.told("a", 2), new Tale.Changed(Set.of("all"), 1));
        ledger.record(Tale.told("a", 3), Tale.told("b", 2));

        assertThat(ledger.ledger().read(0, 10))
                .extracting(RecordedEvent::previous)
                .containsExactly(0L, 0L, 1L, 0L, 3L, 2L);
        assertThat(ledger.ledger().ofTag("thread", "a"))
                .extracting(RecordedEvent::previous)
                .containsExactly(0L, 1L, 3L);
    }

    @Test
    void theEventsOfSeveralTagsComeByTag() {
        ledger.record(Tale.told("a", 1), Tale.told("b", 1), Tale.told("a", 2), Tale.told("c", 1));

        Map<String, List<RecordedEvent>> found = ledger.ledger().ofTags("thread", List.of("a", "c", "nobody"));

        assertThat(found).containsOnlyKeys("a", "c");
        assertThat(found.get("a")).extracting(RecordedEvent::position).containsExactly(1L, 3L);
        assertThat(found.get("c")).extracting(RecordedEvent::position).containsExactly(4L);
    }

    @Test
    void whatWasOpenedOnceIsNotOpenedAgain() {
        ledger.record(Tale.told("a", 1));
        RecordedEvent read = ledger.ledger().read(0, 1).getFirst();
        assertThat(ledger.ledger().ofTag("thread", "a").getFirst()).isSameAs(read);
    }

    @Test
    void theTestsRunOnADurableServer() {
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            assertThat(database.text("show " + setting)).as(setting).isEqualTo("on");
        }
    }

    @Test
    void bytesInTheDatabaseAreTheHashedOnes() {
        UUID id = UUID.fromString("00112233-4455-8677-8899-aabbccddeeff");
        ledger.append(AppendCondition.none(), List.of(ledger.event(id, new Tale.Ended("t1", 7))))
                .join();

        assertThat(database.text("select convert_from(payload, 'UTF8') from ledger.events"))
                .isEqualTo("{\"thread\":\"t1\",\"number\":7}");
        assertThat(database.text("select convert_from(metadata, 'UTF8') from ledger.events"))
                .isEqualTo("{\"door\":\"rest\"}");
        // The leaf by hand, so that the format can't change unnoticed.
        String leaf = "00" + "00112233445586778899aabbccddeeff" + sized("tale.Ended") + sized("1")
                + "%016x".formatted(Micros.of(TestLedger.OCCURRED)) + "00000001" + sized("thread=t1")
                + sized("{\"door\":\"rest\"}") + sized("{\"thread\":\"t1\",\"number\":7}");
        byte[] leafHash = Chain.sha256().digest(HexFormat.of().parseHex(leaf));
        assertThat(database.text("select encode(leaf_hash, 'hex') from ledger.events"))
                .isEqualTo(HexFormat.of().formatHex(leafHash));
        long recorded =
                database.number("select (extract(epoch from recorded_at) * 1000000)::bigint from ledger.events");
        byte[] chain = Chain.sha256()
                .digest(HexFormat.of()
                        .parseHex("00".repeat(32)
                                + "%016x%016x".formatted(1, recorded)
                                + HexFormat.of().formatHex(leafHash)));
        assertThat(database.text("select encode(chain, 'hex') from ledger.events"))
                .isEqualTo(HexFormat.of().formatHex(chain));
    }

    private static String sized(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return "%08x".formatted(bytes.length) + HexFormat.of().formatHex(bytes);
    }

    @Test
    void sourceYieldsMatchingEventsOnceInOrderAndTheHeadAsMarker() {
        ledger.record(Tale.told("t1", 1), Tale.told("t2", 2), new Tale.Ended("t1", 3));
        ledger.record(new Tale.Changed(Set.of("all"), 4));

        EventCriteria criteria = EventCriteria.either(
                tagged("thread", "t1"),
                tagged("operator", "acme"),
                EventCriteria.havingTags("scope", "all").andBeingOneOfTypes(new QualifiedName("tale.Changed")));
        assertThat(sourced(criteria)).containsExactly(1, 2, 3, 4);
        assertThat(sourced(EventCriteria.havingTags("thread", "t1", "operator", "acme")))
                .containsExactly(1);
        assertThat(sourced(EventCriteria.havingAnyTag().andBeingOneOfTypes(new QualifiedName("tale.Ended"))))
                .containsExactly(3);
        assertThat(sourced(EventCriteria.havingAnyTag())).containsExactly(1, 2, 3, 4);
        assertThat(sourced(tagged("thread", "none"))).isEmpty();
        assertThat(marker(tagged("thread", "none"))).isEqualTo(new GlobalIndexConsistencyMarker(4));
    }

    private List<Integer> sourced(EventCriteria criteria) {
        List<Integer> numbers = new ArrayList<>();
        MessageStream<EventMessage> stream = ledger.ledger().source(SourcingCondition.conditionFor(criteria), null);
        for (var entry = stream.next(); entry.isPresent(); entry = stream.next()) {
            if (entry.get().getResource(ConsistencyMarker.RESOURCE_KEY) == null) {
                numbers.add(number(entry.get().message().payload()));
            }
        }
        assertThat(stream.error()).isEmpty();
        return numbers;
    }

    private @Nullable ConsistencyMarker marker(EventCriteria criteria) {
        MessageStream<EventMessage> stream = ledger.ledger().source(SourcingCondition.conditionFor(criteria), null);
        ConsistencyMarker marker = null;
        for (var entry = stream.next(); entry.isPresent(); entry = stream.next()) {
            ConsistencyMarker found = entry.get().getResource(ConsistencyMarker.RESOURCE_KEY);
            marker = found == null ? marker : found;
        }
        return marker;
    }

    private static int number(@Nullable Object payload) {
        return switch ((Tale) Objects.requireNonNull(payload)) {
            case Tale.Told told -> told.number();
            case Tale.Changed changed -> changed.number();
            case Tale.Ended ended -> ended.number();
        };
    }

    @Test
    void anAppendWhoseConditionIsViolatedLeavesNothing() {
        ledger.record(Tale.told("t1", 1));

        assertThatThrownBy(() -> ledger.append(nothingAfter(0, tagged("thread", "t1")), Tale.told("t1", 2))
                        .join())
                .hasCauseInstanceOf(AppendEventsTransactionRejectedException.class);
        assertThat(ledger.append(nothingAfter(1, tagged("thread", "t1")), Tale.told("t1", 2))
                        .join())
                .isEqualTo(2);
        assertThat(database.number("select count(*) from ledger.events")).isEqualTo(2);
    }

    @Test
    void ofManyAtOnceForOneThreadExactlyOneIsFirst() {
        List<CompletableFuture<Long>> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(ledger.append(nothingAfter(0, tagged("thread", "t1")), Tale.told("t1", i)));
        }
        long accepted = all.stream()
                .map(append ->
                        append.handle((position, failure) -> failure == null).join())
                .filter(Boolean::booleanValue)
                .count();
        assertThat(accepted).isEqualTo(1);
    }

    @Test
    void aConditionOnANameThatNoEventBearsIsRefused() {
        EventCriteria unknown = EventCriteria.havingTags("thread", "t1").andBeingOneOfTypes(new QualifiedName("Tld"));
        assertThatThrownBy(() -> ledger.append(nothingAfter(0, unknown), Tale.told("t1", 1))
                        .join())
                .hasCauseInstanceOf(AppendRefused.class)
                .hasMessageContaining("Tld");
    }

    @Test
    void anIdUsedTwiceFailsAloneAndItsGroupIsRecorded() throws Exception {
        UUID used = UUID.randomUUID();
        ledger.append(AppendCondition.none(), List.of(ledger.event(used, new Tale.Ended("t", 0))))
                .join();
        CompletableFuture<Long> bad;
        List<CompletableFuture<Long>> good = new ArrayList<>();
        try (Connection blocker = database.owner().getConnection()) {
            blocker.setAutoCommit(false);
            try (Statement statement = blocker.createStatement()) {
                statement.execute(Sql.LOCK);
            }
            // All of these queue behind the lock, so they share a group.
            good.add(ledger.append(AppendCondition.none(), new Tale.Ended("t", 1)));
            for (int i = 2; i < 10; i++) {
                good.add(ledger.append(AppendCondition.none(), new Tale.Ended("t", i)));
            }
            bad = ledger.append(AppendCondition.none(), List.of(ledger.event(used, new Tale.Ended("t", 10))));
            for (int i = 11; i < 20; i++) {
                good.add(ledger.append(AppendCondition.none(), new Tale.Ended("t", i)));
            }
            blocker.rollback();
        }
        assertThatThrownBy(bad::join).hasCauseInstanceOf(AppendRefused.class);
        assertThat(good)
                .allSatisfy(append -> assertThat(append.get(30, SECONDS)).isPositive());
        assertThat(database.number("select max(position) - count(*) from ledger.events"))
                .isZero();
    }

    @Test
    void anEventTooLargeOrBadlyTaggedIsRefused() {
        Tale.Secret large = new Tale.Secret("x".repeat(17 * 1024 * 1024), null);
        assertThatThrownBy(() -> ledger.record(new Tale.Told("t", "o", new Tale.Code("X"), large, 1)))
                .hasCauseInstanceOf(AppendRefused.class);
        assertThatThrownBy(() -> ledger.record(new Tale.Ended("x".repeat(2_000), 1)))
                .hasCauseInstanceOf(AppendRefused.class);
        assertThatThrownBy(() -> ledger.record(new Tale.Ended("nul\0", 1))).hasCauseInstanceOf(AppendRefused.class);
    }

    @Test
    void recordedTimeNeverRunsBackAndTellsThePositionOfThen() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-10-01T00:00:00Z"));
        try (TestLedger other = TestLedger.on(database, Tale.TYPES, now::get)) {
            assertThat(other.ledger().positionAt(now.get())).isEmpty();
            other.record(new Tale.Ended("t", 1));
            now.set(Instant.parse("2026-09-01T00:00:00Z"));
            other.record(new Tale.Ended("t", 2));
            now.set(Instant.parse("2026-10-02T00:00:00Z"));
            other.record(new Tale.Ended("t", 3));

            assertThat(other.ledger().read(0, 10))
                    .extracting(RecordedEvent::recordedAt)
                    .containsExactly(
                            Instant.parse("2026-10-01T00:00:00Z"),
                            Instant.parse("2026-10-01T00:00:00Z"),
                            Instant.parse("2026-10-02T00:00:00Z"));
            assertThat(other.ledger().positionAt(Instant.parse("2026-09-30T23:59:59Z")))
                    .isEmpty();
            assertThat(other.ledger().positionAt(Instant.parse("2026-10-01T00:00:00Z")))
                    .contains(2L);
            assertThat(other.ledger().positionAt(Instant.parse("2026-10-01T23:59:59Z")))
                    .contains(2L);
            assertThat(other.ledger().positionAt(Instant.parse("2027-01-01T00:00:00Z")))
                    .contains(3L);
        }
    }

    @Test
    void theRuntimeRoleCanNeitherChangeNorDeleteEvents() {
        ledger.record(Tale.told("t1", 1));
        for (String forbidden : List.of(
                "update ledger.events set payload = ''",
                "delete from ledger.events",
                "truncate ledger.events",
                "update ledger.event_tag set tag = ''",
                "delete from ledger.event_tag",
                "update ledger.thread_key set wrapped = ''",
                "drop table ledger.events")) {
            assertThatThrownBy(() -> TestServer.run(ledger.pool(), forbidden))
                    .as(forbidden)
                    .rootCause()
                    .hasMessageMatching("ERROR: (permission denied|must be owner).*");
        }
    }

    @Test
    void whateverIsCutNothingAnsweredIsLostAndNothingIsDoubled() throws Exception {
        List<CompletableFuture<Long>> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            all.add(ledger.append(AppendCondition.none(), Tale.told("t" + i, i)));
            if (i % 4 == 3) {
                database.cutConnections(0.5);
            }
        }
        Set<Long> answered = new HashSet<>();
        for (CompletableFuture<Long> append : all) {
            append.handle((position, failure) -> failure == null && answered.add(position))
                    .get(30, SECONDS);
        }

        List<Long> recorded = LongStream.rangeClosed(1, database.number("select max(position) from ledger.events"))
                .boxed()
                .toList();
        assertThat(answered).isNotEmpty();
        assertThat(recorded).containsAll(answered);
        assertThat(database.number("select count(*) from ledger.events")).isEqualTo(recorded.size());
        assertThat(database.number(
                        "select count(distinct convert_from(payload, 'UTF8')::json ->> 'number') from ledger.events"))
                .isEqualTo(recorded.size());
        assertThat(new Verifier(database.owner()).verify().findings()).isEmpty();
    }

    @Test
    void anAppendCommittedWithoutAnAnswerIsFoundNotRepeated() throws Exception {
        // A commit that waits for a standby is done already: cut there, only its answer is lost.
        List<CompletableFuture<Long>> appends = new ArrayList<>();
        appends.add(ledger.append(AppendCondition.none(), new Tale.Ended("t", 1)));
        database.serverSetting("synchronous_standby_names", "'nobody'");
        try {
            while (database.commitsAwaitingAStandby() == 0) {
                // The server takes the setting up when it likes; commits before that do not wait.
                if (appends.getLast().isDone()) {
                    appends.add(ledger.append(AppendCondition.none(), new Tale.Ended("t", 2)));
                }
            }
            database.cutConnections(1);
        } finally {
            database.serverSetting("synchronous_standby_names", "default");
        }

        assertThat(appends.getLast().get(20, SECONDS)).isEqualTo(appends.size());
        assertThat(database.number("select count(*) from ledger.events")).isEqualTo(appends.size());
    }

    @Test
    void aDatabaseThatStaysAwayFailsAppendsInBoundedTime() {
        ledger.record(new Tale.Ended("t", 1));
        database.away();
        long start = System.nanoTime();
        assertThatThrownBy(() -> ledger.record(new Tale.Ended("t", 2))).hasCauseInstanceOf(LedgerUnavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));

        database.back();
        assertThat(ledger.append(AppendCondition.none(), new Tale.Ended("t", 3))
                        .completeOnTimeout(-1L, 30, SECONDS)
                        .join())
                .isPositive();
    }

    @Test
    void afterCloseAppendsAreUnavailable() {
        ledger.ledger().close();
        assertThatThrownBy(() -> ledger.record(Tale.told("t", 1))).hasCauseInstanceOf(LedgerUnavailable.class);
    }
}
