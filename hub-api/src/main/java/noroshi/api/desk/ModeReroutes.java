package noroshi.api.desk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import noroshi.api.view.ApiProjection;
import noroshi.api.view.Views;
import noroshi.core.mode.ModeEvent.ModeSwitched;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.ThreadId;
import noroshi.core.thread.ReportThreadCommand.Reroute;
import noroshi.ledger.Commands;
import noroshi.ledger.ReadersNames;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.Timed;
import noroshi.ledger.ViewTables;

/**
 * モード切替後の再振分け. Targets are those of the mode, so when it is switched all running threads are routed again; each
 * finds out whether it has another. They may be a hundred thousand: the switch is noted, and worked off page by page,
 * each in a transaction of its own, so that whoever is killed loses a page and whoever takes over goes on behind the
 * one before.
 *
 * <p>It begins once the {@link RunningThreads} know of all that was filed before the switch; what is filed after it was
 * decided on it.
 */
public final class ModeReroutes implements ApiProjection, Timed {

    private static final String TABLE = "mode_reroute";
    private static final ReadersNames READ = new ReadersNames(Views.SCHEMA);
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final int AT_ONCE = 500;

    private final Consequences consequences;
    private final int atOnce;

    public ModeReroutes(Commands commands) {
        this(commands, AT_ONCE);
    }

    /** @param atOnce how many threads a page */
    ModeReroutes(Commands commands, int atOnce) {
        this.consequences = new Consequences(commands);
        this.atOnce = atOnce;
    }

    @Override
    public String name() {
        return TABLE;
    }

    @Override
    public List<String> tables() {
        return List.of(TABLE);
    }

    @Override
    public boolean concerns(Object happened) {
        return happened instanceof ModeSwitched;
    }

    @Override
    public String ddl(ViewTables tables) {
        return """
                create table %s (position bigint primary key, at timestamptz not null, by text not null,
                  last_thread uuid not null)
                """.formatted(tables.of(TABLE));
    }

    /** The latest switch alone counts, and begins from the first thread again. */
    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
        for (RecordedEvent event : batch) {
            if (event.payload() instanceof ModeSwitched switched) {
                end(tables.of(TABLE), connection);
                try (PreparedStatement insert =
                        connection.prepareStatement("insert into %s values (?, ?, ?, ?)".formatted(tables.of(TABLE)))) {
                    insert.setLong(1, event.position());
                    insert.setObject(2, switched.at().atOffset(ZoneOffset.UTC));
                    insert.setString(3, switched.by());
                    insert.setObject(4, BEFORE_ALL);
                    insert.executeUpdate();
                }
            }
        }
    }

    @Override
    public boolean isDue(ReadersNames names, Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("""
                        select from %s s join %s p on p.view = ? and p.live and p.position >= s.position
                        """.formatted(names.of(TABLE), names.of("view_pointer")))) {
            select.setString(1, RunningThreads.NAME);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** One page, behind the one before; after the last there is nothing more to do. */
    @Override
    public void act(ViewTables tables, Connection connection) throws Exception {
        String table = tables.of(TABLE);
        List<Reroute> page = new ArrayList<>();
        String by = "";
        try (PreparedStatement select =
                connection.prepareStatement("""
                        select r.thread_id, r.operator, s.at, s.by from %s s join %s r on r.thread_id > s.last_thread
                        order by r.thread_id limit ?
                        """.formatted(table, READ.of(RunningThreads.TABLE)))) {
            select.setInt(1, atOnce);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    by = rows.getString(4);
                    page.add(new Reroute(
                            new ThreadId(rows.getObject(1, UUID.class)),
                            new OperatorSlug(rows.getString(2)),
                            rows.getObject(3, OffsetDateTime.class).toInstant()));
                }
            }
        }
        if (page.isEmpty()) {
            end(table, connection);
            return;
        }
        consequences.send(page, by, connection);
        try (PreparedStatement update = connection.prepareStatement("update %s set last_thread = ?".formatted(table))) {
            update.setObject(1, page.getLast().thread().value());
            update.executeUpdate();
        }
    }

    private static void end(String table, Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from " + table)) {
            delete.executeUpdate();
        }
    }
}
