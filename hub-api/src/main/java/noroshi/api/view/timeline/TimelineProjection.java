package noroshi.api.view.timeline;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;
import noroshi.api.view.ApiProjection;
import noroshi.api.view.Fold;
import noroshi.api.view.Folds;
import noroshi.api.view.Headline;
import noroshi.api.view.Sight;
import noroshi.api.view.ThreadState;
import noroshi.core.Fault;
import noroshi.core.deadline.Tokyo;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.RegimeCode;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.ReportId;
import noroshi.core.report.SubmissionEvent.SubmissionRefused;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Onward;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreadEvent.CorrectionSubmitted;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;
import org.jspecify.annotations.Nullable;

/**
 * 時系列の射影. A row an event of a thread or of a refused submission. What a row says of the thread (sector, severity)
 * is as it was then; who may read it is as it is now, so a delivery added later moves the circle of all earlier rows,
 * and who has parted from a thread (its consent was revoked) is in the circle of the rows until then.
 * A submission is one append with its routing, so its row already bears the sector and ministry decided there.
 *
 * <p>{@code tlp} is the thread's label now, {@code label} the one it had after the event (null on what is of no
 * thread's record): what was known at a time is shown by the stricter of both.
 *
 * <p>{@code from_position} and {@code to_position} (exclusive) say between which states of the record a row held.
 */
public final class TimelineProjection implements ApiProjection {

    static final String NAME = "timeline";

    /** What the circles were before they moved; a table of its own, for the timeline itself asks for today's. */
    static final String MOVES = "timeline_moves";

    /** Where a thread came to be found by other sectors and businesses; few do. */
    static final String LINES = "timeline_lines";

    /** What is searched; a table of its own, for it does not change while circles move. */
    static final String TEXTS = "timeline_text";

    /** {@code to_position} of a row that still holds. */
    static final long OPEN_END = Long.MAX_VALUE;

    private final Folds folds;

    public TimelineProjection(Folds folds) {
        this.folds = folds;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of(NAME, TEXTS, MOVES, LINES);
    }

    @Override
    public int edition() {
        return 4;
    }

    @Override
    public String ddl(ViewTables tables) {
        return """
                create table %1$s (
                  position bigint not null, entry_id uuid not null, thread_id uuid, report_id uuid,
                  kind text not null, actor text,
                  occurred_at timestamptz not null, recorded_at timestamptz not null,
                  sector text, lines text[] not null, awareness date not null, regimes text[] not null, ministry text, severity int,
                  official_severity int, exercise boolean not null, what text not null, summary text not null,
                  %2$s, label text,
                  from_position bigint not null, to_position bigint not null,
                  primary key (position, from_position));
                create index on %1$s (occurred_at, position) where not exercise;
                create index on %1$s (occurred_at, position) where exercise;
                create index on %1$s (occurred_at, position) where occurred_at > recorded_at;
                create index on %1$s using gin (lines);
                create index on %1$s using gin (addressees);
                create index on %1$s (operator, occurred_at, position);
                create index on %1$s (thread_id, position);
                %3$s
                %4$s
                %5$s
                """.formatted(
                        tables.of(NAME),
                        Sight.COLUMNS,
                        Texts.ddl(tables.of(TEXTS)),
                        Moves.ddl(tables.of(MOVES)),
                        LineMoves.ddl(tables.of(LINES)));
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
        Fold fold = folds.before(batch);
        List<Row> rows = new ArrayList<>();
        Map<ReportId, Row> submissions = new HashMap<>();
        Map<ReportId, Facts> routedLater = new HashMap<>();
        var texts = new Texts();
        var moves = new Moves();
        var lines = new LineMoves();
        for (RecordedEvent event : batch) {
            switch (event.payload()) {
                case ReportThreadEvent happened -> {
                    ThreadState before = fold.current(happened.thread());
                    ThreadState after = fold.take(event, happened);
                    moves.note(event, happened, before, after);
                    lines.note(event, happened, before, after);
                    Row row = Row.of(event, happened, after);
                    rows.add(row);
                    texts.note(event, happened.thread(), row.headline.content());
                    ReportId report = row.headline.report();
                    if (report != null && happened instanceof RoutingDecided) {
                        Row submission = submissions.get(report);
                        if (submission == null) {
                            routedLater.put(report, row.facts);
                        } else {
                            submission.facts = row.facts;
                        }
                    } else if (report != null && isRouted(happened)) {
                        submissions.put(report, row);
                    }
                }
                case SubmissionRefused refused -> rows.add(Row.of(event, refused));
                default -> {
                    // the register is no part of the timeline
                }
            }
        }
        insert(rows, fold, tables.of(NAME), connection);
        texts.insert(tables.of(TEXTS), folds, batch.getLast().position(), connection);
        complete(routedLater, tables.of(NAME), connection);
        moveCircles(fold, tables.of(NAME), connection);
        moves.insert(tables.of(MOVES), connection);
        lines.insert(tables.of(LINES), connection);
    }

