package noroshi.api.desk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import noroshi.api.view.ApiProjection;
import noroshi.core.Refused;
import noroshi.core.register.OperatorEvent.OperatorRevised;
import noroshi.core.report.ThreadId;
import noroshi.core.thread.ReportThreadCommand.Reroute;
import noroshi.core.thread.ReportThreadEvent.ReportSubmitted;
import noroshi.core.thread.ReportThreadEvent.ThreadClosed;
import noroshi.core.thread.ReportThreadEvent.ThreadWithdrawn;
import noroshi.ledger.Commands;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * 再振分け. When the register says something else of an operator, each of its running threads is routed again; the
 * decision itself finds out where nothing changes. A filing after the change was decided on it, one before it has
 * passed here first, so none is missed. After a kill the round begins anew: asking twice changes nothing.
 */
public final class RerouteReaction implements ApiProjection {

    private static final Logger LOG = LoggerFactory.getLogger(RerouteReaction.class);
    private static final int AT_ONCE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Commands commands;

    public RerouteReaction(Commands commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "reroute";
    }

    @Override
    public List<String> tables() {
        return List.of("running_thread");
    }

    @Override
    public String ddl(ViewTables tables) {
        return """
                create table %1$s (
                    thread_id uuid primary key,
                    operator text not null
                );
                create index on %1$s (operator)
                """.formatted(tables.of("running_thread"));
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws Exception {
        String table = tables.of("running_thread");
        try (PreparedStatement opened = connection.prepareStatement(
                        "insert into %s (thread_id, operator) values (?, ?) on conflict do nothing".formatted(table));
                PreparedStatement ended =
                        connection.prepareStatement("delete from %s where thread_id = ?".formatted(table))) {
            for (RecordedEvent event : batch) {
                switch (event.payload()) {
                    case ReportSubmitted submitted -> {
                        opened.setObject(1, submitted.thread().value());
                        opened.setString(2, submitted.operator().value());
                        opened.addBatch();
                    }
                    case ThreadWithdrawn withdrawn -> end(withdrawn.thread(), opened, ended);
                    case ThreadClosed closed -> end(closed.thread(), opened, ended);
                    case OperatorRevised revised -> {
                        opened.executeBatch();
                        reroute(running(revised, table, connection), revised, connection);
                    }
                    default -> {
                        // neither opens nor ends a thread
                    }
                }
            }
            opened.executeBatch();
        }
    }

    private static void end(ThreadId thread, PreparedStatement opened, PreparedStatement ended) throws SQLException {
        opened.executeBatch();
        ended.setObject(1, thread.value());
        ended.executeUpdate();
    }

    private static List<ThreadId> running(OperatorRevised revised, String table, Connection connection)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select thread_id from %s where operator = ? order by thread_id".formatted(table))) {
            select.setString(1, revised.operator().value());
            List<ThreadId> threads = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    threads.add(new ThreadId(rows.getObject(1, UUID.class)));
                }
            }
            return threads;
        }
    }

    private void reroute(List<ThreadId> threads, OperatorRevised revised, Connection connection) throws Exception {
        for (int first = 0; first < threads.size(); first += AT_ONCE) {
            List<CompletableFuture<Void>> asked =
                    threads.subList(first, Math.min(first + AT_ONCE, threads.size())).stream()
                            .map(thread -> commands.sendUntilDecided(
                                    new Reroute(thread, revised.operator(), revised.at()), Map.of("by", revised.by())))
                            .toList();
            for (CompletableFuture<Void> one : asked) {
                await(one, revised);
            }
            keepLease(connection);
        }
    }

    private static void await(CompletableFuture<Void> asked, OperatorRevised revised) throws Exception {
        try {
            asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof Refused refused)) {
                throw e;
            }
            // a decision against it is a decision; asking for ever would hold up all others
            LOG.warn("reroute of a thread of {} refused: {}", revised.operator(), refused.getMessage());
        }
    }

    /** The database drops a transaction that is silent for two seconds. */
    private static void keepLease(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }
}
