package noroshi.api.view.timeline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import noroshi.api.page.Cursor;
import noroshi.api.page.Page;
import noroshi.api.view.Sight;
import noroshi.api.view.Times;
import noroshi.core.report.Tlp;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Masking;
import noroshi.core.sharing.Viewer;
import noroshi.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 時系列の問合せ. Reads the timeline as one viewer may see it. */
public final class TimelineQuery {

    private final JdbcClient database;
    private final Ledger ledger;
    private final Function<Viewer, Masking> maskings;

    /** @param maskings what masked threads tell of themselves, by the register as it stands */
    public TimelineQuery(DataSource database, Ledger ledger, Function<Viewer, Masking> maskings) {
        this.database = PlannedAnew.client(database);
        this.ledger = ledger;
        this.maskings = maskings;
    }

    /** 並び順. By the time of occurrence. */
    public enum Order {
        ASC(">"),
        DESC("<");

        private final String beyond;

        Order(String beyond) {
            this.beyond = beyond;
        }

        Comparator<Row> rows() {
            return switch (this) {
                case ASC -> Row.BY_OCCURRENCE;
                case DESC -> Row.BY_OCCURRENCE.reversed();
            };
        }

        String beyond() {
            return beyond;
        }
    }

    /**
     * What is asked for; null asks for all.
     *
     * @param sector entries of threads of this sector or business, as far as the viewer is told of it
     * @param ministry entries of threads delivered to this authority, where the viewer may know that
     * @param operator entries of this operator, where the viewer may know it
     * @param campaign entries of threads that this campaign holds, as far as the viewer may know of that
     * @param severity as the operator estimated it by then
     * @param officialSeverity as the national office had assessed it by then, where the viewer may read that
     * @param from the first instant of occurrence
     * @param to the first instant of occurrence that is too late
     * @param asOf what was recorded then; who may know it is decided by today's rights and the stricter of the labels
     *     then and now
     * @param q words that must all occur in the content, where the viewer may read it
     * @param exercise drills, and nothing else; or nothing of drills
     */
    public record Filter(
            @Nullable String sector,
            @Nullable String ministry,
            @Nullable String operator,
            @Nullable String campaign,
            @Nullable String regime,
            @Nullable Integer severity,
            @Nullable Integer officialSeverity,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Instant asOf,
            @Nullable String q,
            boolean exercise,
            Order order) {

        /** Everything but drills, the latest first. */
        public static final Filter ALL =
                new Filter(null, null, null, null, null, null, null, null, null, null, null, false, Order.DESC);

        /** The same of what was known then. */
        Filter at(Instant then) {
            return new Filter(
                    sector,
                    ministry,
                    operator,
                    campaign,
                    regime,
                    severity,
                    officialSeverity,
                    from,
                    to,
                    then,
                    q,
                    exercise,
                    order);
        }
    }

    /** The entries after {@code cursor}, or the first ones. */
    public Page<TimelineEntry> page(Viewer viewer, Filter filter, @Nullable Cursor cursor, int limit) {
        Masking masking = masking(viewer);
        var statement = new TimelineStatement(masking, filter, cursor, limit + 1, known(filter.asOf()));
        return disclosed(Page.of(rows(statement, limit), limit, Row::cursor), statement.sight(), masking);
    }

    Masking masking(Viewer viewer) {
        return maskings.apply(viewer);
    }

    /** The last position that was recorded by then; 0 where that is not asked, or nothing was. */
    long known(@Nullable Instant asOf) {
        return asOf == null ? 0 : ledger.positionAt(asOf).orElse(0L);
    }

    /** The rows that a question finds, one more than {@code limit} at most. */
    List<Row> rows(TimelineStatement statement, int limit) {
        List<Row> rows = statement.isWalked() ? rows(statement.walking(), statement) : List.of();
        return rows.size() <= limit ? rows(statement.finding(), statement) : rows;
    }

    private List<Row> rows(String sql, TimelineStatement statement) {
        return database.sql(sql)
                .params(statement.parameters())
                .query((row, _) -> Row.of(row))
                .list();
    }

    private static Page<TimelineEntry> disclosed(Page<Row> page, Sight sight, Masking masking) {
        var entries = new ArrayList<TimelineEntry>();
        for (Row row : page.items()) {
            row.entry(sight, masking).ifPresent(entries::add);
        }
        return new Page<>(entries, page.nextCursor());
    }

