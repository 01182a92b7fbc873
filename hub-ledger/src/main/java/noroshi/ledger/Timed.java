package noroshi.ledger;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A projection that also acts as time goes by, though nothing was recorded. Its tables say what is to be done and when,
 * so that a restart forgets nothing; of many processes the one that holds the lease acts.
 */
public interface Timed extends Projection {

    /**
     * Whether there is anything to do now. Every process asks about twice a second, and while its view is behind the
     * record's end up to ten times: what it is to do may then have been settled by what it has not taken yet.
     *
     * @param names by which the view is read
     * @param connection reads only
     */
    boolean isDue(ReadersNames names, Connection connection) throws SQLException;

    /**
     * Does some of it, and marks it as done in its tables. What it does elsewhere (a command sent) may be repeated if the
     * marks are lost. It keeps its lease as {@link #project} does.
     *
     * @param connection in the round's transaction: neither commit nor roll back
     * @throws Exception anything: the round is rolled back and tried again
     */
    void act(ViewTables tables, Connection connection) throws Exception;
}
