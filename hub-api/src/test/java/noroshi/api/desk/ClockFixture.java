package noroshi.api.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import noroshi.api.view.ApiProjection;
import noroshi.api.view.RecordFixture;
import noroshi.api.view.Views;
import noroshi.ledger.Projector;
import noroshi.ledger.RecordedEvent;

/** A clock that has the record say what is due, in as many processes as a test likes. */
public final class ClockFixture {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final RecordFixture record;
    private final Supplier<? extends ApiProjection> clock;

    /** @param clock one more of its kind each time, with one table that says when it has something to tell */
    public ClockFixture(RecordFixture record, Supplier<? extends ApiProjection> clock) {
        this.record = record;
        this.clock = clock;
    }

    /** A process of its own, as far as the clock can tell. */
    public Projector process() {
        var projector = new Projector(
                record.dataSource(), record.ledger(), Views.SCHEMA, clock.get(), new SimpleMeterRegistry());
        projector.start();
        return projector;
    }

    /** What the record says of this kind. */
    public List<RecordedEvent> told(Class<?> kind) {
        return record.ledger().read(0, 1_000).stream()
                .filter(event -> kind.isInstance(event.payload()))
                .toList();
    }

    /** Until the clock has nothing more to do and its table has come to the record's end. */
    public void quiet(Projector process) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        do {
            assertThat(System.nanoTime())
                    .as("still something to tell: %s", process.fault())
                    .isLessThan(end);
            assertThat(process.await(record.ledger().head(), LONG)).isTrue();
        } while (isDue() || process.position() < record.ledger().head());
    }

    private boolean isDue() {
        String table = clock.get().tables().getFirst();
        return record.database()
                        .sql("select count(*) from api.%s where told_from <= ?".formatted(table))
                        .param(record.clock().instant().atOffset(ZoneOffset.UTC))
                        .query(Long.class)
                        .single()
                > 0;
    }
}
