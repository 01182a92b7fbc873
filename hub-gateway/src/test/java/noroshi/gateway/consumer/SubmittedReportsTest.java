package noroshi.gateway.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.gateway.wire.Bookmark;
import noroshi.gateway.wire.IntakeFeed;
import noroshi.gateway.wire.Partition;
import noroshi.gateway.wire.Received;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;

@Timeout(60)
class SubmittedReportsTest {

    private static final UUID TOPIC = new UUID(4, 2);
    private static final long MOMENT = Duration.ofMillis(1).toNanos();

    private static final Taking.Patience PATIENT =
            new Taking.Patience(Duration.ofMinutes(1), Duration.ofMillis(1), Duration.ofMillis(20));

    private final Desk desk = new Desk();
    private final FakeFeed feed = new FakeFeed();
    private final FakeOffsets offsets = new FakeOffsets();
    private SubmittedReports reports = reports(Desk.SHORT);

    private SubmittedReports reports(Taking.Patience patience) {
        desk.meters.clear();
        return new SubmittedReports(feed, offsets, desk.parking, desk.taking(patience), desk.standstill, desk.meters);
    }

    @AfterEach
    void stop() {
        reports.close();
    }

    @Test
    void itBeginsWhereTheDatabaseSaysAndMovesPastWhatIsSettled() {
        offsets.stored.put(Desk.DOOR, at(40));
        feed.give(Desk.DOOR);
        reports.start();
        eventually(() -> Optional.of(at(40)).equals(feed.begun.get(Desk.DOOR)));
        feed.records.add(Desk.record(40, "k1", "open"));
        feed.records.add(Desk.record(41, "k2", "unreadable"));
        eventually(() -> at(42).equals(offsets.stored.get(Desk.DOOR)));
        assertThat(desk.ledger.reports()).containsExactly(Desk.report("k1"));
    }

    @Test
    void aPartitionNeverReadBeginsAtItsOldestRecord() {
        feed.give(Desk.DOOR);
        reports.start();
        eventually(() -> Optional.empty().equals(feed.begun.get(Desk.DOOR)));
    }

    @Test
    void nothingIsReadWhileItIsNotKnownWhereToBegin() {
        offsets.away = true;
        offsets.stored.put(Desk.DOOR, at(7));
        feed.give(Desk.DOOR);
        reports.start();
        eventually(() -> reports.standsStill().isPresent());
        assertThat(feed.begun).isEmpty();
        offsets.away = false;
        eventually(() -> Optional.of(at(7)).equals(feed.begun.get(Desk.DOOR)));
        eventually(() -> reports.standsStill().isEmpty());
    }

    @Test
    void aRecordThatWaitsHoldsBackTheOffsetAndNoOtherThread() {
        desk.ledger.failAlways(Desk.report("k1"), new DataAccessResourceFailureException("away"));
        feed.give(Desk.DOOR);
        reports.start();
        feed.records.add(Desk.record(1, "k1", "open"));
        feed.records.add(Desk.record(2, "k2", "open"));
        eventually(() -> desk.ledger.reports().contains(Desk.report("k2")));
        eventually(() -> at(1).equals(offsets.stored.get(Desk.DOOR)));
        desk.ledger.repair();
        eventually(() -> at(3).equals(offsets.stored.get(Desk.DOOR)));
    }

    @Test
    void whatIsTakenFromItsChargeMovesNoOffsetAnyMore() {
        desk.ledger.failAlways(Desk.report("k1"), new DataAccessResourceFailureException("away"));
        feed.give(Desk.DOOR);
        reports.start();
        feed.records.add(Desk.record(1, "k1", "open"));
        eventually(() -> at(1).equals(offsets.stored.get(Desk.DOOR)));
        feed.take(Desk.DOOR);
        eventually(() -> feed.taken.contains(Desk.DOOR));
        desk.ledger.repair();
        eventually(() -> desk.ledger.reports().contains(Desk.report("k1")));
        reports.close();
        assertThat(offsets.stored).containsEntry(Desk.DOOR, at(1));
    }

