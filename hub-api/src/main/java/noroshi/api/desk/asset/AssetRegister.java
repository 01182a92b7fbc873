package noroshi.api.desk.asset;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import noroshi.api.page.Cursor;
import noroshi.api.page.Page;
import noroshi.api.view.Reads;
import noroshi.core.asset.Asset;
import noroshi.core.asset.AssetId;
import noroshi.core.asset.AssetNumber;
import noroshi.core.asset.AssetRules;
import noroshi.core.register.OperatorSlug;
import noroshi.core.sector.Business;
import noroshi.core.sector.BusinessCode;
import noroshi.core.sector.Scope;
import noroshi.core.sharing.Viewer;
import noroshi.ledger.EventJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 届出済資産の閲覧. Who runs which product is a list of targets: its operator sees it, the competent ministers of the
 * business, to whom it is notified, and the Prime Minister and the national office, to whom they pass it on.
 */
public final class AssetRegister {

    private final JdbcClient database;

    public AssetRegister(JdbcClient database) {
        this.database = database;
    }

    /**
     * What is asked for; null asks for all.
     *
     * @param inUseOn assets in use on this day
     */
    record Filter(
            @Nullable String operator,
            @Nullable String business,
            @Nullable LocalDate inUseOn) {}

    /** What a viewer may see, in the order of the first notifications. */
    Page<AssetRow> page(
            Viewer viewer, Scope scope, LocalDate today, Filter filter, @Nullable Cursor cursor, int limit) {
        Map<String, Object> parameters = new HashMap<>();
        var where = new StringBuilder(seen(viewer, scope, today, parameters));
        if (filter.operator() != null) {
            where.append(" and operator = :operator");
            parameters.put("operator", filter.operator());
        }
        if (filter.business() != null) {
            where.append(" and business = :business");
            parameters.put("business", filter.business());
        }
        if (filter.inUseOn() != null) {
            where.append(" and (asset -> 'facts' ->> 'introducedOn')::date <= :day")
                    .append(" and coalesce((asset ->> 'lastDay')::date, 'infinity') >= :day");
            parameters.put("day", filter.inUseOn());
        }
        if (cursor != null) {
            where.append(" and (notified_at, asset_id) > (:at, :key)");
            parameters.put("at", cursor.at().atOffset(ZoneOffset.UTC));
            parameters.put("key", UUID.fromString(cursor.key()));
        }
        parameters.put("limit", limit + 1);
        List<Stored> rows = database.sql("select * from api.register_asset where " + where
                        + " order by notified_at, asset_id limit :limit")
                .params(parameters)
                .query((row, _) -> Stored.of(row))
                .list();
        Page<Stored> page = Page.of(rows, limit, Stored::cursor);
        page.items().forEach(row -> Reads.note(Reads.Kind.ASSETS, row.asset().operator()));
        return new Page<>(
                page.items().stream().map(row -> row.shown(scope, today)).toList(), page.nextCursor());
    }

    /** How many assets an operator has notified for each business. */
    Map<String, Long> counts(OperatorSlug operator) {
        Map<String, Long> counts = new HashMap<>();
        database.sql(
                        "select business, count(*) as notified from api.register_asset where operator = ? group by business")
                .param(operator.value())
                .query((row, _) -> counts.put(row.getString("business"), row.getLong("notified")))
                .list();
        return counts;
    }

    /** One asset, if the viewer may see it. */
    Optional<Asset> asset(Viewer viewer, Scope scope, LocalDate today, OperatorSlug operator, AssetNumber number) {
        Map<String, Object> parameters = new HashMap<>();
        String seen = seen(viewer, scope, today, parameters);
        parameters.put("id", AssetId.of(operator, number).value());
        return database.sql("select * from api.register_asset where asset_id = :id and " + seen)
                .params(parameters)
                .query((row, _) -> Stored.of(row).asset())
                .optional();
    }

    private static String seen(Viewer viewer, Scope scope, LocalDate today, Map<String, Object> parameters) {
        return switch (viewer.role()) {
            case NCO, PM_CAO -> "true";
            case OPERATOR -> {
                parameters.put("own", viewer.organisation());
                yield "operator = :own";
            }
            case MINISTRY -> {
                parameters.put("businesses", businessesOf(viewer, scope, today));
                yield "business = any(:businesses)";
            }
            case CEPTOAR, COUNCIL, PPC, POLICE, HQ, AUDITOR, ADMIN -> "false";
        };
    }

    private static String[] businessesOf(Viewer viewer, Scope scope, LocalDate today) {
        return scope.businesses().stream()
                .map(Business::code)
                .distinct()
                .filter(code -> AssetRules.ministers(scope, code, today).stream()
                        .anyMatch(minister -> minister.value().equals(viewer.organisation())))
                .map(BusinessCode::value)
                .toArray(String[]::new);
    }

    private record Stored(UUID id, OffsetDateTime notifiedAt, Asset asset, long position) {

        static Stored of(ResultSet row) throws SQLException {
            return new Stored(
                    row.getObject("asset_id", UUID.class),
                    row.getObject("notified_at", OffsetDateTime.class),
                    EventJson.mapper().readValue(row.getString("asset"), Asset.class),
                    row.getLong("position"));
        }

        Cursor cursor() {
            return new Cursor(notifiedAt.toInstant(), id.toString());
        }

        AssetRow shown(Scope scope, LocalDate today) {
            return AssetRow.of(asset, AssetRules.ministers(scope, asset.facts().business(), today), position);
        }
    }
}
