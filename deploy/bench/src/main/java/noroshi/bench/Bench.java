package noroshi.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * {@code ./hub bench [NAME]}. Runs one benchmark, or all that measure speed. Exit codes: 0 done, 1 failed or something was lost, 2 wrong
 * use.
 */
public final class Bench {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    /** Measures nothing but endurance, and takes an hour: run where it is named only. */
    private static final String KILL = "kill";

    private static final Map<String, Benchmark> BENCHMARKS = benchmarks();

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    Bench(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** A thing that can be measured. */
    interface Benchmark {
        /** Measures, and tells {@code found} each figure as soon as it is known. */
        void measure(Plan plan, Consumer<Figure> found) throws Exception;
    }

    private static Map<String, Benchmark> benchmarks() {
        var benchmarks = new LinkedHashMap<String, Benchmark>();
        benchmarks.put("ledger", LedgerBench::measure);
        benchmarks.put("projections", ProjectionsBench::measure);
        benchmarks.put("views", ViewsBench::measure);
        benchmarks.put("way", WayBench::measure);
        benchmarks.put("stream", StreamBench::measure);
        benchmarks.put("start", StartBench::measure);
        benchmarks.put(KILL, KillBench::measure);
        return benchmarks;
    }

    public static void main(String[] arguments) {
        System.exit(new Bench(System.getenv(), System.out, System.err).run(Arrays.asList(arguments)));
    }

    int run(List<String> arguments) {
        try {
            Plan plan = Plan.of(environment);
            for (String name : names(arguments)) {
                run(name, plan);
            }
            return DONE;
        } catch (WrongUse e) {
            err.println("hub: " + e.getMessage());
            return WRONG_USE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } catch (Exception e) { // the top of the process
            err.print("hub: bench failed: ");
            e.printStackTrace(err);
            return FAILED;
        }
    }

    private static List<String> names(List<String> arguments) {
        if (arguments.isEmpty()) {
            return BENCHMARKS.keySet().stream()
                    .filter(name -> !name.equals(KILL))
                    .toList();
        }
        if (arguments.size() > 1 || !BENCHMARKS.containsKey(arguments.getFirst())) {
            throw new WrongUse("bench %s: unknown (expected: %s, or nothing for all but kill)"
                    .formatted(String.join(" ", arguments), String.join(", ", BENCHMARKS.keySet())));
        }
        return arguments;
    }

    private void run(String name, Plan plan) throws Exception {
        Benchmark benchmark = BENCHMARKS.get(name);
        if (benchmark == null) {
            throw new WrongUse("bench %s: unknown".formatted(name));
        }
        Machine machine = Machine.here();
        var figures = new ArrayList<Figure>();
        try {
            benchmark.measure(plan, figure -> {
                figures.add(figure);
                err.println("%s: %s".formatted(name, figure.text()));
            });
        } finally {
            // of a run of hours that fails, what it has found is kept
            if (!figures.isEmpty()) {
                var report = new Report(name, machine, figures);
                out.println(report.table());
                write(report, plan);
            }
        }
    }

    private static void write(Report report, Plan plan) throws IOException {
        Files.createDirectories(plan.out());
        Files.writeString(plan.out().resolve("bench-%s.json".formatted(report.benchmark())), report.json());
    }
}
