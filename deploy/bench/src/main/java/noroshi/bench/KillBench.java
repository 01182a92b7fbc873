package noroshi.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import noroshi.standalone.Kills;
import noroshi.standalone.Kills.Kill;

/**
 * The guarantee test of kills, many times as long: a hub is killed at random points under load, and the promises are
 * held against all that it accepted, now and then and at the end.
 */
final class KillBench {

    /** After so many kills it is seen whether the promises hold, so that a broken one is known early. */
    private static final int KILLS_BETWEEN_CHECKS = 20;

    private KillBench() {}

    static void measure(Plan plan, Consumer<Figure> found) throws Exception {
        List<Kill> suffered = new ArrayList<>();
        int checks = 0;
        try (var resources = new Resources()) {
            var kills = resources.add(new Kills(resources.folder()));
            while (suffered.size() < plan.kills()) {
                suffered.add(kills.next());
                if (suffered.size() % KILLS_BETWEEN_CHECKS == 0 || suffered.size() == plan.kills()) {
                    kills.assertPromisesHeld();
                    checks++;
                }
            }
        } catch (AssertionError e) {
            throw new IllegalStateException(
                    "a promise is broken after %d kills: %s".formatted(suffered.size(), e.getMessage()), e);
        }
        var ready = Latencies.ofNanos(
                suffered.stream().map(kill -> kill.untilReady().toNanos()).toList());
        List.of(
                        Figure.of("kills", suffered.size(), "kills"),
                        Figure.of(
                                "  of them with the database",
                                (int) suffered.stream()
                                        .filter(Kill::withDatabase)
                                        .count(),
                                "kills"),
                        Figure.of(
                                "accepted",
                                suffered.stream().mapToInt(Kill::accepted).sum(),
                                "reports"),
                        Figure.of("times every promise was held against all of them", checks, "times"),
                        Figure.of("ready after a kill, p50", seconds(ready.percentile(50)), "s"),
                        Figure.of("ready after a kill, p99", seconds(ready.percentile(99)), "s"))
                .forEach(found);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
