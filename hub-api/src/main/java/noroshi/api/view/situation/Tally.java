package noroshi.api.view.situation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.sharing.Circle;

/**
 * 集計. How many threads have one code, kept as the threads change, apart for all that decides who may count them. Whoever
 * asks for counts ({@link noroshi.api.view.Asking#COUNTING}) knows of a thread by its label, by whether it passes on, and
 * by whether it was delivered to the asker itself. So all threads are counted by the first two, and once more for each
 * authority that has a delivery; what an authority may count is what a stranger may, with its own in their place. That is
 * some thousand rows, however many threads there are.
 */
final class Tally {

    /** Stands for the authority where all threads are counted, as none of their addressees sees them. */
    private static final String ALL = "";

    private static final String KEY = "authority, named, tlp, passing, dimension, code";

    private static final String MARKS = "?::text[], ?::bool[], ?::text[], ?::text[], ?::text[], ?::text[]";

    private final Map<Cell, Integer> changes = new LinkedHashMap<>();

    /** @param authority which has a delivery, as one of those named or not; or {@link #ALL} */
    private record Cell(String authority, boolean named, String tlp, String passing, String dimension, String code) {}

    /** The rows change in place with every report, so each page of them has room for that. */
    static String ddl(String tally) {
        return """
                create table %s (
                  authority text not null, named boolean not null, tlp text not null, passing text not null,
                  dimension text not null, code text not null, n int not null,
                  primary key (%s)) with (fillfactor = 50);
                """.formatted(tally, KEY);
    }

    /**
     * A query of what {@code :viewerAuthority} counts from, in the columns {@code dimension}, {@code code}, {@code n} and
     * those of a circle as {@link noroshi.api.view.Sight} asks of them: all threads as a stranger sees them; less the
     * viewer's own; and these as the viewer sees them.
     */
    static String seen(String tally) {
        return """
                select dimension, code, tlp, passing, '{}'::text[] as addressees, '{}'::text[] as named,
                  case authority when '%2$s' then n else -n end as n
                from %1$s where authority in ('%2$s', :viewerAuthority)
                union all
                select dimension, code, tlp, passing, array[authority],
                  case when named then array[authority] else '{}'::text[] end, n
                from %1$s where authority = :viewerAuthority and authority <> '%2$s'
                """.formatted(tally, ALL);
    }

    void add(Facts facts) {
        change(facts, 1);
    }

    void take(Facts facts) {
        change(facts, -1);
    }

    private void change(Facts facts, int by) {
        if (!facts.counts()) {
            return;
        }
        change(facts, ALL, false, by);
        Circle circle = facts.circle();
        for (AuthorityCode addressee : circle.addressees()) {
            change(facts, addressee.value(), circle.named().contains(addressee), by);
        }
    }

    private void change(Facts facts, String authority, boolean named, int by) {
        String tlp = facts.circle().tlp().name();
        String passing = facts.circle().onward().passing().name();
        facts.each((dimension, code) ->
                changes.merge(new Cell(authority, named, tlp, passing, dimension, code), by, Integer::sum));
    }

    void save(String tally, Connection connection) throws SQLException {
        changes.values().removeIf(by -> by == 0);
        if (changes.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into %1$s as t (%2$s, n) select * from unnest(%3$s, ?::int[])
                on conflict (%2$s) do update set n = t.n + excluded.n
                """.formatted(tally, KEY, MARKS))) {
            bind(upsert, List.copyOf(changes.keySet()));
            upsert.setArray(7, connection.createArrayOf("int4", changes.values().toArray()));
            upsert.executeUpdate();
        }
        // what nobody has any more leaves nothing behind, so that a view made anew is the same
        changes.values().removeIf(by -> by > 0);
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from %s where n = 0 and (%s) in (select * from unnest(%s))".formatted(tally, KEY, MARKS))) {
            bind(delete, List.copyOf(changes.keySet()));
            delete.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, List<Cell> cells) throws SQLException {
        bind(statement, 1, "text", cells, Cell::authority);
        bind(statement, 2, "bool", cells, Cell::named);
        bind(statement, 3, "text", cells, Cell::tlp);
        bind(statement, 4, "text", cells, Cell::passing);
        bind(statement, 5, "text", cells, Cell::dimension);
        bind(statement, 6, "text", cells, Cell::code);
    }

    private static void bind(
            PreparedStatement statement, int parameter, String type, List<Cell> cells, Function<Cell, Object> column)
            throws SQLException {
        statement.setArray(
                parameter,
                statement
                        .getConnection()
                        .createArrayOf(type, cells.stream().map(column).toArray()));
    }
}
