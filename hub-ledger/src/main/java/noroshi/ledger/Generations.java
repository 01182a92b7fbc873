package noroshi.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The generations of one view and how far each has come: table {@code view_pointer} of the module's schema, one row a
 * generation. The row's lock is the lease on that generation.
 */
final class Generations {

    private final String schema;
    private final Projection projection;
    private final String pointer;

    /** One generation, at the position of the last event it holds. */
    record Generation(int number, long position) {}

    /**
     * Where the live generation stands.
     *
     * @param head the position of the record's last event
     * @param edition of the view, whichever release made it
     */
    record Standing(long position, long head, int edition) {

        long behind() {
            return Math.max(0, head - position);
        }
    }

    Generations(String schema, Projection projection) {
        this.schema = LedgerDatabase.identifier(schema);
        this.projection = projection;
        LedgerDatabase.identifier(projection.name());
        this.pointer = schema + ".view_pointer";
    }

    ViewTables tables(int generation) {
        return new ViewTables(schema, generation);
    }

    ReadersNames names() {
        return new ReadersNames(schema);
    }

    /** What is said when this view moves on. */
    String topic() {
        return schema + "." + projection.name();
    }

    /**
     * Makes the first generation, if there is none; the caller commits. Safe when several processes start at once. Where
     * there is one it locks nothing: making what is there already would stop all views until this process has committed.
     */
    void prepare(Connection connection) throws SQLException {
        if (isPrepared(connection)) {
            return;
        }
        lockSchema(connection);
        execute(connection, """
                create table if not exists %1$s (
                  view text not null, generation int not null, position bigint not null, live boolean not null,
                  edition int not null default 1, primary key (view, generation)) with (fillfactor = 10);
                create unique index if not exists view_pointer_live on %1$s (view) where live
                """.formatted(pointer));
        if (!knowsEditions(connection)) {
            execute(connection, "alter table %s add column edition int not null default 1".formatted(pointer));
        }
        if (list(connection, "live").isEmpty()) {
            int first = create(connection);
            goLive(connection, first);
        }
    }

    /** A new generation's tables, empty, beside the live ones. */
    int create(Connection connection) throws SQLException {
        int number = 1
                + list(connection, "true").stream()
                        .mapToInt(Generation::number)
                        .max()
                        .orElse(0);
        execute(connection, projection.ddl(tables(number)));
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into %s (view, generation, position, live, edition) values (?, ?, 0, false, ?)"
                        .formatted(pointer))) {
            insert.setString(1, projection.name());
            insert.setInt(2, number);
            insert.setInt(3, projection.edition());
            insert.executeUpdate();
        }
        return number;
    }

    /** What rebuilds left behind that did not come to their end. */
    void dropUnfinished(Connection connection) throws SQLException {
        for (Generation generation : list(connection, "not live")) {
            drop(connection, generation.number());
        }
    }

    /** Where the live generation stands, and how far the record goes. Asked first: a lease, even an idle one, writes. */
    Standing standing(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select position, (select coalesce(max(position), 0) from ledger.events), edition
                from %s where view = ? and live""".formatted(pointer))) {
            select.setString(1, projection.name());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? new Standing(row.getLong(1), row.getLong(2), row.getInt(3))
                        : new Standing(0, 0, projection.edition());
            }
        }
    }

    /** The live generation's edition of the view, whichever release made it. */
    int liveEdition(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select edition from %s where view = ? and live".formatted(pointer))) {
            select.setString(1, projection.name());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("%s: no live generation".formatted(topic()));
                }
                return row.getInt(1);
            }
        }
    }

    /** The lease on the live generation, or empty if another process has it now or it is of another edition. */
    Optional<Generation> leaseLive(Connection connection) throws SQLException {
        return list(connection, "live and edition = %d for update skip locked".formatted(projection.edition())).stream()
                .findFirst();
    }

    Generation lockLive(Connection connection) throws SQLException {
        return list(connection, "live for update").stream()
                .findFirst()
                // The pointer moved while this waited for it.
                .orElseThrow(() -> new SQLException("live generation changed", "40001"));
    }

    Generation lock(Connection connection, int number) throws SQLException {
        return list(connection, "generation = %d for update".formatted(number)).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "%s: generation %d is gone (another rebuild?)".formatted(topic(), number)));
    }

    void save(Connection connection, Generation generation, long position) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update %s set position = ? where view = ? and generation = ? and position = ?".formatted(pointer))) {
            update.setLong(1, position);
            update.setString(2, projection.name());
            update.setInt(3, generation.number());
            update.setLong(4, generation.position());
            if (update.executeUpdate() != 1) {
                throw new IllegalStateException(
                        "%s: position moved under the lock (expected: %d)".formatted(topic(), generation.position()));
            }
        }
    }

    /** Points the readers' names to a generation; the one that was live before is dropped. */
    void goLive(Connection connection, int number) throws SQLException {
        for (String table : projection.formerTables()) {
            execute(connection, "drop view if exists " + names().of(table));
        }
        for (String table : projection.tables()) {
            String name = names().of(table);
            execute(
                    connection,
                    "drop view if exists %s; create view %s as select * from %s"
                            .formatted(name, name, tables(number).of(table)));
        }
        for (Generation before : list(connection, "live")) {
            drop(connection, before.number());
        }
        try (PreparedStatement update = connection.prepareStatement(
                "update %s set live = true where view = ? and generation = ?".formatted(pointer))) {
            update.setString(1, projection.name());
            update.setInt(2, number);
            update.executeUpdate();
        }
    }

    private void drop(Connection connection, int number) throws SQLException {
        List<String> tables = new ArrayList<>(projection.tables());
        tables.addAll(projection.formerTables());
        for (String table : tables) {
            execute(connection, "drop table if exists " + tables(number).of(table));
        }
        try (PreparedStatement delete =
                connection.prepareStatement("delete from %s where view = ? and generation = ?".formatted(pointer))) {
            delete.setString(1, projection.name());
            delete.setInt(2, number);
            delete.executeUpdate();
        }
    }

    private List<Generation> list(Connection connection, String which) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select generation, position from %s where view = ? and %s".formatted(pointer, which))) {
            select.setString(1, projection.name());
            List<Generation> generations = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    generations.add(new Generation(rows.getInt(1), rows.getLong(2)));
                }
            }
            return generations;
        }
    }

    private boolean isPrepared(Connection connection) throws SQLException {
        return knowsEditions(connection) && !list(connection, "live").isEmpty();
    }

    /** A pointer table made before there were editions lacks the column. */
    private boolean knowsEditions(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select 1 from pg_attribute where attrelid = to_regclass(?) and attname = 'edition'")) {
            select.setString(1, pointer);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private void lockSchema(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(hashtext(?))")) {
            lock.setString(1, pointer);
            lock.execute();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        if (!sql.isBlank()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
