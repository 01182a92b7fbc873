package noroshi.api.view.candidate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import noroshi.api.view.Sight;
import noroshi.api.view.Where;
import noroshi.api.view.candidate.Candidates.Candidate;
import noroshi.api.view.candidate.Candidates.Marked;
import noroshi.api.view.candidate.Candidates.Shared;
import noroshi.api.view.candidate.Candidates.Sighting;
import noroshi.api.view.candidate.Candidates.TooCommon;
import noroshi.api.view.candidate.Candidates.Why;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Imported;
import noroshi.core.report.ThreadId;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 関連候補の問合せ. One look-up in an index for each trace of a thread, each bounded; then who of those found may be read
 * by the viewer. That a value is too common is told whoever asks: that more than {@value #MOST_THREADS} threads have it
 * tells of none of them.
 */
public final class CandidateQuery {

    /** A trace that more other threads have links none of them. */
    public static final int MOST_THREADS = 50;

    /** 同時期. How far apart the same technique still counts. */
    private static final Duration SAME_TIME = Duration.ofHours(24);

    private static final int MOST_CANDIDATES = 100;

    /** So many bulletins are told at most, those first that share most with the thread; so many are read at once. */
    private static final int MOST_BULLETINS = 50;

    private final JdbcClient database;
    private final ImportedIndicators imported;

    public CandidateQuery(JdbcClient database, ImportedIndicators imported) {
        this.database = database;
        this.imported = imported;
    }

    /** The candidates for a thread; empty if there is none that the viewer may read. */
    public Optional<Candidates> candidates(Viewer viewer, ThreadId thread) {
        var sight = new Sight(viewer, "t");
        Row own = readable(sight, List.of(thread.value())).get(thread.value());
        if (own == null) {
            return Optional.empty();
        }
        var found = new Found();
        byTrace(thread, found);
        byTechnique(thread, found);
        List<Sighting> sightings = sightings(viewer, thread, found);
        Map<UUID, Row> readable = readable(sight, List.copyOf(found.reasons.keySet()));
        List<Candidate> candidates = readable.values().stream()
                .map(row -> row.candidate(found.reasonsOf(row)))
                .filter(candidate -> !candidate.reasons().isEmpty())
                .sorted(Comparator.<Candidate>comparingInt(
                                candidate -> -candidate.reasons().size())
                        .thenComparing(Candidate::threadId))
                .limit(MOST_CANDIDATES)
                .toList();
        candidates.stream()
                .flatMap(candidate -> Stream.ofNullable(readable.get(candidate.threadId())))
                .forEach(row -> row.readBy(sight));
        if (!candidates.isEmpty() || !sightings.isEmpty() || !found.tooCommon.isEmpty()) {
            own.readBy(sight);
        }
        return Optional.of(new Candidates(thread.value(), candidates, sightings, found.tooCommon));
    }

    /** One trace of the thread, and where else it is: another thread, and the place in the record that says so. */
    private record Hit(Trace trace, @Nullable UUID other, long position) {}

    /** What came out so far. */
    private static final class Found {

        private final Map<UUID, List<Hit>> reasons = new LinkedHashMap<>();
        private final List<TooCommon> tooCommon = new ArrayList<>();

        void add(Trace trace, List<Hit> hits) {
            if (isTooCommon(trace, hits, Why.IN_MANY_THREADS)) {
                return;
            }
            for (Hit hit : hits) {
                if (hit.other() != null) {
                    reasons.computeIfAbsent(hit.other(), _ -> new ArrayList<>()).add(hit);
                }
            }
        }

        boolean isTooCommon(Trace trace, List<?> hits, Why why) {
            if (hits.size() > MOST_THREADS) {
                tooCommon.add(new TooCommon(trace.kind(), trace.value(), why));
            }
            return hits.size() > MOST_THREADS;
        }

        /** Not such as the threads' own view does not know yet: their label may have changed with it. */
        List<Shared> reasonsOf(Row row) {
            return reasons.getOrDefault(row.thread(), List.of()).stream()
                    .filter(hit -> hit.position() <= row.position())
                    .map(hit -> new Shared(hit.trace().kind(), hit.trace().value()))
                    .toList();
        }
    }

    private void byTrace(ThreadId thread, Found found) {
        List<Trace> own = database.sql(
                        "select kind, value from api.candidate_trace where thread_id = :thread order by 1, 2")
                .param("thread", thread.value())
                .query((row, _) -> trace(row))
                .list();
        Set<Trace> wellKnown = new LinkedHashSet<>();
        for (Trace trace : own) {
            if (WellKnown.contains(trace)) {
                wellKnown.add(trace);
                found.tooCommon.add(new TooCommon(trace.kind(), trace.value(), Why.WELL_KNOWN));
            }
        }
        Map<Trace, List<Hit>> hits = new LinkedHashMap<>();
        database
                .sql("""
                        select s.kind, s.value, o.thread_id, o.position
                        from api.candidate_trace s
                        cross join lateral (
                          select c.thread_id, c.position from api.candidate_trace c
                          where c.trace = s.trace and c.thread_id <> :thread limit :limit) o
                        where s.thread_id = :thread
                        """)
                .param("thread", thread.value())
                .param("limit", MOST_THREADS + 1)
                .query((row, _) -> new Hit(trace(row), row.getObject("thread_id", UUID.class), row.getLong("position")))
                .list()
                .stream()
                .filter(hit -> !wellKnown.contains(hit.trace()))
                .forEach(hit -> hits.computeIfAbsent(hit.trace(), _ -> new ArrayList<>())
                        .add(hit));
        hits.forEach(found::add);
    }

    private void byTechnique(ThreadId thread, Found found) {
        Map<Trace, List<Hit>> hits = new LinkedHashMap<>();
        database.sql("""
                        select s.technique, o.thread_id, o.position
                        from api.candidate_technique s
                        cross join lateral (
                          select c.thread_id, c.position from api.candidate_technique c
                          where c.technique = s.technique and c.exercise = s.exercise and c.thread_id <> :thread
                            and c.occurred_at between s.occurred_at - :time::interval and s.occurred_at + :time::interval
                          limit :limit) o
                        where s.thread_id = :thread
                        """)
                .param("thread", thread.value())
                .param("time", SAME_TIME.toString())
                .param("limit", MOST_THREADS + 1)
                .query((row, _) -> new Hit(
                        new Trace(Trace.Kind.TIME_AND_TECHNIQUE, row.getString("technique")),
                        row.getObject("thread_id", UUID.class),
                        row.getLong("position")))
                .list()
                .forEach(hit -> hits.computeIfAbsent(hit.trace(), _ -> new ArrayList<>())
                        .add(hit));
        hits.forEach(found::add);
    }

    /** What others told of the thread's traces, each indicator to whom its own label lets. */
    private List<Sighting> sightings(Viewer viewer, ThreadId thread, Found found) {
        Map<Trace, List<UUID>> bulletins = new LinkedHashMap<>();
        database.sql("""
                        select s.kind, s.value, o.bulletin_id
                        from api.candidate_trace s
                        cross join lateral (
                          select c.bulletin_id from api.candidate_imported c where c.trace = s.trace limit :limit) o
                        where s.thread_id = :thread order by 1, 2
                        """)
                .param("thread", thread.value())
                .param("limit", MOST_THREADS + 1)
                .query((row, _) -> {
                    Trace trace = trace(row);
                    if (!WellKnown.contains(trace)) {
                        bulletins
                                .computeIfAbsent(trace, _ -> new ArrayList<>())
                                .add(row.getObject("bulletin_id", UUID.class));
                    }
                    return trace;
                })
                .list();
        Map<UUID, Set<Trace>> shared = new LinkedHashMap<>();
        bulletins.forEach((trace, those) -> {
            if (!found.isTooCommon(trace, those, Why.IN_MANY_BUNDLES)) {
                those.forEach(one ->
                        shared.computeIfAbsent(one, _ -> new LinkedHashSet<>()).add(trace));
            }
        });
        return shared.entrySet().stream()
                .sorted(Comparator.<Map.Entry<UUID, Set<Trace>>>comparingInt(
                                entry -> -entry.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .gather(Gatherers.windowFixed(MOST_BULLETINS))
                .flatMap(those -> told(viewer, those))
                .limit(MOST_BULLETINS)
                .toList();
    }

    private Stream<Sighting> told(Viewer viewer, List<Map.Entry<UUID, Set<Trace>>> shared) {
        Map<BulletinId, Imported> told = imported.told(
                viewer,
                shared.stream().map(entry -> new BulletinId(entry.getKey())).toList());
        return shared.stream()
                .flatMap(entry -> Optional.ofNullable(told.get(new BulletinId(entry.getKey())))
                        .map(one -> sighting(entry.getKey(), one, entry.getValue()))
                        .stream())
                .filter(sighting -> !sighting.reasons().isEmpty());
    }

    private static Sighting sighting(UUID bulletin, Imported told, Set<Trace> shared) {
        return new Sighting(
                bulletin,
                told.source(),
                told.bundle(),
                told.indicators().stream()
                        .flatMap(one -> TraceReader.of(one.indicator()).stream()
                                .filter(shared::contains)
                                .map(trace -> new Marked(trace.kind(), trace.value(), one.tlp(), one.origin())))
                        .toList());
    }

    private static Trace trace(ResultSet row) throws SQLException {
        return new Trace(Trace.Kind.valueOf(row.getString("kind")), row.getString("value"));
    }

    /** Those of the threads whose content the viewer may read today. */
    private Map<UUID, Row> readable(Sight sight, List<UUID> threads) {
        var where = new Where(sight, sight.content())
                .and("t.thread_id = any(:threads)", "threads", threads.toArray(UUID[]::new))
                .and("not t.parted @> array[:viewerAuthority]::text[]");
        Map<UUID, Row> rows = new HashMap<>();
        database
                .sql("select t.*, %s from api.thread t where %s".formatted(sight.standing(), where.sql()))
                .params(where.parameters())
                .query((row, _) -> Row.of(row))
                .list()
                .stream()
                .filter(row -> sight.weighed(row.circle()).extent().showsContent())
                .forEach(row -> rows.put(row.thread(), row));
        return rows;
    }

    /** A thread that the viewer may read. */
    private record Row(UUID thread, Circle circle, @Nullable String title, List<String> sectors, long position) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getObject("thread_id", UUID.class),
                    Sight.circle(row),
                    row.getString("title"),
                    List.copyOf(Sight.texts(row, "sectors")),
                    row.getLong("position"));
        }

        /** Notes that the viewer is told of it. */
        void readBy(Sight sight) {
            sight.read(thread, circle, sight.weighed(circle));
        }

        Candidate candidate(List<Shared> reasons) {
            return new Candidate(thread, circle.operator().value(), title, circle.tlp(), sectors, reasons);
        }
    }
}
