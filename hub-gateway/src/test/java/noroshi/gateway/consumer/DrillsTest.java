package noroshi.gateway.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import noroshi.core.Reason;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Filing;
import noroshi.core.report.Kind;
import noroshi.core.report.ThreadId;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;
import noroshi.gateway.consumer.Reading.Faulty;
import noroshi.ledger.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DrillsTest {

    private static final ThreadId DRILL = Desk.opened("drill");
    private static final ThreadId REAL = Desk.opened("real");
    private static final ThreadId FOREIGN = Desk.opened("foreign");
    private static final ThreadId UNKNOWN = Desk.opened("unknown");

    private final Map<ThreadId, RecordedEvent> ledger = Map.of(
            DRILL, opened(DRILL, Desk.OPERATOR, true),
            REAL, opened(REAL, Desk.OPERATOR, false),
            FOREIGN, opened(FOREIGN, new OperatorSlug("aoba-bank"), true));
    private final Drills drills =
            new Drills(thread -> Stream.ofNullable(ledger.get(thread)).toList());

    @Test
    void whatContinuesAThreadIsADrillAsItsThreadIsWhateverItSays() {
        assertThat(drills.test(refused(DRILL, false))).isTrue();
        assertThat(drills.test(refused(REAL, true))).isFalse();
    }

    @Test
    void withoutAThreadOfItsOwnItIsWhatItSays() {
        for (ThreadId thread : new @Nullable ThreadId[] {FOREIGN, UNKNOWN, null}) {
            assertThat(drills.test(refused(thread, true))).isTrue();
            assertThat(drills.test(refused(thread, false))).isFalse();
        }
    }

    private static Faulty refused(@Nullable ThreadId thread, boolean exercise) {
        return new Faulty(
                Desk.report("k2"),
                Desk.OPERATOR,
                thread,
                Kind.FOLLOW_UP,
                exercise,
                List.of(Desk.fault(Reason.INVALID)),
                Desk.NOW);
    }

    private static RecordedEvent opened(ThreadId thread, OperatorSlug operator, boolean exercise) {
        Filing filing = Desk.filing(exercise);
        return new RecordedEvent(
                1,
                0,
                UUID.randomUUID(),
                "noroshi.ReportSubmitted",
                "1",
                Desk.NOW,
                Desk.NOW,
                Set.of(),
                Map.of(),
                new ReportSubmitted(thread, Desk.report("k1"), operator, filing, null, "hash", Desk.NOW, Desk.NOW));
    }
}
