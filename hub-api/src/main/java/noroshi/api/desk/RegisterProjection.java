package noroshi.api.desk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import noroshi.api.view.ApiProjection;
import noroshi.core.register.OperatorEntry;
import noroshi.core.register.OperatorEvent;
import noroshi.ledger.EventJson;
import noroshi.ledger.RecordedEvent;
import noroshi.ledger.ViewTables;

/** 登録簿の写し. Every operator's entry as it stands. */
public final class RegisterProjection implements ApiProjection {

    public static final String NAME = "register";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tables() {
        return List.of("register_operator");
    }

    @Override
    public boolean concerns(Object happened) {
        return happened instanceof OperatorEvent;
    }

    @Override
    public String ddl(ViewTables tables) {
        return """
                create table %s (
                    slug text primary key,
                    entry jsonb not null,
                    revised_at timestamptz not null,
                    position bigint not null
                )
                """.formatted(tables.of("register_operator"));
    }

    @Override
    public void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws SQLException {
        try (PreparedStatement operator = connection.prepareStatement("""
                        insert into %s (slug, entry, revised_at, position) values (?, ?::jsonb, ?, ?)
                        on conflict (slug) do update
                        set entry = excluded.entry, revised_at = excluded.revised_at, position = excluded.position
                        """.formatted(tables.of("register_operator")))) {
            for (RecordedEvent event : batch) {
                switch (event.payload()) {
                    case OperatorEvent.OperatorRegistered registered ->
                        add(operator, registered.entry(), registered.at(), event.position());
                    case OperatorEvent.OperatorRevised revised ->
                        add(operator, revised.entry(), revised.at(), event.position());
                    default -> {
                        // no concern of the register
                    }
                }
            }
            operator.executeBatch();
        }
    }

    private static void add(PreparedStatement operator, OperatorEntry entry, Instant at, long position)
            throws SQLException {
        operator.setString(1, entry.slug().value());
        operator.setString(2, EventJson.mapper().writeValueAsString(entry));
        operator.setObject(3, at.atOffset(ZoneOffset.UTC));
        operator.setLong(4, position);
        operator.addBatch();
    }
}
