package noroshi.gateway.wire;

import java.util.Optional;

/** 受付の保管. What still lies on the intake topics, by its place. For one thread. */
public interface IntakeArchive extends AutoCloseable {

    /**
     * The record at that place, or empty if the topic does not hold it any more. A topic that was deleted and made again
     * may hold another one there.
     *
     * @throws BrokerUnavailable if the broker does not tell; try again
     */
    Optional<Received> at(Partition partition, long offset);

    @Override
    void close();
}
