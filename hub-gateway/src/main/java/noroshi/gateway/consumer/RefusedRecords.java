package noroshi.gateway.consumer;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import noroshi.core.report.ReportId;
import noroshi.gateway.consumer.KnownRefusals.Refusal;
import noroshi.gateway.consumer.Reading.Faulty;
import noroshi.gateway.consumer.Reading.Puzzling;
import noroshi.gateway.consumer.Reading.Sound;
import noroshi.gateway.wire.IntakeArchive;
import noroshi.gateway.wire.Received;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * 不受理記録. Puts refused records through again, as far as their topics still hold them, after whatever was wrong was
 * repaired.
 */
final class RefusedRecords {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedRecords.class);

    private final KnownRefusals known;
    private final Supplier<IntakeArchive> archives;
    private final Taking taking;

    /** @param archives opens one for each replay */
    RefusedRecords(KnownRefusals known, Supplier<IntakeArchive> archives, Taking taking) {
        this.known = known;
        this.archives = archives;
        this.taking = taking;
    }

    /**
     * What a replay came to.
     *
     * @param recorded submissions that are part of their thread now
     * @param left submissions that stand refused
     * @param gone submissions that stand refused and whose record the topic does not hold any more
     */
    record Retaken(int recorded, int left, int gone) {}

    /** The position up to which a replay that begins now tells of refusals. */
    long head() throws InterruptedException {
        return known.head();
    }

    /**
     * Replays what stands refused, in the order of the refusals, which is that of a thread's records; but first what opens
     * threads, as that may have been refused for one more reason since. What is refused for the same reasons as before
     * leaves no trace. A record that fails otherwise stays refused, and what follows on its thread.
     *
     * @param told the position of the last refusal that counts in the answer
     * @throws InterruptedException if it is stopped; what is not recorded stays refused
     * @throws RuntimeException if database, broker or registry are away
     */
    Retaken replay(long told) throws InterruptedException {
        long last = known.head();
        try (IntakeArchive archive = archives.get()) {
            var round = new Round(archive, told);
            for (boolean opening : new boolean[] {true, false}) {
                List<Refusal> page = known.between(0, last, opening);
                while (!page.isEmpty()) {
                    for (Refusal refusal : page) {
                        round.put(refusal, opening);
                    }
                    page = known.between(page.getLast().position(), last, opening);
                }
            }
            return new Retaken(round.recorded, round.left, round.gone);
        }
    }

    private final class Round {

        private final IntakeArchive archive;
        private final long told;
        private final Set<String> failed = new HashSet<>();
        private int recorded;
        private int left;
        private int gone;

        private Round(IntakeArchive archive, long told) {
            this.archive = archive;
            this.told = told;
        }

        private void put(Refusal refusal, boolean opening) throws InterruptedException {
            Optional<Received> record = refusal.place().flatMap(place -> archive.at(place.partition(), place.offset()));
            Optional<Reading> reading = record.map(one -> taking.readAgain(one, refusal.receivedAt()))
                    // a topic made again has another record there
                    .filter(one -> isOf(one, refusal.report()));
            if (opens(refusal, reading) != opening) {
                return;
            }
            int counts = refusal.position() <= told ? 1 : 0;
            if (record.isEmpty() || reading.isEmpty()) {
                gone += counts;
            } else if (isRecorded(refusal, record.get(), reading.get())) {
                recorded += counts;
            } else {
                left += counts;
            }
        }

        private boolean isRecorded(Refusal refusal, Received record, Reading reading) throws InterruptedException {
            if (failed.contains(reading.lane())) {
                return false;
            }
            try {
                return taking.retake(record, reading, refusal.faults());
            } catch (RuntimeException e) { // the replay's top: the other threads are not to suffer
                Optional<RuntimeException> absent = Taking.absent(e);
                if (absent.isPresent()) {
                    throw absent.get();
                }
                LOG.warn("{} failed and stays refused, and what follows on its thread", record.place(), e);
                failed.add(reading.lane());
                return false;
            }
        }
    }

    /** What could not be read when it was refused may turn out to continue a thread. */
    private static boolean opens(Refusal refusal, Optional<Reading> reading) {
        return refusal.kind() == null
                ? reading.filter(one -> one instanceof Sound sound && sound.followsUp())
                        .isEmpty()
                : !refusal.kind().continues();
    }

    private static boolean isOf(Reading reading, ReportId report) {
        return switch (reading) {
            case Sound(var command) -> command.report().equals(report);
            case Faulty faulty -> faulty.report().equals(report);
            case Puzzling _ -> true;
        };
    }
}
