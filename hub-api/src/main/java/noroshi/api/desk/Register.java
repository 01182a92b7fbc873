package noroshi.api.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import noroshi.core.Fault;
import noroshi.core.bulletin.UnnamedMembers;
import noroshi.core.deadline.Tokyo;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorSlug;
import noroshi.core.register.ScopeEvent;
import noroshi.core.sector.Scope;
import noroshi.ledger.EventJson;
import noroshi.ledger.Ledger;
import noroshi.ledger.RecordedEvent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 登録簿. The operators and the scope of protection as they stand, the first read from the view, the few rows of the second from the record. */
public final class Register {

    /**
     * 登録簿の一項. An entry and the change it stems from.
     *
     * @param revised the day of that change, in Asia/Tokyo
     * @param position its place in the record
     */
    public record Registered(OperatorEntry entry, LocalDate revised, long position) {}

    private final JdbcClient database;
    private final Ledger ledger;

    public Register(JdbcClient database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    /** Whether an operator is in the register; only then it gets tokens. */
    public boolean isRegistered(OperatorSlug operator) {
        return database.sql("select exists (select from api.register_operator where slug = ?)")
                .param(operator.value())
                .query(Boolean.class)
                .single();
    }

    /** An operator's entry, or empty if it is not in the register. */
    public Optional<OperatorEntry> entry(String slug) {
        return database.sql("select entry, revised_at, position from api.register_operator where slug = ?")
                .param(slug)
                .query((row, _) -> registered(row).entry())
                .optional();
    }

    /** Every operator's entry, by its slug. */
    public Map<String, OperatorEntry> entries() {
        return operators().stream()
                .map(Registered::entry)
                .collect(Collectors.toMap(entry -> entry.slug().value(), entry -> entry));
    }

    /** What an operator is called; empty for one that is not in the register. */
    public Optional<String> nameOf(OperatorSlug operator) {
        return database.sql("select entry ->> 'name' from api.register_operator where slug = ?")
                .param(operator.value())
                .query(String.class)
                .optional();
    }

    /** Every entry, by slug. */
    public List<Registered> operators() {
        return database.sql("select entry, revised_at, position from api.register_operator order by slug")
                .query((row, _) -> registered(row))
                .list();
    }

    /** The scope that was shipped, with all that was revised since. */
    public Scope scope() {
        Scope scope = Scope.shipped();
        for (RecordedEvent recorded : ledger.ofTag("scope", ScopeEvent.NATIONAL)) {
            if (recorded.payload() instanceof ScopeEvent revised) {
                scope = ScopeEvent.evolve(scope, revised);
            }
        }
        return scope;
    }

    /**
     * A CEPTOAR names none of its members, whatever it says; others may say what they like.
     *
     * @throws Unacceptable with all that tells one
     */
    void requireUnnamed(OperatorSlug operator, String reason) {
        if (operator.isOfCeptoar()) {
            List<OperatorEntry> all =
                    operators().stream().map(Registered::entry).toList();
            List<Fault> faults = UnnamedMembers.of(operator, all).in("reason", reason);
            if (!faults.isEmpty()) {
                throw new Unacceptable(faults);
            }
        }
    }

    private static Registered registered(ResultSet row) throws SQLException {
        return new Registered(
                EventJson.mapper().readValue(row.getString("entry"), OperatorEntry.class),
                Tokyo.dayOf(row.getObject("revised_at", OffsetDateTime.class).toInstant()),
                row.getLong("position"));
    }
}
