package noroshi.api.desk.asset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import noroshi.api.desk.ClockFixture;
import noroshi.api.desk.RunningThreads;
import noroshi.api.view.AssetFolds;
import noroshi.api.view.RecordFixture;
import noroshi.core.asset.AssetEvent.AssetDeadlineApproaching;
import noroshi.core.asset.AssetEvent.AssetDeadlineMissed;
import noroshi.ledger.Projector;
import noroshi.ledger.RecordedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the demo register's designated operators use was to be notified by 2027-03-31. */
@Timeout(120)
class AssetClockTest {

    private static final Instant NEAR = Instant.parse("2027-03-25T00:00:00Z");
    private static final Instant LATE = Instant.parse("2027-05-20T00:00:00Z");
    private static final Instant DUE = Instant.parse("2027-03-31T15:00:00Z");

    private RecordFixture record;
    private ClockFixture clock;

    @BeforeEach
    void tell() throws Exception {
        record = new RecordFixture();
        clock = new ClockFixture(
                record, () -> new AssetClock(new AssetFolds(record.ledger()), record.commands(), record.clock()));
    }

    @AfterEach
    void close() {
        record.close();
    }

    @Test
    void eachDeadlineIsToldOnceByHoweverManyProcesses() throws Exception {
        try (Projector one = clock.process();
                Projector other = clock.process()) {
            clock.quiet(one);
            assertThat(clock.told(AssetDeadlineApproaching.class)).isEmpty();

            record.setClock(NEAR);
            clock.quiet(one);
            clock.quiet(other);
            int near = clock.told(AssetDeadlineApproaching.class).size();
            assertThat(near).isPositive();

            record.setClock(LATE);
            clock.quiet(one);
            clock.quiet(other);
            assertThat(clock.told(AssetDeadlineMissed.class)).hasSizeGreaterThanOrEqualTo(near);
            assertThat(clock.told(AssetDeadlineMissed.class))
                    .filteredOn(event -> event.occurredAt().equals(DUE))
                    .hasSize(near)
                    .allSatisfy(event -> assertThat(event.metadata()).containsEntry("by", RunningThreads.CLOCK));
        }
    }

    @Test
    void whatFellDueWhileNoProcessRanIsToldByTheNextAndOnce() throws Exception {
        try (Projector before = clock.process()) {
            clock.quiet(before);
        }
        record.setClock(LATE);
        try (Projector after = clock.process()) {
            clock.quiet(after);
        }
        List<RecordedEvent> missed = clock.told(AssetDeadlineMissed.class);
        try (Projector again = clock.process()) {
            clock.quiet(again);
        }

        assertThat(missed)
                .isNotEmpty()
                .anySatisfy(event -> assertThat(event.occurredAt()).isEqualTo(DUE));
        assertThat(clock.told(AssetDeadlineMissed.class)).isEqualTo(missed);
    }
}
