package noroshi.ledger;

import java.sql.Connection;
import java.util.List;

/**
 * What a view makes of the record. It keeps no state between rounds but its tables, so that any process may take over
 * at any round, and it may read its own rows while it folds.
 */
public interface Projection {

    /** The view's name, for its position, its metrics and commands; lower case, unique in its schema. */
    String name();

    /** The tables it fills, by the names that readers use; none if it only passes events on. */
    List<String> tables();

    /** The tables that an earlier edition had and this one has not; they go with it. */
    default List<String> formerTables() {
        return List.of();
    }

    /**
     * Which edition of the view this is: one more with each change of its tables or of what it puts there. A projector
     * that finds an earlier edition live makes its own beside it and then puts it in its place; one that finds a later
     * edition stands aside, for a later release keeps that view now. What a projection tells others, it tells again when
     * it is made anew.
     */
    default int edition() {
        return 1;
    }

    /**
     * Whether an event may change what the view holds, by what happened alone. Events that may not are passed over
     * without asking or writing anything; {@link #project} is given them too, along with those around them.
     */
    default boolean concerns(Object happened) {
        return true;
    }

    /** The statements that create its tables and indexes under the names that {@code tables} gives. */
    String ddl(ViewTables tables);

    /**
     * Takes the next events into its tables. The tables and the position are committed together, so a round counts
     * once; what it does elsewhere (a message sent) may be repeated with the same events. It says something to the
     * database every 1.5 seconds; what may take longer elsewhere, it does {@linkplain Lease#during so}.
     *
     * @param batch in order of position, without gaps, never empty
     * @param connection in the round's transaction: neither commit nor roll back
     * @throws Exception anything: the round is rolled back and tried again, nothing is passed over
     */
    void project(List<RecordedEvent> batch, ViewTables tables, Connection connection) throws Exception;
}
