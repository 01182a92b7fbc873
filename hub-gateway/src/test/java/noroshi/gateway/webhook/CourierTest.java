package noroshi.gateway.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import noroshi.gateway.TestDatabase;
import noroshi.gateway.webhook.Outbox.Noted;
import noroshi.gateway.webhook.Outbox.Sheet;
import noroshi.gateway.webhook.Outbox.State;
import noroshi.gateway.webhook.Outcome.Result;
import noroshi.gateway.webhook.Webhook.Wish;
import noroshi.ledger.Ledger;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Messages on their way to endpoints that fail, are slow, lead elsewhere or are gone. */
@Timeout(120)
class CourierTest {

    private static final Viewer METI = new Viewer(Role.MINISTRY, "METI", "sato", "ministry:METI:sato");
    private static final Viewer MHLW = new Viewer(Role.MINISTRY, "MHLW", "mori", "ministry:MHLW:mori");
    private static final HttpPost.Times PATIENT = new HttpPost.Times(Duration.ofSeconds(30), Duration.ofSeconds(30));
    private static final HttpPost.Times IMPATIENT = new HttpPost.Times(Duration.ofSeconds(3), Duration.ofSeconds(3));
    private static final URI HUB = URI.create("https://hub.example.jp");
    private static final AddressGuard LOOPBACK = new AddressGuard(List.of("127.0.0.0/8"));

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final Ledger LEDGER = DATABASE.ledger(InstantSource.system());

