package noroshi.ledger;

/**
 * Where one generation of a view's tables lies. Readers use the plain name {@code schema.table}, an SQL view onto the
 * live generation.
 *
 * @param generation counted from 1; each rebuild makes the next
 */
public record ViewTables(String schema, int generation) {

    /** The table's name in this generation, with its schema, for use in statements. */
    public String of(String table) {
        return "%s.view_%s_%d".formatted(schema, LedgerDatabase.identifier(table), generation);
    }
}