    private static boolean isRouted(ReportThreadEvent event) {
        return event instanceof ReportSubmitted || event instanceof CorrectionSubmitted;
    }

    private static void insert(List<Row> rows, Fold fold, String table, Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("""
                insert into %s (position, entry_id, thread_id, report_id, kind, actor, occurred_at, recorded_at,
                  sector, lines, regimes, ministry, severity, official_severity, exercise, what, summary,
                  label, from_position, to_position, operator, %s, awareness)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, %s, ?)
                """.formatted(table, String.join(", ", Sight.MOVING), Sight.MARKS))) {
            for (Row row : rows) {
                Circle circle = row.thread == null
                        ? refusedCircle(row.operator)
                        : fold.last(row.thread).circleAt(row.event.position());
                insert.setLong(1, row.event.position());
                insert.setObject(2, row.event.id());
                insert.setObject(3, row.facts.thread());
                insert.setObject(
                        4,
                        row.headline.report() == null
                                ? null
                                : row.headline.report().value());
                insert.setString(5, Headline.kind(row.event.type()));
                insert.setString(
                        6,
                        row.headline.actor() == null
                                ? null
                                : row.headline.actor().value());
                insert.setObject(7, row.event.occurredAt().atOffset(ZoneOffset.UTC));
                insert.setObject(8, row.event.recordedAt().atOffset(ZoneOffset.UTC));
                bind(insert, 9, row.facts, row.headline.actor(), connection);
                insert.setObject(14, row.facts.official(), Types.INTEGER);
                insert.setBoolean(15, row.facts.exercise());
                insert.setString(16, row.headline.what());
                insert.setString(17, row.headline.full());
                insert.setString(18, row.label == null ? null : row.label.name());
                insert.setLong(19, row.event.position());
                insert.setLong(20, OPEN_END);
                insert.setString(21, circle.operator().value());
                int next = Sight.bind(insert, 22, circle);
                insert.setObject(next, row.facts.awareness());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Sector, lines, regimes, ministry and severity, in this order. */
    private static void bind(
            PreparedStatement statement, int first, Facts facts, @Nullable AuthorityCode actor, Connection connection)
            throws SQLException {
        AuthorityCode ministry = actor == null ? facts.lead() : actor;
        statement.setString(first, facts.sector());
        statement.setArray(
                first + 1, connection.createArrayOf("text", facts.lines().toArray()));
        statement.setArray(
                first + 2,
                connection.createArrayOf(
                        "text", facts.regimes().stream().map(RegimeCode::value).toArray()));
        statement.setString(first + 3, ministry == null ? null : ministry.value());
        statement.setObject(first + 4, facts.severity(), Types.INTEGER);
    }

    /** The routing came in a later round than its submission. */
    private static void complete(Map<ReportId, Facts> routed, String table, Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update %1$s set sector = ?, lines = ?, regimes = ?, ministry = ?, severity = ?
                where position = (select max(position) from %1$s
                  where report_id = ? and thread_id = ? and kind in ('REPORT_SUBMITTED', 'CORRECTION_SUBMITTED'))
                """.formatted(table))) {
            for (Map.Entry<ReportId, Facts> entry : routed.entrySet()) {
                bind(update, 1, entry.getValue(), null, connection);
                update.setObject(6, entry.getKey().value());
                update.setObject(7, entry.getValue().thread());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** Each circle holds from its position on; the later ones are of those who had not parted by then. */
    private static void moveCircles(Fold fold, String table, Connection connection) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("""
                update %s set (%s) = row(%s)
                where thread_id = ? and position >= ? and label is not null
                """.formatted(table, String.join(", ", Sight.MOVING), Sight.MARKS))) {
            var moved = new HashMap<ThreadId, SortedMap<Long, Circle>>();
            fold.each((thread, last) -> {
                ThreadState before = fold.before(thread);
                SortedMap<Long, Circle> circles = last.circles();
                if (before != null && !before.circles().equals(circles)) {
                    moved.put(thread, circles);
                }
            });
            for (Map.Entry<ThreadId, SortedMap<Long, Circle>> entry : moved.entrySet()) {
                for (Map.Entry<Long, Circle> from : entry.getValue().entrySet()) {
                    int next = Sight.bind(update, 1, from.getValue());
                    update.setObject(next, entry.getKey().value());
                    update.setLong(next + 1, from.getKey());
                    update.addBatch();
                }
            }
            update.executeBatch();
        }
    }

    /** What was refused was delivered to nobody; the national office sees that it was. Its label is not known. */
    private static Circle refusedCircle(OperatorSlug operator) {
        return new Circle(operator, Set.of(AuthorityCode.NCO), Set.of(), Tlp.AMBER_STRICT, Onward.NONE);
    }

    /** What a row says of the thread. */
    private record Facts(
            @Nullable UUID thread,
            @Nullable String sector,
            List<String> lines,
            LocalDate awareness,
            List<RegimeCode> regimes,
            @Nullable AuthorityCode lead,
            @Nullable Integer severity,
            @Nullable Integer official,
            boolean exercise) {

        /** It became part of no thread, also where it names one. */
        static Facts of(SubmissionRefused refused) {
            UUID named = refused.thread() == null ? null : refused.thread().value();
            return new Facts(
                    named,
                    "UNROUTED",
                    List.of(),
                    Tokyo.dayOf(refused.occurredAt()),
                    List.of(),
                    null,
                    null,
                    null,
                    refused.exercise());
        }

        static Facts of(ThreadState state) {
            return new Facts(
                    state.dossier().thread().value(),
                    state.sectors().getFirst(),
                    state.allLines(),
                    state.filing().awarenessDay(),
                    state.regimes(),
                    state.lead(),
                    state.filing().severityEstimate(),
                    state.officialSeverity(),
                    state.filing().exercise());
        }
    }

    /** A row in the making. */
    private static final class Row {

        private final RecordedEvent event;
        private final @Nullable ThreadId thread;
        private final OperatorSlug operator;
        private final Headline headline;
        private final @Nullable Tlp label;
        private Facts facts;

        private Row(
                RecordedEvent event,
                @Nullable ThreadId thread,
                OperatorSlug operator,
                Headline headline,
                @Nullable Tlp label,
                Facts facts) {
            this.event = event;
            this.thread = thread;
            this.operator = operator;
            this.headline = headline;
            this.label = label;
            this.facts = facts;
        }

        static Row of(RecordedEvent event, ReportThreadEvent happened, ThreadState state) {
            return new Row(
                    event,
                    happened.thread(),
                    state.dossier().operator(),
                    Headline.of(happened),
                    state.filing().tlp(),
                    Facts.of(state));
        }

        /** Codes and items only: a fault's sentence quotes what came. */
        static Row of(RecordedEvent event, SubmissionRefused refused) {
            String reasons =
                    refused.faults().stream().map(Row::reason).distinct().collect(Collectors.joining(", "));
            var headline = new Headline("不受理", reasons, null, refused.report(), null);
            return new Row(event, null, refused.operator(), headline, null, Facts.of(refused));
        }

        private static String reason(Fault fault) {
            return fault.item().isEmpty() ? fault.code().name() : fault.code() + " " + fault.item();
        }
    }
}
