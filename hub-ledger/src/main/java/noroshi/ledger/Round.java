package noroshi.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import noroshi.ledger.Generations.Generation;

/** One batch of events taken into one generation of a view, in the transaction that holds its lease. */
record Round(Source source, Generations generations, Projection projection) {

    static final int BATCH = 1_000;

    /** Where the events come from: the record itself, or what this process has just read of it. */
    interface Source {

        /** The events that follow {@code position}; none only at the record's end. */
        List<RecordedEvent> after(Connection connection, long position, int limit) throws SQLException;
    }

    boolean isDue(Connection connection) throws SQLException {
        return projection instanceof Timed timed && timed.isDue(generations.names(), connection);
    }

    /** @throws Exception what the projection threw; roll back */
    void act(Connection connection, Generation generation) throws Exception {
        if (projection instanceof Timed timed) {
            timed.act(generations.tables(generation.number()), connection);
        }
    }

    /**
     * @return how many events were taken, {@code limit} at most
     * @throws Exception what the projection threw; roll back
     */
    int take(Connection connection, Generation generation, int limit) throws Exception {
        List<RecordedEvent> batch = source.after(connection, generation.position(), limit);
        if (batch.isEmpty()) {
            return 0;
        }
        long expected = generation.position();
        for (RecordedEvent event : batch) {
            expected++;
            if (event.position() != expected) {
                throw new IllegalStateException(
                        "gap in the record: position %d (expected: %d)".formatted(event.position(), expected));
            }
        }
        projection.project(batch, generations.tables(generation.number()), connection);
        generations.save(connection, generation, expected);
        return batch.size();
    }
}
