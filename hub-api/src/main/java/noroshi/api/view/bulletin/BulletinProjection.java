package noroshi.api.view.bulletin;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import noroshi.api.view.ApiProjection;
import noroshi.api.view.bulletin.BulletinItem.State;
import noroshi.api.view.bulletin.BulletinRecord.Stored;
import noroshi.core.bulletin.Bulletin.Drafted;
import noroshi.core.bulletin.Bulletin.Published;
import noroshi.core.bulletin.Bulletin.Recalled;
import noroshi.core.bulletin.Bulletin.Written;
import noroshi.core.bulletin.BulletinEvent;
import noroshi.core.bulletin.BulletinFacts;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Copy;
import noroshi.core.bulletin.Step;
import noroshi.core.register.OperatorSlug;
import noroshi.core.sector.SectorCode;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;

/** 情報提供の索引. Where each bulletin is to be found by whom; its words stay in the record. */
public final class BulletinProjection implements ApiProjection {

    public static final String NAME = "bulletins";

    private static final String TABLE = "bulletin";

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
        return List.of(TABLE);
    }

    @Override
    public boolean concerns(Object happened) {
        return happened instanceof BulletinEvent;
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
                    through boolean not null
                );
                create index on %1$s (drafted_at, bulletin_id);
                create index on %1$s (changed_at, bulletin_id)
                """.formatted(tables.of(TABLE));
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
        Set<BulletinId> touched = new LinkedHashSet<>();
        for (RecordedEvent recorded : batch) {
            if (recorded.payload() instanceof BulletinEvent event) {
                touched.add(event.bulletin());
            }
        }
        if (!touched.isEmpty()) {
            store(bulletins.all(touched, batch.getLast().position()), tables, connection);
        }
    }

    private static void store(Map<BulletinId, Stored> bulletins, ViewTables tables, Connection connection)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into %s values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (bulletin_id) do update
                set changed_at = excluded.changed_at, state = excluded.state, tlp = excluded.tlp, exercise = excluded.exercise,
                  originators = excluded.originators, sectors = excluded.sectors,
                  for_ministries = excluded.for_ministries, for_ceptoars = excluded.for_ceptoars,
                  for_operators = excluded.for_operators, through = excluded.through
                """.formatted(tables.of(TABLE)))) {
            for (Stored stored : bulletins.values()) {
                Written bulletin = stored.bulletin();
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
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    /** When its readers last came to see another bulletin, or one more. */
    private static Instant changedAt(Written bulletin) {
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
