package noroshi.gateway.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.report.Kind;
import noroshi.core.report.SubmissionCommand.RefuseSubmission;
import noroshi.gateway.consumer.ParkedRecords.Replayed;
import noroshi.gateway.wire.BrokerUnavailable;
import noroshi.gateway.wire.Partition;
import noroshi.gateway.wire.Received;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

@Timeout(60)
class TakingTest {

    private final Desk desk = new Desk();
    private final Taking taking = desk.taking(Desk.SHORT);

    private void take(Received record) throws InterruptedException {
        taking.settle(record, taking.read(record), false);
    }

    @Test
    void aSoundReportIsRecordedWithThePlaceItCameFrom() throws InterruptedException {
        take(Desk.record(17, "k1", "open"));
        assertThat(desk.ledger.reports()).containsExactly(Desk.report("k1"));
        assertThat(desk.ledger.metadata)
                .containsExactly(Map.of("topic", "intake.chubu-power", "partition", "3", "offset", "17"));
    }

    @Test
    void aRecordWithoutAKeyIsRefusedUnderAnIdOfItsOwn() throws InterruptedException {
        take(Desk.record(1, "", "open"));
        take(Desk.record(2, "", "open"));
        assertThat(reasons())
                .containsExactly(List.of(Reason.IDEMPOTENCY_KEY_MISSING), List.of(Reason.IDEMPOTENCY_KEY_MISSING));
        assertThat(desk.published.get(0).report())
                .isNotEqualTo(desk.published.get(1).report());
    }

    @Test
    void whatCannotBeReadIsRefusedAndNotTriedAgain() throws InterruptedException {
        take(Desk.record(1, "k1", "unreadable"));
        assertThat(reasons()).containsExactly(List.of(Reason.UNREADABLE));
        assertThat(desk.published.getFirst().report()).isEqualTo(Desk.report("k1"));
        assertThat(desk.published.getFirst().door()).isEqualTo("intake.chubu-power");
    }

    @Test
    void anInvalidFilingIsRefusedWithAllItsFaults() throws InterruptedException {
        take(Desk.record(1, "k1", "invalid"));
        assertThat(reasons()).containsExactly(List.of(Reason.INVALID, Reason.FORM_NOT_IN_FORCE));
        assertThat(desk.ledger.commands).hasOnlyElementsOfType(RefuseSubmission.class);
    }

    @Test
    void aBrokenRuleIsRefusedWithItsReason() throws InterruptedException {
        desk.ledger.failNext(new Refused(Desk.fault(Reason.THREAD_CLOSED)), 1);
        take(Desk.record(1, "k1", "open"));
        assertThat(reasons()).containsExactly(List.of(Reason.THREAD_CLOSED));
    }

    @Test
    void aFollowUpThatMayWaitForItsThreadIsNotSettled() throws InterruptedException {
        Received followUp = Desk.record(1, "k2", Desk.opened("k1").toString());
        assertThat(taking.settle(followUp, taking.read(followUp), true)).isFalse();
        take(Desk.record(2, "k1", "open"));
        assertThat(taking.settle(followUp, taking.read(followUp), true)).isTrue();
        assertThat(desk.ledger.reports()).containsExactly(Desk.report("k1"), Desk.report("k2"));
        assertThat(desk.published).isEmpty();
    }

    @Test
    void aFollowUpWhoseThreadNeverComesIsRefused() throws InterruptedException {
        take(Desk.record(1, "k2", Desk.opened("k1").toString()));
        assertThat(reasons()).containsExactly(List.of(Reason.THREAD_UNKNOWN));
    }

    @Test
    void aRefusalTellsOfWhichThreadAndKindItWasAndWhetherOfADrill() throws InterruptedException {
        desk.drills.add(Desk.opened("k1"));
        take(Desk.record(1, "k2", Desk.opened("k1").toString()));
        take(Desk.record(2, "k3", "invalid"));
        take(Desk.record(3, "k4", "unreadable"));
        assertThat(desk.published)
                .extracting(RefuseSubmission::thread, RefuseSubmission::kind, RefuseSubmission::exercise)
                .containsExactly(
                        tuple(Desk.opened("k1"), Kind.WITHDRAWAL, true),
                        tuple(Desk.opened("k3"), Kind.REPORT, false),
                        tuple(null, null, false));
    }

    @Test
    void nothingIsRefusedWhileDatabaseOrBrokerAreAway() throws InterruptedException {
        desk.ledger.failNext(new DataAccessResourceFailureException("database away"), 20);
        desk.ledger.failNext(new BrokerUnavailable("broker away", null), 20);
        take(Desk.record(1, "k1", "open"));
        assertThat(desk.ledger.reports()).containsExactly(Desk.report("k1"));
        assertThat(desk.published).isEmpty();
        assertThat(desk.parking.size()).isZero();
        assertThat(desk.standstill.why()).isEmpty();
    }

