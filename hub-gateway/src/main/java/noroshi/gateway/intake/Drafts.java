package noroshi.gateway.intake;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import noroshi.avro.SealedContent;
import noroshi.core.Phrase;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Kind;
import noroshi.core.report.ThreadId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * 下書きの保管. The drafts of each operator in table {@code gateway.draft}, sealed. They are no part of the record. What
 * was left lying is cleared away after its time, by whoever looks first, or by the hub itself.
 */
public final class Drafts {

    /** So many an operator keeps at once. */
    static final int MOST = 20;

    private static final String CLEAR = "delete from gateway.draft where changed_at <= ?";

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final JdbcClient database;
    private final IntakeKeys keys;
    private final InstantSource clock;

    /** @param clock the real time, by which the keys go too */
    public Drafts(JdbcClient database, IntakeKeys keys, InstantSource clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Keeps a new draft.
     *
     * @throws Refused {@code DRAFTS_FULL} if the operator keeps too many
     */
    Draft begin(OperatorSlug operator, Kind kind, @Nullable ThreadId thread, JsonNode body) {
        clear();
        var draft = new Draft(UUID.randomUUID(), operator, kind, thread, 1, body, now());
        SealedContent sealed = sealed(draft);
        int kept = database.sql("""
                        insert into gateway.draft
                        select :id, :operator, :kind, :thread::uuid, :version, :sealedWith, :body, :changedAt
                        where (select count(*) from gateway.draft where operator = :operator) < :most
                        """)
                .param("id", draft.id())
                .param("operator", operator.value())
                .param("kind", kind.name())
                .param("thread", thread == null ? null : thread.value())
                .param("version", draft.version())
                .param("sealedWith", sealed.getKeyId())
                .param("body", bytes(sealed))
                .param("changedAt", utc(draft.changedAt()))
                .param("most", MOST)
                .update();
        if (kept == 0) {
            throw new Refused(
                    Reason.DRAFTS_FULL,
                    "",
                    new Phrase("%d件".formatted(MOST), "%d drafts".formatted(MOST)),
                    "%d件まで".formatted(MOST),
                    "%d at most".formatted(MOST));
        }
        return draft;
    }

    /** A draft of this operator, or empty: another's is as if there were none. */
    Optional<Draft> find(OperatorSlug operator, UUID id) {
        return database.sql("select * from gateway.draft where operator = ? and draft_id = ? and changed_at > ?")
                .params(operator.value(), id, utc(oldest()))
                .query((row, _) -> draft(row))
                .optional();
    }

    /** All drafts of this operator, the one changed last first. */
    List<Draft> list(OperatorSlug operator) {
        clear();
        return database.sql("select * from gateway.draft where operator = ? order by changed_at desc, draft_id")
                .param(operator.value())
                .query((row, _) -> draft(row))
                .list();
    }

    /** The draft with another body; empty if it was changed, or is gone, since {@code before} was read. */
    Optional<Draft> change(Draft before, JsonNode body) {
        var draft = new Draft(
                before.id(), before.operator(), before.kind(), before.thread(), before.version() + 1, body, now());
        SealedContent sealed = sealed(draft);
        int changed = database.sql("""
                        update gateway.draft set version = ?, sealed_with = ?, body = ?, changed_at = ?
                        where draft_id = ? and version = ?
                        """)
                .params(
                        draft.version(),
                        sealed.getKeyId(),
                        bytes(sealed),
                        utc(draft.changedAt()),
                        draft.id(),
                        before.version())
                .update();
        return changed == 0 ? Optional.empty() : Optional.of(draft);
    }

    /** Whether it was there as it was read, and is gone now. */
    boolean remove(Draft draft) {
        return database.sql("delete from gateway.draft where draft_id = ? and version = ?")
                        .params(draft.id(), draft.version())
                        .update()
                == 1;
    }

    private void clear() {
        database.sql(CLEAR).param(utc(oldest())).update();
    }

    /** Whether the time of any draft is over. */
    boolean areOver(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select exists (select from gateway.draft where changed_at <= ?)")) {
            select.setObject(1, utc(oldest()));
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Clears away those whose time is over, in the caller's transaction. */
    void clear(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(CLEAR)) {
            delete.setObject(1, utc(oldest()));
            delete.executeUpdate();
        }
    }

    private Instant oldest() {
        return now().minus(Draft.KEPT);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private SealedContent sealed(Draft draft) {
        return keys.seal(name(draft.id(), draft.version()), MAPPER.writeValueAsBytes(draft.body()));
    }

    /** What it opens under: nobody puts an older content, or another draft's, in its place. */
    private static String name(UUID id, int version) {
        return Draft.key(id) + "/" + version;
    }

    private Draft draft(ResultSet row) throws SQLException {
        UUID id = row.getObject("draft_id", UUID.class);
        UUID thread = row.getObject("thread_id", UUID.class);
        int version = row.getInt("version");
        var sealed = new SealedContent(row.getString("sealed_with"), ByteBuffer.wrap(row.getBytes("body")));
        return new Draft(
                id,
                new OperatorSlug(row.getString("operator")),
                Kind.valueOf(row.getString("kind")),
                thread == null ? null : new ThreadId(thread),
                version,
                MAPPER.readTree(keys.open(name(id, version), sealed)),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    private static byte[] bytes(SealedContent sealed) {
        ByteBuffer buffer = sealed.getBytes().duplicate();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
