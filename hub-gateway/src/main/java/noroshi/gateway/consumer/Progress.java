package noroshi.gateway.consumer;

import java.util.OptionalLong;
import java.util.TreeSet;

/** How far one partition is done, whatever the order in which its records are settled. */
final class Progress {

    private final TreeSet<Long> unsettled = new TreeSet<>();
    private OptionalLong afterLast = OptionalLong.empty();

    /** A record came; offsets come in rising order, with gaps where the broker has markers. */
    synchronized void taken(long offset) {
        unsettled.add(offset);
        afterLast = OptionalLong.of(offset + 1);
    }

    synchronized void settled(long offset) {
        unsettled.remove(offset);
    }

    /** Where to read on after a restart: never past a record that is not settled. Empty before the first one came. */
    synchronized OptionalLong next() {
        return unsettled.isEmpty() ? afterLast : OptionalLong.of(unsettled.first());
    }
}
