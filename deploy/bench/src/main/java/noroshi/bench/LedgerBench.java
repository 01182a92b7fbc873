package noroshi.bench;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Commands through Axon to the record, against the same rows inserted bare. */
final class LedgerBench {

    private static final int MOST_IN_FLIGHT = 256;
    private static final int[] IN_FLIGHT = {1, 16, MOST_IN_FLIGHT};
    private static final int WARMING_IN_FLIGHT = 16;
    private static final int RAW_EVENTS = 30_000;
    private static final int RAW_COMMITS = 1_000;

    private LedgerBench() {}

    /**
     * Commands of one kind under one load.
     *
     * @param groupSize events a commit, on average
     * @param groupMillis from the lock to the end of the commit, on average
     */
    private record Case(
            String kind, int inFlight, Load.Run run, double eventsEach, double groupSize, double groupMillis) {

        private String name() {
            return "%s, %d in flight".formatted(kind, inFlight);
        }
    }

    static void measure(Plan plan, Consumer<Figure> found) throws Exception {
        try (var resources = new Resources()) {
            var bench = new BenchLedger(resources);
            var submissions = new Submissions();
            // Before the compiler has seen the code, its speed says nothing.
            warm(bench, submissions, plan.time());
            List<Case> cases = new ArrayList<>();
            for (int inFlight : IN_FLIGHT) {
                cases.add(run("creates", bench, plan.time(), inFlight, () -> bench.decide(submissions.report())));
                int threads = submissions.made();
                cases.add(run(
                        "updates", bench, plan.time(), inFlight, () -> bench.decide(submissions.followUp(threads))));
            }
            var raw = RawEvents.read(bench.runtime().dataSource(), RAW_EVENTS);
            double rawEvents = raw.perSecond();
            Latencies commits = raw.singleCommits(RAW_COMMITS);
            figures(cases, rawEvents, commits).forEach(found);
        }
    }

    /** Reports recorded a second at 256 in flight, for a benchmark that has its own figures. */
    static double createsPerSecond(Plan plan) throws Exception {
        try (var resources = new Resources()) {
            var bench = new BenchLedger(resources);
            var submissions = new Submissions();
            warm(bench, submissions, plan.time());
            return Load.during(plan.time(), MOST_IN_FLIGHT, () -> bench.decide(submissions.report()))
                    .perSecond();
        }
    }

    private static void warm(BenchLedger bench, Submissions submissions, Duration time) throws Exception {
        // Cold code under the full load starves of connections, which is another finding than its speed.
        Load.during(time.multipliedBy(2), WARMING_IN_FLIGHT, () -> bench.decide(submissions.report()));
        int threads = submissions.made();
        Load.during(time, WARMING_IN_FLIGHT, () -> bench.decide(submissions.followUp(threads)));
    }

    private static Case run(String kind, BenchLedger bench, Duration time, int inFlight, Load.Step step)
            throws Exception {
        DistributionSummary groups = bench.meters().get("ledger.group.size").summary();
        Timer commits = bench.meters().get("ledger.group.time").timer();
        long groupsBefore = groups.count();
        double eventsBefore = groups.totalAmount();
        long commitsBefore = commits.count();
        double timeBefore = commits.totalTime(TimeUnit.MILLISECONDS);
        Load.Run run = Load.during(time, inFlight, step);
        double events = groups.totalAmount() - eventsBefore;
        return new Case(
                kind,
                inFlight,
                run,
                events / run.latencies().count(),
                events / (groups.count() - groupsBefore),
                (commits.totalTime(TimeUnit.MILLISECONDS) - timeBefore) / (commits.count() - commitsBefore));
    }

    private static List<Figure> figures(List<Case> cases, double rawEvents, Latencies commits) {
        List<Figure> figures = new ArrayList<>();
        for (Case one : cases) {
            double perSecond = one.run().perSecond();
            figures.add(Figure.of(one.name(), perSecond, "commands/s")
                    .against("as many events, 500 a commit", rawEvents / one.eventsEach()));
            figures.add(Figure.of("  in events", perSecond * one.eventsEach(), "events/s")
                    .against("500 a commit, unnest", rawEvents));
            figures.add(Figure.of("  events a commit", one.groupSize(), "events"));
            figures.add(Figure.of("  lock to end of commit, mean", one.groupMillis(), "ms"));
            for (double percent : new double[] {50, 99}) {
                var latency = Figure.of(
                        "  p%.0f".formatted(percent), one.run().latencies().millis(percent), "ms");
                figures.add(
                        one.inFlight() == 1 ? latency.against("commit of one row", commits.millis(percent)) : latency);
            }
        }
        Case single = cases.getFirst();
        figures.add(Figure.of(
                "single create p50 over a bare commit",
                single.run().latencies().millis(50) - commits.millis(50),
                "ms"));
        return figures;
    }
}
