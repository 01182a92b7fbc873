package noroshi.gateway.wire;

import java.util.Collection;

/** 開設済みのトピック. Which topics are there to be written to. */
public interface OpenTopics {

    /**
     * Returns once the broker has all of these. The keeper of the doors makes a topic beside those who have something for
     * it, so whoever is first waits here, and asks no broker for what is not there yet.
     *
     * @throws BrokerUnavailable if they are not made in time, or the broker does not answer
     */
    void await(Collection<String> topics) throws InterruptedException;
}
