package noroshi.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Every event's row, and a sum for each tag that is wrong as soon as one event counts twice or not at all. */
class TallyProjection implements Projection {

    static final String SUMS = "select coalesce(sum(n), 0) || '/' || coalesce(sum(positions), 0) from views.tally";

    @Override
    public String name() {
        return "tally";
    }

    @Override
    public List<String> tables() {
        return List.of("tally", "line");
    }

    @Override
    public String ddl(ViewTables tables) {
        return """
                create table %s (tag text primary key, n bigint not null, positions bigint not null);
                create table %s (position bigint primary key, payload text not null)
                """.formatted(tables.of("tally"), tables.of("line"));
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
        try (PreparedStatement tally = connection.prepareStatement("""
                        insert into %s as t values (?, 1, ?)
                        on conflict (tag) do update set n = t.n + 1, positions = t.positions + excluded.positions
                        """.formatted(tables.of("tally")));
                PreparedStatement line =
                        connection.prepareStatement("insert into %s values (?, ?)".formatted(tables.of("line")))) {
            for (RecordedEvent event : batch) {
                for (String tag : event.tags()) {
                    tally.setString(1, tag);
                    tally.setLong(2, event.position());
                    tally.addBatch();
                }
                line.setLong(1, event.position());
                line.setString(2, event.payload().toString());
                line.addBatch();
            }
            tally.executeBatch();
            line.executeBatch();
        }
    }
}
