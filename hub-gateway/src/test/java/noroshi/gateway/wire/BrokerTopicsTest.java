package noroshi.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BrokerTopicsTest {

    private static final String OLD = "deliveries.meti";
    private static final String NEW = "deliveries.prefecture-27";

    /** What the broker answers, one after the other; the last answer stays. */
    private final Deque<Set<String>> answers = new ArrayDeque<>();

    private int asked;

    private Set<String> existing() {
        asked++;
        return answers.size() > 1 ? answers.pop() : answers.element();
    }

    @Test
    void whoIsFirstWaitsUntilHisTopicIsMade() throws InterruptedException {
        answers.addAll(List.of(Set.of(OLD), Set.of(OLD), Set.of(OLD, NEW)));
        new BrokerTopics(this::existing).await(List.of(OLD, NEW));
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void whatIsThereIsAskedForOnce() throws InterruptedException {
        answers.add(Set.of(OLD, NEW));
        var topics = new BrokerTopics(this::existing);
        for (Collection<String> some : List.of(List.of(OLD, NEW), List.of(NEW), List.<String>of())) {
            topics.await(some);
        }
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void nobodyWaitsForATopicWhenTheHubStops() {
        answers.add(Set.of(OLD));
        var topics = new BrokerTopics(this::existing);
        topics.close();
        assertThatThrownBy(() -> topics.await(List.of(OLD, NEW)))
                .isInstanceOf(BrokerUnavailable.class)
                .hasMessageContaining(NEW)
                .hasMessageNotContaining(OLD);
    }

    @Test
    void aBrokerThatIsAwayIsToldAsSuch() {
        var topics = new BrokerTopics(() -> {
            throw new BrokerUnavailable("away");
        });
        assertThatThrownBy(() -> topics.await(List.of(OLD))).isInstanceOf(BrokerUnavailable.class);
    }
}
