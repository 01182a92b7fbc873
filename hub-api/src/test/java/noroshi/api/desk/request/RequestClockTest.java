package noroshi.api.desk.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import noroshi.api.desk.RunningThreads;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.Views;
import noroshi.api.view.request.RequestRecord;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.Tlp;
import noroshi.core.request.RequestCommand.MakeRequest;
import noroshi.core.request.RequestContent;
import noroshi.core.request.RequestEvent.RequestDueApproaching;
import noroshi.core.request.RequestEvent.RequestOverdue;
import noroshi.core.request.RequestFacts;
import noroshi.core.request.RequestId;
import noroshi.ledger.Projector;
import noroshi.ledger.RecordedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two ministries are asked at midnight and are to answer within a day. */
@Timeout(120)
class RequestClockTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant DUE = AT.plus(Duration.ofDays(1));
    private static final Instant NEAR = AT.plus(Duration.ofHours(18));

    private RecordFixture record;

    @BeforeEach
    void ask() throws Exception {
        record = new RecordFixture();
        var facts = new RequestFacts(
                List.of(new AuthorityCode("MLIT"), AuthorityCode.FSA),
                List.of(),
                List.of(),
                List.of(),
                Tlp.AMBER,
                false,
                false,
                DUE);
        record.send(new MakeRequest(RequestId.of("request-1"), facts, new RequestContent("件名", "本文"), "nco:sato", AT));
    }

    @AfterEach
    void close() {
        record.close();
    }

    @Test
    void whatIsDueIsToldOnceByHoweverManyProcesses() throws Exception {
        try (Projector one = process();
                Projector other = process()) {
            quiet(one);
            assertThat(told(RequestDueApproaching.class)).isEmpty();

            record.setClock(NEAR);
            quiet(one);
            quiet(other);
            assertThat(told(RequestDueApproaching.class)).hasSize(2);
            assertThat(told(RequestOverdue.class)).isEmpty();

            record.setClock(DUE.plusSeconds(3_600));
            quiet(one);
            quiet(other);
            assertThat(told(RequestDueApproaching.class)).hasSize(2);
            assertThat(told(RequestOverdue.class))
                    .hasSize(2)
                    .allSatisfy(event -> assertThat(event.occurredAt()).isEqualTo(DUE))
                    .allSatisfy(event -> assertThat(event.metadata()).containsEntry("by", RunningThreads.CLOCK));
        }
    }

    @Test
    void whatFellDueWhileNoProcessRanIsToldByTheNextAndOnce() throws Exception {
        try (Projector before = process()) {
            quiet(before);
        }
        record.setClock(DUE.plusSeconds(3_600));
        try (Projector after = process()) {
            quiet(after);
        }
        List<RecordedEvent> overdue = told(RequestOverdue.class);
        try (Projector again = process()) {
            quiet(again);
        }

        assertThat(overdue).hasSize(2);
        assertThat(told(RequestOverdue.class)).isEqualTo(overdue);
        assertThat(told(RequestDueApproaching.class)).isEmpty();
    }

    /** A process of its own, as far as the clock can tell. */
    private Projector process() {
        var clock = new RequestClock(new RequestRecord(record.ledger()), record.commands(), record.clock());
        var projector =
                new Projector(record.dataSource(), record.ledger(), Views.SCHEMA, clock, new SimpleMeterRegistry());
        projector.start();
        return projector;
    }

    private List<RecordedEvent> told(Class<?> kind) {
        return record.ledger().read(0, 1_000).stream()
                .filter(event -> kind.isInstance(event.payload()))
                .toList();
    }

    /** Until the clock has nothing more to do and its table has come to the record's end. */
    private void quiet(Projector process) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        do {
            assertThat(System.nanoTime())
                    .as("still something to tell: %s", process.fault())
                    .isLessThan(end);
            assertThat(process.await(record.ledger().head(), LONG)).isTrue();
        } while (isDue() || process.position() < record.ledger().head());
    }

    private boolean isDue() {
        return record.database()
                        .sql("select count(*) from api.request_clock where told_from <= ?")
                        .param(record.clock().instant().atOffset(ZoneOffset.UTC))
                        .query(Long.class)
                        .single()
                > 0;
    }
}
