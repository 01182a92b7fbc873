package noroshi.gateway.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import noroshi.core.Phrase;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import noroshi.gateway.webhook.Webhook.State;
import noroshi.gateway.webhook.Webhook.Wish;
import noroshi.ledger.Ledger;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** ウェブフックの台帳. The endpoints in table {@code gateway.webhook}, their secrets sealed, each change of them told by whom. */
final class Webhooks {

    /** So many an organisation has at once. */
    static final int MOST = 10;

    /** So long the former secret signs too. */
    static final Duration ROTATION = Duration.ofHours(24);

    /** Else a test would be a way to knock at doors. */
    static final Duration BETWEEN_TESTS = Duration.ofSeconds(10);

    private static final String HUB = "hub";
    private static final String FIND =
            "select * from gateway.webhook where webhook_id = ? and role = ? and organisation = ?";

    private final JdbcClient database;
    private final TransactionTemplate transaction;
    private final Ledger ledger;
    private final SecureRandom random;
    private final InstantSource clock;

    /** @param clock the real time, by which endpoints are reached */
    Webhooks(
            JdbcClient database,
            TransactionTemplate transaction,
            Ledger ledger,
            SecureRandom random,
            InstantSource clock) {
        this.database = database;
        this.transaction = transaction;
        this.ledger = ledger;
        this.random = random;
        this.clock = clock;
    }

    /** A webhook and its secret, which is never told again. */
    record Created(Webhook webhook, Secret secret) {}

    /** A new secret, which is never told again, and until when the one before it signs too. */
    record Rotated(Secret secret, Instant formerUntil) {}

    /**
     * 変更の記録.
     *
     * @param by whose token it was, or {@code hub}
     */
    @Schema(name = "WebhookChange")
    record Change(
            long changeId, UUID webhookId, Role role, String organisation, Act act, String url, String by, Instant at) {

        /** The same with the endpoint's origin alone: path and query may be what its owner is known by there. */
        Change withoutSecrets() {
            URI whole = URI.create(url);
            String origin = "%s://%s/".formatted(whole.getScheme(), whole.getRawAuthority());
            return new Change(
                    changeId, webhookId, role, organisation, act, url.equals(origin) ? url : origin + "…", by, at);
        }
    }

    /**
     * Keeps a new webhook; it is told of what is recorded from now on.
     *
     * @throws Refused {@code WEBHOOKS_FULL}, {@code WEBHOOK_EXISTS}
     */
    Created create(Viewer viewer, Wish wish) {
        var owner = Owner.of(viewer);
        UUID id = UUID.randomUUID();
        Secret secret = Secret.random(random);
        Instant now = now();
        long head = ledger.head();
        return transaction(wish, () -> {
            // one after the other, so that the limit holds
            database.sql("select pg_advisory_xact_lock(hashtextextended('gateway.webhook/' || :owner, 0))")
                    .param("owner", owner.role() + "/" + owner.organisation())
                    .query((_, _) -> true)
                    .single();
            if (list(owner).size() >= MOST) {
                throw new Refused(
                        Reason.WEBHOOKS_FULL,
                        "",
                        new Phrase("%d件".formatted(MOST), "%d webhooks".formatted(MOST)),
                        "%d件まで".formatted(MOST),
                        "%d at most".formatted(MOST));
            }
            State state = wish.isEnabled() ? State.ENABLED : State.DISABLED;
            database.sql("""
                            insert into gateway.webhook (webhook_id, role, organisation, url, kinds, exercise,
                              description, state, secret, after_position, created_at, changed_at)
                            values (:id, :role, :organisation, :url, :kinds, :exercise, :description, :state, :secret,
                              :after, :now, :now)
                            """)
                    .param("id", id)
                    .param("role", owner.role().name())
                    .param("organisation", owner.organisation())
                    .param("url", wish.url().toString())
                    .param("kinds", codes(wish))
                    .param("exercise", wish.exercise())
                    .param("description", wish.description())
                    .param("state", state.name())
                    .param("secret", ledger.sealSecret(name(id), secret.bytes()))
                    .param("after", head)
                    .param("now", utc(now))
                    .update();
            var webhook = new Webhook(id, owner, wish, state, head, now, now);
            note(webhook, Act.CREATED, viewer.identity());
            return new Created(webhook, secret);
        });
    }

