package noroshi.api.view.bulletin;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import noroshi.api.view.ApiProjection;
import noroshi.api.view.bulletin.BulletinItem.State;
import noroshi.api.view.bulletin.BulletinRecord.Stored;
import noroshi.core.bulletin.Bulletin.Drafted;
import noroshi.core.bulletin.Bulletin.Published;
import noroshi.core.bulletin.Bulletin.Recalled;
import noroshi.core.bulletin.Bulletin.Written;
import noroshi.core.bulletin.BulletinEvent;
import noroshi.core.bulletin.BulletinEvent.BulletinApprovedByOriginator;
import noroshi.core.bulletin.BulletinEvent.BulletinDeclinedByOriginator;
import noroshi.core.bulletin.BulletinEvent.BulletinDrafted;
import noroshi.core.bulletin.BulletinEvent.BulletinIssued;
import noroshi.core.bulletin.BulletinEvent.BulletinRecalled;
import noroshi.core.bulletin.BulletinEvent.BulletinReceived;
import noroshi.core.bulletin.BulletinEvent.BulletinRelayed;
import noroshi.core.bulletin.BulletinEvent.BulletinReturned;
import noroshi.core.bulletin.BulletinFacts;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Copy;
import noroshi.core.bulletin.Step;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.ThreadId;
import noroshi.core.sector.SectorCode;
import noroshi.core.thread.ReportThreadEvent;
import noroshi.core.thread.ReportThreadEvent.ConsentGranted;
import noroshi.core.thread.ReportThreadEvent.ConsentRevoked;
import noroshi.core.thread.ReportThreadEvent.DeadlineApproaching;
import noroshi.core.thread.ReportThreadEvent.DeadlinePassed;
import noroshi.core.thread.ReportThreadEvent.DeliveriesMade;
import noroshi.core.thread.ReportThreadEvent.DeliveryClosed;
import noroshi.core.thread.ReportThreadEvent.ReceiptAcknowledged;
import noroshi.core.thread.ReportThreadEvent.ReportReturned;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.core.thread.ReportThreadEvent.SeverityAssessed;
import noroshi.core.thread.ReportThreadEvent.SubmissionTaken;
import noroshi.core.thread.ReportThreadEvent.ThreadClosed;
import noroshi.core.thread.ReportThreadEvent.ThreadReopened;
import noroshi.core.thread.ReportThreadEvent.ThreadWithdrawn;
import noroshi.core.thread.ReportThreadEvent.TlpNarrowed;
import noroshi.core.thread.ReportThreadEvent.TlpWidened;
import noroshi.core.thread.ReportThreadEvent.WithdrawalAccepted;
import noroshi.core.thread.ReportThreadEvent.WithdrawalRejected;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;

/** 情報提供の索引. Where each bulletin is to be found by whom; its words stay in the record. */
public final class BulletinProjection implements ApiProjection {

    public static final String NAME = "bulletins";

    private static final String TABLE = "bulletin";
    private static final String VERSION = "bulletin_version";

    private final BulletinRecord bulletins;

    public BulletinProjection(BulletinRecord bulletins) {
        this.bulletins = bulletins;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of(TABLE, VERSION);
    }

    @Override
    public int edition() {
        return 2;
    }

    @Override
    public boolean concerns(Object happened) {
        return happened instanceof BulletinEvent || (happened instanceof ReportThreadEvent event && moves(event));
    }

    @Override
    public String ddl(ViewTables tables) {
        return """
                create table %1$s (
                    bulletin_id uuid primary key,
                    drafted_at timestamptz not null,
                    changed_at timestamptz not null,
                    state text not null,
                    tlp text not null,
                    exercise boolean not null,
                    originators text[] not null,
                    sectors text[] not null,
                    for_ministries text[] not null,
                    for_ceptoars text[] not null,
                    for_operators text[] not null,
                    through boolean not null,
                    threads uuid[] not null,
                    lapsed_at timestamptz
                );
                create index on %1$s (drafted_at, bulletin_id);
                create index on %1$s (changed_at, bulletin_id);
                create index on %1$s using gin (threads);
                create table %2$s (position bigint primary key, bulletin_id uuid not null)
                """.formatted(tables.of(TABLE), tables.of(VERSION));
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
        Set<BulletinId> touched = new LinkedHashSet<>();
        Set<ThreadId> moved = new LinkedHashSet<>();
        Map<Long, BulletinId> versions = new LinkedHashMap<>();
        for (RecordedEvent recorded : batch) {
            switch (recorded.payload()) {
                case BulletinEvent event -> {
                    touched.add(event.bulletin());
                    if (isVersion(event)) {
                        versions.put(recorded.position(), event.bulletin());
                    }
                }
                case ReportThreadEvent event when moves(event) -> moved.add(event.thread());
                default -> {
                    // nothing that a bulletin rests on
                }
            }
        }
        note(versions, tables, connection);
        if (!moved.isEmpty()) {
            touched.addAll(drawingOn(moved, tables.of(TABLE), connection));
        }
        if (!touched.isEmpty()) {
            long upTo = batch.getLast().position();
            store(bulletins.all(touched, upTo), upTo, tables, connection);
        }
    }