    @Test
    void aFollowUpReadBeforeItsReportFollowsIt() {
        start(PATIENT);
        feed.records.add(Desk.record(1, "k2", Desk.opened("k1").toString()));
        feed.records.add(Desk.record(2, "k3", Desk.opened("k1").toString()));
        feed.records.add(Desk.record(3, "k1", "open"));
        eventually(() -> at(4).equals(offsets.stored.get(Desk.DOOR)));
        assertThat(desk.ledger.reports()).containsExactly(Desk.report("k1"), Desk.report("k2"), Desk.report("k3"));
    }

    @Test
    void aThreadThatAnotherProcessOpensIsNoticed() {
        start(PATIENT);
        feed.records.add(Desk.record(1, "k2", Desk.opened("k1").toString()));
        eventually(() -> inRoom() == 1);
        desk.ledger.open(Desk.opened("k1"));
        eventually(() -> desk.ledger.reports().contains(Desk.report("k2")));
        eventually(() -> inRoom() == 0);
    }

    @Test
    void aFollowUpWhoseThreadNeverComesIsRefusedInTheEnd() {
        start(Desk.SHORT);
        feed.records.add(Desk.record(1, "k2", Desk.opened("k1").toString()));
        eventually(() -> at(2).equals(offsets.stored.get(Desk.DOOR)));
        assertThat(desk.published)
                .singleElement()
                .satisfies(refused ->
                        assertThat(refused.faults()).extracting(Fault::code).containsExactly(Reason.THREAD_UNKNOWN));
    }

    @Test
    void followUpsToThreadsThatNeverComeStopNobody() {
        start(PATIENT);
        int many = 2 * SubmittedReports.MOST_IN_FLIGHT;
        String one = Desk.opened("never").toString();
        for (int i = 0; i < many; i++) {
            feed.records.add(Desk.record(
                    i, "f" + i, i % 2 == 0 ? one : Desk.opened("never" + i).toString()));
        }
        feed.records.add(Desk.record(many, "k1", "open"));
        eventually(() -> desk.ledger.reports().contains(Desk.report("k1")));
        eventually(() -> desk.published.size() == many - WaitingRoom.PLACES);
        assertThat(inRoom()).isEqualTo(WaitingRoom.PLACES);
        eventually(() -> gauge("intake.in.flight") == 0);
        eventually(() -> !feed.held);
    }

    @Test
    void aDatabaseThatComesBackIsToldOfWithoutAnyRecord() {
        start(Desk.SHORT);
        desk.parking.away(true);
        eventually(() -> reports.standsStill().isPresent());
        desk.parking.away(false);
        eventually(() -> reports.standsStill().isEmpty());
    }

    @Test
    void offsetsThatCouldNotBeSavedAreToldOfUntilTheyAre() {
        start(Desk.SHORT);
        eventually(() -> feed.begun.containsKey(Desk.DOOR));
        offsets.away = true;
        feed.records.add(Desk.record(1, "k1", "open"));
        eventually(() -> desk.ledger.reports().contains(Desk.report("k1")));
        eventually(() -> reports.standsStill().isPresent());
        offsets.away = false;
        eventually(() -> reports.standsStill().isEmpty());
    }

    @Test
    void anErrorWhileReceivingReadsAgainFromWhatIsSettled() {
        start(Desk.SHORT);
        feed.records.add(Desk.record(1, "k1", "open"));
        eventually(() -> at(2).equals(offsets.stored.get(Desk.DOOR)));
        feed.error = new OutOfMemoryError("as the test wants it");
        eventually(() -> Optional.of(at(2)).equals(feed.begun.get(Desk.DOOR)));
        eventually(() -> reports.standsStill().isEmpty());
        feed.records.add(Desk.record(2, "k2", "open"));
        eventually(() -> at(3).equals(offsets.stored.get(Desk.DOOR)));
    }

