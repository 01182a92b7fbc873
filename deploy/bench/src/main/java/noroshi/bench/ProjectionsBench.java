package noroshi.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import noroshi.api.view.ApiProjection;
import noroshi.api.view.AssetFolds;
import noroshi.api.view.Folds;
import noroshi.api.view.Views;
import noroshi.api.view.obligation.ObligationProjection;
import noroshi.api.view.situation.SituationProjection;
import noroshi.api.view.thread.ThreadProjection;
import noroshi.api.view.timeline.TimelineProjection;
import noroshi.ledger.Projector;
import noroshi.ledger.Rebuild;
import noroshi.ledger.ViewTables;

/** The views: how fast each catches up with the record, and how far it is behind while reports come in. */
final class ProjectionsBench {

    private static final int IN_FLIGHT = 256;
    private static final int REPORTS_PER_SECOND = 200;
    private static final int RAW_EVENTS = 5_000;
    private static final int RAW_COMMITS = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private ProjectionsBench() {}

    static void measure(Plan plan, Consumer<Figure> found) throws Exception {
        try (var resources = new Resources()) {
            var bench = new BenchLedger(resources);
            var submissions = new Submissions();
            fill(bench, submissions, plan.events());
            Map<String, Projector> projectors = new LinkedHashMap<>();
            long head = bench.ledger().head();
            found.accept(Figure.of("events in the record", (double) head, "events"));
            var folds = new Folds(bench.ledger());
            for (ApiProjection projection : List.of(
                    new TimelineProjection(folds),
                    new ThreadProjection(folds),
                    new SituationProjection(folds),
                    new ObligationProjection(folds, new AssetFolds(bench.ledger())))) {
                var projector = resources.add(
                        new Projector(bench.viewPool(), bench.ledger(), Views.SCHEMA, projection, bench.meters()));
                projectors.put(projection.name(), projector);
                catchingUp(bench, projection, projector, head).forEach(found);
            }
            lag(bench, submissions, projectors, plan.time()).forEach(found);
        }
    }

    /** Reports and, half as many, follow-ups. */
    private static void fill(BenchLedger bench, Submissions submissions, int events) throws Exception {
        while (bench.ledger().head() < events) {
            Load.times(1_000, IN_FLIGHT, () -> bench.decide(submissions.report()));
            int threads = submissions.made();
            Load.times(500, IN_FLIGHT, () -> bench.decide(submissions.followUp(threads)));
        }
    }

    private static List<Figure> catchingUp(BenchLedger bench, ApiProjection projection, Projector projector, long head)
            throws Exception {
        long start = System.nanoTime();
        projector.start();
        await(projector, projection.name(), head);
        double live = seconds(start);
        var first = new ViewTables(Views.SCHEMA, 1);
        double raw = RawRows.seconds(
                bench.runtime().dataSource(),
                projection.tables().stream().map(first::of).toList());
        start = System.nanoTime();
        Rebuild.run(bench.viewPool(), bench.ledger(), Views.SCHEMA, projection, _ -> {});
        double rebuilt = seconds(start);
        String rawName = "its rows, 500 a commit, unnest";
        return List.of(
                Figure.of("%s, catching up".formatted(projection.name()), head / live, "events/s")
                        .against(rawName, head / raw),
                Figure.of("%s, rebuilt".formatted(projection.name()), head / rebuilt, "events/s")
                        .against(rawName, head / raw));
    }

    /** From the end of a command to the view's holding its events. */
    private static List<Figure> lag(
            BenchLedger bench, Submissions submissions, Map<String, Projector> projectors, Duration time)
            throws Exception {
        Map<String, Queue<Long>> nanos = new LinkedHashMap<>();
        projectors.keySet().forEach(view -> nanos.put(view, new ConcurrentLinkedQueue<>()));
        Load.paced(REPORTS_PER_SECOND, time, () -> {
            bench.decide(submissions.report());
            long recorded = System.nanoTime();
            long position = bench.ledger().head();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Boolean>> waiting = new ArrayList<>();
                projectors.forEach((view, projector) -> waiting.add(threads.submit(() -> {
                    await(projector, view, position);
                    return Objects.requireNonNull(nanos.get(view)).add(System.nanoTime() - recorded);
                })));
                for (Future<Boolean> view : waiting) {
                    view.get();
                }
            }
        });
        Latencies commits =
                RawEvents.read(bench.runtime().dataSource(), RAW_EVENTS).singleCommits(RAW_COMMITS);
        List<Figure> figures = new ArrayList<>();
        nanos.forEach((view, measured) -> {
            var lag = Latencies.ofNanos(measured);
            for (double percent : new double[] {50, 99}) {
                figures.add(Figure.of(
                                "%s, lag at %d reports/s, p%.0f".formatted(view, REPORTS_PER_SECOND, percent),
                                lag.millis(percent),
                                "ms")
                        .against("commit of one row", commits.millis(percent)));
            }
        });
        return figures;
    }

    private static void await(Projector projector, String view, long position) throws InterruptedException {
        if (!projector.await(position, PATIENCE)) {
            throw new IllegalStateException("view %s did not reach position %d within %s: %s"
                    .formatted(view, position, PATIENCE, projector.fault().orElse("no fault")));
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
