package noroshi.api.desk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import noroshi.api.view.ApiProjection;
import noroshi.core.thread.ReportThreadEvent.RoutingDecided;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;

/** 送達の宛先. To whom each delivery goes and to which thread it belongs; neither ever changes. */
public final class DeliveryProjection implements ApiProjection {

    static final String NAME = "delivery";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("delivery");
    }

    @Override
    public boolean concerns(Object happened) {
        return happened instanceof RoutingDecided;
    }

    @Override
    public String ddl(ViewTables tables) {
        return """
                create table %s (
                    delivery_id uuid primary key,
                    thread_id uuid not null,
                    addressee text not null
                )
                """.formatted(tables.of("delivery"));
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
        // a delivery that stands on more rules than before is decided again, and is the same row
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into %s (delivery_id, thread_id, addressee) values (?, ?, ?)
                on conflict (delivery_id) do nothing""".formatted(tables.of("delivery")))) {
            for (RecordedEvent event : batch) {
                if (event.payload() instanceof RoutingDecided routing) {
                    for (var decided : routing.deliveries()) {
                        insert.setObject(1, decided.delivery().value());
                        insert.setObject(2, routing.thread().value());
                        insert.setString(3, decided.addressee().value());
                        insert.addBatch();
                    }
                }
            }
            insert.executeBatch();
        }
    }
}
