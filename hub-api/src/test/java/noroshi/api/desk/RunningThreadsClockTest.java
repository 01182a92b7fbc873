package noroshi.api.desk;

import static noroshi.api.view.Story.Telling.about;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import noroshi.api.view.Folds;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.Story;
import noroshi.api.view.Views;
import noroshi.core.thread.ReportThreadEvent.DeadlineApproaching;
import noroshi.core.thread.ReportThreadEvent.DeadlineMissed;
import noroshi.ledger.Projector;
import noroshi.ledger.RecordedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The terminal of scenario S3: its detailed reports to MLIT and the Prime Minister are due on 2026-12-10. */
@Timeout(120)
class RunningThreadsClockTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Instant BEFORE = Instant.parse("2026-12-01T00:00:00Z");
    private static final Instant NEAR = Instant.parse("2026-12-05T00:00:00Z");
    private static final Instant LATE = Instant.parse("2026-12-20T00:00:00Z");
    private static final Instant DUE = Instant.parse("2026-12-10T15:00:00Z");

    private RecordFixture record;

    @BeforeEach
    void tell() throws Exception {
        record = new RecordFixture();
        Story.begin(record, about("isewan-terminal", "p").occurred("2026-11-10T06:20:00+09:00"));
    }

    @AfterEach
    void close() {
        record.close();
    }

    /** A process of its own, as far as the clock can tell. */
    private Projector process() {
        var clock = new RunningThreads(new Folds(record.ledger()), record.commands(), record.clock());
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
                        .sql("select count(*) from api.running_thread where told_from <= ?")
                        .param(record.clock().instant().atOffset(ZoneOffset.UTC))
                        .query(Long.class)
                        .single()
                > 0;
    }

    @Test
    void eachDeadlineIsToldOnceByHoweverManyProcesses() throws Exception {
        record.setClock(BEFORE);
        try (Projector one = process();
                Projector other = process()) {
            quiet(one);
            assertThat(told(DeadlineApproaching.class)).isEmpty();

            record.setClock(NEAR);
            quiet(one);
            quiet(other);
            assertThat(told(DeadlineApproaching.class)).hasSize(2);

            record.setClock(LATE);
            quiet(one);
            quiet(other);
            assertThat(told(DeadlineApproaching.class)).hasSize(2);
            assertThat(told(DeadlineMissed.class))
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
        try (Projector before = process()) {
            quiet(before);
            assertThat(record.rows("running_thread")).hasSize(1);
        }

        record.setClock(LATE);
        try (Projector after = process()) {
            quiet(after);
        }

        assertThat(told(DeadlineApproaching.class)).isEmpty();
        assertThat(told(DeadlineMissed.class)).hasSize(2).allSatisfy(event -> {
            assertThat(event.occurredAt()).isEqualTo(DUE);
            assertThat(event.metadata()).containsEntry("by", RunningThreads.CLOCK);
        });
    }
}
