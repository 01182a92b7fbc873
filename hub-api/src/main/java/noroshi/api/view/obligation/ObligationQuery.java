package noroshi.api.view.obligation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import noroshi.api.page.Cursor;
import noroshi.api.page.Page;
import noroshi.api.view.ObligationItem;
import noroshi.api.view.Reads;
import noroshi.api.view.Sight;
import noroshi.api.view.Times;
import noroshi.api.view.Where;
import noroshi.core.deadline.Tokyo;
import noroshi.core.obligation.Obligation;
import noroshi.core.obligation.Obligation.Standing;
import noroshi.core.sharing.Disclosure;
import noroshi.core.sharing.Viewer;
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

    /** What is owed for no incident is owed on the days on which the register has it so. */
    private static final String OWED =
            "(o.owed_from is null or :today between o.owed_from and coalesce(o.owed_to, 'infinity'))";

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
        List<ObligationRow> rows = database.sql("""
                        select o.*, %s from api.obligation o
                        where %s order by o.due_before, o.obligation_id limit :limit
                        """.formatted(sight.standing(), where.sql()))
                .params(where.parameters())
                .query((row, _) -> ObligationRow.of(row))
                .list();
        Page<ObligationRow> page = Page.of(rows, limit, ObligationQuery::cursor);
        return new Page<>(
                page.items().stream()
                        .flatMap(row -> item(row, sight, now).stream())
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
                .and(OWED, "today", Tokyo.dayOf(now))
                .with("now", now);
        return filter.approaching() ? where.and(APPROACHING) : where;
    }

    /** 期限表. By what the obligations are counted. */
    public enum By {
        MINISTRY,
        OPERATOR,
        REGIME
    }

    /**
     * The same obligations counted, what is overdue and what falls due next first. Which operators have duties for threads
     * that must be read by name is noted, where the lines tell it.
     */
    public DeadlineSheet sheet(Viewer viewer, Filter filter, By by, int limit) {
        var sight = new Sight(viewer, "o");
        var where = where(sight, filter, clock.instant()).with("limit", limit);
        String code = switch (by) {
            case MINISTRY -> "o.addressee";
            case OPERATOR -> "case when %s then o.operator end".formatted(sight.content());
            case REGIME -> "o.regime";
        };
        String operators = by == By.OPERATOR ? "code" : "cast(:operator as text)";
        return new DeadlineSheet(
                database.sql("""
                        with standing as (
                          select %1$s as code, %2$s as standing, %3$s as approaching, o.due_before, o.filed_at,
                            o.thread_id is not null and %5$s as by_name
                          from api.obligation o where %4$s)
                        select code,
                          count(*) filter (where standing = 'OPEN') as open,
                          count(*) filter (where approaching) as approaching,
                          count(*) filter (where standing = 'SOFT_EXCEEDED') as soft_exceeded,
                          count(*) filter (where standing = 'MISSED') as missed,
                          count(*) filter (where standing = 'MET') as met,
                          count(*) filter (where standing = 'WAIVED') as waived,
                          min(due_before) filter (where standing = 'OPEN' and filed_at is null) as next_due,
                          case when bool_or(by_name) then %6$s end as read_by_name
                        from standing group by code
                        order by missed desc, next_due nulls last, code nulls last limit :limit
                        """.formatted(code, STANDING, APPROACHING, where.sql(), sight.readByName(), operators))
                        .params(where.parameters())
                        .param("operator", filter.operator())
                        .query((row, _) -> line(row))
                        .list());
    }

    private static DeadlineSheet.Line line(ResultSet row) throws SQLException {
        String readByName = row.getString("read_by_name");
        if (readByName != null) {
            Reads.note(Reads.Kind.OBLIGATIONS, readByName);
        }
        return new DeadlineSheet.Line(
                row.getString("code"),
                row.getLong("open"),
                row.getLong("approaching"),
                row.getLong("soft_exceeded"),
                row.getLong("missed"),
                row.getLong("met"),
                row.getLong("waived"),
                inTokyoOrNull(row, "next_due"));
    }

    private static Cursor cursor(ObligationRow row) {
        return new Cursor(
                row.obligation().duty().deadline().dueBefore(), row.id().toString());
    }

    private static Optional<ObligationItem> item(ObligationRow row, Sight sight, Instant now) {
        Disclosure disclosure = sight.of(row.thread(), row.circle());
        Obligation obligation = row.obligation();
        return sight.shows(disclosure, obligation.duty().addressee().value())
                ? Optional.of(ObligationItem.of(
                        row.thread(),
                        disclosure.extent().showsContent()
                                ? row.circle().operator().value()
                                : null,
                        row.business(),
                        row.asset(),
                        obligation,
                        now))
                : Optional.empty();
    }

    private static @Nullable OffsetDateTime inTokyoOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : Times.inTokyo(time.toInstant());
    }
}
