package noroshi.gateway.consumer;

import java.util.Optional;
import noroshi.gateway.consumer.Parking.Parked;
import noroshi.gateway.intake.UnsealedContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** 保留記録. Puts parked records through again, after whatever was wrong was repaired. */
final class ParkedRecords {

    private static final Logger LOG = LoggerFactory.getLogger(ParkedRecords.class);

    private final Parking parking;
    private final Taking taking;

    ParkedRecords(Parking parking, Taking taking) {
        this.parking = parking;
        this.taking = taking;
    }

    /**
     * What a replay came to.
     *
     * @param settled records that were recorded or refused
     * @param left records that are still parked
     */
    record Replayed(int settled, int left) {}

    /**
     * Replays every thread's records in order; a thread whose record fails again stays parked, with its new reason.
     *
     * @throws InterruptedException if it is stopped; what is not settled stays parked
     */
    Replayed replay() throws InterruptedException {
        int settled = 0;
        for (String lane : parking.lanes()) {
            try {
                settled += replay(lane);
            } catch (IllegalStateException | UnsealedContent e) {
                // whoever took the key away, the other threads are not to suffer
                LOG.error("what is parked on {} can't be opened and stays parked", lane, e);
            }
        }
        parking.refresh();
        return new Replayed(settled, parking.size());
    }

    private int replay(String lane) throws InterruptedException {
        int settled = 0;
        for (Optional<Parked> next = parking.first(lane); next.isPresent(); next = parking.first(lane)) {
            Parked parked = next.get();
            try {
                taking.takeParked(parked.record());
            } catch (RuntimeException e) { // the replay's top: the other threads are not to suffer
                LOG.warn("{} failed again and stays parked", parked.record().place(), e);
                parking.failedAgain(parked, e.toString());
                return settled;
            }
            parking.settled(parked);
            settled++;
        }
        return settled;
    }

    /** How many records are parked. */
    int size() {
        return parking.size();
    }
}
