package noroshi.gateway.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ProgressTest {

    @Property
    void theStoredOffsetNeverPassesAnUnsettledRecord(
            @ForAll List<@IntRange(min = 1, max = 5) Integer> steps, @ForAll Random random) {
        var progress = new Progress();
        var unsettled = new ArrayList<Long>();
        var settled = new HashSet<Long>();
        long offset = 40;
        long before = -1;
        int step = 0;
        while (step < steps.size() || !unsettled.isEmpty()) {
            if (step < steps.size() && (unsettled.isEmpty() || random.nextBoolean())) {
                offset += steps.get(step++);
                progress.taken(offset);
                unsettled.add(offset);
            } else {
                long done = unsettled.remove(random.nextInt(unsettled.size()));
                settled.add(done);
                progress.settled(done);
            }
            long next = progress.next().orElseThrow();
            assertThat(unsettled).allMatch(open -> open >= next);
            assertThat(settled.stream().filter(done -> done >= next).toList())
                    .allMatch(done -> unsettled.stream().anyMatch(open -> open < done));
            assertThat(next).isGreaterThanOrEqualTo(before);
            before = next;
        }
        assertThat(progress.next()).isEqualTo(steps.isEmpty() ? OptionalLong.empty() : OptionalLong.of(offset + 1));
    }
}
