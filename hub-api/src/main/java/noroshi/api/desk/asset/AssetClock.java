package noroshi.api.desk.asset;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import noroshi.api.desk.Consequences;
import noroshi.api.desk.DueTimes;
import noroshi.api.desk.DueTimes.DueTime;
import noroshi.api.desk.RunningThreads;
import noroshi.api.view.ApiProjection;
import noroshi.api.view.AssetFolds;
import noroshi.core.asset.AssetCommand.TellAssetDeadlines;
import noroshi.core.register.OperatorSlug;
import noroshi.ledger.Commands;
import noroshi.ledger.ReadersNames;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.Timed;
import noroshi.ledger.ViewTables;

/**
 * 届出期限の時計. Has the record say when the deadline of a notification approaches or has passed, under the time at which it
 * came about.
 */
public final class AssetClock implements ApiProjection, Timed {

    private static final String TABLE = "asset_clock";

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
    public int edition() {
        return 2;
    }

    @Override
    public String ddl(ViewTables tables) {
        return DueTimes.ddl(tables.of(TABLE));
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
        var times = new DueTimes(tables.of(TABLE), connection);
        Set<OperatorSlug> touched = AssetFolds.touched(
                batch, () -> times.subjects().stream().map(OperatorSlug::new).toList());
        times.put(notifications.at(batch.getLast().position(), touched).entrySet().stream()
                .map(one -> new DueTime(one.getKey().value(), one.getValue().toBeToldFrom()))
                .toList());
    }

    @Override
    public boolean isDue(ReadersNames names, Connection connection) throws SQLException {
        return new DueTimes(names.of(TABLE), connection).isDue(clock.instant());
    }

    @Override
    public void act(ViewTables tables, Connection connection) throws Exception {
        Instant now = clock.instant();
        var times = new DueTimes(tables.of(TABLE), connection);
        List<String> due = times.due(now);
        List<TellAssetDeadlines> told = due.stream()
                .map(operator -> new TellAssetDeadlines(new OperatorSlug(operator), now))
                .toList();
        consequences.send(told, RunningThreads.CLOCK, connection);
        times.told(due);
    }
}
