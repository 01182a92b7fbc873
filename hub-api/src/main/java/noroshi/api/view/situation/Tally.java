package noroshi.api.view.situation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import noroshi.api.view.Sight;
import noroshi.core.report.NamedUuid;
import noroshi.core.sharing.Circle;

/**
 * 集計. How many threads of one circle have one code, kept as the threads change: a million threads are some thousand
 * circles, and whoever asks adds up what the circles that it may know of have. A circle here is without its operator, by
 * which none of those who ask for counts knows of a thread ({@link noroshi.api.view.Asking#COUNTING}).
 */
final class Tally {

    private final Map<UUID, Circle> circles = new LinkedHashMap<>();
    private final Map<Cell, Integer> changes = new LinkedHashMap<>();

    private record Cell(UUID circle, String dimension, String code) {}

    /** The rows change in place with every report, so each page of them has room for that. */
    static String ddl(String tally, String circles) {
        return """
                create table %1$s (
                  circle uuid not null, dimension text not null, code text not null, n int not null,
                  primary key (circle, dimension, code)) with (fillfactor = 50);
                create table %2$s (
                  circle uuid primary key, addressees text[] not null, named text[] not null, tlp text not null,
                  passing text not null, ceptoars text[] not null);
                """.formatted(tally, circles);
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
        UUID circle = id(facts.circle());
        circles.put(circle, facts.circle());
        change(circle, "threads", "", by);
        facts.sectors().forEach(sector -> change(circle, "sector", sector, by));
        change(
                circle,
                "severity",
                facts.severity() == null ? "UNKNOWN" : facts.severity().toString(),
                by);
        change(
                circle,
                "official",
                facts.official() == null ? "NOT_ASSESSED" : facts.official().toString(),
                by);
        change(circle, "region", facts.region() == null ? "UNKNOWN" : facts.region(), by);
        facts.regimes().forEach(regime -> change(circle, "regime", regime, by));
        facts.openObligations().forEach(addressee -> change(circle, "obligations", addressee, by));
    }

    private void change(UUID circle, String dimension, String code, int by) {
        changes.merge(new Cell(circle, dimension, code), by, Integer::sum);
    }

    private static UUID id(Circle circle) {
        return NamedUuid.of(
                codes(circle.addressees()),
                codes(circle.named()),
                circle.tlp().name(),
                circle.onward().passing().name(),
                codes(circle.onward().ceptoars()));
    }

    private static String codes(Collection<?> codes) {
        return codes.stream().map(Object::toString).sorted().toList().toString();
    }

    void save(String tally, String circlesTable, Connection connection) throws SQLException {
        changes.values().removeIf(by -> by == 0);
        if (changes.isEmpty()) {
            return;
        }
        know(circlesTable, connection);
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into %s as t (circle, dimension, code, n) values (?, ?, ?, ?)
                on conflict (circle, dimension, code) do update set n = t.n + excluded.n
                """.formatted(tally))) {
            for (Map.Entry<Cell, Integer> change : changes.entrySet()) {
                upsert.setObject(1, change.getKey().circle());
                upsert.setString(2, change.getKey().dimension());
                upsert.setString(3, change.getKey().code());
                upsert.setInt(4, change.getValue());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
        // what nobody has any more leaves nothing behind, so that a view made anew is the same
        forget("delete from %s where circle = any(?) and n = 0".formatted(tally), connection);
        forget(
                "delete from %s c where circle = any(?) and not exists (select from %s t where t.circle = c.circle)"
                        .formatted(circlesTable, tally),
                connection);
    }

    private void know(String table, Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("""
                insert into %s (circle, %s) values (?, %s) on conflict do nothing
                """.formatted(table, String.join(", ", Sight.MOVING), Sight.MARKS))) {
            for (Map.Entry<UUID, Circle> circle : circles.entrySet()) {
                insert.setObject(1, circle.getKey());
                Sight.bind(insert, 2, circle.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void forget(String sql, Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setArray(1, connection.createArrayOf("uuid", circles.keySet().toArray()));
            delete.executeUpdate();
        }
    }
}
