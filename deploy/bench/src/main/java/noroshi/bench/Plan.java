package noroshi.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How much is measured.
 *
 * @param time how long each load lasts
 * @param warming how long a hub is under load before it is measured: its compilers are busy for minutes
 * @param events how many the views catch up over
 * @param threads how many the questions are asked over
 * @param kills how often the hub is killed
 * @param out where the JSON goes
 */
record Plan(Duration time, Duration warming, int events, int threads, int kills, Path out) {

    static final String SECONDS = "HUB_BENCH_SECONDS";
    static final String WARMING = "HUB_BENCH_WARMING";
    static final String EVENTS = "HUB_BENCH_EVENTS";
    static final String THREADS = "HUB_BENCH_THREADS";
    static final String KILLS = "HUB_BENCH_KILLS";
    static final String OUT = "HUB_BENCH_OUT";

    /**
     * Reads the plan; an empty variable counts as absent.
     *
     * @throws WrongUse if a value is wrong
     */
    static Plan of(Map<String, String> environment) {
        return new Plan(
                Duration.ofSeconds(number(environment, SECONDS, 5, 600)),
                Duration.ofSeconds(number(environment, WARMING, 300, 3_600)),
                number(environment, EVENTS, 20_000, 1_000_000),
                number(environment, THREADS, 20_000, 2_000_000),
                number(environment, KILLS, 200, 10_000),
                Path.of(environment.getOrDefault(OUT, "")).toAbsolutePath());
    }

    private static int number(Map<String, String> environment, String variable, int usual, int most) {
        String text = environment.getOrDefault(variable, "");
        if (text.isBlank()) {
            return usual;
        }
        if (text.matches("[0-9]{1,7}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        }
        throw new WrongUse("%s: %s (expected: a number from 1 to %d)".formatted(variable, text, most));
    }
}
