package noroshi.api.view.timeline;

import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import noroshi.ledger.LedgerDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 都度計画. Statements that the database plans each time for what is asked, as {@link LedgerDatabase#planAnew} has it. */
final class PlannedAnew extends JdbcTemplate {

    private PlannedAnew(DataSource database) {
        super(database);
    }

    /** A client all of whose statements are planned so. */
    static JdbcClient client(DataSource database) {
        return JdbcClient.create(new PlannedAnew(database));
    }

    @Override
    protected void applyStatementSettings(Statement statement) throws SQLException {
        super.applyStatementSettings(statement);
        LedgerDatabase.planAnew(statement);
    }
}
