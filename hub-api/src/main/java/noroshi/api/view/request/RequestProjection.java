package noroshi.api.view.request;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import noroshi.api.view.ApiProjection;
import noroshi.api.view.request.RequestItem.State;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.register.OperatorSlug;
import noroshi.core.request.Part;
import noroshi.core.request.Request;
import noroshi.core.request.Request.Made;
import noroshi.core.request.RequestEvent;
import noroshi.core.request.RequestEvent.OfAddressee;
import noroshi.core.request.RequestId;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;

/**
 * 要請の索引. Where each request is to be found by whom, a row an addressee; its words stay in the record. Whether an
 * answer is late is a matter of the clock and in no row. Beside them at which position something happened to which, for
 * those who follow.
 */
public final class RequestProjection implements ApiProjection {

    public static final String NAME = "requests";

    private static final String TABLE = "request_part";
    private static final String STEP = "request_step";

    private final RequestRecord requests;

    public RequestProjection(RequestRecord requests) {
        this.requests = requests;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of(TABLE, STEP);
    }

    @Override
    public int edition() {
        return 2;
    }

    @Override
    public boolean concerns(Object happened) {
        return happened instanceof RequestEvent;
    }

    @Override
    public String ddl(ViewTables tables) {
        return """
                create table %1$s (
                    request_id uuid not null,
                    ministry text not null,
                    made_at timestamptz not null,
                    exercise boolean not null,
                    state text not null,
                    standing text not null,
                    due_before timestamptz not null,
                    operators text[] not null,
                    primary key (request_id, ministry)
                );
                create index on %1$s (made_at, request_id);
                create index on %1$s (ministry, made_at, request_id);
                create table %2$s (position bigint primary key, request_id uuid not null, authority text)
                """.formatted(tables.of(TABLE), tables.of(STEP));
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
        Set<RequestId> touched = touched(batch);
        if (!touched.isEmpty()) {
            store(requests.all(touched, batch.getLast().position()), tables, connection);
            note(batch, tables, connection);
        }
    }

    private static void note(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into %s values (?, ?, ?)".formatted(tables.of(STEP)))) {
            for (RecordedEvent recorded : batch) {
                if (recorded.payload() instanceof RequestEvent event) {
                    insert.setLong(1, recorded.position());
                    insert.setObject(2, event.request().value());
                    insert.setString(
                            3, event instanceof OfAddressee it ? it.authority().value() : null);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** The requests that something happened to. */
    public static Set<RequestId> touched(List<RecordedEvent> batch) {
        var touched = new LinkedHashSet<RequestId>();
        for (RecordedEvent recorded : batch) {
            if (recorded.payload() instanceof RequestEvent event) {
                touched.add(event.request());
            }
        }
        return touched;
    }

    private static void store(Map<RequestId, Request> requests, ViewTables tables, Connection connection)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into %s values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (request_id, ministry) do update
                set state = excluded.state, standing = excluded.standing, due_before = excluded.due_before,
                  operators = excluded.operators
                """.formatted(tables.of(TABLE)))) {
            for (Request request : requests.values()) {
                if (request instanceof Made made) {
                    for (Map.Entry<AuthorityCode, Part> one : made.parts().entrySet()) {
                        Part part = one.getValue();
                        upsert.setObject(1, made.asked().id().value());
                        upsert.setString(2, one.getKey().value());
                        upsert.setObject(3, made.asked().at().atOffset(ZoneOffset.UTC));
                        upsert.setBoolean(4, made.asked().facts().exercise());
                        upsert.setString(5, State.of(made).name());
                        upsert.setString(6, part.standing(Instant.MIN).name());
                        upsert.setObject(7, part.dueBefore().atOffset(ZoneOffset.UTC));
                        upsert.setArray(
                                8,
                                connection.createArrayOf(
                                        "text",
                                        part.operators().stream()
                                                .map(OperatorSlug::value)
                                                .toArray()));
                        upsert.addBatch();
                    }
                }
            }
            upsert.executeBatch();
        }
    }
}
