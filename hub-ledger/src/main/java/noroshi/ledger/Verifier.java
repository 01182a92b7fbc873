package noroshi.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Proves that nothing in the record was altered: recomputes every leaf hash from the stored bytes and walks the whole
 * chain. It needs no keys. That the last events were not cut off, only a receipt or a copied chain value can show.
 */
public final class Verifier {

    private static final HexFormat HEX = HexFormat.of();
    private static final int FETCH_SIZE = 1_000;
    private static final int MOST_FINDINGS = 1_000;

    private static final String EVENTS = """
            select e.position, e.id, e.type, e.version, e.occurred_at, e.recorded_at, e.tags, e.metadata, e.payload,
                   e.leaf_hash, e.chain, i.indexed
            from ledger.events e
            cross join lateral (
              select count(t.tag) as indexed from unnest(e.tags) u(tag)
              join ledger.event_tag t on t.tag = u.tag and t.position = e.position) i
            order by e.position
            """;

    private static final String LINK = """
            select e.position, e.recorded_at, e.leaf_hash, e.chain,
                   (select p.chain from ledger.events p where p.position = e.position - 1) as previous
            from ledger.events e where e.position = ?
            """;

    private final DataSource dataSource;

    /**
     * Verifies one database's record.
     *
     * @param dataSource connects as any role that may read schema {@code ledger}
     */
    public Verifier(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Something that is not as it was written. */
    public record Finding(long position, String what) {}

    /**
     * What a walk showed.
     *
     * @param events how many were checked
     * @param head the last chain value in hexadecimal, to be kept elsewhere; zeros if there is no event
     * @param findings in order of position; the first thousand
     */
    public record Result(long events, String head, List<Finding> findings) {

        /** Whether all is as it was written. */
        public boolean sound() {
            return findings.isEmpty();
        }
    }

    /**
     * Walks the whole record in one snapshot, reading it in pieces.
     *
     * @throws SQLException if the database is away
     */
    public Result verify() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            boolean autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                Walk walk = new Walk();
                try (PreparedStatement statement = connection.prepareStatement(EVENTS)) {
                    statement.setFetchSize(FETCH_SIZE);
                    try (ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            walk.step(rows);
                        }
                    }
                }
                walk.countTags(connection);
                return walk.result();
            } finally {
                connection.rollback();
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(autoCommit);
            }
        }
    }

    /** The chain at one position, as stored; empty if there is no such event. */
    public Optional<ChainLink> at(long position) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(LINK)) {
            statement.setLong(1, position);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                byte[] previous = row.getBytes("previous");
                return Optional.of(new ChainLink(
                        position,
                        EventReader.instant(row, "recorded_at"),
                        HEX.formatHex(row.getBytes("leaf_hash")),
                        HEX.formatHex(previous == null ? Chain.origin() : previous),
                        HEX.formatHex(row.getBytes("chain"))));
            }
        }
    }

    private static final class Walk {

        private final List<Finding> findings = new ArrayList<>();
        private long events;
        private long tags;
        private long position;
        private Instant recorded = Instant.MIN;
        private byte[] chain = Chain.origin();

        private void step(ResultSet row) throws SQLException {
            long here = row.getLong("position");
            if (here != position + 1) {
                find(here, "follows position %d: events are missing".formatted(position));
            }
            position = here;
            Instant recordedAt = EventReader.instant(row, "recorded_at");
            if (recordedAt.isBefore(recorded)) {
                find(here, "recorded before the event before it");
            }
            recorded = recordedAt;
            byte[] leafHash = row.getBytes("leaf_hash");
            if (!Arrays.equals(leafHash, leafHash(row))) {
                find(here, "content differs from its hash");
            }
            byte[] storedChain = row.getBytes("chain");
            if (!Arrays.equals(storedChain, Chain.next(chain, here, Micros.of(recordedAt), leafHash))) {
                find(here, "chain is broken");
            }
            // Goes on from what is stored: one change is found once, not at every event after it.
            chain = storedChain;
            int tagCount = EventReader.tags(row).size();
            if (row.getLong("indexed") != tagCount) {
                find(here, "tags differ from the tag index");
            }
            tags += tagCount;
            events++;
        }

        private static byte[] leafHash(ResultSet row) throws SQLException {
            return LeafHash.of(
                    row.getObject("id", UUID.class),
                    row.getString("type"),
                    row.getString("version"),
                    Micros.of(EventReader.instant(row, "occurred_at")),
                    EventReader.tags(row),
                    row.getBytes("metadata"),
                    row.getBytes("payload"));
        }

        private void countTags(Connection connection) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement("select count(*) from ledger.event_tag");
                    ResultSet rows = statement.executeQuery()) {
                rows.next();
                long indexed = rows.getLong(1);
                if (indexed > tags) {
                    find(position, "the tag index has %d entries that no event has".formatted(indexed - tags));
                }
            }
        }

        private void find(long at, String what) {
            if (findings.size() < MOST_FINDINGS) {
                findings.add(new Finding(at, what));
            }
        }

        private Result result() {
            return new Result(events, HEX.formatHex(chain), List.copyOf(findings));
        }
    }
}
