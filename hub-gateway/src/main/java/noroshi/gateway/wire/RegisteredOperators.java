package noroshi.gateway.wire;

import java.util.List;
import javax.sql.DataSource;
import noroshi.core.register.OperatorEntry;
import noroshi.ledger.EventJson;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 登録された事業者. Every entry of the register, as {@link KafkaDoors} keeps them. */
public final class RegisteredOperators {

    private final JdbcClient database;
    private final KafkaDoors.Tables tables;

    /** @param schema the database schema of the gateway */
    public RegisteredOperators(DataSource database, String schema) {
        this.database = JdbcClient.create(database);
        this.tables = KafkaDoors.Tables.live(schema);
    }

    public List<OperatorEntry> all() {
        return database.sql("select entry from " + tables.doors())
                .query((row, _) -> EventJson.mapper().readValue(row.getString("entry"), OperatorEntry.class))
                .list();
    }
}
