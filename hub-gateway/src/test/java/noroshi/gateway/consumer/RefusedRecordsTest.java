package noroshi.gateway.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.report.Kind;
import noroshi.core.report.ReportId;
import noroshi.core.report.SubmissionCommand.RefuseSubmission;
import noroshi.gateway.consumer.KnownRefusals.Place;
import noroshi.gateway.consumer.KnownRefusals.Refusal;
import noroshi.gateway.consumer.Reading.Faulty;
import noroshi.gateway.consumer.RefusedRecords.Retaken;
import noroshi.gateway.consumer.Replay.Replayed;
import noroshi.gateway.wire.BrokerUnavailable;
import noroshi.gateway.wire.IntakeArchive;
import noroshi.gateway.wire.Partition;
import noroshi.gateway.wire.Received;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RefusedRecordsTest {

    private final Desk desk = new Desk();
    private final Taking taking = desk.taking(Desk.SHORT);
    private final Topic topic = new Topic();
    private final RefusedRecords refused = new RefusedRecords(new Book(), () -> topic, taking);

    @Test
    void whatWasRefusedIsRecordedOnceItsReasonIsGone() throws InterruptedException {
        desk.ledger.failNext(new Refused(Desk.fault(Reason.OPERATOR_UNKNOWN)), 1);
        take(Desk.record(1, "k1", "open"));

        assertThat(replay()).isEqualTo(new Retaken(1, 0, 0));
        assertThat(desk.ledger.reports()).containsExactly(Desk.report("k1"));
        assertThat(desk.ledger.metadata.getLast()).containsEntry("offset", "1");
        assertThat(topic.closed).isTrue();
    }

    @Test
    void whatIsRefusedForTheSameReasonsAgainLeavesNoTrace() throws InterruptedException {
        take(Desk.record(1, "k1", "invalid"));
        take(Desk.record(2, "k2", "unreadable"));
        take(Desk.record(3, "", "open"));
        take(Desk.record(4, "k3", Desk.opened("k9").toString()));
        List<Object> before = List.copyOf(desk.ledger.commands);

        assertThat(replay()).isEqualTo(new Retaken(0, 4, 0));
        assertThat(replay()).isEqualTo(new Retaken(0, 4, 0));
        assertThat(desk.ledger.commands).isEqualTo(before);
        assertThat(desk.published).hasSize(4);
    }

    @Test
    void whatIsRefusedForAnotherReasonIsToldAnew() throws InterruptedException {
        desk.ledger.failNext(new Refused(Desk.fault(Reason.OPERATOR_UNKNOWN)), 1);
        take(Desk.record(1, "k1", "open"));
        desk.ledger.failNext(new Refused(Desk.fault(Reason.STAGE_NOT_ALLOWED)), 1);

        assertThat(replay()).isEqualTo(new Retaken(0, 1, 0));
        assertThat(desk.published)
                .extracting(refusal -> refusal.faults().getFirst().code())
                .containsExactly(Reason.OPERATOR_UNKNOWN, Reason.STAGE_NOT_ALLOWED);
    }

    @Test
    void whatOpensAThreadGoesFirstThoughItWasRefusedLastAndTheRestInItsOrder() throws InterruptedException {
        String thread = Desk.opened("k1").toString();
        desk.ledger.failNext(new Refused(Desk.fault(Reason.OPERATOR_UNKNOWN)), 1);
        take(Desk.record(1, "k1", "open"));
        take(Desk.record(2, "k2", thread));
        take(Desk.record(3, "k3", thread));
        take(Desk.record(4, "k4", thread));
        desk.ledger.failNext(new Refused(Desk.fault(Reason.STAGE_NOT_ALLOWED)), 1);
        assertThat(replay()).isEqualTo(new Retaken(0, 4, 0));

        assertThat(replay()).isEqualTo(new Retaken(4, 0, 0));
        assertThat(desk.ledger.reports())
                .containsExactly(Desk.report("k1"), Desk.report("k2"), Desk.report("k3"), Desk.report("k4"));
    }

    @Test
    void whatCouldNotBeReadHasItsTurnByWhatItTurnsOutToBe() throws InterruptedException {
        String thread = Desk.opened("k1").toString();
        take(Desk.record(1, "k2", "unreadable"));
        take(Desk.record(2, "k1", "unreadable"));
        topic.put(Desk.record(1, "k2", thread));
        topic.put(Desk.record(2, "k1", "open"));

        assertThat(replay()).isEqualTo(new Retaken(2, 0, 0));
        assertThat(desk.ledger.reports()).containsExactly(Desk.report("k1"), Desk.report("k2"));
    }

    @Test
    void whatTheTopicDoesNotHoldAnyMoreIsGone() throws InterruptedException {
        take(Desk.record(1, "k1", "invalid"));
        take(Desk.record(2, "k2", "invalid"));
        take(Desk.record(3, "k3", Desk.opened("k9").toString()));
        topic.records.clear();
        topic.put(Desk.record(2, "another's, of a topic made again", "open"));

        assertThat(replay()).isEqualTo(new Retaken(0, 0, 3));
        assertThat(desk.ledger.reports()).isEmpty();
    }

    @Test
    void whatFailsStaysRefusedWithWhatFollowsOnItsThreadAndTheOthersGoOn() throws InterruptedException {
        for (int i = 1; i <= 2; i++) {
            desk.ledger.failNext(new Refused(Desk.fault(Reason.OPERATOR_UNKNOWN)), 1);
            take(Desk.record(i, "k" + i, "open"));
        }
        take(Desk.record(3, "k3", Desk.opened("k1").toString()));
        desk.ledger.failAlways(Desk.report("k1"), new IllegalStateException("nobody foresaw this"));

        assertThat(replay()).isEqualTo(new Retaken(1, 2, 0));
        assertThat(desk.ledger.reports()).containsExactly(Desk.report("k2"));
        assertThat(desk.parking.size()).isZero();
        desk.ledger.repair();
        assertThat(replay()).isEqualTo(new Retaken(2, 0, 0));
        assertThat(desk.ledger.reports()).containsExactly(Desk.report("k2"), Desk.report("k1"), Desk.report("k3"));
    }

    @Test
    void whileTheBrokerIsAwayNothingIsDoneAndItIsSaid() throws InterruptedException {
        desk.ledger.failNext(new Refused(Desk.fault(Reason.OPERATOR_UNKNOWN)), 1);
        take(Desk.record(1, "k1", "open"));
        desk.ledger.failNext(new BrokerUnavailable("broker away", null), 1);

        assertThatThrownBy(this::replay).isInstanceOf(BrokerUnavailable.class);
        assertThat(topic.closed).isTrue();
        assertThat(replay()).isEqualTo(new Retaken(1, 0, 0));
    }

    @Test
    void whatWaitedForAParkedReportIsTakenBehindItAndCountsOnce() throws InterruptedException {
        take(Desk.record(1, "k1", "puzzle"));
        take(Desk.record(2, "k2", Desk.opened("k1").toString()));
        take(Desk.record(3, "k3", "invalid"));
        var replay = new Replay(new ParkedRecords(desk.parking, taking), refused);
        assertThat(replay.run()).isEqualTo(new Replayed(0, 1, 2, 0));

        desk.repaired = true;
        assertThat(replay.run()).isEqualTo(new Replayed(2, 0, 1, 0));
        assertThat(desk.ledger.reports()).containsExactly(Desk.report("k1"), Desk.report("k2"));
    }

    @Test
    void aParkedRecordThatIsRefusedIsSettledAndNotStillRefused() throws InterruptedException {
        take(Desk.record(1, "k1", "puzzle"));
        desk.repaired = true;
        desk.ledger.failNext(new Refused(Desk.fault(Reason.OPERATOR_UNKNOWN)), 1);
        topic.records.clear();
        var replay = new Replay(new ParkedRecords(desk.parking, taking), refused);

        assertThat(replay.run()).isEqualTo(new Replayed(1, 0, 0, 0));
        assertThat(replay.run()).isEqualTo(new Replayed(0, 0, 0, 1));
    }

    @Test
    void aReplayKeepsTheTimeOfReceiptThatTheRefusalTold() throws InterruptedException {
        Instant receivedAt = Desk.NOW.minus(Duration.ofDays(3));
        assertThat(((Faulty) taking.readAgain(Desk.record(1, "", "open"), receivedAt)).receivedAt())
                .isEqualTo(receivedAt);
    }

    @Test
    void aRecordReadTwiceWasReceivedAtOneTimeByWhicheverClock() {
        var nanos = new AtomicLong();
        InstantSource real = () -> Desk.NOW.plusNanos(nanos.addAndGet(1_234_567));
        for (Duration set : List.of(Duration.ZERO, Duration.ofDays(-40), Duration.ofMillis(86_400_123))) {
            var reader = new RecordReader(
                    (_, _, _) -> {
                        throw new AssertionError("nothing to read");
                    },
                    (_, _, _) -> {
                        throw new AssertionError("nothing to validate");
                    },
                    () -> real.instant().plus(set),
                    real);
            Received keyless = Desk.record(1, "", "open");
            Instant first = ((Faulty) reader.read(keyless)).receivedAt();

            assertThat(((Faulty) reader.read(keyless)).receivedAt()).isEqualTo(first);
            assertThat(first)
                    .isBetween(
                            Desk.NOW.plus(set).minusSeconds(1),
                            Desk.NOW.plus(set).plusSeconds(1));
        }
    }

    private void take(Received record) throws InterruptedException {
        topic.put(record);
        taking.settle(record, taking.read(record), false);
    }

    private Retaken replay() throws InterruptedException {
        return refused.replay(Long.MAX_VALUE);
    }

    /** Holds records until it is told to forget them. */
    private static final class Topic implements IntakeArchive {

        private final Map<Place, Received> records = new HashMap<>();
        private boolean closed;

        private void put(Received record) {
            records.put(new Place(record.partition(), record.offset()), record);
        }

        @Override
        public Optional<Received> at(Partition partition, long offset) {
            return Optional.ofNullable(records.get(new Place(partition, offset)));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Knows what the fake ledger has, two at a time. */
    private final class Book implements KnownRefusals {

        @Override
        public long head() {
            return desk.ledger.commands.size();
        }

        @Override
        public List<Refusal> between(long after, long last, boolean opening) {
            var latest = new HashMap<ReportId, Refusal>();
            for (int i = 0; i < desk.ledger.commands.size(); i++) {
                if (desk.ledger.commands.get(i) instanceof RefuseSubmission refusal) {
                    latest.put(refusal.report(), known(refusal, i));
                }
            }
            latest.keySet().removeAll(desk.ledger.reports());
            var found = new ArrayList<>(latest.values());
            found.removeIf(one -> one.position() <= after
                    || one.position() > last
                    || (one.kind() != null && (one.kind() == Kind.REPORT) != opening));
            found.sort((one, other) -> Long.compare(one.position(), other.position()));
            return found.subList(0, Math.min(2, found.size()));
        }

        private Refusal known(RefuseSubmission refusal, int index) {
            Map<String, String> metadata = desk.ledger.metadata.get(index);
            var place = new Place(
                    new Partition(
                            String.valueOf(metadata.get("topic")),
                            Integer.parseInt(String.valueOf(metadata.get("partition")))),
                    Long.parseLong(String.valueOf(metadata.get("offset"))));
            return new Refusal(
                    index + 1L,
                    refusal.report(),
                    refusal.kind(),
                    refusal.faults(),
                    refusal.receivedAt(),
                    Optional.of(place));
        }
    }
}
