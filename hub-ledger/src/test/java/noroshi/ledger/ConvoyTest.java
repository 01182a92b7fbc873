package noroshi.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConvoyTest {

    private static final Duration NOT_AT_ALL = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final AtomicLong nanos = new AtomicLong();
    private final Convoy convoy = new Convoy(nanos::get);
    private final Convoy.Member one = convoy.join();
    private final Convoy.Member other = convoy.join();

    @Test
    void whoeverLeadsWaitsForThoseShortlyBehindAndNobodyElseDoes() throws Exception {
        one.reached(Convoy.LONGEST_LEAD);
        assertThat(one.awaitOthers(NOT_AT_ALL)).as("as far as it may lead").isFalse();
        one.reached(Convoy.LONGEST_LEAD + 1);
        assertThat(one.awaitOthers(NOT_AT_ALL)).isTrue();
        assertThat(other.awaitOthers(NOT_AT_ALL)).isFalse();
        CompletableFuture<Boolean> waits = CompletableFuture.supplyAsync(() -> waits(one));
        other.reached(1);
        assertThat(waits.join()).isFalse();
    }

    @Test
    void nobodyWaitsForOneThatIsFarBehind() throws Exception {
        one.reached(3 * Convoy.LONGEST_LEAD);
        assertThat(one.awaitOthers(NOT_AT_ALL)).isTrue();
        one.reached(3 * Convoy.LONGEST_LEAD + 1);
        assertThat(one.awaitOthers(NOT_AT_ALL)).isFalse();
    }

    @Test
    void nobodyWaitsForOneThatMakesNoHeadwayUntilItDoes() throws Exception {
        other.reached(1);
        one.reached(Convoy.LONGEST_LEAD + 3);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        other.reached(1);
        assertThat(one.awaitOthers(NOT_AT_ALL)).isTrue();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(one.awaitOthers(NOT_AT_ALL)).isFalse();
        other.reached(2);
        assertThat(one.awaitOthers(NOT_AT_ALL)).isTrue();
    }

    @Test
    void nobodyWaitsForOneThatHasLeft() {
        one.reached(Convoy.LONGEST_LEAD + 1);
        CompletableFuture<Boolean> waits = CompletableFuture.supplyAsync(() -> waits(one));
        other.close();
        assertThat(waits.join()).isFalse();
        assertThat(convoy.isEmpty()).isFalse();
        one.close();
        assertThat(convoy.isEmpty()).isTrue();
    }

    private static boolean waits(Convoy.Member member) {
        try {
            return member.awaitOthers(LONG);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
