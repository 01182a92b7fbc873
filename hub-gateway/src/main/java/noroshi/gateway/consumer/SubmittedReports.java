package noroshi.gateway.consumer;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.core.thread.ReportThreadCommand.Submission;
import noroshi.gateway.consumer.Reading.Faulty;
import noroshi.gateway.consumer.Reading.Sound;
import noroshi.gateway.consumer.WaitingRoom.Waiting;
import noroshi.gateway.wire.Bookmark;
import noroshi.gateway.wire.BrokerUnavailable;
import noroshi.gateway.wire.IntakeFeed;
import noroshi.gateway.wire.Partition;
import noroshi.gateway.wire.Received;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * 提出の取込み. Reads the intake topics and settles every record: many at once, those of one thread in their order. Where
 * to read on is kept beside the ledger and moves only past what is settled, so whatever is killed, nothing is lost; what
 * is read twice the aggregates know already.
 */
public final class SubmittedReports implements AutoCloseable {

    /** Records of one poll. */
    static final int MOST_RECORDS = 1_000;

    /** Records taken and neither settled nor waiting for their thread: a bound on memory. */
    static final int MOST_IN_FLIGHT = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(SubmittedReports.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration BROKER_PAUSE = Duration.ofMillis(500);
    private static final Duration PARKED_REFRESH = Duration.ofSeconds(2);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final IntakeFeed feed;
    private final Offsets offsets;
    private final Parking parking;
    private final Taking taking;
    private final Standstill standstill;
    private final Standstill.Voice beginning;
    private final Standstill.Voice receiving;
    private final Standstill.Voice saving;
    private final Standstill.Voice refreshing;
    private final WaitingRoom room = new WaitingRoom();
    private final Lanes lanes;
    private final Map<Partition, Charge> charges = new TreeMap<>();
    private final Set<Partition> notBegun = new TreeSet<>();
    private final Map<Partition, Bookmark> saved = new HashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private long calledAt = System.nanoTime();
    private long refreshedAt = System.nanoTime() - PARKED_REFRESH.toNanos();
    private volatile boolean closed;
    private @Nullable Thread thread;

    SubmittedReports(
            IntakeFeed feed,
            Offsets offsets,
            Parking parking,
            Taking taking,
            Standstill standstill,
            MeterRegistry meters) {
        this.feed = feed;
        this.offsets = offsets;
        this.parking = parking;
        this.taking = taking;
        this.standstill = standstill;
        this.beginning = standstill.new Voice();
        this.receiving = standstill.new Voice();
        this.saving = standstill.new Voice();
        this.refreshing = standstill.new Voice();
        this.lanes = new Lanes(failure -> standstill.because(failure.toString()));
        Gauge.builder("intake.in.flight", inFlight, AtomicInteger::get)
                .description("Records taken from the intake topics that are being read and decided.")
                .register(meters);
        Gauge.builder("intake.waiting", room, WaitingRoom::size)
                .description("Follow-ups whose thread is not there yet.")
                .register(meters);
        Gauge.builder("intake.parked", parking, Parking::size)
                .description(
                        "Records put aside for a reason nobody foresaw, and those behind them; above 0 is an alarm.")
                .register(meters);
        Gauge.builder("intake.standing.still", standstill, still -> still.why().isPresent() ? 1 : 0)
                .description("1 while the intake waits for database, broker or registry.")
                .register(meters);
    }

    /** Starts to read; broker and database need not answer yet. */
    public synchronized void start() {
        if (thread != null) {
            throw new IllegalStateException("started already");
        }
        thread = Thread.ofPlatform().name("submitted-reports").start(this::run);
    }

    /** What the intake waits for, or empty while it goes on. */
    public Optional<String> standsStill() {
        return standstill.why();
    }

    private void run() {
        Throwable failure = null;
        while (!closed) {
            try {
                if (failure != null) {
                    startOver(failure);
                    failure = null;
                }
                round();
            } catch (InterruptedException e) {
                closed = true;
            } catch (RuntimeException | Error e) { // the loop's top: an intake that ends by it would end in silence
                LOG.error("intake: a round failed and is tried again", e);
                failure = e;
            }
        }
        charges.values().forEach(Charge::end);
        saveOffsets();
        feed.close();
    }

    /** What of the round was received, nobody knows; it is read again. */
    private void startOver(Throwable failure) throws InterruptedException {
        receiving.because(failure.toString());
        charges.values().forEach(Charge::end);
        notBegun.addAll(charges.keySet());
        charges.clear();
        saved.clear();
        room.sendAway();
        feed.halt();
        standstill.pause(BROKER_PAUSE);
    }

    private void round() throws InterruptedException {
        refreshParked();
        callWaiting();
        begin();
        feed.hold(inFlight.get() > MOST_IN_FLIGHT - MOST_RECORDS);
        List<Received> received;
        try {
            received = feed.poll(POLL, listener);
        } catch (BrokerUnavailable e) {
            receiving.because(e.toString());
            standstill.pause(BROKER_PAUSE);
            return;
        }
        for (Received record : received) {
            Charge charge = charges.get(record.partition());
            if (charge != null) {
                charge.take(record);
            }
        }
        receiving.over();
        saveOffsets();
    }

    private void refreshParked() {
        if (System.nanoTime() - refreshedAt >= PARKED_REFRESH.toNanos()) {
            try {
                parking.refresh();
                refreshing.over();
            } catch (DataAccessException | TransactionException e) {
                refreshing.because("database: " + e.getMessage());
            }
            refreshedAt = System.nanoTime();
        }
    }

    /** A thread that this process opens calls its follow-ups itself; this is for those that another opens. */
    private void callWaiting() {
        if (System.nanoTime() - calledAt >= taking.patience().longest().toNanos()) {
            room.call()
                    .forEach(lane -> lanes.enter(lane, () -> {
                        try {
                            recall(lane);
                        } finally {
                            room.answered(lane);
                        }
                    }));
            calledAt = System.nanoTime();
        }
    }

    /** Within the lane. */
    private void recall(String lane) {
        try {
            for (var first = room.first(lane); first.isPresent(); first = room.first(lane)) {
                Waiting waiting = first.get();
                Charge charge = waiting.charge();
                // whoever has the partition now reads it again
                if (!charge.ended) {
                    if (!taking.settle(waiting.record(), waiting.followUp(), waiting.mayWait())) {
                        return;
                    }
                    charge.progress.settled(waiting.record().offset());
                }
                room.leave(waiting);
            }
        } catch (InterruptedException e) {
            LOG.debug("what waits in {} is left for the next start", lane);
        }
    }

    private final IntakeFeed.Charge listener = new IntakeFeed.Charge() {

        @Override
        public void given(Set<Partition> partitions) {
            notBegun.addAll(partitions);
        }

        @Override
        public void taken(Set<Partition> partitions) {
            for (Partition partition : partitions) {
                Charge charge = charges.get(partition);
                if (charge != null) {
                    charge.end();
                }
            }
            saveOffsets();
            charges.keySet().removeAll(partitions);
            notBegun.removeAll(partitions);
            saved.keySet().removeAll(partitions);
        }
    };

    /** Nothing is read before it is known where to begin; the broker's own idea of it is never asked. */
    private void begin() throws InterruptedException {
        if (notBegun.isEmpty()) {
            beginning.over();
            return;
        }
        try {
            parking.refresh();
            Map<Partition, Bookmark> known = offsets.load(notBegun);
            var bookmarks = new TreeMap<Partition, Optional<Bookmark>>();
            notBegun.forEach(partition -> bookmarks.put(partition, Optional.ofNullable(known.get(partition))));
            Map<String, UUID> topics = feed.begin(bookmarks);
            for (Partition partition : bookmarks.keySet()) {
                charges.put(partition, new Charge(partition, requireNonNull(topics.get(partition.topic()))));
            }
            notBegun.clear();
            beginning.over();
            standstill.over();
        } catch (DataAccessException | TransactionException e) {
            beginning.because("database: " + e.getMessage());
        } catch (BrokerUnavailable e) {
            beginning.because(e.toString());
        }
    }

    private void saveOffsets() {
        var next = new HashMap<Partition, Bookmark>();
        charges.forEach((partition, charge) -> charge.progress.next().ifPresent(offset -> {
            var bookmark = new Bookmark(charge.topic, offset);
            if (!bookmark.equals(saved.get(partition))) {
                next.put(partition, bookmark);
            }
        }));
        if (next.isEmpty()) {
            saving.over();
            return;
        }
        try {
            offsets.save(next);
            saved.putAll(next);
            saving.over();
        } catch (DataAccessException | TransactionException e) {
            // only a restart would read more again
            saving.because("database: " + e.getMessage());
        }
    }

    /** One partition while it is in this process's charge. */
    final class Charge {

        private final UUID topic;
        private final Progress progress = new Progress();
        private final BlockingQueue<Received> unread = new LinkedBlockingQueue<>();
        private final Thread reader;
        private volatile boolean ended;

        private Charge(Partition partition, UUID topic) {
            this.topic = topic;
            this.reader = Thread.ofVirtual().name("read-" + partition).start(this::read);
        }

        private void take(Received record) {
            progress.taken(record.offset());
            inFlight.incrementAndGet();
            unread.add(record);
        }

        /** A value whose schema can't be had holds up its partition, not the others. */
        private void read() {
            try {
                while (true) {
                    Received record = unread.take();
                    try {
                        while (!entered(record)) {
                            standstill.pause(BROKER_PAUSE);
                        }
                    } catch (InterruptedException e) {
                        inFlight.decrementAndGet();
                        throw e;
                    }
                }
            } catch (InterruptedException e) {
                // what was not entered is read again by whoever has the partition next
                var dropped = new ArrayList<Received>();
                inFlight.addAndGet(-unread.drainTo(dropped));
            }
        }

        private boolean entered(Received record) throws InterruptedException {
            try {
                Reading reading = taking.read(record);
                lanes.enter(reading.lane(), () -> settle(record, reading));
                return true;
            } catch (RuntimeException | Error e) { // the reader's top: a partition nobody reads would stop in silence
                LOG.error("{} could not be read and is tried again", record.place(), e);
                standstill.because(e.toString());
                return false;
            }
        }

        private void settle(Received record, Reading reading) {
            try {
                if (reading instanceof Sound sound && sound.followsUp()) {
                    follow(record, sound);
                } else {
                    taking.settle(record, reading, false);
                    progress.settled(record.offset());
                    recall(reading.lane());
                }
            } catch (InterruptedException e) {
                LOG.debug("{} is left for the next start", record.place());
            } finally {
                inFlight.decrementAndGet();
            }
        }

        /** Behind those of its thread that wait, if any do. */
        private void follow(Received record, Sound followUp) throws InterruptedException {
            boolean settled = room.first(followUp.lane()).isEmpty() && taking.settle(record, followUp, true);
            if (!settled && !room.enter(waiting(record, followUp))) {
                settled = taking.settle(record, noPlace(followUp.command()), false);
            }
            if (settled) {
                progress.settled(record.offset());
            }
        }

        private Waiting waiting(Received record, Sound followUp) {
            long until = System.nanoTime() + taking.patience().forThread().toNanos();
            return new Waiting(record, followUp, until, this);
        }

        private static Faulty noPlace(Submission command) {
            Fault fault = Fault.of(
                    Reason.THREAD_UNKNOWN,
                    "threadId",
                    command.thread(),
                    "開かれた事案 (開かれるのを待てるのは%d件まで)".formatted(WaitingRoom.PLACES),
                    "an open thread, as %d follow-ups wait for theirs already".formatted(WaitingRoom.PLACES));
            return Faulty.of(command, fault);
        }

        private void end() {
            ended = true;
            reader.interrupt();
        }
    }

    /** Drops what waits, settles nothing more, and stops. */
    @Override
    public void close() {
        closed = true;
        standstill.close();
        feed.wake();
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null) {
            try {
                running.join(CLOSING);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
