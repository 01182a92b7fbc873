package noroshi.gateway.consumer;

import java.util.concurrent.locks.ReentrantLock;
import noroshi.gateway.consumer.RefusedRecords.Retaken;

/**
 * 再処理. Puts through again what was parked, then what was refused: it may have waited for a thread that a parked record
 * opens.
 */
final class Replay {

    private final ParkedRecords parked;
    private final RefusedRecords refused;
    private final ReentrantLock one = new ReentrantLock();

    Replay(ParkedRecords parked, RefusedRecords refused) {
        this.parked = parked;
        this.refused = refused;
    }

    /**
     * What a replay came to; each record counts once.
     *
     * @param settled parked records that were recorded or refused, and refused ones that were recorded
     * @param stillParked records that are parked
     * @param stillRefused records that were refused before and stay so
     * @param gone records that were refused before and that their topic does not hold any more
     */
    record Replayed(int settled, int stillParked, int stillRefused, int gone) {}

    /**
     * Replays everything; in this process one at a time, while those of several processes at once do each other no harm.
     *
     * @throws InterruptedException if it is stopped; what is not settled stays parked or refused
     * @throws RuntimeException if database, broker or registry are away
     */
    Replayed run() throws InterruptedException {
        one.lockInterruptibly();
        try {
            long before = refused.head();
            ParkedRecords.Replayed unparked = parked.replay();
            Retaken retaken = refused.replay(before);
            return new Replayed(
                    unparked.settled() + retaken.recorded(), unparked.left(), retaken.left(), retaken.gone());
        } finally {
            one.unlock();
        }
    }
}
