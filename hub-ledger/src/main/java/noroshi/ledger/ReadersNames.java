package noroshi.ledger;

/** By which names the live generation of a view's tables is read: {@code schema.table}. */
public record ReadersNames(String schema) {

    /** The name under which a table is read, for use in statements. */
    public String of(String table) {
        return "%s.%s".formatted(schema, LedgerDatabase.identifier(table));
    }
}
