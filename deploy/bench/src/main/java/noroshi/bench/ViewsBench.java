package noroshi.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.sql.DataSource;
import noroshi.api.view.ApiProjection;
import noroshi.api.view.AssetFolds;
import noroshi.api.view.Folds;
import noroshi.api.view.Views;
import noroshi.api.view.campaign.CampaignProjection;
import noroshi.api.view.candidate.CandidateProjection;
import noroshi.api.view.obligation.ObligationProjection;
import noroshi.api.view.situation.SituationProjection;
import noroshi.api.view.thread.ThreadProjection;
import noroshi.api.view.timeline.TimelineProjection;
import noroshi.core.register.OperatorCommand.RegisterOperator;

/**
 * The views at size: what two years leave behind is filed through the ledger, by a clock that goes through them in
 * minutes; the views catch up; then they are asked what officers ask.
 */
final class ViewsBench {

    private static final Instant PRESENT = Instant.parse("2026-11-20T00:00:00Z");
    private static final int IN_FLIGHT = 64;
    private static final Duration PATIENCE = Duration.ofHours(6);

    /** Every second thread is continued, two weeks later. */
    private static final int CONTINUED = 2;

    private static final int PARTS = 10;
    private static final int WEEKS_OF_TWO_YEARS = 104;
    private static final int WEEKS_LATER = 2;

    private ViewsBench() {}

    static void measure(Plan plan, Consumer<Figure> found) throws Exception {
        try (var resources = new Resources()) {
            int threads = plan.threads();
            var incidents = new Incidents(threads, PRESENT);
            var clock = new AtomicReference<>(incidents.filedAt(0));
            InstantSource past = clock::get;
            var bench = new BenchLedger(resources, past);
            long start = System.nanoTime();
            Part[] parts = load(bench, incidents, threads, clock);
            double loading = seconds(start);
            long head = bench.ledger().head();
            found.accept(Figure.of("threads", threads, "threads"));
            found.accept(Figure.of("events in the record", (double) head, "events"));
            found.accept(Figure.of("filing them", loading, "s"));
            found.accept(Figure.of("filing them, a second", head / loading, "events/s"));
            // the first part also warms up what runs it
            found.accept(Figure.of("  the last tenth of them", parts[PARTS].since(parts[PARTS - 1]), "events/s")
                    .against("the second tenth", parts[2].since(parts[1])));
            caughtUp(resources, bench, head).forEach(found);
            new Questions(bench, incidents, threads, PRESENT, found).ask();
        }
    }

    /** How far the record had come when a part of the load was begun. */
    private record Part(long nanos, long head) {

        double since(Part earlier) {
            return (head - earlier.head) / ((nanos - earlier.nanos) / 1e9);
        }
    }

    /** @return when each part was begun, and when the last had ended */
    private static Part[] load(BenchLedger bench, Incidents incidents, int threads, AtomicReference<Instant> clock)
            throws Exception {
        for (var operator : incidents.operators()) {
            bench.decide(new RegisterOperator(operator, "bench", clock.get()));
        }
        int later = threads * WEEKS_LATER / WEEKS_OF_TWO_YEARS;
        var next = new AtomicInteger();
        var parts = new Part[PARTS + 1];
        Load.times(threads, IN_FLIGHT, () -> {
            int number = next.getAndIncrement();
            int part = part(number, threads);
            if (number == 0 || part > part(number - 1, threads)) {
                parts[part] = new Part(System.nanoTime(), bench.ledger().head());
            }
            Instant at = incidents.filedAt(number);
            clock.accumulateAndGet(at, (known, now) -> known.isBefore(now) ? now : known);
            bench.decide(incidents.report(number));
            bench.decide(incidents.delivered(number, at));
            bench.decide(incidents.acknowledged(number, at));
            int earlier = number - later;
            if (earlier >= 0 && earlier % CONTINUED == 0) {
                bench.decide(incidents.followUp(earlier, at));
            }
        });
        clock.set(PRESENT);
        for (var campaign : incidents.campaigns(PRESENT)) {
            bench.decide(campaign);
        }
        parts[PARTS] = new Part(System.nanoTime(), bench.ledger().head());
        return parts;
    }

    private static int part(int number, int threads) {
        return (int) ((long) number * PARTS / threads);
    }

    /** All at once, as in a hub; then the database has counted its tables, as it does by itself within minutes. */
    private static List<Figure> caughtUp(Resources resources, BenchLedger bench, long head) throws Exception {
        var folds = new Folds(bench.ledger());
        List<ApiProjection> projections = List.of(
                new TimelineProjection(folds),
                new ThreadProjection(folds),
                new SituationProjection(folds),
                new ObligationProjection(folds, new AssetFolds(bench.ledger())),
                new CampaignProjection(bench.ledger()),
                new CandidateProjection());
        var views = new Views(bench.viewPool(), bench.ledger(), bench.meters(), projections);
        long start = System.nanoTime();
        views.start();
        resources.add(views::stop);
        for (ApiProjection projection : projections) {
            if (!views.await(projection.name(), head, PATIENCE)) {
                throw new IllegalStateException("view %s did not reach position %d within %s: %s"
                        .formatted(projection.name(), head, PATIENCE, views.faults()));
            }
        }
        double catchingUp = seconds(start);
        start = System.nanoTime();
        execute(bench.runtime().dataSource(), "vacuum analyze");
        return List.of(
                Figure.of("six views, catching up", catchingUp, "s"),
                Figure.of("six views, catching up, a second", head / catchingUp, "events/s"),
                Figure.of("vacuum and analyze", seconds(start), "s"));
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