    List<Webhook> list(Owner owner) {
        return database.sql(
                        "select * from gateway.webhook where role = ? and organisation = ? order by created_at, webhook_id")
                .params(owner.role().name(), owner.organisation())
                .query((row, _) -> webhook(row))
                .list();
    }

    /** A webhook of this owner, or empty: another's is as if there were none. */
    Optional<Webhook> find(Owner owner, UUID id) {
        return database.sql(FIND)
                .params(id, owner.role().name(), owner.organisation())
                .query((row, _) -> webhook(row))
                .optional();
    }

    /**
     * The webhook as its owner wants it now.
     *
     * @throws Refused {@code WEBHOOK_EXISTS}
     */
    Optional<Webhook> change(Viewer viewer, UUID id, Wish wish) {
        return transaction(wish, () -> {
            int changed = database.sql("""
                            update gateway.webhook set url = :url, kinds = :kinds, exercise = :exercise,
                              description = :description, state = :state, changed_at = :now
                            where webhook_id = :id and role = :role and organisation = :organisation
                            """)
                    .param("url", wish.url().toString())
                    .param("kinds", codes(wish))
                    .param("exercise", wish.exercise())
                    .param("description", wish.description())
                    .param("state", (wish.isEnabled() ? State.ENABLED : State.DISABLED).name())
                    .param("now", utc(now()))
                    .param("id", id)
                    .param("role", viewer.role().name())
                    .param("organisation", viewer.organisation())
                    .update();
            return changed == 0 ? Optional.<Webhook>empty() : noted(viewer, id, Act.CHANGED);
        });
    }

