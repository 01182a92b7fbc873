package noroshi.gateway.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LanesTest {

    @Test
    void oneLaneKeepsItsOrderWhileManyRun() throws InterruptedException {
        var lanes = new Lanes(_ -> {});
        Map<String, List<Integer>> done = new ConcurrentHashMap<>();
        var all = new CountDownLatch(50 * 40);
        for (int i = 0; i < 40; i++) {
            int step = i;
            for (int lane = 0; lane < 50; lane++) {
                String name = "lane" + lane;
                lanes.enter(name, () -> {
                    done.computeIfAbsent(name, _ -> new CopyOnWriteArrayList<>())
                            .add(step);
                    all.countDown();
                });
            }
        }
        assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        List<Integer> inOrder = IntStream.range(0, 40).boxed().toList();
        assertThat(done).hasSize(50).allSatisfy((_, steps) -> assertThat(steps).isEqualTo(inOrder));
    }

    @Test
    void aLaneThatWaitsHoldsUpNoOther() throws InterruptedException {
        var lanes = new Lanes(_ -> {});
        var gate = new CountDownLatch(1);
        var other = new CountDownLatch(1);
        var behind = new CountDownLatch(1);
        lanes.enter("stuck", () -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        lanes.enter("stuck", behind::countDown);
        lanes.enter("free", other::countDown);
        assertThat(other.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(behind.getCount()).isOne();
        gate.countDown();
        assertThat(behind.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aFailureLetsTheNextOnePass() throws InterruptedException {
        var lanes = new Lanes(_ -> {});
        var behind = new CountDownLatch(1);
        lanes.enter("lane", () -> {
            throw new IllegalStateException("as the test wants it");
        });
        lanes.enter("lane", behind::countDown);
        assertThat(behind.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anErrorIsToldAndLetsTheNextOnePass() throws InterruptedException {
        var told = new CopyOnWriteArrayList<Throwable>();
        var lanes = new Lanes(told::add);
        var behind = new CountDownLatch(1);
        var error = new OutOfMemoryError("as the test wants it");
        lanes.enter("lane", () -> {
            throw error;
        });
        lanes.enter("lane", behind::countDown);
        assertThat(behind.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(told).containsExactly(error);
    }
}
