package noroshi.gateway.consumer;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import noroshi.gateway.wire.Received;
import org.springframework.dao.DataAccessException;

/**
 * 保留. Records that failed for a reason nobody foresaw, and those of their threads that came behind them, in order.
 * Every method may throw {@link DataAccessException} if the database is away, but for {@link #holds} and {@link #size}.
 */
interface Parking {

    /**
     * A record put aside.
     *
     * @param lane what keeps its order, as {@link Reading#lane} has it
     */
    record Parked(long id, String lane, Received record, int tries) {}

    /** Whether anything of the lane is parked, as far as this process knows. */
    boolean holds(String lane);

    /** How many records are parked, as far as this process knows. */
    int size();

    /** Looks up what other processes have parked and replayed. */
    void refresh();

    void park(String lane, Received record, String error, int tries, Instant at);

    /**
     * Parks a record behind those of its lane.
     *
     * @return false if nothing of the lane is parked any more; the record is then to be taken
     */
    boolean parkBehind(String lane, Received record, Instant at);

    /** The lanes with something parked, the longest waiting first. */
    List<String> lanes();

    /** The first of a lane. */
    Optional<Parked> first(String lane);

    void settled(Parked parked);

    void failedAgain(Parked parked, String error);
}