    private final Clock clock = new Clock();
    private final List<Courier> couriers = new ArrayList<>();
    private final List<HttpPost> posts = new ArrayList<>();
    private final JdbcClient sql = JdbcClient.create(DATABASE.dataSource());
    private final TransactionTemplate transaction =
            new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource()));
    private final Webhooks webhooks = new Webhooks(sql, transaction, LEDGER, new SecureRandom(), clock);
    private final Outbox outbox = new Outbox(sql, transaction, webhooks, new Backoff(() -> 0), clock);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private volatile boolean mayKnow = true;
    private final Receiver receiver = new Receiver();
    private long position;

    CourierTest() throws Exception {}

    /** The time at which the test began, moved on by hand alone; no two instants of it are one. */
    private static final class Clock implements InstantSource {

        private final AtomicReference<Instant> now =
                new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.MICROS));

        @Override
        public Instant instant() {
            return now.updateAndGet(last -> last.plus(1, ChronoUnit.MICROS));
        }

        void pass(Duration time) {
            now.updateAndGet(last -> last.plus(time));
        }
    }

    @BeforeEach
    void start() {
        hub(LOOPBACK);
    }

    @AfterEach
    void close() throws Exception {
        couriers.forEach(Courier::close);
        for (HttpPost post : posts) {
            post.close();
        }
        receiver.close();
        sql.sql("truncate gateway.webhook, gateway.webhook_change, gateway.webhook_message, gateway.webhook_attempt")
                .update();
    }

    @AfterAll
    static void stop() {
        LEDGER.close();
        DATABASE.close();
    }

    private Courier hub(AddressGuard guard) {
        return hub(guard, PATIENT);
    }

    private Courier hub(AddressGuard guard, HttpPost.Times times) {
        var post = new HttpPost(SystemDefaultDnsResolver.INSTANCE, guard, times, Courier.AT_ONCE);
        var courier = new Courier(outbox, webhooks, this::news, post, clock, meters);
        courier.start();
        couriers.add(courier);
        posts.add(post);
        return courier;
    }

    private Optional<News> news(Outbox.Claimed message) {
        if (message.position() == null) {
            return new RecordedNews(LEDGER, new NewsReader(_ -> Set.of(), HUB), HUB).read(message);
        }
        return mayKnow
                ? Optional.of(new News(message.kind(), Instant.EPOCH, false, Map.of("subject", message.subject())))
                : Optional.empty();
    }

    private Webhooks.Created at(URI url) {
        return at(METI, url);
    }

    private Webhooks.Created at(Viewer viewer, URI url) {
        return webhooks.create(viewer, new Wish(url, NewsKind.of(viewer.role()), false, null, true));
    }

    private void note(Webhooks.Created to, String... subjects) throws Exception {
        var news = new ArrayList<Noted>();
        for (String subject : subjects) {
            position++;
            news.add(new Noted(to.webhook().id(), NewsKind.DELIVERY_MADE, subject, position, new UUID(1, position)));
        }
        try (Connection connection = DATABASE.dataSource().getConnection()) {
            outbox.note(news, connection);
        }
    }

    private List<Sheet> sheets(Webhooks.Created of) {
        return outbox.list(of.webhook(), null, null, 500).items();
    }

    private void awaitState(Webhooks.Created of, State state) throws InterruptedException {
        await(() -> !sheets(of).isEmpty() && sheets(of).stream().allMatch(sheet -> sheet.state() == state));
    }

    private void awaitTries(Webhooks.Created of, int tries) throws InterruptedException {
        await(() -> sheets(of).stream().allMatch(sheet -> sheet.attempts().size() >= tries));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        var never = new CountDownLatch(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    private static Receiver.Told told(Receiver receiver) throws InterruptedException {
        return Objects.requireNonNull(receiver.next(), "nothing was told");
    }

    @Test
    void aMessageIsSignedAndSaysWhatItIs() throws Exception {
        var meti = at(receiver.url());
        note(meti, "a");

        Receiver.Told told = told(receiver);

        assertThatCode(() -> told.verify(meti.secret().text())).doesNotThrowAnyException();
        assertThat(told.headers().get("content-type")).startsWith("application/json");
        assertThat(told.body())
                .isEqualTo(
                        "{\"type\":\"delivery.made\",\"timestamp\":\"1970-01-01T00:00:00Z\",\"data\":{\"subject\":\"a\"}}");
        awaitState(meti, State.DELIVERED);
        assertThat(sheets(meti).getFirst().attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.result()).isEqualTo(Result.DELIVERED);
            assertThat(attempt.status()).isEqualTo(204);
        });
        assertThat(told.id()).isEqualTo(sheets(meti).getFirst().messageId().toString());
    }

    @Test
    void whatFailsIsTriedAgainUnderTheSameIdWhenItsTimeHasCome() throws Exception {
        receiver.answers(500);
        var meti = at(receiver.url());
        note(meti, "a");
        Receiver.Told first = told(receiver);
        awaitTries(meti, 1);
        assertThat(receiver.left()).isZero();

        receiver.answers(200);
        clock.pass(Duration.ofSeconds(5));
        Receiver.Told second = told(receiver);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().get("webhook-timestamp"))
                .isNotEqualTo(first.headers().get("webhook-timestamp"));
        awaitState(meti, State.DELIVERED);
        assertThat(sheets(meti).getFirst().attempts())
                .extracting(Outbox.Attempt::status)
                .containsExactly(500, 200);
    }

    @Test
    void whatFailsForDaysIsParkedToldToTheOwnersOtherEndpointAndReplayed() throws Exception {
        receiver.answers(500);
        try (var other = new Receiver()) {
            var meti = at(receiver.url());
            var second = at(other.url());
            note(meti, "a");
            for (int tries = 1; tries <= Backoff.TRIES; tries++) {
                awaitTries(meti, tries);
                clock.pass(Duration.ofHours(12));
            }
            awaitState(meti, State.PARKED);

            assertThat(told(other).body())
                    .contains("\"type\":\"webhook.parked\"", meti.webhook().id().toString());
            assertThat(outbox.counts(Owner.of(METI)).get(meti.webhook().id())).isEqualTo(new Outbox.Counts(0, 1));
            assertThat(outbox.replay(MHLW, meti.webhook().id(), null)).isEmpty();

            receiver.answers(200);
            assertThat(outbox.replay(METI, meti.webhook().id(), null)).contains(1);
            awaitState(meti, State.DELIVERED);
            awaitState(second, State.DELIVERED);
            assertThat(outbox.replay(METI, meti.webhook().id(), null)).contains(0);
        }
    }

    @Test
    void aSlowEndpointIsGivenUpInTimeAndHoldsUpNobodyElse() throws Exception {
        couriers.forEach(Courier::close);
        hub(LOOPBACK, IMPATIENT);
        var end = new CountDownLatch(1);
        receiver.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                // a byte now and then, so that no single read takes long
                while (!end.await(50, TimeUnit.MILLISECONDS)) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (var other = new Receiver()) {
            var slow = at(receiver.url());
            var quick = at(MHLW, other.url());
            note(slow, "a", "b", "c", "d", "e", "f");
            note(quick, "a");

            assertThat(told(other).id()).isNotEmpty();
            awaitState(quick, State.DELIVERED);
            await(() ->
                    sheets(slow).stream().allMatch(sheet -> !sheet.attempts().isEmpty()));
            assertThat(sheets(slow))
                    .flatExtracting(Sheet::attempts)
                    .extracting(Outbox.Attempt::result)
                    .containsOnly(Result.TIMED_OUT);
        } finally {
            end.countDown();
        }
    }

    @Test
    void ofALongAnswerLittleIsRead() throws Exception {
        var broken = new CountDownLatch(1);
        receiver.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write(new byte[1 << 16]);
                }
            } catch (IOException e) {
                broken.countDown();
            }
        });
        var meti = at(receiver.url());
        note(meti, "a");

        awaitState(meti, State.DELIVERED);
        assertThat(broken.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectionIsNotFollowed(int status) throws Exception {
        try (var other = new Receiver()) {
            receiver.answers(exchange -> {
                exchange.getResponseHeaders().add("Location", other.url().toString());
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            var meti = at(receiver.url());
            note(meti, "a");
            awaitTries(meti, 1);

            assertThat(sheets(meti).getFirst().attempts().getFirst().status()).isEqualTo(status);
            assertThat(sheets(meti).getFirst().state()).isEqualTo(State.WAITING);
            assertThat(other.left()).isZero();
        }
    }

    @Test
    void anEndpointThatIsGoneIsToldNothingMoreUntilItsOwnerEnablesIt() throws Exception {
        receiver.answers(410);
        try (var other = new Receiver()) {
            var meti = at(receiver.url());
            at(other.url());
            note(meti, "a");
            told(receiver);
            await(() -> webhooks.find(Owner.of(METI), meti.webhook().id())
                            .orElseThrow()
                            .state()
                    == Webhook.State.GONE);
            assertThat(told(other).body()).contains("\"type\":\"webhook.disabled\"");
            note(meti, "b");
            clock.pass(Duration.ofDays(1));
            assertThat(webhooks.changes(null, null, 10).getFirst().act()).isEqualTo(Act.DISABLED_AS_GONE);

            receiver.answers(200);
            webhooks.change(METI, meti.webhook().id(), meti.webhook().wish());

            awaitState(meti, State.DELIVERED);
            assertThat(sheets(meti)).hasSize(2);
        }
    }

    @Test
    void anEndpointThatAsksToBeLeftAloneIs() throws Exception {
        receiver.answers(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "3600");
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
        });
        var meti = at(receiver.url());
        note(meti, "a");
        awaitTries(meti, 1);

        assertThat(sheets(meti).getFirst().nextAt())
                .isAfter(clock.instant().plus(Duration.ofMinutes(59)))
                .isBefore(clock.instant().plus(Duration.ofMinutes(61)));
    }

    @Test
    void whatIsToldOfOneSubjectComesInOrderAndAnotherIsNotHeldUpByIt() throws Exception {
        receiver.answers(500);
        var meti = at(receiver.url());
        note(meti, "a", "a", "a");
        String first = told(receiver).id();
        awaitTriesOf(meti, first);
        receiver.answers(200);
        note(meti, "b");
        assertThat(told(receiver).body()).contains("\"subject\":\"b\"");

        clock.pass(Duration.ofSeconds(5));
        List<String> ids =
                List.of(told(receiver).id(), told(receiver).id(), told(receiver).id());

        assertThat(ids.getFirst()).isEqualTo(first);
        assertThat(ids)
                .isEqualTo(Stream.of(3, 2, 1)
                        .map(back -> sheets(meti).get(back).messageId().toString())
                        .toList());
    }

    private void awaitTriesOf(Webhooks.Created of, String message) throws InterruptedException {
        await(() -> sheets(of).stream()
                .filter(sheet -> sheet.messageId().toString().equals(message))
                .anyMatch(sheet -> !sheet.attempts().isEmpty()));
    }

    @Test
    void severalHubsSendEachMessageOnce() throws Exception {
        hub(LOOPBACK);
        hub(LOOPBACK);
        var meti = at(receiver.url());
        String[] subjects =
                Stream.iterate(0, i -> i + 1).limit(60).map(String::valueOf).toArray(String[]::new);
        note(meti, subjects);

        awaitState(meti, State.DELIVERED);
        assertThat(receiver.left()).isEqualTo(subjects.length);
        assertThat(sheets(meti))
                .allSatisfy(sheet -> assertThat(sheet.attempts()).hasSize(1));
    }

    @Test
    void whatAHubHadClaimedAsItDiedAnotherSends() throws Exception {
        couriers.forEach(Courier::close);
        var meti = at(receiver.url());
        note(meti, "a");
        assertThat(outbox.claim(10)).hasSize(1);
        assertThat(outbox.claim(10)).isEmpty();
        clock.pass(Outbox.CLAIM);
        hub(LOOPBACK);

        awaitState(meti, State.DELIVERED);
    }

    @Test
    void whoHasLostItsClaimSettlesNothing() throws Exception {
        couriers.forEach(Courier::close);
        var meti = at(receiver.url());
        note(meti, "a");
        Outbox.Claimed paused = outbox.claim(10).getFirst();
        clock.pass(Outbox.CLAIM);
        Outbox.Claimed next = outbox.claim(10).getFirst();
        var delivered = new Outcome(Result.DELIVERED, 200, null, Duration.ZERO);

        assertThat(outbox.tried(paused, new Outcome(Result.NOT_CONNECTED, null, null, Duration.ZERO)))
                .isEmpty();
        assertThat(outbox.tried(next, delivered)).contains(State.DELIVERED);
        assertThat(sheets(meti).getFirst().attempts()).hasSize(1);
    }

    @Test
    void whatItsReceiverMayNotKnowAnyMoreIsNotSent() throws Exception {
        mayKnow = false;
        var meti = at(receiver.url());
        note(meti, "a");

        awaitState(meti, State.WITHHELD);
        assertThat(receiver.left()).isZero();
        assertThat(sheets(meti).getFirst().attempts()).isEmpty();
    }

    @Test
    void whatIsNoIntendedAddressIsNotConnectedTo() throws Exception {
        couriers.forEach(Courier::close);
        hub(new AddressGuard(List.of("10.0.0.0/8")));
        var meti = at(receiver.url());
        note(meti, "a");
        awaitTries(meti, 1);

        assertThat(sheets(meti).getFirst().attempts().getFirst().result()).isEqualTo(Result.NO_PUBLIC_ADDRESS);
        assertThat(receiver.left()).isZero();
    }

    @Test
    void anEndpointThatIsNotThereIsToldApartFromOneThatDoesNotAnswer() throws Exception {
        URI nobody = receiver.url();
        receiver.close();
        var meti = at(nobody);
        note(meti, "a");
        awaitTries(meti, 1);

        assertThat(sheets(meti).getFirst().attempts().getFirst().result()).isEqualTo(Result.NOT_CONNECTED);
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNotTrusted(@TempDir Path folder) throws Exception {
        Path store = folder.resolve("own.p12");
        assertThat(new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "own",
                                "-keyalg",
                                "EC",
                                "-storetype",
                                "PKCS12",
                                "-dname",
                                "CN=127.0.0.1",
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                "password")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor())
                .isZero();
        try (var encrypted = new Receiver(store, "password")) {
            assertThat(posts.getFirst()
                            .send(encrypted.url(), Map.of(), new byte[0])
                            .result())
                    .isEqualTo(Result.NOT_TRUSTED);
            assertThat(encrypted.left()).isZero();
        }
    }

    @Test
    void duringARotationBothSecretsVerifyAndAfterItTheNewOneAlone() throws Exception {
        var meti = at(receiver.url());
        var rotated = webhooks.rotate(METI, meti.webhook().id()).orElseThrow();
        note(meti, "a");
        Receiver.Told during = told(receiver);
        during.verify(meti.secret().text());
        during.verify(rotated.secret().text());

        clock.pass(Webhooks.ROTATION);
        assertThat(webhooks.secrets(meti.webhook().id())).containsExactly(rotated.secret());
    }

    @Test
    void secretsLieSealedInTheDatabase() {
        var meti = at(receiver.url());

        byte[] stored = sql.sql("select secret from gateway.webhook")
                .query(byte[].class)
                .single();

        assertThat(new String(stored, ISO_8859_1))
                .doesNotContain(new String(meti.secret().bytes(), ISO_8859_1));
        assertThatThrownBy(() -> LEDGER.openSecret("webhook/" + UUID.randomUUID(), stored))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTestIsSentAtOnceAlsoToADisabledWebhookAndNotTooOften() throws Exception {
        var meti = webhooks.create(METI, new Wish(receiver.url(), NewsKind.of(Role.MINISTRY), false, null, false));
        UUID id = meti.webhook().id();

        Outcome outcome = couriers.getFirst().test(webhooks.test(METI, id).orElseThrow());

        assertThat(outcome.result()).isEqualTo(Result.DELIVERED);
        Receiver.Told told = told(receiver);
        told.verify(meti.secret().text());
        assertThat(told.body()).contains("webhook.test");
        assertThatThrownBy(() -> webhooks.test(METI, id))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.WEBHOOK_TESTED_JUST_NOW));
        clock.pass(Webhooks.BETWEEN_TESTS);
        assertThat(webhooks.test(METI, id)).isPresent();
        assertThat(webhooks.test(MHLW, id)).isEmpty();
    }

    @Test
    void whatComesWhileItIsDisabledIsKept() throws Exception {
        var meti = webhooks.create(METI, new Wish(receiver.url(), NewsKind.of(Role.MINISTRY), false, null, false));
        note(meti, "a");
        assertThat(outbox.claim(10)).isEmpty();

        webhooks.change(
                METI, meti.webhook().id(), new Wish(receiver.url(), NewsKind.of(Role.MINISTRY), false, null, true));

        assertThat(told(receiver).body()).contains("\"subject\":\"a\"");
    }

    @Test
    void whatTheHubSaysItselfIsTheSameOnEachTry() throws Exception {
        receiver.answers(410);
        try (var other = new Receiver()) {
            other.answers(500);
            var meti = at(receiver.url());
            var second = at(other.url());
            note(meti, "a");
            Receiver.Told first = told(other);
            awaitTries(second, 1);
            clock.pass(Duration.ofSeconds(5));

            assertThat(told(other).body()).isEqualTo(first.body());
        }
    }

    @Test
    void whatTheHubItselfCannotSendIsTriedLikeAnythingElseAndHoldsUpNothing() throws Exception {
        var nowhere = at(URI.create("http://127.0.0.1:65536/"));
        note(nowhere, "a", "b", "c", "d", "e", "f");

        for (int tries = 1; tries <= Backoff.TRIES; tries++) {
            int sofar = tries;
            await(() ->
                    sheets(nowhere).stream().allMatch(sheet -> sheet.attempts().size() >= sofar));
            clock.pass(Duration.ofHours(12));
        }
        assertThat(sheets(nowhere))
                .flatExtracting(Sheet::attempts)
                .extracting(Outbox.Attempt::result)
                .containsOnly(Result.NOT_SENT);
        awaitState(nowhere, State.PARKED);
    }

    @Test
    void newsOfAKindThatThisReleaseDoesNotKnowIsLeftToOneThatDoesAndHoldsUpNothing() throws Exception {
        couriers.forEach(Courier::close);
        var meti = at(receiver.url());
        note(meti, "a", "b");
        sql.sql("update gateway.webhook_message set kind = 'later.kind' where subject = 'a'")
                .update();
        hub(LOOPBACK);

        assertThat(told(receiver).body()).contains("\"subject\":\"b\"");
        awaitTriesOf(meti, sheets(meti).getFirst().messageId().toString());
        assertThat(sheets(meti)).extracting(Sheet::state).containsExactly(State.DELIVERED, State.WAITING);
    }

    @Test
    void whatIsNotToldInAllItsTimeIsParkedAndToldAndNotClearedAwayUnnoted() throws Exception {
        try (var other = new Receiver()) {
            var disabled =
                    webhooks.create(METI, new Wish(receiver.url(), NewsKind.of(Role.MINISTRY), false, null, false));
            var enabled = at(other.url());
            note(disabled, "a");
            clock.pass(Outbox.KEPT);
            assertThat(outbox.tidy()).isZero();

            assertThat(sheets(disabled)).extracting(Sheet::state).containsExactly(State.PARKED);
            assertThat(told(other).body())
                    .contains(
                            "\"type\":\"webhook.parked\"",
                            disabled.webhook().id().toString());
            awaitState(enabled, State.DELIVERED);

            clock.pass(Outbox.KEPT);
            outbox.tidy();
            assertThat(sheets(disabled)).isEmpty();
            assertThat(webhooks.changes(Owner.of(METI), null, 10).getFirst()).satisfies(change -> {
                assertThat(change.act()).isEqualTo(Act.DISCARDED);
                assertThat(change.webhookId()).isEqualTo(disabled.webhook().id());
            });
        }
    }

    @Test
    void whatWasKeptItsTimeIsClearedAway() throws Exception {
        var meti = at(receiver.url());
        note(meti, "a");
        awaitState(meti, State.DELIVERED);
        // which tidy up, too
        couriers.forEach(Courier::close);

        assertThat(outbox.tidy()).isZero();
        clock.pass(Outbox.KEPT);
        assertThat(outbox.tidy()).isOne();
        assertThat(sheets(meti)).isEmpty();
    }
}
