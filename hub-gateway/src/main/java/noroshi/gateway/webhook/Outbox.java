package noroshi.gateway.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import noroshi.core.report.NamedUuid;
import noroshi.core.sharing.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 送信箱. What is to be told to whom, and each try of it. A message is sent by the hub that has claimed it, for as long as
 * the claim lasts; of one subject the next is not claimed before the one before it is delivered, parked or withheld.
 */
final class Outbox {

    /** No more of one endpoint are claimed while so many are: it is not flooded, and a dead one takes up little room. */
    static final int EACH = 4;

    /** Longer than a try can take. */
    static final Duration CLAIM = Duration.ofMinutes(1);

    /** So long a message is kept that was told or withheld; and so long one is kept to be told, and again once parked. */
    static final Duration KEPT = Duration.ofDays(90);

    private static final String[] KINDS =
            Arrays.stream(NewsKind.values()).map(NewsKind::code).toArray(String[]::new);

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final Webhooks webhooks;
    private final Backoff backoff;
    private final InstantSource clock;

    /** @param clock the real time */
    Outbox(
            JdbcClient database,
            TransactionTemplate transaction,
            Webhooks webhooks,
            Backoff backoff,
            InstantSource clock) {
        this.database = database;
        this.transaction = transaction;
        this.webhooks = webhooks;
        this.backoff = backoff;
        this.clock = clock;
    }

    /** 状態. */
    enum State {
        /** 未達. Sent when it is due, and tried again. */
        WAITING,
        /** 配信済. */
        DELIVERED,
        /** 保留. Tried for days, or kept for months, in vain; a replay tries it again. */
        PARKED,
        /** 不送. When it was to be sent, its receiver might not know of it any more, or did not want to. */
        WITHHELD
    }

    /** A message that this hub is to send now. */
    record Claimed(
            UUID id,
            UUID claim,
            Webhook webhook,
            NewsKind kind,
            String subject,
            @Nullable Long position,
            int tries,
            Instant notedAt) {}

    /** One message of the feed. */
    record Noted(UUID webhook, NewsKind kind, String subject, long position, UUID event) {

        /** The same whenever the feed notes it. */
        UUID id() {
            return NamedUuid.of("webhook", webhook.toString(), event.toString());
        }
    }

    /**
     * 通知の状態.
     *
     * @param subject the thread, bulletin, submission or webhook that it is about
     * @param nextAt when it is tried next, where it waits
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "WebhookMessage")
    record Sheet(
            UUID messageId,
            String type,
            String subject,
            @Nullable Long position,
            State state,
            Instant notedAt,
            @Nullable Instant nextAt,
            List<Attempt> attempts) {

        Sheet {
            attempts = List.copyOf(attempts);
        }
    }

    /** 送信の試み. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "WebhookAttempt")
    record Attempt(
            Instant at, Outcome.Result result, @Nullable Integer status, long millis) {}

    /** Messages, the newest first; {@code nextCursor} is null on the last page. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "WebhookMessages")
    record Page(List<Sheet> items, @Nullable String nextCursor) {

        Page {
            items = List.copyOf(items);
        }
    }

    /** How many wait and how many are parked. */
    record Counts(long waiting, long parked) {

        static final Counts NONE = new Counts(0, 0);
    }

