package noroshi.api.export.stix;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import noroshi.api.export.stix.Incident.Known;
import noroshi.api.export.stix.Incident.Named;
import noroshi.api.view.Sight;
import noroshi.api.view.Where;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Indicator;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Masking;
import noroshi.core.sharing.Viewer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 事案の版の問合せ. The versions of incidents in the order of the record, as one viewer may know them. A thread has a
 * version for each report and correction, for its end and its reopening, and wherever its circle or its sectors moved:
 * who is addressed later finds it there, and not behind its back. Which is the latest is judged in each collection. Masked, it
 * stands in the collection of the sector that it tells, if any.
 */
public final class Incidents implements Editions {

    private final JdbcClient database;
    private final Function<OperatorSlug, Optional<Named>> names;
    private final Supplier<List<OperatorSlug>> operators;
    private final Function<Viewer, Masking> maskings;

    /**
     * Reads what is in the timeline.
     *
     * @param names what an operator is called
     * @param operators all that are in the register
     * @param maskings what masked threads tell of themselves, by the register as it stands
     */
    public Incidents(
            JdbcClient database,
            Function<OperatorSlug, Optional<Named>> names,
            Supplier<List<OperatorSlug>> operators,
            Function<Viewer, Masking> maskings) {
        this.database = database;
        this.names = names;
        this.operators = operators;
        this.maskings = maskings;
    }

    @Override
    public Stretch between(Viewer viewer, Asked asked, long from, long to, int limit) {
        var sight = new Sight(viewer, "t", List.of("t.tlp", "t.label"));
        var later = new Sight(viewer, "l", List.of("l.tlp", "l.label"));
        String isLatest = """
                not exists (select from api.timeline l where l.thread_id = t.thread_id and l.position > t.position
                  and l.position <= :head and l.lines @> array[:line]::text[] and %s and %s)
                """.formatted(version("l"), later.visible());
        var where = new Where(sight, sight.visible())
                .and(version("t"))
                .and(new Since(viewer).isAfter("t"))
                .and("t.exercise = :exercise", "exercise", asked.exercise())
                .and("t.lines @> array[:line]::text[]", "line", asked.line())
                .and(sight.under("t", ":line"))
                .with("told", Sight.told(maskings.apply(viewer)))
                .and("t.position >= :from", "from", from)
                .and("t.position <= :to", "to", to)
                .with("head", asked.head())
                .and(asked(asked, sight))
                .with("operators", operators(asked))
                .with("openEnd", Since.openEnd())
                .with("limit", limit);
        if (asked.latest()) {
            where.and(isLatest);
        }
        List<IncidentRow> rows = database.sql(
                        """
                        select t.*, %s, %s as latest, t.position as since, t.recorded_at as since_at, %s
                        from api.timeline t %s
                        where %s order by t.position limit :limit
                        """.formatted(sight.standing(), isLatest, IncidentRow.COLUMNS, IncidentRow.JOINS, where.sql()))
                .params(where.parameters())
                .query((row, _) -> IncidentRow.of(row))
                .list();
        return new Stretch(
                editions(rows, sight, asked.line()),
                rows.size() < limit ? to : rows.getLast().position());
    }

    /** The condition that a thread, or with its words its operator, is among what is asked for. */
    private static String asked(Asked asked, Sight sight) {
        return "(%s or t.operator = any(cast(:operators as text[])) and %s)"
                .formatted(StixId.among("t.thread_id", asked.holders()), sight.content());
    }

    private String[] operators(Asked asked) {
        return asked.identities().isEmpty()
                ? new String[0]
                : operators.get().stream()
                        .map(OperatorSlug::value)
                        .filter(slug -> asked.identities().contains(Bundle.operatorId(slug)))
                        .toArray(String[]::new);
    }

    /** The condition that a thread has a version at an entry of its. */
    static String version(String entry) {
        return """
            (%1$s.label is not null and (%1$s.kind in ('REPORT_SUBMITTED', 'CORRECTION_SUBMITTED', 'THREAD_WITHDRAWN',
              'THREAD_CLOSED', 'THREAD_REOPENED') or exists (select from api.timeline_moves m
                where m.thread_id = %1$s.thread_id and m.position = %1$s.position)
              or exists (select from api.timeline_lines x
                where x.thread_id = %1$s.thread_id and x.position = %1$s.position)))
            """.formatted(entry);
    }

    private List<Edition> editions(List<IncidentRow> rows, Sight sight, String line) {
        Set<UUID> readable = new HashSet<>();
        rows.stream()
                .filter(row -> sight.weighed(row.circle()).extent().showsContent())
                .forEach(row -> readable.add(row.thread()));
        Map<UUID, List<Said>> said = Said.in(database, readable);
        Map<UUID, Set<Said>> read = Said.readBy(sight.viewer(), database, said);
        Map<OperatorSlug, Named> named = new HashMap<>();
        var editions = new ArrayList<Edition>();
        for (IncidentRow row : rows) {
            Disclosure disclosure = sight.weighed(row.circle());
            if (disclosure.extent().showsExistence()) {
                boolean content = disclosure.extent().showsContent();
                Incident incident = row.incident(
                        content
                                ? known(
                                        row,
                                        named.computeIfAbsent(row.circle().operator(), this::named),
                                        said.getOrDefault(row.thread(), List.of()),
                                        read.getOrDefault(row.thread(), Set.of()))
                                : null);
                editions.add(incident.edition(line, () -> sight.read(row.thread(), row.circle(), disclosure)));
            }
        }
        return editions;
    }

    /** Who is in no register keeps the name that it is known by. */
    private Named named(OperatorSlug operator) {
        return names.apply(operator).orElseGet(() -> new Named(operator.value(), Bundle.FIRST));
    }

    /** @param read what of it the viewer can read, or could */
    private static Known known(IncidentRow row, Named operator, List<Said> all, Set<Said> read) {
        Said last = Said.last(all, row.position())
                .orElseThrow(() -> new IllegalStateException(
                        "thread %s: no report at %d (expected: one before)".formatted(row.thread(), row.position())));
        var since = new HashMap<Indicator, Instant>();
        for (Said one : all) {
            one.indicators().forEach(indicator -> since.putIfAbsent(indicator, one.recorded()));
        }
        Set<Indicator> dropped = new HashSet<>();
        read.stream().filter(one -> one.position() < last.position()).forEach(one -> dropped.addAll(one.indicators()));
        last.indicators().forEach(dropped::remove);
        return new Known(row.circle().operator().value(), operator, last.filing(), last.content(), since, dropped);
    }
}
