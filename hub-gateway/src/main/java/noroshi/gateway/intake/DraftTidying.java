package noroshi.gateway.intake;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import noroshi.ledger.Projection;
import noroshi.ledger.ReadersNames;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.Timed;
import noroshi.ledger.ViewTables;

/**
 * 下書きの片付け. A view in whose idle rounds the drafts whose time is over are cleared away, though nobody looks: of many
 * hubs by the one that holds its lease.
 */
public final class DraftTidying implements Timed {

    private final Projection view;
    private final Drafts drafts;

    public DraftTidying(Projection view, Drafts drafts) {
        this.view = view;
        this.drafts = drafts;
    }

    @Override
    public String name() {
        return view.name();
    }

    @Override
    public List<String> tables() {
        return view.tables();
    }

    @Override
    public String ddl(ViewTables tables) {
        return view.ddl(tables);
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws Exception {
        view.project(batch, tables, connection);
    }

    @Override
    public boolean isDue(ReadersNames names, Connection connection) throws SQLException {
        return drafts.areOver(connection);
    }

    @Override
    public void act(ViewTables tables, Connection connection) throws SQLException {
        drafts.clear(connection);
    }
}
