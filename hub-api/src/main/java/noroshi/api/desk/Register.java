package noroshi.api.desk;

import com.google.common.base.Suppliers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import noroshi.core.Fault;
import noroshi.core.bulletin.UnnamedMembers;
import noroshi.core.deadline.Tokyo;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorEvent.OperatorRegistered;
import noroshi.core.register.OperatorEvent.OperatorRevised;
import noroshi.core.register.OperatorSlug;
import noroshi.core.register.ScopeEvent;
import noroshi.core.sector.Scope;
import noroshi.core.sharing.Masking;
import noroshi.core.sharing.Suppression;
import noroshi.core.sharing.Viewer;
import noroshi.ledger.EventJson;
import noroshi.ledger.Ledger;
import noroshi.ledger.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 登録簿. The operators and the scope of protection as they stand, the first read from the view, the few rows of the second from the record. */
public final class Register {

    /**
     * 登録簿の一項. An entry and the change it stems from.
     *
     * @param revisedAt when that change was made
     * @param position its place in the record
     */
    public record Registered(OperatorEntry entry, Instant revisedAt, long position) {

        /** The day of the change, in Asia/Tokyo. */
        public LocalDate revised() {
            return Tokyo.dayOf(revisedAt);
        }
    }

    private final JdbcClient database;
    private final Ledger ledger;
    private volatile @Nullable Counted counted;

    /** @param position of the last change that is counted */
    private record Counted(long position, Suppression suppression) {}

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
        return registered(slug).map(Registered::entry);
    }

    /** The same with the change it stems from. */
    public Optional<Registered> registered(String slug) {
        return database.sql("select entry, revised_at, position from api.register_operator where slug = ?")
                .param(slug)
                .query((row, _) -> registered(row))
                .optional();
    }

    /** Every operator's entry, by its slug. */
    public Map<String, OperatorEntry> entries() {
        return operators().stream()
                .map(Registered::entry)
                .collect(Collectors.toMap(entry -> entry.slug().value(), entry -> entry));
    }

    /** All that are in the register. */
    public List<OperatorSlug> slugs() {
        return database.sql("select slug from api.register_operator")
                .query((row, _) -> new OperatorSlug(row.getString("slug")))
                .list();
    }

    /** What masked threads tell that viewer of themselves, by the register as it stands when first asked for. */
    public Masking masking(Viewer viewer) {
        return new Masking(viewer, Suppliers.memoize(this::suppression));
    }

    /** Counted anew only where an entry has changed since. */
    private Suppression suppression() {
        long position = database.sql("select coalesce(max(position), 0) from api.register_operator")
                .query(Long.class)
                .single();
        Counted known = counted;
        if (known == null || known.position != position) {
            known = new Counted(
                    position,
                    new Suppression(operators().stream().map(Registered::entry).toList()));
            counted = known;
        }
        return known.suppression;
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
        return scopes().getLast().entry();
    }

    /**
     * What the register said from a position of the record on.
     *
     * @param at when that was recorded
     */
    record Past<T>(long position, Instant at, T entry) {}

    /** The scope as it was shipped, and after each revision. */
    List<Past<Scope>> scopes() {
        var scopes = new ArrayList<Past<Scope>>();
        scopes.add(new Past<>(0, Instant.EPOCH, Scope.shipped()));
        for (RecordedEvent recorded : ledger.ofTag("scope", ScopeEvent.NATIONAL)) {
            if (recorded.payload() instanceof ScopeEvent revised) {
                Scope scope = ScopeEvent.evolve(scopes.getLast().entry(), revised);
                scopes.add(new Past<>(recorded.position(), recorded.recordedAt(), scope));
            }
        }
        return scopes;
    }

    /** An operator's entry after each change. */
    List<Past<OperatorEntry>> entriesOf(OperatorSlug operator) {
        var entries = new ArrayList<Past<OperatorEntry>>();
        for (RecordedEvent recorded : ledger.ofTag("operator", operator.value())) {
            switch (recorded.payload()) {
                case OperatorRegistered it ->
                    entries.add(new Past<>(recorded.position(), recorded.recordedAt(), it.entry()));
                case OperatorRevised it ->
                    entries.add(new Past<>(recorded.position(), recorded.recordedAt(), it.entry()));
                default -> {
                    // no concern of the register
                }
            }
        }
        return entries;
    }

    /** The position of the first event of a day or of a later one. */
    long first(LocalDate day) {
        Instant before = Tokyo.startOf(day).minus(1, ChronoUnit.MICROS);
        return ledger.positionAt(before).orElse(0L) + 1;
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
                row.getObject("revised_at", OffsetDateTime.class).toInstant(),
                row.getLong("position"));
    }
}
