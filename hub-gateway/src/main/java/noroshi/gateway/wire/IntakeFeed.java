package noroshi.gateway.wire;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * 受付の流れ. The records of {@code reports.submitted} and of all operators' doors, as far as this process has them in
 * charge. For one thread, but for {@link #wake()}.
 */
public interface IntakeFeed extends AutoCloseable {

    /** Who is told, within {@link #poll}, what this process has in charge. */
    interface Charge {

        /** These came in charge; nothing comes of them until they are begun. */
        void given(Set<Partition> partitions);

        /** These are no longer in charge, and another process may read them at once. */
        void taken(Set<Partition> partitions);
    }

    /**
     * The next records, in order within a partition; none if the time is over first.
     *
     * @throws BrokerUnavailable if the broker refuses to talk; try again
     */
    List<Received> poll(Duration time, Charge charge);

    /**
     * Reads each partition on from its bookmark. One without a bookmark, or whose bookmark is another incarnation's or lies
     * outside what the log holds, is read from its oldest record.
     *
     * @param bookmarks of partitions that were {@linkplain Charge#given given}
     * @return the incarnation of each topic, for the bookmarks to come
     * @throws BrokerUnavailable if the broker can't tell; nothing is begun then
     */
    Map<String, UUID> begin(Map<Partition, Optional<Bookmark>> bookmarks);

    /** Nothing comes of any partition until it is begun again. */
    void halt();

    /** Whether records come at all; while they don't, this process keeps its charge. */
    void hold(boolean held);

    /** Ends a poll at once; from any thread. */
    void wake();

    @Override
    void close();
}
