package noroshi.standalone;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What a backup asks of PostgreSQL, in one session: its backup mode (continuous archiving's low-level API) and a slot for
 * which it keeps the log. Places in the log are counted in bytes.
 */
final class BackupSource {
    private static final String SLOT = "noroshi_backup_";

    private final JdbcClient server;

    /** @param superuser stays open for as long as a base is copied */
    BackupSource(Connection superuser) {
        this.server = JdbcClient.create(new SingleConnectionDataSource(superuser, true));
    }

    /**
     * What the record ended with at a time.
     *
     * @param position 0 if there is no event
     * @param chain the chain at that position, in lower-case hexadecimal; zeros if there is no event
     */
    record Head(Instant at, long position, String chain) {}

    /** Whether this is the only backup that is being taken; true once. */
    boolean begin() {
        return bool("select pg_try_advisory_lock(hashtextextended('noroshi.backup', 0))");
    }

    /** Where the server keeps its data, on its own machine. */
    Path data() {
        return Path.of(text("select current_setting('data_directory')"));
    }

    /** As 18.1. */
    String version() {
        return text("select split_part(current_setting('server_version'), ' ', 1)");
    }

    /** Where the log begins. */
    WalPlace origin() {
        return new WalPlace(
                (int) number("select timeline_id from pg_control_checkpoint()"),
                number("select pg_size_bytes(current_setting('wal_segment_size'))"),
                0);
    }

    /** Up to where the log is on disk. */
    long flushed() {
        return number("select pg_current_wal_flush_lsn() - '0/0'");
    }

    /** The record's head, with all that was committed before it. */
    Head head() {
        return server.sql("""
                        select clock_timestamp() as at, coalesce(e.position, 0) as position,
                               coalesce(encode(e.chain, 'hex'), repeat('0', 64)) as chain
                        from (select) nothing
                        left join (select * from ledger.events order by position desc limit 1) e on true
                        """)
                .query((row, _) -> new Head(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getLong("position"),
                        row.getString("chain")))
                .single();
    }

    /** Begins the copying of a base: from where the log is needed with it. */
    long start(String backup) {
        return number("select pg_backup_start('%s', fast => true) - '0/0'".formatted(backup));
    }

    /**
     * Ends it.
     *
     * @return the text of {@code backup_label}, which belongs into the copy
     * @throws SQLException if the copy is not all there is to copy
     */
    String stop() throws SQLException {
        var label = server.sql("select labelfile, spcmapfile from pg_backup_stop(wait_for_archive => false)")
                .query((row, _) -> new String[] {row.getString(1), row.getString(2)})
                .single();
        if (!label[1].isBlank()) {
            throw new SQLException("tablespaces outside of the data folder are not copied (expected: none)");
        }
        return label[0];
    }

    /** Has the log kept from now on. */
    void keepLog(String backup) {
        execute("select pg_create_physical_replication_slot('%s', immediately_reserve => true)"
                .formatted(SLOT + backup));
    }

    /** Whether the log is kept for that backup, and none of it was given up. */
    LogKept logKept(String backup) {
        return server.sql("select wal_status from pg_replication_slots where slot_name = ?")
                .param(SLOT + backup)
                .query((row, _) -> "lost".equals(row.getString(1)) ? LogKept.NO_LONGER : LogKept.YES)
                .optional()
                .orElse(LogKept.NOT_FOR_IT);
    }

    /** What became of the log that a backup needs. */
    enum LogKept {
        YES,
        NO_LONGER,
        NOT_FOR_IT
    }

    /** The log before that place is no longer needed. */
    void letGo(String backup, WalPlace place) {
        execute("select pg_replication_slot_advance('%s', '%s')".formatted(SLOT + backup, place));
    }

    /** Keeps no log any longer for a backup. */
    void letGo(String backup) {
        execute("select pg_drop_replication_slot('%s')".formatted(SLOT + backup));
    }

    /** Keeps no log any longer for any other backup. */
    void letGoOfOthers(String backup) {
        server.sql("select pg_drop_replication_slot(slot_name) from pg_replication_slots"
                        + " where starts_with(slot_name, ?) and slot_name <> ?")
                .params(SLOT, SLOT + backup)
                .query()
                .listOfRows();
    }

    private void execute(String query) {
        server.sql(query).query().listOfRows();
    }

    private String text(String query) {
        return server.sql(query).query(String.class).single();
    }

    private long number(String query) {
        return server.sql(query).query(Long.class).single();
    }

    private boolean bool(String query) {
        return server.sql(query).query(Boolean.class).single();
    }
}
