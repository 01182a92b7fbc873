package noroshi.gateway.consumer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import noroshi.gateway.wire.Received;
import org.springframework.dao.DataAccessResourceFailureException;

/** Parks in memory. */
final class InMemoryParking implements Parking {

    private final List<Parked> parked = new ArrayList<>();
    private long ids;
    private volatile boolean away;

    void away(boolean now) {
        away = now;
    }

    @Override
    public synchronized boolean holds(String lane) {
        return parked.stream().anyMatch(one -> one.lane().equals(lane));
    }

    @Override
    public synchronized int size() {
        return parked.size();
    }

    @Override
    public void refresh() {
        if (away) {
            throw new DataAccessResourceFailureException("parking away");
        }
    }

    @Override
    public synchronized void park(String lane, Received record, String error, int tries, Instant at) {
        parked.add(new Parked(++ids, lane, record, tries));
    }

    @Override
    public synchronized boolean parkBehind(String lane, Received record, Instant at) {
        boolean held = holds(lane);
        if (held) {
            park(lane, record, "behind", 0, at);
        }
        return held;
    }

    @Override
    public synchronized List<String> lanes() {
        return parked.stream().map(Parked::lane).distinct().toList();
    }

    @Override
    public synchronized Optional<Parked> first(String lane) {
        return parked.stream().filter(one -> one.lane().equals(lane)).findFirst();
    }

    @Override
    public synchronized void settled(Parked one) {
        parked.remove(one);
    }

    @Override
    public synchronized void failedAgain(Parked one, String error) {
        parked.replaceAll(
                other -> other.equals(one) ? new Parked(one.id(), one.lane(), one.record(), one.tries() + 1) : other);
    }
}
