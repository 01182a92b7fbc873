package noroshi.api.view;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import noroshi.ledger.Ledger;
import noroshi.ledger.LedgerUnavailable;
import noroshi.ledger.Projector;
import noroshi.ledger.Rebuild;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * 閲覧の一覧. All views of this module and what keeps each in step with the ledger. They start before the
 * doors open and stop after they are shut.
 */
public final class Views implements SmartLifecycle {

    /** The database schema of this module. */
    public static final String SCHEMA = "api";

    /** How long an answer waits for its view to reach a position that the caller knows of. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** How long it waits for what was recorded before the question. */
    private static final Duration SHORT_PATIENCE = Duration.ofMillis(500);

    /** How long a start waits for all views; a database that is away keeps nobody from filing. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    /** The view by whose rows every other one is told what a ministry knows of by a campaign alone. */
    private static final String CAMPAIGNS = "campaign";

    private static final Logger LOG = LoggerFactory.getLogger(Views.class);

    private final DataSource dataSource;
    private final Ledger ledger;
    private final MeterRegistry meters;
    private final Map<String, ApiProjection> projections = new LinkedHashMap<>();
    private volatile Map<String, Projector> projectors = Map.of();

    /**
     * @param dataSource connects as the runtime role; one connection a view is kept
     * @throws IllegalArgumentException if two views have the same name
     */
    public Views(DataSource dataSource, Ledger ledger, MeterRegistry meters, List<ApiProjection> projections) {
        this.dataSource = dataSource;
        this.ledger = ledger;
        this.meters = meters;
        for (ApiProjection projection : projections) {
            if (this.projections.put(projection.name(), projection) != null) {
                throw new IllegalArgumentException(
                        "view: %s twice (expected: a name of its own)".formatted(projection.name()));
            }
        }
    }

    /** The views' names, as {@code ./hub rebuild} takes them. */
    public Set<String> names() {
        return Set.copyOf(projections.keySet());
    }

    @Override
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        var started = new LinkedHashMap<String, Projector>();
        projections.forEach(
                (name, projection) -> started.put(name, new Projector(dataSource, ledger, SCHEMA, projection, meters)));
        started.values().forEach(Projector::start);
        projectors = started;
        try {
            long end = System.nanoTime() + LONGEST_LOOK.toNanos();
            for (Projector projector : started.values()) {
                projector.awaitLook(Duration.ofNanos(end - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Before the doors open, and after they are shut. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1;
    }

    @Override
    public synchronized void stop() {
        Map<String, Projector> running = projectors;
        projectors = Map.of();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            running.values().forEach(projector -> threads.execute(projector::close));
        }
    }

    @Override
    public boolean isRunning() {
        return !projectors.isEmpty();
    }

    /**
     * Waits until a view holds a position, whichever process brings it there.
     *
     * @return false if the time is over first
     * @throws ViewBehind if by then an upgrade still makes the view anew: what is there is not this release's to read
     */
    public boolean await(String view, long position, Duration time) throws InterruptedException {
        Projector projector = required(projectors, view);
        boolean holds = projector.await(position, time);
        if (projector.isRenewing()) {
            throw new ViewBehind(view, position);
        }
        return holds;
    }

    /**
     * The position of the last event that a view holds, by whichever process.
     *
     * @throws LedgerUnavailable if the database is away
     */
    public long position(String view) {
        return required(projectors, view).position();
    }

    /**
     * Waits two seconds at most for a position that the caller knows of. A caller who names none sees what was recorded
     * before it asked, for as short a wait: whoever was told RECORDED finds it, whichever view it asks. Then the answer
     * is what there is.
     *
     * @throws ViewBehind if an upgrade makes the view anew, or the campaigns', which tell of every thread whom it is beside
     */
    public void reach(String view, long atLeast) {
        Projector campaigns = projectors.get(CAMPAIGNS);
        if (campaigns != null && campaigns.isRenewing()) {
            throw new ViewBehind(CAMPAIGNS, atLeast);
        }
        try {
            if (atLeast > 0) {
                await(view, atLeast, PATIENCE);
            } else {
                await(view, ledger.head(), SHORT_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why each view that stands still does so, by its name; none if all is well. */
    public Map<String, String> faults() {
        var faults = new LinkedHashMap<String, String>();
        projectors.forEach((name, projector) -> projector.fault().ifPresent(fault -> faults.put(name, fault)));
        return faults;
    }

    /**
     * Makes a view anew beside the live one and puts it in its place.
     *
     * @return the position at which it took over
     * @throws IllegalArgumentException if there is no such view
     * @throws Exception what the rebuild threw; the live view is as it was
     */
    public long rebuild(String view) throws Exception {
        return Rebuild.run(
                dataSource,
                ledger,
                SCHEMA,
                required(projections, view),
                position -> LOG.info("{}: rebuilt up to position {}", view, position));
    }

    private <T> T required(Map<String, T> byName, String view) {
        T found = byName.get(view);
        if (found == null) {
            throw new IllegalArgumentException("view: %s (expected: one of %s)".formatted(view, projections.keySet()));
        }
        return found;
    }
}
