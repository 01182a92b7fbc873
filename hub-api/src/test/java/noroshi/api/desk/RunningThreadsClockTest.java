package noroshi.api.desk;

import static noroshi.api.view.Story.Telling.about;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import noroshi.api.view.Folds;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.Story;
import noroshi.core.thread.ReportThreadEvent.DeadlineApproaching;
import noroshi.core.thread.ReportThreadEvent.DeadlineMissed;
import noroshi.ledger.Projector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The terminal of scenario S3: its detailed reports to MLIT and the Prime Minister are due on 2026-12-10. */
@Timeout(120)
class RunningThreadsClockTest {

    private static final Instant BEFORE = Instant.parse("2026-12-01T00:00:00Z");
    private static final Instant NEAR = Instant.parse("2026-12-05T00:00:00Z");
    private static final Instant LATE = Instant.parse("2026-12-20T00:00:00Z");
    private static final Instant DUE = Instant.parse("2026-12-10T15:00:00Z");

    private RecordFixture record;
    private ClockFixture clock;

    @BeforeEach
    void tell() throws Exception {
        record = new RecordFixture();
        clock = new ClockFixture(
                record, () -> new RunningThreads(new Folds(record.ledger()), record.commands(), record.clock()));
        Story.begin(record, about("isewan-terminal", "p").occurred("2026-11-10T06:20:00+09:00"));
    }

    @AfterEach
    void close() {
        record.close();
    }

    @Test
    void eachDeadlineIsToldOnceByHoweverManyProcesses() throws Exception {
        record.setClock(BEFORE);
        try (Projector one = clock.process();
                Projector other = clock.process()) {
            clock.quiet(one);
            assertThat(clock.told(DeadlineApproaching.class)).isEmpty();

            record.setClock(NEAR);
            clock.quiet(one);
            clock.quiet(other);
            assertThat(clock.told(DeadlineApproaching.class)).hasSize(2);

            record.setClock(LATE);
            clock.quiet(one);
            clock.quiet(other);
            assertThat(clock.told(DeadlineApproaching.class)).hasSize(2);
            assertThat(clock.told(DeadlineMissed.class))
                    .hasSize(2)
                    .allSatisfy(event -> assertThat(event.occurredAt()).isEqualTo(DUE));
            assertThat(record.rows("running_thread"))
                    .as("nothing more to tell")
                    .singleElement()
                    .asString()
                    .endsWith("isewan-terminal,)");
        }
    }

    @Test
    void whatFellDueWhileNoProcessRanIsToldByTheNext() throws Exception {
        record.setClock(BEFORE);
        try (Projector before = clock.process()) {
            clock.quiet(before);
            assertThat(record.rows("running_thread")).hasSize(1);
        }

        record.setClock(LATE);
        try (Projector after = clock.process()) {
            clock.quiet(after);
        }

        assertThat(clock.told(DeadlineApproaching.class)).isEmpty();
        assertThat(clock.told(DeadlineMissed.class)).hasSize(2).allSatisfy(event -> {
            assertThat(event.occurredAt()).isEqualTo(DUE);
            assertThat(event.metadata()).containsEntry("by", RunningThreads.CLOCK);
        });
    }
}
