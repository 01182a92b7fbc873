package noroshi.api.desk.request;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import noroshi.api.desk.Consequences;
import noroshi.api.desk.RunningThreads;
import noroshi.api.view.ApiProjection;
import noroshi.api.view.request.RequestProjection;
import noroshi.api.view.request.RequestRecord;
import noroshi.core.request.Request;
import noroshi.core.request.RequestCommand.TellRequest;
import noroshi.core.request.RequestEvent;
import noroshi.core.request.RequestId;
import noroshi.ledger.Commands;
import noroshi.ledger.ReadersNames;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.Timed;
import noroshi.ledger.ViewTables;

/**
 * 回答期限の時計. Has the record say when an answer falls due and when it is overdue. The table holds for each request from
 * when on there is something new to tell; so what fell due while no hub ran is told by the next one, under the time at
 * which it came about.
 */
public final class RequestClock implements ApiProjection, Timed {

    private static final String TABLE = "request_clock";
    private static final int TOLD_AT_ONCE = 500;

    private final RequestRecord requests;
    private final Consequences consequences;
    private final InstantSource clock;

    /** @param clock the domain's */
    public RequestClock(RequestRecord requests, Commands commands, InstantSource clock) {
        this.requests = requests;
        this.consequences = new Consequences(commands);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "request_clock";
    }

    @Override
    public List<String> tables() {
        return List.of(TABLE);
    }

    @Override
    public boolean concerns(Object happened) {
        return happened instanceof RequestEvent;
    }

    @Override
    public String ddl(ViewTables tables) {
        return """
                create table %1$s (request_id uuid primary key, told_from timestamptz);
                create index on %1$s (told_from) where told_from is not null
                """.formatted(tables.of(TABLE));
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
        Set<RequestId> touched = RequestProjection.touched(batch);
        if (touched.isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into %s values (?, ?) on conflict (request_id) do update set told_from = excluded.told_from
                """.formatted(tables.of(TABLE)))) {
            for (Map.Entry<RequestId, Request> one :
                    requests.all(touched, batch.getLast().position()).entrySet()) {
                Instant from = Request.toBeToldFrom(one.getValue());
                upsert.setObject(1, one.getKey().value());
                upsert.setObject(2, from == null ? null : from.atOffset(ZoneOffset.UTC));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    @Override
    public boolean isDue(ReadersNames names, Connection connection) throws SQLException {
        return !due(names.of(TABLE), clock.instant(), 1, connection).isEmpty();
    }

    /** What is told comes back as events, by which the table gets the request's next time. */
    @Override
    public void act(ViewTables tables, Connection connection) throws Exception {
        Instant now = clock.instant();
        List<RequestId> due = due(tables.of(TABLE), now, TOLD_AT_ONCE, connection);
        consequences.send(
                due.stream().map(request -> new TellRequest(request, now)).toList(), RunningThreads.CLOCK, connection);
        try (PreparedStatement done = connection.prepareStatement(
                "update %s set told_from = null where request_id = any(?)".formatted(tables.of(TABLE)))) {
            done.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", due.stream().map(RequestId::value).toArray()));
            done.executeUpdate();
        }
    }

    private static List<RequestId> due(String table, Instant now, int limit, Connection connection)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select request_id from %s where told_from <= ? order by told_from limit ?".formatted(table))) {
            select.setObject(1, now.atOffset(ZoneOffset.UTC));
            select.setInt(2, limit);
            List<RequestId> requests = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    requests.add(new RequestId(rows.getObject(1, UUID.class)));
                }
            }
            return requests;
        }
    }
}
