package noroshi.api.view.obligation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import noroshi.api.view.ApiProjection;
import noroshi.api.view.Fold;
import noroshi.api.view.Folds;
import noroshi.api.view.Sight;
import noroshi.api.view.ThreadState;
import noroshi.core.regime.Duty;
import noroshi.core.regime.Rule;
import noroshi.core.sharing.Circle;
import noroshi.core.thread.Obligation;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;
import org.jspecify.annotations.Nullable;

/** 義務の射影. A row an obligation. Whether an open one is late is not written: that changes with the clock alone. */
public final class ObligationProjection implements ApiProjection {

    static final String NAME = "obligation";

    private final Folds folds;

    public ObligationProjection(Folds folds) {
        this.folds = folds;
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
    public String ddl(ViewTables tables) {
        return """
                create table %1$s (
                  obligation_id uuid primary key, thread_id uuid not null, addressee text not null,
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
        Fold fold = folds.before(batch);
        for (RecordedEvent event : batch) {
            if (event.payload() instanceof ReportThreadEvent happened) {
                fold.take(event, happened);
            }
        }
        List<ThreadState> changed = new ArrayList<>();
        fold.each((thread, state) -> {
            ThreadState before = fold.before(thread);
            if (before == null || !sameRows(before, state)) {
                changed.add(state);
            }
        });
        upsert(changed, tables.of(NAME), connection);
    }

    private static boolean sameRows(ThreadState one, ThreadState other) {
        return one.dossier().obligations().equals(other.dossier().obligations())
                && one.circle().equals(other.circle());
    }

    private static void upsert(List<ThreadState> states, String table, Connection connection) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                """
                insert into %s (obligation_id, thread_id, addressee, regime, type, rule, article, rule_set_date,
                  rule_status, basis, soft, due_date, due_before, approaches_at, recorded, told, filed_at, met_at,
                  operator, %s)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, %s)
                on conflict (obligation_id) do update set
                  rule = excluded.rule, article = excluded.article, rule_set_date = excluded.rule_set_date,
                  rule_status = excluded.rule_status, basis = excluded.basis, soft = excluded.soft,
                  due_date = excluded.due_date, due_before = excluded.due_before,
                  approaches_at = excluded.approaches_at, recorded = excluded.recorded, told = excluded.told,
                  filed_at = excluded.filed_at, met_at = excluded.met_at, %s
                """.formatted(table, String.join(", ", Sight.MOVING), Sight.MARKS, Sight.EXCLUDED))) {
            for (ThreadState state : states) {
                for (Obligation obligation : state.dossier().obligations().values()) {
                    bind(upsert, state, obligation);
                    upsert.addBatch();
                }
            }
            upsert.executeBatch();
        }
    }

    private static void bind(PreparedStatement upsert, ThreadState state, Obligation obligation) throws SQLException {
        Duty duty = obligation.duty();
        Rule rule = duty.rule();
        Circle circle = state.circle();
        upsert.setObject(1, obligation.id().value());
        upsert.setObject(2, state.dossier().thread().value());
        upsert.setString(3, duty.addressee().value());
        upsert.setString(4, rule.regime().value());
        upsert.setString(5, duty.type().name());
        upsert.setString(6, rule.id());
        upsert.setString(7, rule.article());
        upsert.setObject(8, rule.ruleSetDate());
        upsert.setString(9, rule.status().name());
        upsert.setString(10, duty.basis().name());
        upsert.setBoolean(11, duty.soft());
        upsert.setObject(12, duty.deadline().dueDate());
        upsert.setObject(13, utc(duty.deadline().dueBefore()));
        upsert.setObject(14, utc(obligation.approachesAt()));
        upsert.setString(15, obligation.state().name());
        upsert.setString(16, obligation.told().name());
        upsert.setObject(17, utc(obligation.filedAt()));
        upsert.setObject(18, utc(obligation.metAt()));
        upsert.setString(19, circle.operator().value());
        Sight.bind(upsert, 20, circle);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
