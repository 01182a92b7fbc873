package noroshi.ledger;

import static java.util.concurrent.TimeUnit.SECONDS;
import static noroshi.ledger.TestLedger.nothingAfter;
import static noroshi.ledger.TestLedger.tagged;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.SourcingCondition;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two ledgers on one database share nothing else: as good as two processes. */
@Timeout(120)
class TwoProcessesTest {

    private static final int EACH = 4_000;

    @Test
    void twoAppendAtOnceAndAReaderMissesNothing() throws Exception {
        TestServer.Database database = TestServer.database();
        AtomicBoolean done = new AtomicBoolean();
        List<Long> followed = new ArrayList<>();
        try (TestLedger one = TestLedger.on(database);
                TestLedger two = TestLedger.on(database)) {
            Thread reader = Thread.ofPlatform().start(() -> {
                long last = 0;
                boolean more = true;
                while (more || !done.get()) {
                    List<RecordedEvent> events = two.ledger().read(last, 500);
                    more = !events.isEmpty();
                    for (RecordedEvent event : events) {
                        last = event.position();
                        followed.add(last);
                    }
                }
            });
            AtomicInteger accepted = new AtomicInteger();
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> load(one, accepted));
            CompletableFuture<Void> second = CompletableFuture.runAsync(() -> load(two, accepted));
            first.get(60, SECONDS);
            second.get(60, SECONDS);
            done.set(true);
            reader.join();

            // Each thread's first event was tried by both, and one of them was first.
            assertThat(accepted).hasValue(EACH);
            assertThat(followed).hasSize(EACH);
            for (int i = 0; i < followed.size(); i++) {
                assertThat(followed.get(i)).isEqualTo(i + 1L);
            }
            Verifier.Result result = new Verifier(one.pool()).verify();
            assertThat(result.findings()).isEmpty();
            assertThat(result.events()).isEqualTo(EACH);
            assertThat(one.meters().get("ledger.group.size").summary().totalAmount()
                            + two.meters().get("ledger.group.size").summary().totalAmount())
                    .isEqualTo(EACH);
        }
    }

    private static void load(TestLedger ledger, AtomicInteger accepted) {
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            all.add(ledger.append(nothingAfter(0, tagged("thread", "t" + i)), Tale.told("t" + i, i))
                    .handle((position, failure) -> failure == null));
        }
        all.stream()
                .map(CompletableFuture::join)
                .filter(Boolean::booleanValue)
                .forEach(any -> accepted.incrementAndGet());
    }

    @Test
    void noStatementScansTheRecord() throws Exception {
        TestServer.Database database = TestServer.database();
        try (TestLedger first = TestLedger.on(database)) {
            first.record(Tale.told("first", 0));
        }
        // What the planner believes from now on: tables so small that scanning them is cheapest.
        database.execute("analyze ledger.events, ledger.event_tag, ledger.thread_key");
        long sampled = scanned(database);
        try (TestLedger ledger = TestLedger.on(database)) {
            List<CompletableFuture<Long>> all = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                all.add(ledger.append(AppendCondition.none(), Tale.told("t" + i, i)));
            }
            all.forEach(CompletableFuture::join);
            for (int i = 0; i < 300; i++) {
                String thread = "t" + i;
                var criteria = tagged("thread", thread)
                        .or(EventCriteria.havingTags("scope", "all")
                                .andBeingOneOfTypes(new QualifiedName("tale.Changed")));
                ledger.ledger()
                        .source(SourcingCondition.conditionFor(criteria), null)
                        .close();
                ledger.append(nothingAfter(2_001 + i, criteria), Tale.told(thread, i))
                        .join();
                ledger.ledger().read(i, 10);
                ledger.ledger().ofTag("thread", thread);
                ledger.ledger().positionAt(Instant.now());
            }
        }
        assertThat(scanned(database)).isEqualTo(sampled);
    }

    /** Rows read by sequential scans since the database was made; a session has told all it did once it is gone. */
    private static long scanned(TestServer.Database database) {
        while (database.number("""
                select count(*) from pg_stat_activity
                where usename = 'hub_runtime' and datname = current_database()
                """) > 0) {
            Thread.onSpinWait();
        }
        return database.number("""
                select coalesce(sum(seq_tup_read), 0) from pg_stat_user_tables
                where schemaname = 'ledger' and relname in ('events', 'event_tag', 'thread_key')
                """);
    }
}