    @Test
    void theRegistryAwayIsWaitedFor() throws Exception {
        desk.registryAway = true;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> {
                take(Desk.record(1, "k1", "open"));
                return true;
            });
            while (desk.standstill.why().isEmpty()) {
                Thread.onSpinWait();
            }
            desk.registryAway = false;
            assertThat(waiting.get()).isTrue();
        }
        assertThat(desk.ledger.reports()).containsExactly(Desk.report("k1"));
    }

    @Test
    void closingLeavesWhatWaitsForTheNextStart() throws Exception {
        desk.ledger.failNext(new DataAccessResourceFailureException("database away"), Integer.MAX_VALUE >> 12);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> {
                take(Desk.record(1, "k1", "open"));
                return true;
            });
            while (desk.standstill.why().isEmpty()) {
                Thread.onSpinWait();
            }
            desk.standstill.close();
            assertThatThrownBy(waiting::get).hasCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void whatFailsFiveTimesForNoKnownReasonIsParkedAndItsThreadBehindIt() throws InterruptedException {
        desk.ledger.failAlways(Desk.report("k1"), new IllegalStateException("nobody foresaw this"));
        take(Desk.record(1, "k1", "open"));
        take(Desk.record(2, "k2", Desk.opened("k1").toString()));
        take(Desk.record(3, "k3", "open"));
        assertThat(desk.parking.size()).isEqualTo(2);
        assertThat(desk.parking
                        .first(Desk.OPERATOR + "/" + Desk.opened("k1"))
                        .orElseThrow()
                        .tries())
                .isEqualTo(Taking.TRIES);
        assertThat(desk.ledger.reports()).containsExactly(Desk.report("k3"));
    }

    @Test
    void whatTheDatabaseCannotDoIsParkedAndNotTakenForItsAbsence() throws InterruptedException {
        desk.ledger.failAlways(Desk.report("k1"), new DataIntegrityViolationException("invalid byte sequence: 0x00"));
        take(Desk.record(1, "k1", "open"));
        assertThat(desk.parking.size()).isOne();
        assertThat(desk.standstill.why()).isEmpty();
    }

    @Test
    void anErrorIsTriedAgainAndThenParked() throws InterruptedException {
        desk.ledger.failNext(new OutOfMemoryError("as the test wants it"), Taking.TRIES - 1);
        take(Desk.record(1, "k1", "open"));
        take(Desk.record(2, "k2", "poison"));
        assertThat(desk.ledger.reports()).containsExactly(Desk.report("k1"));
        assertThat(desk.parking.size()).isOne();
        assertThat(desk.standstill.why()).isEmpty();
    }

    @Test
    void whatFailsFourTimesIsRecorded() throws InterruptedException {
        desk.ledger.failNext(new IllegalStateException("nobody foresaw this"), Taking.TRIES - 1);
        take(Desk.record(1, "k1", "open"));
        assertThat(desk.ledger.reports()).containsExactly(Desk.report("k1"));
        assertThat(desk.parking.size()).isZero();
    }

    @Test
    void aReplayPutsParkedRecordsThroughInOrder() throws InterruptedException {
        desk.ledger.failAlways(Desk.report("k1"), new IllegalStateException("nobody foresaw this"));
        take(Desk.record(1, "k1", "open"));
        take(Desk.record(2, "k2", Desk.opened("k1").toString()));
        take(Desk.record(3, "k4", "puzzle"));
        var parked = new ParkedRecords(desk.parking, taking);
        assertThat(parked.replay()).isEqualTo(new Replayed(0, 3));
        desk.ledger.repair();
        assertThat(parked.replay()).isEqualTo(new Replayed(2, 1));
        assertThat(desk.ledger.reports()).containsExactly(Desk.report("k1"), Desk.report("k2"));
        desk.repaired = true;
        assertThat(parked.replay()).isEqualTo(new Replayed(1, 0));
    }

    @Test
    void anotherOperatorsNameInTheValueCountsForNothing() throws InterruptedException {
        Reading reading = taking.read(Desk.record(1, "k1", "open"));
        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Sound.class,
                        sound -> assertThat(sound.command().operator()).isEqualTo(Desk.OPERATOR));
    }

    @Test
    void whoNamesAnothersThreadStandsInALaneOfItsOwn() throws InterruptedException {
        String thread = Desk.opened("k1").toString();
        Received own = Desk.record(1, "k2", thread);
        Received foreign =
                new Received(new Partition("intake.aoba-bank", 0), 1, thread, own.value(), own.headers(), Desk.NOW);
        Received puzzling = new Received(
                new Partition("intake.aoba-bank", 0),
                2,
                thread,
                ByteBuffer.wrap("puzzle".getBytes(StandardCharsets.UTF_8)),
                own.headers(),
                Desk.NOW);
        assertThat(taking.read(own).lane())
                .isNotEqualTo(taking.read(foreign).lane())
                .isNotEqualTo(taking.read(puzzling).lane());
    }

    private List<List<Reason>> reasons() {
        return desk.published.stream()
                .map(refused -> refused.faults().stream().map(Fault::code).toList())
                .toList();
    }
}