    @Test
    void anErrorOfOneRecordStopsNoOther() {
        start(Desk.SHORT);
        feed.records.add(Desk.record(1, "k1", "poison"));
        feed.records.add(Desk.record(2, "k2", "open"));
        eventually(() -> at(3).equals(offsets.stored.get(Desk.DOOR)));
        assertThat(desk.ledger.reports()).containsExactly(Desk.report("k2"));
        assertThat(desk.parking.size()).isOne();
    }

    private void start(Taking.Patience patience) {
        reports = reports(patience);
        feed.give(Desk.DOOR);
        reports.start();
    }

    private static Bookmark at(long next) {
        return new Bookmark(TOPIC, next);
    }

    private double gauge(String name) {
        return desk.meters.get(name).gauge().value();
    }

    private int inRoom() {
        return (int) gauge("intake.waiting");
    }

    /** Looks now and then, so that those whom it waits for get on where there are few processors. */
    private static void eventually(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(50).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(MOMENT);
        }
    }

    /** Gives and takes partitions as it is told. */
    private static final class FakeFeed implements IntakeFeed {

        private final BlockingQueue<Received> records = new LinkedBlockingQueue<>();
        private final BlockingQueue<Partition> toGive = new LinkedBlockingQueue<>();
        private final BlockingQueue<Partition> toTake = new LinkedBlockingQueue<>();
        private final Map<Partition, Optional<Bookmark>> begun = new ConcurrentHashMap<>();
        private volatile @Nullable Error error;
        private volatile boolean held;
        private final Set<Partition> taken = ConcurrentHashMap.newKeySet();

        void give(Partition partition) {
            toGive.add(partition);
        }

        void take(Partition partition) {
            toTake.add(partition);
        }

        @Override
        public List<Received> poll(Duration time, Charge charge) {
            var given = new ArrayList<Partition>();
            toGive.drainTo(given);
            if (!given.isEmpty()) {
                charge.given(Set.copyOf(given));
            }
            var gone = new ArrayList<Partition>();
            toTake.drainTo(gone);
            if (!gone.isEmpty()) {
                charge.taken(Set.copyOf(gone));
                taken.addAll(gone);
            }
            Error failing = error;
            if (failing != null) {
                error = null;
                throw failing;
            }
            if (held || begun.isEmpty()) {
                LockSupport.parkNanos(MOMENT);
                return List.of();
            }
            var received = new ArrayList<Received>();
            try {
                Received first = records.poll(5, TimeUnit.MILLISECONDS);
                if (first != null) {
                    received.add(first);
                    records.drainTo(received, SubmittedReports.MOST_RECORDS - 1);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return received;
        }

        @Override
        public Map<String, UUID> begin(Map<Partition, Optional<Bookmark>> bookmarks) {
            begun.putAll(bookmarks);
            return Map.of(Desk.DOOR.topic(), TOPIC);
        }

        @Override
        public void halt() {
            begun.clear();
        }

        @Override
        public void hold(boolean now) {
            held = now;
        }

        @Override
        public void wake() {}

        @Override
        public void close() {}
    }

    /** Keeps offsets in memory, unless it is away. */
    private static final class FakeOffsets implements Offsets {

        private final Map<Partition, Bookmark> stored = new ConcurrentHashMap<>();
        private volatile boolean away;

        @Override
        public Map<Partition, Bookmark> load(Set<Partition> partitions) {
            if (away) {
                throw new DataAccessResourceFailureException("away");
            }
            var known = new HashMap<>(stored);
            known.keySet().retainAll(partitions);
            return known;
        }

        @Override
        public void save(Map<Partition, Bookmark> bookmarks) {
            if (away) {
                throw new DataAccessResourceFailureException("away");
            }
            bookmarks.forEach((partition, bookmark) ->
                    stored.merge(partition, bookmark, (before, now) -> now.next() > before.next() ? now : before));
        }
    }
}
