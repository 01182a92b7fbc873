package noroshi.api.desk.asset;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import noroshi.api.desk.Consequences;
import noroshi.api.desk.RunningThreads;
import noroshi.api.view.ApiProjection;
import noroshi.api.view.AssetFolds;
import noroshi.core.asset.AssetCommand.TellAssetDeadlines;
import noroshi.core.asset.AssetNotifications;
import noroshi.core.register.OperatorSlug;
import noroshi.ledger.Commands;
import noroshi.ledger.ReadersNames;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.Timed;
import noroshi.ledger.ViewTables;

/**
 * 届出期限の時計. Has the record say when the deadline of a notification approaches or has passed. The table holds for each
 * operator from when on there is something new to tell; so what fell due while no hub ran is told by the next one, under
 * the time at which it came about.
 */
public final class AssetClock implements ApiProjection, Timed {

    private static final String TABLE = "asset_clock";
    private static final int TOLD_AT_ONCE = 500;

    private final AssetFolds notifications;
    private final Consequences consequences;
    private final InstantSource clock;

    /** @param clock the domain's */
    public AssetClock(AssetFolds notifications, Commands commands, InstantSource clock) {
        this.notifications = notifications;
        this.consequences = new Consequences(commands);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "asset_clock";
    }

    @Override
    public List<String> tables() {
        return List.of(TABLE);
    }

    @Override
    public boolean concerns(Object happened) {
        return AssetFolds.concern(happened);
    }

    @Override
    public String ddl(ViewTables tables) {
        return "create table %s (operator text primary key, told_from timestamptz)".formatted(tables.of(TABLE));
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
        String table = tables.of(TABLE);
        Set<OperatorSlug> touched = AssetFolds.touched(
                batch,
                () -> operators(connection.prepareStatement("select operator from %s order by 1".formatted(table))));
        var known = notifications.at(batch.getLast().position(), touched);
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into %s values (?, ?) on conflict (operator) do update set told_from = excluded.told_from
                """.formatted(table))) {
            for (Map.Entry<OperatorSlug, AssetNotifications> one : known.entrySet()) {
                Instant from = one.getValue().toBeToldFrom();
                upsert.setString(1, one.getKey().value());
                upsert.setObject(2, from == null ? null : from.atOffset(ZoneOffset.UTC));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    @Override
    public boolean isDue(ReadersNames names, Connection connection) throws SQLException {
        return !due(names.of(TABLE), clock.instant(), 1, connection).isEmpty();
    }

    /** What is told comes back as events, by which the table gets the operator's next time. */
    @Override
    public void act(ViewTables tables, Connection connection) throws Exception {
        Instant now = clock.instant();
        List<OperatorSlug> due = due(tables.of(TABLE), now, TOLD_AT_ONCE, connection);
        List<TellAssetDeadlines> told = due.stream()
                .map(operator -> new TellAssetDeadlines(operator, now))
                .toList();
        consequences.send(told, RunningThreads.CLOCK, connection);
        try (PreparedStatement done = connection.prepareStatement(
                "update %s set told_from = null where operator = any(?)".formatted(tables.of(TABLE)))) {
            done.setArray(
                    1,
                    connection.createArrayOf(
                            "text", due.stream().map(OperatorSlug::value).toArray()));
            done.executeUpdate();
        }
    }

    private static List<OperatorSlug> due(String table, Instant now, int limit, Connection connection)
            throws SQLException {
        PreparedStatement select = connection.prepareStatement(
                "select operator from %s where told_from <= ? order by told_from limit ?".formatted(table));
        select.setObject(1, now.atOffset(ZoneOffset.UTC));
        select.setInt(2, limit);
        return operators(select);
    }

    private static List<OperatorSlug> operators(PreparedStatement select) throws SQLException {
        try (select;
                ResultSet rows = select.executeQuery()) {
            List<OperatorSlug> operators = new ArrayList<>();
            while (rows.next()) {
                operators.add(new OperatorSlug(rows.getString(1)));
            }
            return operators;
        }
    }
}
