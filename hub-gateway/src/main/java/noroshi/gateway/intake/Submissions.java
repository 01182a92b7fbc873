package noroshi.gateway.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import noroshi.core.Fault;
import noroshi.core.Phrase;
import noroshi.core.Reason;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Kind;
import noroshi.ledger.EventJson;
import noroshi.ledger.Projector;
import noroshi.web.UnreadableParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 提出物. What became of what an operator filed: as recorded or refused, or else as received over HTTP. */
public final class Submissions {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String ALL = """
            select * from (
              select report_id, thread_id, kind, state, reasons::text, received_at, position
              from gateway.submission where operator = :operator
              union all
              select report_id, thread_id, kind, 'RECEIVED', '[]', received_at, null
              from gateway.intake_key key
              where operator = :operator
                and not exists (select 1 from gateway.submission known where known.report_id = key.report_id)
            ) filed
            """;

    private final JdbcClient database;
    private final Projector projector;

    /** @param projector the one that keeps {@link SubmissionProjection}'s view */
    public Submissions(JdbcClient database, Projector projector) {
        this.database = database;
        this.projector = projector;
    }

    /** 状況. */
    enum State {
        /** 受付済. The broker has it, or was asked to take it. */
        RECEIVED,
        /** 記録済. It is part of its thread. */
        RECORDED,
        /** 不受理. It could not be taken; the reasons say why. */
        REFUSED
    }

    /**
     * 提出状況.
     *
     * @param threadId null only where a refused submission named none
     * @param kind null only where a refused submission could not be read
     * @param reasons why it was refused; on a recorded one, why a further use of its key was
     * @param position where the ledger has it, or null before that
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Submission(
            UUID reportId,
            @Nullable UUID threadId,
            @Nullable Kind kind,
            State state,
            List<Fault> reasons,
            Instant receivedAt,
            @Nullable Long position) {}

    /** Newest first; {@code nextCursor} is null on the last page. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<Submission> items, @Nullable String nextCursor) {}

    /** A submission of this operator, or empty: another's is as if there were none. */
    Optional<Submission> find(OperatorSlug operator, UUID report) {
        return database.sql(ALL + "where report_id = :report")
                .param("operator", operator.value())
                .param("report", report)
                .query((row, _) -> submission(row))
                .optional();
    }

    /** @throws UnreadableParameters if the cursor is none that a page gave */
    Page list(OperatorSlug operator, @Nullable State state, @Nullable String cursor, int limit) {
        var after = cursor == null ? Place.FIRST : Place.of(cursor);
        List<Submission> found = new ArrayList<>(database.sql(ALL + """
                                where (received_at, report_id) < (:at, :report)
                                  and (:state::text is null or state = :state)
                                order by received_at desc, report_id desc
                                limit :limit
                                """)
                .param("operator", operator.value())
                .param("at", after.at().atOffset(ZoneOffset.UTC))
                .param("report", after.report())
                .param("state", state == null ? null : state.name())
                .param("limit", limit + 1)
                .query((row, _) -> submission(row))
                .list());
        if (found.size() <= limit) {
            return new Page(List.copyOf(found), null);
        }
        List<Submission> items = List.copyOf(found.subList(0, limit));
        return new Page(
                items, new Place(items.getLast().receivedAt(), items.getLast().reportId()).cursor());
    }

    /** Waits up to two seconds for the view to hold what was recorded at {@code position}. */
    void await(long position) {
        try {
            projector.await(position, PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Submission submission(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        return new Submission(
                row.getObject("report_id", UUID.class),
                row.getObject("thread_id", UUID.class),
                kind == null ? null : Kind.valueOf(kind),
                State.valueOf(row.getString("state")),
                List.of(EventJson.mapper().readValue(row.getString("reasons"), Fault[].class)),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getObject("position", Long.class));
    }

    /** Where a page ended; stable whatever is filed meanwhile. */
    private record Place(Instant at, UUID report) {

        static final Place FIRST = new Place(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));
        private static final int BYTES = 3 * Long.BYTES;
        private static final long MOST_MICROS = ChronoUnit.MICROS.between(Instant.EPOCH, FIRST.at());

        static Place of(String cursor) {
            try {
                byte[] bytes = Base64.getUrlDecoder().decode(cursor);
                if (bytes.length == BYTES) {
                    var buffer = ByteBuffer.wrap(bytes);
                    long micros = buffer.getLong();
                    return new Place(
                            Instant.EPOCH.plus(micros % MOST_MICROS, ChronoUnit.MICROS),
                            new UUID(buffer.getLong(), buffer.getLong()));
                }
            } catch (IllegalArgumentException e) {
                // Told below: not one of ours.
            }
            throw new UnreadableParameters(List.of(Fault.of(
                    Reason.PARAMETER_INVALID,
                    "cursor",
                    new Phrase("別の値", "another value"),
                    "直前のページの nextCursor",
                    "the nextCursor of the page before")));
        }

        String cursor() {
            byte[] bytes = ByteBuffer.allocate(BYTES)
                    .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, at))
                    .putLong(report.getMostSignificantBits())
                    .putLong(report.getLeastSignificantBits())
                    .array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }
    }
}
