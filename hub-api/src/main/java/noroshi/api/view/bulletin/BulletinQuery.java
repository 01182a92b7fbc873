package noroshi.api.view.bulletin;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import noroshi.api.page.Cursor;
import noroshi.api.page.Page;
import noroshi.api.view.Sight;
import noroshi.api.view.bulletin.BulletinItem.State;
import noroshi.api.view.bulletin.BulletinRecord.Stored;
import noroshi.core.bulletin.Bulletin.Recalled;
import noroshi.core.bulletin.BulletinContent;
import noroshi.core.bulletin.BulletinId;
import noroshi.core.bulletin.Drawn;
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
     * @param lapsed only what may be passed on no further, as the national office alone is told
     */
    record Filter(@Nullable State state, @Nullable String sector, boolean exercise, boolean issued, boolean lapsed) {}

    private record Row(
            UUID id, OffsetDateTime draftedAt, @Nullable OffsetDateTime lapsedAt) {

        Cursor cursor() {
            return new Cursor(draftedAt.toInstant(), id.toString());
        }

        Instant lapsed() {
            return Objects.requireNonNull(lapsedAt, "asked of what has lapsed").toInstant();
        }
    }

    /** What a viewer may see, the latest first. */
    Page<BulletinItem> page(Viewer viewer, Filter filter, @Nullable Cursor cursor, int limit) {
        Set<SectorCode> sectors = addressees.sectorsOf(viewer);
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("organisation", viewer.organisation());
        parameters.put("sectors", codes(sectors));
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
        boolean isOffice = viewer.role() == Viewer.Role.NCO;
        if (filter.lapsed()) {
            where.append(isOffice ? " and lapsed_at is not null" : " and false");
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
        List<Row> rows = database.sql("select bulletin_id, drafted_at, lapsed_at from api.bulletin where " + where
                        + " order by %s desc, bulletin_id desc limit :limit"
                                .formatted(filter.issued() ? changed(isOffice) : "drafted_at"))
                .params(parameters)
                .query((row, _) -> new Row(
                        row.getObject("bulletin_id", UUID.class),
                        row.getObject("drafted_at", OffsetDateTime.class),
                        row.getObject("lapsed_at", OffsetDateTime.class)))
                .list();
        Page<Row> page = Page.of(rows, limit, Row::cursor);
        Map<BulletinId, Instant> lapsed = page.items().stream()
                .filter(row -> row.lapsedAt() != null)
                .collect(Collectors.toMap(row -> new BulletinId(row.id()), Row::lapsed));
        List<Stored> readable = bulletins
                .all(page.items().stream().map(row -> new BulletinId(row.id())).toList(), Long.MAX_VALUE)
                .values()
                .stream()
                .filter(stored -> Readership.reads(viewer, stored.bulletin(), sectors))
                .toList();
        var sheet = sheet(viewer, readable);
        return new Page<>(
                readable.stream()
                        .map(stored -> sheet.line(
                                stored, lapsed.get(stored.bulletin().draft().id())))
                        .toList(),
                page.nextCursor());
    }

    /** One bulletin, if the viewer may see it. */
    public Optional<BulletinItem> find(Viewer viewer, BulletinId id) {
        return readable(viewer, id).map(stored -> {
            var sheet = sheet(viewer, List.of(stored));
            if (viewer.role() != Viewer.Role.NCO) {
                return sheet.whole(stored, null, List.of());
            }
            List<Drawn> drawn = stored.bulletin().draft().facts().drawn();
            return sheet.whole(
                    stored,
                    bulletins.lapsedSince(id, drawn, Long.MAX_VALUE).orElse(null),
                    bulletins.caseOf(id, drawn).lapses());
        });
    }

    /** Whose the threads are, a label that was narrowed since then may keep from the national office too. */
    private BulletinSheet sheet(Viewer viewer, List<Stored> shown) {
        Set<UUID> drawn = shown.stream()
                .flatMap(stored -> stored.bulletin().draft().facts().drawn().stream())
                .map(one -> one.thread().value())
                .collect(Collectors.toSet());
        if (drawn.isEmpty() || viewer.role() != Viewer.Role.NCO) {
            return new BulletinSheet(viewer, addressees, Set.of());
        }
        var sight = new Sight(viewer, "t");
        Set<UUID> named = new HashSet<>();
        database.sql("select t.thread_id, %s from api.thread t where t.thread_id in (:drawn) and %s"
                        .formatted(sight.columns(), sight.content()))
                .params(sight.parameters())
                .param("drawn", drawn)
                .query(row -> {
                    UUID thread = Objects.requireNonNull(row.getObject("thread_id", UUID.class));
                    if (sight.of(thread, Sight.circle(row)).extent().showsContent()) {
                        named.add(thread);
                    }
                });
        return new BulletinSheet(viewer, addressees, named);
    }

    /** The same as it is recorded, for an act on it. */
    public Optional<Stored> readable(Viewer viewer, BulletinId id) {
        return bulletins
                .find(id)
                .filter(stored -> Readership.reads(viewer, stored.bulletin(), addressees.sectorsOf(viewer)));
    }

    /**
     * What of their content the viewer is told, of those of the bulletins that it may see, that stand, and whose content
     * is not erased.
     */
    public Map<BulletinId, BulletinContent> told(Viewer viewer, List<BulletinId> ids) {
        Set<SectorCode> sectors = addressees.sectorsOf(viewer);
        List<BulletinId> seen = database.sql(
                        "select bulletin_id from api.bulletin where bulletin_id = any(:ids) and (%s)"
                                .formatted(seen(viewer)))
                .param("ids", ids.stream().map(BulletinId::value).toArray(UUID[]::new))
                .param("organisation", viewer.organisation())
                .param("sectors", codes(sectors))
                .query((row, _) -> new BulletinId(row.getObject("bulletin_id", UUID.class)))
                .list();
        var told = new LinkedHashMap<BulletinId, BulletinContent>();
        bulletins.all(seen, Long.MAX_VALUE).forEach((id, stored) -> {
            BulletinContent content = stored.bulletin().draft().content();
            if (content != null
                    && !(stored.bulletin() instanceof Recalled)
                    && Readership.reads(viewer, stored.bulletin(), sectors)) {
                told.put(id, Readership.told(viewer, stored.bulletin(), content, sectors));
            }
        });
        return told;
    }

    private static String[] codes(Set<SectorCode> sectors) {
        return sectors.stream().map(SectorCode::value).toArray(String[]::new);
    }

    /** When there was last something new of it; a lapse is new to the national office alone. */
    private static String changed(boolean isOffice) {
        return isOffice ? "greatest(changed_at, lapsed_at)" : "changed_at";
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
