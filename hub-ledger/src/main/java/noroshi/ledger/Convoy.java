package noroshi.ledger;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * 足並み. Keeps those that catch up with the record within reach of each other, so that what one of them has read and
 * opened the others take from the {@link Tail}: whoever leads waits for those shortly behind. It waits for none that is
 * far behind and reads for itself, and for none that makes no headway, such as one that waits for a broker.
 */
final class Convoy {

    /** How far one may be ahead of another. */
    static final int LONGEST_LEAD = Round.BATCH;

    /** Beyond this the tail would have passed whoever is behind, once the leader has read on. */
    private static final int OUT_OF_REACH = 3 * Round.BATCH;

    /** Some rounds of a busy machine. */
    private static final Duration HEADWAY = Duration.ofSeconds(2);

    private final Set<Member> members = ConcurrentHashMap.newKeySet();
    private final Signal moved = new Signal();
    private final LongSupplier nanos;

    /** @param nanos the time that passes, as {@link System#nanoTime} tells it */
    Convoy(LongSupplier nanos) {
        this.nanos = nanos;
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /** One more, which is about to begin. */
    Member join() {
        var member = new Member();
        members.add(member);
        return member;
    }

    /** 随行者. One that reads on, event by event. */
    final class Member implements AutoCloseable {

        private volatile Place place = new Place(0, nanos.getAsLong());

        private record Place(long position, long since) {}

        /** Tells the others where it is. */
        void reached(long position) {
            if (position != place.position) {
                place = new Place(position, nanos.getAsLong());
                moved.raise();
            }
        }

        /** Whether somebody is left behind who is worth waiting for. */
        boolean leads() {
            return members.stream().anyMatch(this::waitsFor);
        }

        private boolean waitsFor(Member other) {
            Place theirs = other.place;
            long lead = place.position - theirs.position;
            return lead > LONGEST_LEAD && lead <= OUT_OF_REACH && nanos.getAsLong() - theirs.since < HEADWAY.toNanos();
        }

        /**
         * Waits for those behind. Hold no lock of the database meanwhile.
         *
         * @return whether it leads still when the time is over
         */
        boolean awaitOthers(Duration time) throws InterruptedException {
            long end = System.nanoTime() + time.toNanos();
            long seen = moved.now();
            while (leads()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return true;
                }
                moved.awaitAfter(seen, Duration.ofNanos(left));
                seen = moved.now();
            }
            return false;
        }

        /** Leaves; nobody waits for it any more. */
        @Override
        public void close() {
            members.remove(this);
            moved.raise();
        }
    }
}
