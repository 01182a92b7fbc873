package noroshi.api.view.bulletin;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import noroshi.api.page.Cursor;
import noroshi.api.page.Page;
import noroshi.api.view.bulletin.BulletinItem.State;
import noroshi.api.view.bulletin.BulletinRecord.Stored;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Readership;
import noroshi.core.sector.SectorCode;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 情報提供の問合せ. The database filters so that pages are full; each bulletin then passes {@link Readership} itself. */
public final class BulletinQuery {

    private static final String SHARED = "through and tlp in ('CLEAR', 'GREEN')";
    private static final String OPEN = "through and tlp = 'CLEAR'";

    private final JdbcClient database;
    private final BulletinRecord bulletins;
    private final Addressees addressees;

    public BulletinQuery(JdbcClient database, BulletinRecord bulletins, Addressees addressees) {
        this.database = database;
        this.bulletins = bulletins;
        this.addressees = addressees;
    }

    /**
     * What is asked for; null asks for all.
     *
     * @param issued only what was issued, whether or not it was recalled
     */
    record Filter(@Nullable State state, @Nullable String sector, boolean exercise, boolean issued) {}

    private record Row(UUID id, OffsetDateTime draftedAt) {

        Cursor cursor() {
            return new Cursor(draftedAt.toInstant(), id.toString());
        }
    }

    /** What a viewer may see, the latest first. */
    Page<BulletinItem> page(Viewer viewer, Filter filter, @Nullable Cursor cursor, int limit) {
        Set<SectorCode> sectors = addressees.sectorsOf(viewer);
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("organisation", viewer.organisation());
        parameters.put("sectors", sectors.stream().map(SectorCode::value).toArray(String[]::new));
        parameters.put("exercise", filter.exercise());
        parameters.put("limit", limit + 1);
        var where = new StringBuilder("exercise = :exercise and (")
                .append(seen(viewer))
                .append(")");
        if (filter.state() != null) {
            where.append(" and state = :state");
            parameters.put("state", filter.state().name());
        }
        if (filter.issued()) {
            where.append(" and state <> 'DRAFTED'");
        }
        if (filter.sector() != null) {
            where.append(" and :sector = any(sectors)");
            parameters.put("sector", filter.sector());
        }
        if (cursor != null) {
            where.append(" and (drafted_at, bulletin_id) < (:at, :key)");
            parameters.put("at", cursor.at().atOffset(ZoneOffset.UTC));
            parameters.put("key", UUID.fromString(cursor.key()));
        }
        List<Row> rows = database.sql("select bulletin_id, drafted_at from api.bulletin where " + where
                        + " order by %s desc, bulletin_id desc limit :limit"
                                .formatted(filter.issued() ? "changed_at" : "drafted_at"))
                .params(parameters)
                .query((row, _) -> new Row(
                        row.getObject("bulletin_id", UUID.class), row.getObject("drafted_at", OffsetDateTime.class)))
                .list();
        Page<Row> page = Page.of(rows, limit, Row::cursor);
        var sheet = new BulletinSheet(viewer, addressees);
        return new Page<>(
                bulletins
                        .all(
                                page.items().stream()
                                        .map(row -> new BulletinId(row.id()))
                                        .toList(),
                                Long.MAX_VALUE)
                        .values()
                        .stream()
                        .filter(stored -> Readership.reads(viewer, stored.bulletin(), sectors))
                        .map(sheet::line)
                        .toList(),
                page.nextCursor());
    }

    /** One bulletin, if the viewer may see it. */
    public Optional<BulletinItem> find(Viewer viewer, BulletinId id) {
        return readable(viewer, id).map(new BulletinSheet(viewer, addressees)::whole);
    }

    /** The same as it is recorded, for an act on it. */
    public Optional<Stored> readable(Viewer viewer, BulletinId id) {
        return bulletins
                .find(id)
                .filter(stored -> Readership.reads(viewer, stored.bulletin(), addressees.sectorsOf(viewer)));
    }

    private static String seen(Viewer viewer) {
        return switch (viewer.role()) {
            case NCO -> "true";
            case PM_CAO -> issued("true");
            case MINISTRY -> issued(SHARED + " or " + reaching("for_ministries"));
            case CEPTOAR -> issued(SHARED + " or " + reaching("for_ceptoars"));
            case OPERATOR -> ":organisation = any(originators) or " + issued(OPEN + " or " + reaching("for_operators"));
            case COUNCIL, PPC, POLICE -> issued(SHARED);
            case HQ, AUDITOR, ADMIN -> issued(OPEN);
        };
    }

    private static String issued(String condition) {
        return "state <> 'DRAFTED' and (%s)".formatted(condition);
    }

    private static String reaching(String column) {
        return column + " && cast(:sectors as text[])";
    }
}