    /** Notes what is to be sent, in the caller's transaction; what is noted already stays as it is. */
    void note(Collection<Noted> news, Connection connection) throws SQLException {
        OffsetDateTime now = utc(clock.instant());
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into gateway.webhook_message (message_id, webhook_id, kind, subject, position, state, tries, due_at, noted_at)
                select ?, webhook_id, ?, ?, ?, 'WAITING', 0, ?, ? from gateway.webhook where webhook_id = ?
                on conflict (message_id) do nothing
                """)) {
            for (Noted one : news) {
                insert.setObject(1, one.id());
                insert.setString(2, one.kind().code());
                insert.setString(3, one.subject());
                insert.setLong(4, one.position());
                insert.setObject(5, now);
                insert.setObject(6, now);
                insert.setObject(7, one.webhook());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * What this hub is to send now, which no other will; {@code most} at most. News of a kind that it doesn't know is a
     * later release's to send.
     */
    List<Claimed> claim(int most) {
        OffsetDateTime now = utc(clock.instant());
        UUID claim = UUID.randomUUID();
        return database.sql("""
                        update gateway.webhook_message message
                        set claim = :claim, claimed_until = :until
                        from gateway.webhook
                        where webhook.webhook_id = message.webhook_id and message.message_id in (
                          select due.message_id from gateway.webhook owner cross join lateral (
                            select next.message_id from gateway.webhook_message next
                            where next.webhook_id = owner.webhook_id and next.state = 'WAITING' and next.due_at <= :now
                              and next.kind = any(:kinds)
                              and (next.claimed_until is null or next.claimed_until <= :now)
                              and not exists (
                                select from gateway.webhook_message earlier
                                where earlier.webhook_id = next.webhook_id and earlier.subject = next.subject
                                  and earlier.state = 'WAITING' and earlier.sequence < next.sequence)
                            order by next.due_at, next.sequence
                            limit greatest(0, :each - (
                              select count(*) from gateway.webhook_message claimed
                              where claimed.webhook_id = owner.webhook_id and claimed.claim is not null
                                and claimed.claimed_until > :now))
                            for update skip locked) due
                          where owner.state = 'ENABLED'
                          order by random() limit :most)
                        returning webhook.*, message.message_id, message.kind, message.subject, message.position, message.tries,
                          message.noted_at
                        """)
                .param("claim", claim)
                .param("until", now.plus(CLAIM))
                .param("now", now)
                .param("each", EACH)
                .param("kinds", KINDS)
                .param("most", most)
                .query((row, _) -> claimed(row, claim))
                .list();
    }

    private static Claimed claimed(ResultSet row, UUID claim) throws SQLException {
        return new Claimed(
                row.getObject("message_id", UUID.class),
                claim,
                Webhooks.webhook(row),
                NewsKind.of(row.getString("kind")).orElseThrow(),
                row.getString("subject"),
                row.getObject("position", Long.class),
                row.getInt("tries"),
                row.getObject("noted_at", OffsetDateTime.class).toInstant());
    }

    /** Nothing may be told of it any more. */
    void withhold(Claimed message) {
        settle(message, State.WITHHELD, message.tries(), clock.instant());
    }

    /**
     * What a try came to.
     *
     * @return the message's state by it; empty if the claim was lost meanwhile, and another hub goes on with it
     */
    Optional<State> tried(Claimed message, Outcome outcome) {
        return transaction.execute(_ -> {
            Instant now = clock.instant();
            int tries = message.tries() + 1;
            boolean isGone = outcome.result() == Outcome.Result.GONE;
            Optional<Duration> wait = backoff.after(tries, outcome.retryAfter());
            State state = switch (outcome.result()) {
                case DELIVERED -> State.DELIVERED;
                case GONE -> State.WAITING;
                case NOT_ACCEPTED, NO_PUBLIC_ADDRESS, NOT_CONNECTED, NOT_TRUSTED, TIMED_OUT, BROKEN_OFF, NOT_SENT ->
                    wait.isEmpty() ? State.PARKED : State.WAITING;
            };
            // what waits for an endpoint to be enabled again begins anew then
            if (!settle(message, state, isGone ? 0 : tries, isGone ? now : now.plus(wait.orElse(Duration.ZERO)))) {
                return Optional.<State>empty();
            }
            database.sql("""
                            insert into gateway.webhook_attempt (message_id, at, result, status, millis)
                            values (:message, :now, :result, :status, :millis)
                            """)
                    .param("message", message.id())
                    .param("now", utc(now))
                    .param("result", outcome.result().name())
                    .param("status", outcome.status())
                    .param("millis", outcome.took().toMillis())
                    .update();
            if (isGone && webhooks.gone(message.webhook())) {
                tellOthers(message.webhook(), NewsKind.WEBHOOK_DISABLED, now);
            } else if (state == State.PARKED) {
                tellOthers(message.webhook(), NewsKind.WEBHOOK_PARKED, now);
            }
            return Optional.of(state);
        });
    }

    private boolean settle(Claimed message, State state, int tries, Instant due) {
        return database.sql("""
                        update gateway.webhook_message
                        set state = ?, tries = ?, due_at = ?, claim = null, claimed_until = null
                        where message_id = ? and claim = ?
                        """)
                        .params(state.name(), tries, utc(due), message.id(), message.claim())
                        .update()
                == 1;
    }

    /** The owner's other endpoints, each at most once a day of each. */
    private void tellOthers(Webhook about, NewsKind kind, Instant now) {
        for (Webhook other : webhooks.list(about.owner())) {
            if (!other.id().equals(about.id()) && other.wish().kinds().contains(kind)) {
                LocalDate day = now.atZone(ZoneOffset.UTC).toLocalDate();
                database.sql("""
                                insert into gateway.webhook_message
                                  (message_id, webhook_id, kind, subject, state, tries, due_at, noted_at)
                                values (?, ?, ?, ?, 'WAITING', 0, ?, ?) on conflict (message_id) do nothing
                                """)
                        .params(
                                NamedUuid.of(
                                        kind.code(),
                                        other.id().toString(),
                                        about.id().toString(),
                                        day.toString()),
                                other.id(),
                                kind.code(),
                                about.id().toString(),
                                utc(now),
                                utc(now))
                        .update();
            }
        }
    }

    /**
     * Tries again what is parked, or one message whatever became of it.
     *
     * @param one that message, or null for all that are parked
     * @return how many; empty if the webhook is none of the viewer's
     */
    Optional<Integer> replay(Viewer viewer, UUID webhook, @Nullable UUID one) {
        return transaction.execute(_ -> webhooks.noted(viewer, webhook, Act.REPLAYED)
                .map(it -> database.sql("""
                                update gateway.webhook_message set state = 'WAITING', tries = 0, due_at = :now
                                where webhook_id = :webhook
                                  and (message_id = :one or (:one::uuid is null and state = 'PARKED'))
                                """)
                        .param("now", utc(clock.instant()))
                        .param("webhook", it.id())
                        .param("one", one)
                        .update()));
    }

    /**
     * The messages of a webhook.
     *
     * @param before only those noted before that one, by its sequence; null: all
     */
    Page list(Webhook webhook, @Nullable State state, @Nullable Long before, int limit) {
        record Row(long sequence, Sheet sheet) {}
        List<Row> rows = database.sql("""
                        select * from gateway.webhook_message
                        where webhook_id = :webhook and (:state::text is null or state = :state)
                          and (:before::bigint is null or sequence < :before)
                        order by sequence desc limit :limit
                        """)
                .param("webhook", webhook.id())
                .param("state", state == null ? null : state.name())
                .param("before", before)
                .param("limit", limit + 1)
                .query((row, _) -> new Row(row.getLong("sequence"), sheet(row)))
                .list();
        List<Row> shown = rows.size() > limit ? rows.subList(0, limit) : rows;
        Map<UUID, List<Attempt>> attempts =
                attempts(shown.stream().map(row -> row.sheet().messageId()).toList());
        return new Page(
                shown.stream()
                        .map(Row::sheet)
                        .map(sheet -> new Sheet(
                                sheet.messageId(),
                                sheet.type(),
                                sheet.subject(),
                                sheet.position(),
                                sheet.state(),
                                sheet.notedAt(),
                                sheet.nextAt(),
                                attempts.getOrDefault(sheet.messageId(), List.of())))
                        .toList(),
                rows.size() > limit ? Long.toString(shown.getLast().sequence()) : null);
    }

    private static Sheet sheet(ResultSet row) throws SQLException {
        State state = State.valueOf(row.getString("state"));
        return new Sheet(
                row.getObject("message_id", UUID.class),
                row.getString("kind"),
                row.getString("subject"),
                row.getObject("position", Long.class),
                state,
                row.getObject("noted_at", OffsetDateTime.class).toInstant(),
                state == State.WAITING
                        ? row.getObject("due_at", OffsetDateTime.class).toInstant()
                        : null,
                List.of());
    }

    private Map<UUID, List<Attempt>> attempts(List<UUID> messages) {
        var attempts = new LinkedHashMap<UUID, List<Attempt>>();
        database.sql("select * from gateway.webhook_attempt where message_id = any(:messages) order by attempt_id")
                .param("messages", messages.toArray(UUID[]::new))
                .query(row -> {
                    attempts.computeIfAbsent(row.getObject("message_id", UUID.class), _ -> new ArrayList<>())
                            .add(new Attempt(
                                    row.getObject("at", OffsetDateTime.class).toInstant(),
                                    Outcome.Result.valueOf(row.getString("result")),
                                    row.getObject("status", Integer.class),
                                    row.getLong("millis")));
                });
        return attempts;
    }

    /** By webhook; none for one that has neither. */
    Map<UUID, Counts> counts(Owner owner) {
        var counts = new HashMap<UUID, Counts>();
        database.sql("""
                        select webhook_id, count(*) filter (where message.state = 'WAITING'),
                          count(*) filter (where message.state = 'PARKED')
                        from gateway.webhook_message message join gateway.webhook using (webhook_id)
                        where role = ? and organisation = ? and message.state in ('WAITING', 'PARKED')
                        group by webhook_id
                        """).params(owner.role().name(), owner.organisation()).query(row -> {
            counts.put(row.getObject(1, UUID.class), new Counts(row.getLong(2), row.getLong(3)));
        });
        return counts;
    }

    /** Of all organisations together. */
    Counts counts() {
        return database.sql("""
                        select (select count(*) from gateway.webhook_message where state = 'WAITING'),
                          (select count(*) from gateway.webhook_message where state = 'PARKED')
                        """)
                .query((row, _) -> new Counts(row.getLong(1), row.getLong(2)))
                .single();
    }

    /**
     * Clears away what was kept its time. What could be sent for as long and never was, as where its endpoint is disabled,
     * is parked first, and its owner told; what stays parked as long goes too, and the list of changes says so.
     */
    int tidy() {
        return Objects.requireNonNull(transaction.execute(_ -> {
            Instant now = clock.instant();
            OffsetDateTime before = utc(now.minus(KEPT));
            int told = database.sql("""
                            delete from gateway.webhook_message
                            where noted_at <= ? and state in ('DELIVERED', 'WITHHELD')
                            """).param(before).update();
            List<UUID> discarded =
                    database.sql("""
                            delete from gateway.webhook_message where state = 'PARKED' and due_at <= ?
                            returning webhook_id
                            """).param(before).query(Outbox::webhook).list();
            List<UUID> parked = database.sql("""
                            update gateway.webhook_message
                            set state = 'PARKED', due_at = :now, claim = null, claimed_until = null
                            where state = 'WAITING' and due_at <= :before
                              and (claimed_until is null or claimed_until <= :now)
                            returning webhook_id
                            """)
                    .param("now", utc(now))
                    .param("before", before)
                    .query(Outbox::webhook)
                    .list();
            webhooks.all(Set.copyOf(discarded)).forEach(webhooks::discarded);
            webhooks.all(Set.copyOf(parked)).forEach(webhook -> tellOthers(webhook, NewsKind.WEBHOOK_PARKED, now));
            return told + discarded.size();
        }));
    }

    private static UUID webhook(ResultSet row, int number) throws SQLException {
        return row.getObject("webhook_id", UUID.class);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
