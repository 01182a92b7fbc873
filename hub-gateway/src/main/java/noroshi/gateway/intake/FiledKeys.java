package noroshi.gateway.intake;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Kind;
import noroshi.core.report.ReportId;
import noroshi.core.report.ThreadId;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** 冪等キーの控え. Under which key each operator filed what, in table {@code gateway.intake_key}. */
public final class FiledKeys {

    /** As a standby says that was not promoted yet. */
    private static final String READ_ONLY = "25006";

    /** A database that takes longer is away: its caller has someone waiting, and another thing to do after this. */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final JdbcClient database;

    public FiledKeys(DataSource database) {
        this(database, PATIENCE);
    }

    FiledKeys(DataSource database, Duration patience) {
        this.database = JdbcClient.create(new Impatient(database, patience));
    }

    /** What a silent network would keep for ever, and the database's own time limits with it. */
    private static final class Impatient extends DelegatingDataSource {

        private final Duration patience;

        private Impatient(DataSource database, Duration patience) {
            super(database);
            this.patience = patience;
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            try {
                connection.setNetworkTimeout(Runnable::run, (int) patience.toMillis());
                return connection;
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        }
    }

    /** What is filed under a key. */
    record Filed(
            OperatorSlug operator,
            String key,
            String bodyHash,
            ReportId report,
            ThreadId thread,
            Kind kind,
            Instant receivedAt) {}

    /**
     * Keeps what is filed, unless the key has been used.
     *
     * @return what the key was used for before, or empty if this is its first use
     * @throws DataAccessException which {@link #isAway} tells apart
     */
    Optional<Filed> keep(Filed filed) {
        // no index is named: of several at once, one may meet the first in the report's index before the key's
        int kept = database.sql("""
                        insert into gateway.intake_key
                          (operator, key, body_hash, report_id, thread_id, kind, received_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict do nothing
                        """)
                .params(
                        filed.operator().value(),
                        filed.key(),
                        filed.bodyHash(),
                        filed.report().value(),
                        filed.thread().value(),
                        filed.kind().name(),
                        filed.receivedAt().atOffset(ZoneOffset.UTC))
                .update();
        return kept == 1 ? Optional.empty() : Optional.of(before(filed));
    }

    private Filed before(Filed again) {
        return find(again.operator(), again.key()).orElseThrow();
    }

    /** What was filed under a key, or empty. */
    Optional<Filed> find(OperatorSlug operator, String key) {
        return database.sql("select * from gateway.intake_key where operator = ? and key = ?")
                .params(operator.value(), key)
                .query((row, _) -> new Filed(
                        operator,
                        key,
                        row.getString("body_hash"),
                        new ReportId(row.getObject("report_id", UUID.class)),
                        new ThreadId(row.getObject("thread_id", UUID.class)),
                        Kind.valueOf(row.getString("kind")),
                        row.getObject("received_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** Whether the database is away or only reads for now, rather than asked for what it can't do. */
    public static boolean isAway(DataAccessException failure) {
        return failure instanceof DataAccessResourceFailureException
                || failure instanceof TransientDataAccessException
                || (failure.getMostSpecificCause() instanceof SQLException cause
                        && READ_ONLY.equals(cause.getSQLState()));
    }
}
