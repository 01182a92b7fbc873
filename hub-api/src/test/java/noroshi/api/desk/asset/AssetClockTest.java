package noroshi.api.desk.asset;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import noroshi.api.desk.RunningThreads;
import noroshi.api.view.AssetFolds;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.Views;
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

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Instant NEAR = Instant.parse("2027-03-25T00:00:00Z");
    private static final Instant LATE = Instant.parse("2027-05-20T00:00:00Z");
    private static final Instant DUE = Instant.parse("2027-03-31T15:00:00Z");

    private RecordFixture record;

    @BeforeEach
    void tell() throws Exception {
        record = new RecordFixture();
    }

    @AfterEach
    void close() {
        record.close();
    }

    @Test
    void eachDeadlineIsToldOnceByHoweverManyProcesses() throws Exception {
        try (Projector one = process();
                Projector other = process()) {
            quiet(one);
            assertThat(told(AssetDeadlineApproaching.class)).isEmpty();

            record.setClock(NEAR);
            quiet(one);
            quiet(other);
            int near = told(AssetDeadlineApproaching.class).size();
            assertThat(near).isPositive();

            record.setClock(LATE);
            quiet(one);
            quiet(other);
            assertThat(told(AssetDeadlineMissed.class)).hasSizeGreaterThanOrEqualTo(near);
            assertThat(told(AssetDeadlineMissed.class))
                    .filteredOn(event -> event.occurredAt().equals(DUE))
                    .hasSize(near)
                    .allSatisfy(event -> assertThat(event.metadata()).containsEntry("by", RunningThreads.CLOCK));
        }
    }

    @Test
    void whatFellDueWhileNoProcessRanIsToldByTheNextAndOnce() throws Exception {
        try (Projector before = process()) {
            quiet(before);
        }
        record.setClock(LATE);
        try (Projector after = process()) {
            quiet(after);
        }
        List<RecordedEvent> missed = told(AssetDeadlineMissed.class);
        try (Projector again = process()) {
            quiet(again);
        }

        assertThat(missed)
                .isNotEmpty()
                .anySatisfy(event -> assertThat(event.occurredAt()).isEqualTo(DUE));
        assertThat(told(AssetDeadlineMissed.class)).isEqualTo(missed);
    }

    /** A process of its own, as far as the clock can tell. */
    private Projector process() {
        var clock = new AssetClock(new AssetFolds(record.ledger()), record.commands(), record.clock());
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
                        .sql("select count(*) from api.asset_clock where told_from <= ?")
                        .param(record.clock().instant().atOffset(ZoneOffset.UTC))
                        .query(Long.class)
                        .single()
                > 0;
    }
}
