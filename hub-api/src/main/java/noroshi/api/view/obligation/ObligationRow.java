package noroshi.api.view.obligation;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import noroshi.api.view.Sight;
import noroshi.core.asset.AssetNumber;
import noroshi.core.asset.AssetObligation;
import noroshi.core.deadline.Deadline;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.obligation.Obligation;
import noroshi.core.obligation.ObligationId;
import noroshi.core.regime.Basis;
import noroshi.core.regime.Duty;
import noroshi.core.regime.DutyType;
import noroshi.core.regime.RegimeCode;
import noroshi.core.regime.Rule;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import noroshi.core.sector.Period;
import noroshi.core.sector.Status;
import noroshi.core.sharing.Circle;
import noroshi.core.sharing.Onward;
import org.jspecify.annotations.Nullable;

/**
 * 義務の行. An obligation as it is stored.
 *
 * @param thread null where it is owed for no incident
 * @param business for which business an asset is to be notified, or null
 * @param asset the number of that asset, or null
 * @param owed the days on which it is shown, or null for all
 * @param circle who may know of it
 */
record ObligationRow(
        @Nullable UUID thread,
        @Nullable String business,
        @Nullable String asset,
        @Nullable Period owed,
        Circle circle,
        Obligation obligation) {

    static final String UPSERT = """
            insert into %s (obligation_id, thread_id, business, asset, owed_from, owed_to, addressee, regime, type, rule,
              article, rule_set_date, rule_status, basis, soft, due_date, due_before, approaches_at, recorded, told,
              filed_at, met_at, operator, {moving})
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, {marks})
            on conflict (obligation_id) do update set
              business = excluded.business, asset = excluded.asset,
              owed_from = excluded.owed_from, owed_to = excluded.owed_to,
              rule = excluded.rule, article = excluded.article, rule_set_date = excluded.rule_set_date,
              rule_status = excluded.rule_status, basis = excluded.basis, soft = excluded.soft,
              due_date = excluded.due_date, due_before = excluded.due_before,
              approaches_at = excluded.approaches_at, recorded = excluded.recorded, told = excluded.told,
              filed_at = excluded.filed_at, met_at = excluded.met_at, {excluded}
            """.replace("{moving}", String.join(", ", Sight.MOVING))
            .replace("{marks}", Sight.MARKS)
            .replace("{excluded}", Sight.EXCLUDED);

    static ObligationRow of(ThreadId thread, Circle circle, Obligation obligation) {
        return new ObligationRow(thread.value(), null, null, null, circle, obligation);
    }

    /**
     * What is owed for no incident. Who uses a critical computer is a list of targets: its operator knows of it, the
     * minister to whom it is owed, and the Prime Minister and the national office, to whom ministers pass it on.
     */
    static ObligationRow of(OperatorSlug operator, AssetObligation owed) {
        AssetNumber number = owed.asset();
        Set<AuthorityCode> knowing =
                Set.of(owed.obligation().duty().addressee(), AuthorityCode.PM_CAO, AuthorityCode.NCO);
        return new ObligationRow(
                null,
                owed.business().value(),
                number == null ? null : number.value(),
                owed.owed(),
                new Circle(operator, knowing, knowing, Tlp.AMBER, Onward.NONE),
                owed.obligation());
    }

    static ObligationRow of(ResultSet row) throws SQLException {
        var rule = new Rule(
                new RegimeCode(row.getString("regime")),
                row.getString("rule"),
                row.getString("article"),
                row.getObject("rule_set_date", LocalDate.class),
                Status.valueOf(row.getString("rule_status")));
        var duty = new Duty(
                DutyType.valueOf(row.getString("type")),
                new AuthorityCode(row.getString("addressee")),
                rule,
                Basis.valueOf(row.getString("basis")),
                row.getBoolean("soft"),
                new Deadline(
                        row.getObject("due_date", LocalDate.class),
                        row.getObject("due_before", OffsetDateTime.class).toInstant()));
        LocalDate from = row.getObject("owed_from", LocalDate.class);
        return new ObligationRow(
                row.getObject("thread_id", UUID.class),
                row.getString("business"),
                row.getString("asset"),
                from == null ? null : new Period(from, row.getObject("owed_to", LocalDate.class)),
                Sight.circle(row),
                new Obligation(
                        new ObligationId(row.getObject("obligation_id", UUID.class)),
                        duty,
                        row.getObject("approaches_at", OffsetDateTime.class).toInstant(),
                        Obligation.State.valueOf(row.getString("recorded")),
                        instantOrNull(row, "filed_at"),
                        instantOrNull(row, "met_at"),
                        Obligation.Told.valueOf(row.getString("told"))));
    }

    UUID id() {
        return obligation.id().value();
    }

    /** The parameters of {@link #UPSERT}. */
    void bind(PreparedStatement upsert) throws SQLException {
        Duty duty = obligation.duty();
        Rule rule = duty.rule();
        int i = 0;
        upsert.setObject(++i, id());
        upsert.setObject(++i, thread);
        upsert.setString(++i, business);
        upsert.setString(++i, asset);
        upsert.setObject(++i, owed == null ? null : owed.from());
        upsert.setObject(++i, owed == null ? null : owed.to());
        upsert.setString(++i, duty.addressee().value());
        upsert.setString(++i, rule.regime().value());
        upsert.setString(++i, duty.type().name());
        upsert.setString(++i, rule.id());
        upsert.setString(++i, rule.article());
        upsert.setObject(++i, rule.ruleSetDate());
        upsert.setString(++i, rule.status().name());
        upsert.setString(++i, duty.basis().name());
        upsert.setBoolean(++i, duty.soft());
        upsert.setObject(++i, duty.deadline().dueDate());
        upsert.setObject(++i, utc(duty.deadline().dueBefore()));
        upsert.setObject(++i, utc(obligation.approachesAt()));
        upsert.setString(++i, obligation.state().name());
        upsert.setString(++i, obligation.told().name());
        upsert.setObject(++i, utc(obligation.filedAt()));
        upsert.setObject(++i, utc(obligation.metAt()));
        upsert.setString(++i, circle.operator().value());
        Sight.bind(upsert, ++i, circle);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