    boolean delete(Viewer viewer, UUID id) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            Optional<Webhook> webhook = noted(viewer, id, Act.DELETED);
            webhook.ifPresent(it -> database.sql("delete from gateway.webhook where webhook_id = ?")
                    .param(it.id())
                    .update());
            return webhook.isPresent();
        }));
    }

    /** A new secret, which is never told again; the one before it goes on signing for a day, and no older one does. */
    Optional<Rotated> rotate(Viewer viewer, UUID id) {
        Secret secret = Secret.random(random);
        Instant now = now();
        var rotated = new Rotated(secret, now.plus(ROTATION));
        return transaction.execute(_ -> noted(viewer, id, Act.SECRET_ROTATED).map(webhook -> {
            database.sql("""
                            update gateway.webhook
                            set former_secret = secret, former_until = :until, secret = :secret, changed_at = :now
                            where webhook_id = :id
                            """)
                    .param("until", utc(rotated.formerUntil()))
                    .param("secret", ledger.sealSecret(name(id), secret.bytes()))
                    .param("now", utc(now))
                    .param("id", id)
                    .update();
            return rotated;
        }));
    }

    /**
     * Says that a test is made now.
     *
     * @throws Refused {@code WEBHOOK_TESTED_JUST_NOW}
     */
    Optional<Webhook> test(Viewer viewer, UUID id) {
        Instant now = now();
        return transaction.execute(_ -> find(Owner.of(viewer), id).map(webhook -> {
            int begun = database.sql("""
                            update gateway.webhook set tested_at = :now
                            where webhook_id = :id and (tested_at is null or tested_at <= :before)
                            """)
                    .param("now", utc(now))
                    .param("before", utc(now.minus(BETWEEN_TESTS)))
                    .param("id", id)
                    .update();
            if (begun == 0) {
                throw new Refused(
                        Reason.WEBHOOK_TESTED_JUST_NOW,
                        "",
                        new Phrase(
                                "%d秒以内".formatted(BETWEEN_TESTS.toSeconds()),
                                "within %d s".formatted(BETWEEN_TESTS.toSeconds())),
                        "%d秒以上あけてください".formatted(BETWEEN_TESTS.toSeconds()),
                        "%d s between tests".formatted(BETWEEN_TESTS.toSeconds()));
            }
            note(webhook, Act.TESTED, viewer.identity());
            return webhook;
        }));
    }

    /** Notes in the caller's transaction that the endpoint is gone, if it was to be told anything. */
    boolean gone(Webhook webhook) {
        int changed = database.sql(
                        "update gateway.webhook set state = 'GONE', changed_at = ? where webhook_id = ? and url = ? and state = 'ENABLED'")
                .params(utc(now()), webhook.id(), webhook.wish().url().toString())
                .update();
        if (changed == 1) {
            note(webhook, Act.DISABLED_AS_GONE, HUB);
        }
        return changed == 1;
    }

    /** Notes in the caller's transaction that messages to it were cleared away untold. */
    void discarded(Webhook webhook) {
        note(webhook, Act.DISCARDED, HUB);
    }

    /** Those of these ids. */
    List<Webhook> all(Collection<UUID> ids) {
        return database.sql("select * from gateway.webhook where webhook_id = any(?)")
                .param(ids.toArray(UUID[]::new))
                .query((row, _) -> webhook(row))
                .list();
    }

    /** The secrets that sign now, the newest first. */
    List<Secret> secrets(UUID id) {
        return database.sql("select secret, former_secret, former_until from gateway.webhook where webhook_id = ?")
                .param(id)
                .query((row, _) -> {
                    var secrets = new ArrayList<Secret>();
                    secrets.add(open(id, row.getBytes("secret")));
                    OffsetDateTime until = row.getObject("former_until", OffsetDateTime.class);
                    if (until != null && clock.instant().isBefore(until.toInstant())) {
                        secrets.add(open(id, row.getBytes("former_secret")));
                    }
                    return List.copyOf(secrets);
                })
                .optional()
                .orElse(List.of());
    }

    /**
     * Who did what, the latest first.
     *
     * @param owner of whose webhooks, also deleted ones; null: of everyone's
     * @param before only what came before that change; null: all
     */
    List<Change> changes(@Nullable Owner owner, @Nullable Long before, int limit) {
        return database.sql("""
                        select * from gateway.webhook_change
                        where (:role::text is null or (role = :role and organisation = :organisation))
                          and (:before::bigint is null or change_id < :before)
                        order by change_id desc limit :limit
                        """)
                .param("role", owner == null ? null : owner.role().name())
                .param("organisation", owner == null ? null : owner.organisation())
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> new Change(
                        row.getLong("change_id"),
                        row.getObject("webhook_id", UUID.class),
                        Role.valueOf(row.getString("role")),
                        row.getString("organisation"),
                        Act.valueOf(row.getString("act")),
                        row.getString("url"),
                        row.getString("by"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Notes it in the caller's transaction, of a webhook of the viewer's own; locks it. */
    Optional<Webhook> noted(Viewer viewer, UUID id, Act act) {
        Optional<Webhook> webhook = database.sql(FIND + " for update")
                .params(id, viewer.role().name(), viewer.organisation())
                .query((row, _) -> webhook(row))
                .optional();
        webhook.ifPresent(it -> note(it, act, viewer.identity()));
        return webhook;
    }

    private void note(Webhook webhook, Act act, String by) {
        database.sql("""
                        insert into gateway.webhook_change (webhook_id, role, organisation, act, url, by, at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        webhook.id(),
                        webhook.owner().role().name(),
                        webhook.owner().organisation(),
                        act.name(),
                        webhook.wish().url().toString(),
                        by,
                        utc(now()))
                .update();
    }

    private <T> T transaction(Wish wish, Supplier<T> work) {
        try {
            return Objects.requireNonNull(transaction.execute(_ -> work.get()));
        } catch (DuplicateKeyException e) {
            throw new Refused(
                    Reason.WEBHOOK_EXISTS,
                    "url",
                    wish.url(),
                    "訓練とそうでないものとで、宛先ごとに一つ",
                    "one for each endpoint, and one for its drills");
        }
    }

    static Webhook webhook(ResultSet row) throws SQLException {
        State state = State.valueOf(row.getString("state"));
        List<NewsKind> kinds = new ArrayList<>();
        for (String code : (String[]) row.getArray("kinds").getArray()) {
            NewsKind.of(code).ifPresent(kinds::add);
        }
        return new Webhook(
                row.getObject("webhook_id", UUID.class),
                new Owner(Role.valueOf(row.getString("role")), row.getString("organisation")),
                new Wish(
                        URI.create(row.getString("url")),
                        kinds,
                        row.getBoolean("exercise"),
                        row.getString("description"),
                        state == State.ENABLED),
                state,
                row.getLong("after_position"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    private static String[] codes(Wish wish) {
        return wish.kinds().stream().map(NewsKind::code).toArray(String[]::new);
    }

    private Secret open(UUID id, byte[] sealed) {
        return Secret.of(ledger.openSecret(name(id), sealed));
    }

    private static String name(UUID id) {
        return "webhook/" + id;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
