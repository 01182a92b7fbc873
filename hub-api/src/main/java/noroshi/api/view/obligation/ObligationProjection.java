package noroshi.api.view.obligation;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import noroshi.api.view.ApiProjection;
import noroshi.api.view.AssetFolds;
import noroshi.api.view.Fold;
import noroshi.api.view.Folds;
import noroshi.api.view.Sight;
import noroshi.api.view.ThreadState;
import noroshi.core.register.OperatorSlug;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;

/**
 * 義務の射影. A row an obligation, of a thread or of what operators have to notify. Whether an open one is late is not
 * written: that changes with the clock alone.
 */
public final class ObligationProjection implements ApiProjection {

    static final String NAME = "obligation";

    private final Folds folds;
    private final AssetFolds notifications;

    public ObligationProjection(Folds folds, AssetFolds notifications) {
        this.folds = folds;
        this.notifications = notifications;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of(NAME);
    }

    @Override
    public boolean concerns(Object happened) {
        return happened instanceof ReportThreadEvent || AssetFolds.concern(happened);
    }

    @Override
    public int edition() {
        return 2;
    }

    @Override
    public String ddl(ViewTables tables) {
        return """
                create table %1$s (
                  obligation_id uuid primary key, thread_id uuid, business text, asset text, owed_from date, owed_to date,
                  addressee text not null,
                  regime text not null, type text not null, rule text not null, article text not null,
                  rule_set_date date not null, rule_status text not null, basis text not null, soft boolean not null,
                  due_date date, due_before timestamptz not null, approaches_at timestamptz not null,
                  recorded text not null, told text not null,
                  filed_at timestamptz, met_at timestamptz, %2$s);
                create index on %1$s (due_before, obligation_id);
                create index on %1$s (operator, due_before, obligation_id);
                create index on %1$s (addressee, due_before, obligation_id);
                """.formatted(tables.of(NAME), Sight.COLUMNS);
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
        String table = tables.of(NAME);
        upsert(ofThreads(batch), table, connection);
        // one by one: what arises and is waived within one round has been owed all the same
        for (RecordedEvent event : batch) {
            Set<OperatorSlug> touched = AssetFolds.touched(List.of(event), () -> notifying(table, connection));
            var known = notifications.at(event.position(), touched);
            for (OperatorSlug operator : touched) {
                List<ObligationRow> rows = requireNonNull(known.get(operator)).obligations().stream()
                        .map(owed -> ObligationRow.of(operator, owed))
                        .toList();
                upsert(rows, table, connection);
                waiveOthers(operator, rows, table, connection);
            }
        }
    }

    private List<ObligationRow> ofThreads(List<RecordedEvent> batch) {
        Fold fold = folds.before(batch);
        for (RecordedEvent event : batch) {
            if (event.payload() instanceof ReportThreadEvent happened) {
                fold.take(event, happened);
            }
        }
        List<ObligationRow> changed = new ArrayList<>();
        fold.each((thread, state) -> {
            ThreadState before = fold.before(thread);
            if (before == null || !sameRows(before, state)) {
                state.dossier()
                        .obligations()
                        .values()
                        .forEach(obligation -> changed.add(ObligationRow.of(thread, state.circle(), obligation)));
            }
        });
        return changed;
    }

    private static boolean sameRows(ThreadState one, ThreadState other) {
        return one.dossier().obligations().equals(other.dossier().obligations())
                && one.circle().equals(other.circle());
    }

    /** Who has, or had, anything to notify. */
    private static List<OperatorSlug> notifying(String table, Connection connection) throws SQLException {
        List<OperatorSlug> operators = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "select distinct operator from %s where thread_id is null order by operator".formatted(table));
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                operators.add(new OperatorSlug(rows.getString(1)));
            }
        }
        return operators;
    }

    /** A duty does not vanish: what the register asks no more is waived. */
    private static void waiveOthers(
            OperatorSlug operator, List<ObligationRow> rows, String table, Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update %s set recorded = 'WAIVED'
                where operator = ? and thread_id is null and recorded = 'OPEN' and not obligation_id = any(?)
                """.formatted(table))) {
            update.setString(1, operator.value());
            update.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", rows.stream().map(ObligationRow::id).toArray()));
            update.executeUpdate();
        }
    }

    private static void upsert(List<ObligationRow> rows, String table, Connection connection) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = connection.prepareStatement(ObligationRow.UPSERT.formatted(table))) {
            for (ObligationRow row : rows) {
                row.bind(upsert);
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }
}
