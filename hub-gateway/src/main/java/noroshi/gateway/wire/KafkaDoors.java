package noroshi.gateway.wire;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import noroshi.core.deadline.Tokyo;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorEvent;
import noroshi.core.register.OperatorSlug;
import noroshi.core.register.ScopeEvent;
import noroshi.core.sector.Scope;
import noroshi.core.thread.ReportThreadEvent.Decided;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.ledger.EventJson;
import noroshi.ledger.Lease;
import noroshi.ledger.Projection;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;

/**
 * 受付口の台帳. Follows the register, so that a door opens, and a right comes and goes, within seconds of what was
 * recorded; and the decisions, so that a local authority has its topic from its first delivery on. It keeps entries and
 * addressees, since they are needed all at once.
 */
final class KafkaDoors implements Projection {

    private static final String DOOR = "door";
    private static final String ADDRESSEE = "addressee";

    private final Supplier<List<RecordedEvent>> scopeEvents;
    private final Consumer<TopicPlan> apply;
    private final InstantSource clock;
    private volatile boolean inDoubt;

    /**
     * @param scopeEvents all that ever changed the scope
     * @param apply throws if the plan can't be carried out now
     */
    KafkaDoors(Supplier<List<RecordedEvent>> scopeEvents, Consumer<TopicPlan> apply, InstantSource clock) {
        this.scopeEvents = scopeEvents;
        this.apply = apply;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "doors";
    }

    @Override
    public List<String> tables() {
        return List.of(DOOR, ADDRESSEE);
    }

    @Override
    public boolean concerns(Object happened) {
        return happened instanceof OperatorEvent
                || happened instanceof ScopeEvent
                || happened instanceof RoutingDecided;
    }

    @Override
    public String ddl(ViewTables tables) {
        return """
                create table %s (operator text primary key, entry text not null);
                create table %s (authority text primary key)
                """.formatted(tables.of(DOOR), tables.of(ADDRESSEE));
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws Exception {
        var changed = new LinkedHashMap<OperatorSlug, OperatorEntry>();
        var decided = new TreeSet<AuthorityCode>();
        boolean scopeChanged = false;
        for (RecordedEvent event : batch) {
            switch (event.payload()) {
                case OperatorEvent.OperatorRegistered registered ->
                    changed.put(registered.operator(), registered.entry());
                case OperatorEvent.OperatorRevised revised -> changed.put(revised.operator(), revised.entry());
                case ScopeEvent _ -> scopeChanged = true;
                case RoutingDecided routing ->
                    routing.deliveries().stream().map(Decided::addressee).forEach(decided::add);
                default -> {}
            }
        }
        if (!decided.isEmpty()) {
            decided.removeAll(addressees(tables.of(ADDRESSEE), connection));
        }
        if (changed.isEmpty() && decided.isEmpty() && !scopeChanged) {
            return;
        }
        keep(changed, tables.of(DOOR), connection);
        keep(decided, tables.of(ADDRESSEE), connection);
        apply(new Tables(tables.of(DOOR), tables.of(ADDRESSEE)), connection);
    }

    /** The tables by name: of the registered operators, and of the authorities that something was decided for. */
    record Tables(String doors, String addressees) {

        /** By their readers' names. */
        static Tables live(String schema) {
            return new Tables(schema + "." + DOOR, schema + "." + ADDRESSEE);
        }
    }

    /**
     * Brings the broker to what the tables say. One after the other among all gateways, so that none applies what another
     * knows to be over.
     *
     * @param tables none there counts as empty
     * @param connection in a transaction
     */
    void apply(Tables tables, Connection connection) throws Exception {
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended('gateway.doors', 0))")) {
            lock.execute();
        }
        TopicPlan plan = plan(entries(tables.doors(), connection), addressees(tables.addressees(), connection));
        boolean applied = false;
        try {
            Lease.during(connection, () -> apply.accept(plan));
            applied = true;
        } finally {
            inDoubt = !applied;
        }
    }

    /**
     * Whether the last plan may have been over while this process carried it out: a paused process loses its locks, and
     * another gateway may have carried out a later one in between.
     */
    boolean isInDoubt() {
        return inDoubt;
    }

    /** What follows from these entries, what was decided, the scope and the day. */
    TopicPlan plan(Collection<OperatorEntry> entries, Set<AuthorityCode> decided) {
        Scope scope = Scope.shipped();
        for (RecordedEvent event : scopeEvents.get()) {
            if (event.payload() instanceof ScopeEvent change) {
                scope = ScopeEvent.evolve(scope, change);
            }
        }
        return TopicPlan.of(scope, entries, decided, today());
    }

    LocalDate today() {
        return clock.instant().atZone(Tokyo.ZONE).toLocalDate();
    }

    private static void keep(Map<OperatorSlug, OperatorEntry> changed, String table, Connection connection)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                "insert into %s values (?, ?) on conflict (operator) do update set entry = excluded.entry"
                        .formatted(table))) {
            for (var one : changed.entrySet()) {
                upsert.setString(1, one.getKey().value());
                upsert.setString(2, EventJson.mapper().writeValueAsString(one.getValue()));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private static void keep(Set<AuthorityCode> decided, String table, Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into %s values (?)".formatted(table))) {
            for (AuthorityCode authority : decided) {
                insert.setString(1, authority.value());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static Set<AuthorityCode> addressees(String table, Connection connection) throws SQLException {
        var addressees = new TreeSet<AuthorityCode>();
        if (!exists(table, connection)) {
            return addressees;
        }
        try (PreparedStatement select = connection.prepareStatement("select authority from %s".formatted(table));
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                addressees.add(new AuthorityCode(rows.getString(1)));
            }
        }
        return addressees;
    }

    private static List<OperatorEntry> entries(String table, Connection connection) throws SQLException {
        var entries = new ArrayList<OperatorEntry>();
        if (!exists(table, connection)) {
            return entries;
        }
        try (PreparedStatement select = connection.prepareStatement("select entry from %s".formatted(table));
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                entries.add(EventJson.mapper().readValue(rows.getString(1), OperatorEntry.class));
            }
        }
        return entries;
    }

    private static boolean exists(String table, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select to_regclass(?) is not null")) {
            select.setString(1, table);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
