package noroshi.api.desk.request;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import noroshi.api.desk.Consequences;
import noroshi.api.desk.DueTimes;
import noroshi.api.desk.DueTimes.DueTime;
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
 * 回答期限の時計. Has the record say when an answer falls due and when it is overdue, under the time at which it came about.
 */
public final class RequestClock implements ApiProjection, Timed {

    private static final String TABLE = "request_clock";

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
    public int edition() {
        return 2;
    }

    @Override
    public String ddl(ViewTables tables) {
        return DueTimes.ddl(tables.of(TABLE));
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
        Set<RequestId> touched = RequestProjection.touched(batch);
        if (!touched.isEmpty()) {
            Map<RequestId, Request> known =
                    requests.all(touched, batch.getLast().position());
            new DueTimes(tables.of(TABLE), connection)
                    .put(known.entrySet().stream()
                            .map(one -> new DueTime(one.getKey().toString(), Request.toBeToldFrom(one.getValue())))
                            .toList());
        }
    }

    @Override
    public boolean isDue(ReadersNames names, Connection connection) throws SQLException {
        return new DueTimes(names.of(TABLE), connection).isDue(clock.instant());
    }

    @Override
    public void act(ViewTables tables, Connection connection) throws Exception {
        Instant now = clock.instant();
        var times = new DueTimes(tables.of(TABLE), connection);
        List<String> due = times.due(now);
        List<TellRequest> told = due.stream()
                .map(request -> new TellRequest(new RequestId(UUID.fromString(request)), now))
                .toList();
        consequences.send(told, RunningThreads.CLOCK, connection);
        times.told(due);
    }
}