    /** Whether others read it from there on, or read it otherwise. */
    private static boolean isVersion(BulletinEvent event) {
        return switch (event) {
            case BulletinIssued _, BulletinRelayed _, BulletinRecalled _ -> true;
            case BulletinDrafted _,
                    BulletinApprovedByOriginator _,
                    BulletinDeclinedByOriginator _,
                    BulletinReceived _,
                    BulletinReturned _ -> false;
        };
    }

    private static void note(Map<Long, BulletinId> versions, ViewTables tables, Connection connection)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into %s values (?, ?)".formatted(tables.of(VERSION)))) {
            for (Map.Entry<Long, BulletinId> version : versions.entrySet()) {
                insert.setLong(1, version.getKey());
                insert.setObject(2, version.getValue().value());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Whether a bulletin that draws on the thread may rest on something else after it. */
    private static boolean moves(ReportThreadEvent event) {
        return switch (event) {
            case SubmissionTaken _,
                    ThreadWithdrawn _,
                    ConsentGranted _,
                    ConsentRevoked _,
                    TlpNarrowed _,
                    TlpWidened _ -> true;
            case RoutingDecided _,
                    DeliveriesMade _,
                    ReceiptAcknowledged _,
                    ReportReturned _,
                    WithdrawalAccepted _,
                    WithdrawalRejected _,
                    DeadlineApproaching _,
                    DeadlinePassed _,
                    DeliveryClosed _,
                    ThreadClosed _,
                    ThreadReopened _,
                    SeverityAssessed _ -> false;
        };
    }

    private static Set<BulletinId> drawingOn(Set<ThreadId> threads, String table, Connection connection)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select bulletin_id from %s where threads && ?".formatted(table))) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", threads.stream().map(ThreadId::value).toArray()));
            var found = new LinkedHashSet<BulletinId>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new BulletinId(rows.getObject(1, UUID.class)));
                }
            }
            return found;
        }
    }

    private void store(Map<BulletinId, Stored> stored, long upTo, ViewTables tables, Connection connection)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into %s values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (bulletin_id) do update
                set changed_at = excluded.changed_at, state = excluded.state, tlp = excluded.tlp, exercise = excluded.exercise,
                  originators = excluded.originators, sectors = excluded.sectors,
                  for_ministries = excluded.for_ministries, for_ceptoars = excluded.for_ceptoars,
                  for_operators = excluded.for_operators, through = excluded.through,
                  threads = excluded.threads, lapsed_at = excluded.lapsed_at
                """.formatted(tables.of(TABLE)))) {
            for (Stored one : stored.values()) {
                Written bulletin = one.bulletin();
                BulletinFacts facts = bulletin.draft().facts();
                upsert.setObject(1, bulletin.draft().id().value());
                upsert.setObject(2, bulletin.draft().draftedAt().atOffset(ZoneOffset.UTC));
                upsert.setObject(3, changedAt(bulletin).atOffset(ZoneOffset.UTC));
                upsert.setString(4, State.of(bulletin).name());
                upsert.setString(5, facts.tlp().name());
                upsert.setBoolean(6, facts.exercise());
                upsert.setArray(
                        7, array(connection, facts.originators().stream().map(OperatorSlug::value)));
                upsert.setArray(8, array(connection, facts.sectors().stream().map(SectorCode::value)));
                upsert.setArray(9, array(connection, reached(bulletin, Step.MINISTRY)));
                upsert.setArray(10, array(connection, reached(bulletin, Step.CEPTOAR)));
                upsert.setArray(11, array(connection, reached(bulletin, Step.OPERATOR)));
                upsert.setBoolean(12, bulletin instanceof Published published && published.isThrough());
                upsert.setArray(
                        13,
                        connection.createArrayOf(
                                "uuid",
                                facts.drawn().stream()
                                        .map(drawn -> drawn.thread().value())
                                        .distinct()
                                        .toArray()));
                upsert.setObject(
                        14,
                        bulletins
                                .lapsedSince(bulletin.draft().id(), facts.drawn(), upTo)
                                .map(since -> since.atOffset(ZoneOffset.UTC))
                                .orElse(null));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    /** When its readers last came to see another bulletin, or one more. */
    static Instant changedAt(Written bulletin) {
        return switch (bulletin) {
            case Recalled recalled -> recalled.recalledAt();
            case Published published ->
                published.copies().values().stream()
                        .map(Copy::relayedAt)
                        .filter(Objects::nonNull)
                        .reduce(published.issuedAt(), (one, other) -> one.isBefore(other) ? other : one);
            case Drafted drafted -> drafted.draft().draftedAt();
        };
    }

    private static Stream<String> reached(Written bulletin, Step step) {
        return bulletin instanceof Published published
                ? published.reached().keySet().stream()
                        .filter(sector -> published.hasReached(sector, step))
                        .map(SectorCode::value)
                : Stream.of();
    }

    private static Array array(Connection connection, Stream<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.sorted().toArray());
    }
}
