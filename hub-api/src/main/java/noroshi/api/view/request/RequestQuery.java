package noroshi.api.view.request;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import noroshi.api.page.Cursor;
import noroshi.api.page.Page;
import noroshi.api.view.request.RequestsArrived.Step;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.request.Request;
import noroshi.core.request.Request.Made;
import noroshi.core.request.RequestDisclosure;
import noroshi.core.request.RequestId;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * 要請の問合せ. The database filters so that pages are full; each request then passes {@link RequestDisclosure} itself.
 */
public final class RequestQuery {

    private static final String OWES =
            "state = 'OPEN' and standing in ('ASKED', 'ACKNOWLEDGED') and due_before %s :now";

    private final JdbcClient database;
    private final RequestRecord requests;
    private final Subjects subjects;
    private final InstantSource clock;

    /** @param clock the domain's, by which an answer is late */
    public RequestQuery(JdbcClient database, RequestRecord requests, Subjects subjects, InstantSource clock) {
        this.database = database;
        this.requests = requests;
        this.subjects = subjects;
        this.clock = clock;
    }

    /** 状態の絞込み. How a request stands, or, while it is open, an addressee with its answer. */
    public enum Status {
        /** 対応中. */
        OPEN,
        /** 終結. */
        CLOSED,
        /** 取消し. */
        CANCELLED,
        /** 未確認. */
        ASKED,
        /** 受領確認済. */
        ACKNOWLEDGED,
        /** 期限超過. */
        OVERDUE,
        /** 回答済. */
        ANSWERED,
        /** 辞退. */
        DECLINED;

        private String condition() {
            return switch (this) {
                case OPEN, CLOSED, CANCELLED -> "state = '%s'".formatted(this);
                case ANSWERED, DECLINED -> "state = 'OPEN' and standing = '%s'".formatted(this);
                case ASKED, ACKNOWLEDGED -> OWES.formatted(">") + " and standing = '%s'".formatted(this);
                case OVERDUE -> OWES.formatted("<=");
            };
        }

        private boolean isOfAddressee() {
            return switch (this) {
                case OPEN, CLOSED, CANCELLED -> false;
                case ASKED, ACKNOWLEDGED, OVERDUE, ANSWERED, DECLINED -> true;
            };
        }
    }

    /** What is asked for; null asks for all. */
    record Filter(@Nullable Status status, @Nullable String ministry, boolean exercise) {}

    private record Row(UUID id, OffsetDateTime madeAt) {

        Cursor cursor() {
            return new Cursor(madeAt.toInstant(), id.toString());
        }
    }

    /** What a viewer may read, the latest first. */
    Page<RequestItem> page(Viewer viewer, Filter filter, @Nullable Cursor cursor, int limit) {
        Instant now = clock.instant();
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("organisation", viewer.organisation());
        parameters.put("authority", viewer.authority().map(AuthorityCode::value).orElse(""));
        parameters.put("exercise", filter.exercise());
        parameters.put("now", now.atOffset(ZoneOffset.UTC));
        parameters.put("limit", limit + 1);
        var where = new StringBuilder("exercise = :exercise and ").append(seen(viewer));
        if (filter.status() != null) {
            // how a ministry stands with its answer is not told to operators, in whatever way they ask
            boolean hidden = viewer.role() == Role.OPERATOR && filter.status().isOfAddressee();
            where.append(" and ").append(hidden ? "false" : filter.status().condition());
        }
        if (filter.ministry() != null) {
            where.append(" and ministry = :ministry");
            parameters.put("ministry", filter.ministry());
        }
        if (cursor != null) {
            where.append(" and (made_at, request_id) < (:at, :key)");
            parameters.put("at", cursor.at().atOffset(ZoneOffset.UTC));
            parameters.put("key", UUID.fromString(cursor.key()));
        }
        List<Row> rows = database.sql("select distinct request_id, made_at from api.request_part where " + where
                        + " order by made_at desc, request_id desc limit :limit")
                .params(parameters)
                .query((row, _) -> new Row(
                        row.getObject("request_id", UUID.class), row.getObject("made_at", OffsetDateTime.class)))
                .list();
        Page<Row> page = Page.of(rows, limit, Row::cursor);
        var sheet = new RequestSheet(viewer, subjects, now);
        List<RequestId> ids =
                page.items().stream().map(row -> new RequestId(row.id())).toList();
        return new Page<>(
                requests.all(ids, Long.MAX_VALUE).values().stream()
                        .flatMap(request -> Request.made(request).stream())
                        .flatMap(sheet::line)
                        .toList(),
                page.nextCursor());
    }

    /** One request, if the viewer may read it. */
    Optional<RequestItem> find(Viewer viewer, RequestId id) {
        var sheet = new RequestSheet(viewer, subjects, clock.instant());
        return requests.find(id).stream().flatMap(sheet::whole).findFirst();
    }

    /** What happened to requests after a position, up to another. */
    public RequestsArrived after(long position, long end) {
        List<Step> steps = database.sql("""
                        select * from api.request_step where position > :after and position <= :end order by position
                        """)
                .param("after", position)
                .param("end", end)
                .query((row, _) -> new Step(
                        row.getLong("position"),
                        new RequestId(row.getObject("request_id", UUID.class)),
                        authority(row.getString("authority"))))
                .list();
        Map<RequestId, Made> made = new HashMap<>();
        if (!steps.isEmpty()) {
            requests.all(steps.stream().map(Step::request).distinct().toList(), Long.MAX_VALUE)
                    .forEach((id, request) -> Request.made(request).ifPresent(it -> made.put(id, it)));
        }
        return new RequestsArrived(steps, made, subjects, clock.instant());
    }

    private static @Nullable AuthorityCode authority(@Nullable String code) {
        return code == null ? null : new AuthorityCode(code);
    }

    /** How much of a request the viewer may read, as for an act on it. */
    public RequestDisclosure disclosure(Viewer viewer, RequestId id) {
        return requests.find(id)
                .map(request -> RequestDisclosure.of(viewer, request))
                .orElse(RequestDisclosure.NONE);
    }

    private static String seen(Viewer viewer) {
        return switch (viewer.role()) {
            case NCO -> "true";
            case MINISTRY, PM_CAO, PPC, POLICE -> "ministry = :authority";
            case OPERATOR -> "operators @> array[:organisation]::text[]";
            case CEPTOAR, COUNCIL, HQ, AUDITOR, ADMIN -> "false";
        };
    }
}