    /**
     * A row before it is decided how much of it is shown.
     *
     * @param awareness the day by which its lines may be told of a masked thread
     */
    record Row(
            Circle circle,
            @Nullable String actor,
            String what,
            TimelineEntry all,
            Instant occurredAt,
            List<String> lines,
            LocalDate awareness) {

        private static final Comparator<Row> BY_OCCURRENCE =
                Comparator.comparing(Row::occurredAt).thenComparingLong(row -> row.all.position());

        static Row of(ResultSet row) throws SQLException {
            var circle = stricter(Sight.circle(row), row.getString("past"));
            Instant occurredAt =
                    row.getObject("occurred_at", OffsetDateTime.class).toInstant();
            var entry = new TimelineEntry(
                    row.getObject("entry_id", UUID.class),
                    row.getLong("position"),
                    row.getObject("thread_id", UUID.class),
                    row.getObject("report_id", UUID.class),
                    row.getString("kind"),
                    Times.inTokyo(occurredAt),
                    Times.inTokyo(
                            row.getObject("recorded_at", OffsetDateTime.class).toInstant()),
                    row.getString("sector"),
                    Sight.texts(row, "regimes").stream().findFirst().orElse(null),
                    row.getString("ministry"),
                    circle.operator().value(),
                    row.getObject("severity", Integer.class),
                    row.getObject("official_severity", Integer.class),
                    circle.tlp(),
                    row.getString("summary"),
                    row.getBoolean("exercise"));
            return new Row(
                    circle,
                    row.getString("actor"),
                    row.getString("what"),
                    entry,
                    occurredAt,
                    List.copyOf(Sight.texts(row, "lines")),
                    row.getObject("awareness", LocalDate.class));
        }

        private static Circle stricter(Circle now, @Nullable String past) {
            Tlp label = Stream.of(now.tlp(), past == null ? now.tlp() : Tlp.valueOf(past))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            return now.labelled(label);
        }

        Cursor cursor() {
            return new Cursor(occurredAt, Long.toString(all.position()));
        }

        /** Whether it is found under that sector or business by a viewer to whom so much is disclosed. */
        boolean isUnder(String line, Disclosure disclosure, Masking masking) {
            return masking.isUnder(line, disclosure.extent(), lines, awareness);
        }

        Optional<TimelineEntry> entry(Sight sight, Masking masking) {
            return entry(sight, sight.of(all.threadId(), circle), masking);
        }

        Optional<TimelineEntry> entry(Sight sight, Disclosure disclosure, Masking masking) {
            if (!sight.shows(disclosure, actor)) {
                return Optional.empty();
            }
            return Optional.of(
                    switch (disclosure.extent()) {
                        case FULL -> all;
                        case OWN_DELIVERY -> shown(all.operator(), all.reportId(), all.regime(), all.summary());
                        case SHARED -> shown(all.operator(), all.reportId(), null, all.summary());
                        case NONE, AGGREGATE, MASKED -> masked(sight, disclosure, masking);
                    });
        }

        /** Of authorities the viewer's own alone: who leads tells the sector. */
        private TimelineEntry masked(Sight sight, Disclosure disclosure, Masking masking) {
            return new TimelineEntry(
                    all.entryId(),
                    all.position(),
                    all.threadId(),
                    null,
                    all.kind(),
                    Times.inTokyo(masking.occurredAt(disclosure.extent(), occurredAt)),
                    all.recordedAt(),
                    masking.lines(disclosure.extent(), lines, awareness).stream()
                            .findFirst()
                            .orElse(null),
                    null,
                    sight.shows(disclosure, all.ministry()) ? all.ministry() : null,
                    null,
                    all.severity(),
                    null,
                    all.tlp(),
                    what,
                    all.exercise());
        }

        /** The entry with so much of its words, and without what another authority found. */
        private TimelineEntry shown(
                @Nullable String operator, @Nullable UUID report, @Nullable String regime, String summary) {
            return new TimelineEntry(
                    all.entryId(),
                    all.position(),
                    all.threadId(),
                    report,
                    all.kind(),
                    all.occurredAt(),
                    all.recordedAt(),
                    all.sector(),
                    regime,
                    all.ministry(),
                    operator,
                    all.severity(),
                    null,
                    all.tlp(),
                    summary,
                    all.exercise());
        }
    }
}
