package noroshi.api.view.obligation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import noroshi.api.page.Cursor;
import noroshi.api.page.Page;
import noroshi.api.view.ObligationItem;
import noroshi.api.view.Sight;
import noroshi.api.view.Times;
import noroshi.api.view.Where;
import noroshi.core.deadline.Deadline;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.regime.Basis;
import noroshi.core.regime.Duty;
import noroshi.core.regime.RegimeCode;
import noroshi.core.regime.Rule;
import noroshi.core.report.Stage;
import noroshi.core.sector.Status;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Viewer;
import noroshi.core.thread.Obligation;
import noroshi.core.thread.Obligation.Standing;
import noroshi.core.thread.ObligationId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 義務の問合せ. Reads obligations as one viewer may see them, as they stand by the domain's clock. */
public final class ObligationQuery {

    /** {@link Obligation#standing} in the database's words, to filter and page by. */
    private static final String STANDING = """
            case when o.recorded <> 'OPEN' then o.recorded
              when coalesce(o.filed_at, :now) < o.due_before then 'OPEN'
              when o.soft then 'SOFT_EXCEEDED' else 'MISSED' end
            """;

    /** {@link Obligation#isApproaching} likewise. */
    private static final String APPROACHING =
            "o.recorded = 'OPEN' and o.filed_at is null and :now >= o.approaches_at and :now < o.due_before";

    private final JdbcClient database;
    private final InstantSource clock;

    /**
     * Queries one database.
     *
     * @param clock the domain's
     */
    public ObligationQuery(JdbcClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What is asked for; null asks for all.
     *
     * @param ministry obligations towards this authority
     * @param operator obligations of this operator, where the viewer may know it
     * @param dueFrom what still was in time at this instant
     * @param dueTo what is late at this instant
     * @param approaching only those whose deadline approaches
     */
    public record Filter(
            @Nullable Standing state,
            @Nullable String ministry,
            @Nullable String operator,
            @Nullable String regime,
            @Nullable Instant dueFrom,
            @Nullable Instant dueTo,
            boolean approaching) {}

    /** Obligations, the one due first first. */
    public Page<ObligationItem> page(Viewer viewer, Filter filter, @Nullable Cursor cursor, int limit) {
        var sight = new Sight(viewer, "o");
        Instant now = clock.instant();
        var where = where(sight, filter, now).with("limit", limit + 1);
        if (cursor != null) {
            where.and("(o.due_before, o.obligation_id) > (:at, :key)", "at", cursor.at())
                    .with("key", UUID.fromString(cursor.key()));
        }
        List<Row> rows = database.sql("""
                        select o.* from api.obligation o where %s order by o.due_before, o.obligation_id limit :limit
                        """.formatted(where.sql()))
                .params(where.parameters())
                .query((row, _) -> Row.of(row))
                .list();
        Page<Row> page = Page.of(rows, limit, Row::cursor);
        return new Page<>(
                page.items().stream()
                        .flatMap(row -> row.item(sight, now).stream())
                        .toList(),
                page.nextCursor());
    }

    private static Where where(Sight sight, Filter filter, Instant now) {
        var where = new Where(sight, sight.concerning("addressee"))
                .and(
                        STANDING + " = :state",
                        "state",
                        filter.state() == null ? null : filter.state().name())
                .and("o.addressee = :ministry", "ministry", filter.ministry())
                .and(sight.content() + " and o.operator = :operator", "operator", filter.operator())
                .and("o.regime = :regime", "regime", filter.regime())
                .and("o.due_before > :dueFrom", "dueFrom", filter.dueFrom())
                .and("o.due_before <= :dueTo", "dueTo", filter.dueTo())
                .with("now", now);
        return filter.approaching() ? where.and(APPROACHING) : where;
    }

    /** 期限表. By what the obligations are counted. */
    public enum By {
        MINISTRY,
        OPERATOR,
        REGIME
    }

    /** The same obligations counted, what is overdue and what falls due next first. */
    public DeadlineSheet sheet(Viewer viewer, Filter filter, By by, int limit) {
        var sight = new Sight(viewer, "o");
        var where = where(sight, filter, clock.instant()).with("limit", limit);
        String code = switch (by) {
            case MINISTRY -> "o.addressee";
            case OPERATOR -> "case when %s then o.operator end".formatted(sight.content());
            case REGIME -> "o.regime";
        };
        return new DeadlineSheet(database.sql("""
                        with standing as (
                          select %1$s as code, %2$s as standing, %3$s as approaching, o.due_before, o.filed_at
                          from api.obligation o where %4$s)
                        select code,
                          count(*) filter (where standing = 'OPEN') as open,
                          count(*) filter (where approaching) as approaching,
                          count(*) filter (where standing = 'SOFT_EXCEEDED') as soft_exceeded,
                          count(*) filter (where standing = 'MISSED') as missed,
                          count(*) filter (where standing = 'MET') as met,
                          count(*) filter (where standing = 'WAIVED') as waived,
                          min(due_before) filter (where standing = 'OPEN' and filed_at is null) as next_due
                        from standing group by code
                        order by missed desc, next_due nulls last, code nulls last limit :limit
                        """.formatted(code, STANDING, APPROACHING, where.sql()))
                .params(where.parameters())
                .query((row, _) -> new DeadlineSheet.Line(
                        row.getString("code"),
                        row.getLong("open"),
                        row.getLong("approaching"),
                        row.getLong("soft_exceeded"),
                        row.getLong("missed"),
                        row.getLong("met"),
                        row.getLong("waived"),
                        Times.inTokyoOrNull(Row.instantOrNull(row, "next_due"))))
                .list());
    }

    private record Row(UUID thread, Circle circle, Obligation obligation) {

        static Row of(ResultSet row) throws SQLException {
            var rule = new Rule(
                    new RegimeCode(row.getString("regime")),
                    row.getString("rule"),
                    row.getString("article"),
                    row.getObject("rule_set_date", LocalDate.class),
                    Status.valueOf(row.getString("rule_status")));
            var duty = new Duty(
                    Stage.valueOf(row.getString("type")),
                    new AuthorityCode(row.getString("addressee")),
                    rule,
                    Basis.valueOf(row.getString("basis")),
                    row.getBoolean("soft"),
                    new Deadline(
                            row.getObject("due_date", LocalDate.class),
                            row.getObject("due_before", OffsetDateTime.class).toInstant()));
            return new Row(
                    row.getObject("thread_id", UUID.class),
                    Sight.circle(row),
                    new Obligation(
                            new ObligationId(row.getObject("obligation_id", UUID.class)),
                            duty,
                            row.getObject("approaches_at", OffsetDateTime.class).toInstant(),
                            Obligation.State.valueOf(row.getString("recorded")),
                            instantOrNull(row, "filed_at"),
                            instantOrNull(row, "met_at"),
                            Obligation.Told.valueOf(row.getString("told"))));
        }

        private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
            OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
            return time == null ? null : time.toInstant();
        }

        Cursor cursor() {
            return new Cursor(
                    obligation.duty().deadline().dueBefore(),
                    obligation.id().value().toString());
        }

        Optional<ObligationItem> item(Sight sight, Instant now) {
            Disclosure disclosure = sight.of(circle);
            return sight.shows(disclosure, obligation.duty().addressee().value())
                    ? Optional.of(ObligationItem.of(
                            thread,
                            disclosure.extent().showsContent()
                                    ? circle.operator().value()
                                    : null,
                            obligation,
                            now))
                    : Optional.empty();
        }
    }
}
