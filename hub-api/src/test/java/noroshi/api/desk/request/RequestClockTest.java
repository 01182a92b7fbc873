package noroshi.api.desk.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import noroshi.api.desk.ClockFixture;
import noroshi.api.desk.RunningThreads;
import noroshi.api.view.RecordFixture;
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

    private static final Instant AT = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant DUE = AT.plus(Duration.ofDays(1));
    private static final Instant NEAR = AT.plus(Duration.ofHours(18));

    private RecordFixture record;
    private ClockFixture clock;

    @BeforeEach
    void ask() throws Exception {
        record = new RecordFixture();
        clock = new ClockFixture(
                record, () -> new RequestClock(new RequestRecord(record.ledger()), record.commands(), record.clock()));
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
        try (Projector one = clock.process();
                Projector other = clock.process()) {
            clock.quiet(one);
            assertThat(clock.told(RequestDueApproaching.class)).isEmpty();

            record.setClock(NEAR);
            clock.quiet(one);
            clock.quiet(other);
            assertThat(clock.told(RequestDueApproaching.class)).hasSize(2);
            assertThat(clock.told(RequestOverdue.class)).isEmpty();

            record.setClock(DUE.plusSeconds(3_600));
            clock.quiet(one);
            clock.quiet(other);
            assertThat(clock.told(RequestDueApproaching.class)).hasSize(2);
            assertThat(clock.told(RequestOverdue.class))
                    .hasSize(2)
                    .allSatisfy(event -> assertThat(event.occurredAt()).isEqualTo(DUE))
                    .allSatisfy(event -> assertThat(event.metadata()).containsEntry("by", RunningThreads.CLOCK));
        }
    }

    @Test
    void whatFellDueWhileNoProcessRanIsToldByTheNextAndOnce() throws Exception {
        try (Projector before = clock.process()) {
            clock.quiet(before);
        }
        record.setClock(DUE.plusSeconds(3_600));
        try (Projector after = clock.process()) {
            clock.quiet(after);
        }
        List<RecordedEvent> overdue = clock.told(RequestOverdue.class);
        try (Projector again = clock.process()) {
            clock.quiet(again);
        }

        assertThat(overdue).hasSize(2);
        assertThat(clock.told(RequestOverdue.class)).isEqualTo(overdue);
        assertThat(clock.told(RequestDueApproaching.class)).isEmpty();
    }
}
