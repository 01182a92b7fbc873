package noroshi.api.desk.asset;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import noroshi.api.view.ApiProjection;
import noroshi.core.asset.Asset;
import noroshi.core.asset.AssetEvent.OfAsset;
import noroshi.core.asset.AssetId;
import noroshi.core.asset.Assets;
import noroshi.ledger.EventJson;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;
import org.jspecify.annotations.Nullable;

/** 届出済資産の写し. Every asset as it was last notified. */
public final class AssetProjection implements ApiProjection {

    static final String NAME = "assets";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("register_asset");
    }

    @Override
    public boolean concerns(Object happened) {
        return happened instanceof OfAsset;
    }

    @Override
    public String ddl(ViewTables tables) {
        return """
                create table %1$s (
                    asset_id uuid primary key,
                    operator text not null,
                    business text not null,
                    notified_at timestamptz not null,
                    asset jsonb not null,
                    position bigint not null
                );
                create index on %1$s (operator, business);
                create index on %1$s (notified_at, asset_id)
                """.formatted(tables.of("register_asset"));
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
        Map<AssetId, Row> changed = new LinkedHashMap<>();
        for (RecordedEvent recorded : batch) {
            if (recorded.payload() instanceof OfAsset event) {
                Row before = changed.get(event.asset());
                Asset asset = before == null ? stored(event.asset(), tables, connection) : before.asset();
                Asset after = Assets.evolve(asset, event);
                if (after != null) {
                    changed.put(event.asset(), new Row(after, recorded.position()));
                }
            }
        }
        store(changed, tables, connection);
    }

    private record Row(Asset asset, long position) {}

    private static @Nullable Asset stored(AssetId id, ViewTables tables, Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select asset from %s where asset_id = ?".formatted(tables.of("register_asset")))) {
            select.setObject(1, id.value());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? EventJson.mapper().readValue(row.getString(1), Asset.class) : null;
            }
        }
    }

    private static void store(Map<AssetId, Row> changed, ViewTables tables, Connection connection) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into %s (asset_id, operator, business, notified_at, asset, position)
                values (?, ?, ?, ?, ?::jsonb, ?)
                on conflict (asset_id) do update
                set business = excluded.business, asset = excluded.asset, position = excluded.position
                """.formatted(tables.of("register_asset")))) {
            for (Map.Entry<AssetId, Row> one : changed.entrySet()) {
                Asset asset = one.getValue().asset();
                upsert.setObject(1, one.getKey().value());
                upsert.setString(2, asset.operator().value());
                upsert.setString(3, asset.facts().business().value());
                upsert.setObject(4, asset.notifiedAt().atOffset(ZoneOffset.UTC));
                upsert.setString(5, EventJson.mapper().writeValueAsString(asset));
                upsert.setLong(6, one.getValue().position());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }
}
