package noroshi.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import noroshi.standalone.Filers.Accepted;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The clock is put an hour on and an hour back under load: the record's time doesn't follow it back, and all goes on. */
@Timeout(600)
class ClockJumpIT {

    private static final String ANALYST = "nco:tanaka";
    private static final String OPERATOR = "operator:chubu-power";
    private static final Duration JUMP = Duration.ofHours(1);
    private static final int AT_ONCE = 4;
    private static final int WARM = 60;
    private static final Duration BREATH = Duration.ofMillis(100);

    private final AtomicReference<Duration> off = new AtomicReference<>(Duration.ZERO);
    private final InstantSource real = () -> InstantSource.system().instant().plus(off.get());
    private LiveHub hub;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        hub = new LiveHub(folder, "2026-11-10T09:00:00+09:00", Foundation.EMBEDDED, real);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void whereverTheClockIsPutTheRecordsTimeRunsOnAndAllGoesOn() throws Exception {
        List<Accepted> accepted;
        try (var caller = PatientCaller.of(hub, BREATH, OPERATOR, ANALYST)) {
            var recovery = new Recovery(hub, caller);
            try (var filers = new Filers(caller, "jump", AT_ONCE)) {
                var jumps = List.of(JUMP, JUMP.negated(), JUMP.negated(), JUMP);
                for (int jump = 0; jump < jumps.size(); jump++) {
                    filers.awaitMore(WARM);
                    off.set(off.get().plus(jumps.get(jump)));
                    recovery.awaitSince("jump %d, by %s".formatted(jump, jumps.get(jump)), System.nanoTime());
                }
                accepted = new ArrayList<>(filers.stop());
            }
            accepted.addAll(recovery.probes());
        }
        assertRecordedTimeNeverRunsBack();
        new Promises(hub.environment(), hub.http()).assertHeld(accepted);
    }

    @Test
    void aTokenOutlivesAClockPutOnAndWhoseTimeIsStillToComeIsRefusedUntilThen() throws Exception {
        HttpResponse<String> issuedAnHourAgo = asked(tokenIssued(Instant.now().minus(JUMP)));
        HttpResponse<String> issuedInAnHour = asked(tokenIssued(Instant.now().plus(JUMP)));

        assertThat(issuedAnHourAgo.statusCode()).isEqualTo(200);
        assertThat(issuedInAnHour.statusCode()).isEqualTo(401);
        assertThat(issuedInAnHour.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(why -> assertThat(why).contains("invalid_token", "used before"));
        assertThat(asked(HubClient.find(hub.environment()).token(Identity.parse(ANALYST)))
                        .statusCode())
                .as("another one")
                .isEqualTo(200);
    }

    private void assertRecordedTimeNeverRunsBack() throws Exception {
        try (var stored = StoredHub.open(hub.environment());
                var connection = stored.runtime().dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select count(*) filter (where recorded_at < before),
                               max(recorded_at) - min(recorded_at) > interval '1 hour'
                        from (select recorded_at, lag(recorded_at) over (order by position) as before
                              from ledger.events) e""")) {
            rows.next();
            assertThat(rows.getLong(1))
                    .as("events recorded before their predecessor")
                    .isZero();
            assertThat(rows.getBoolean(2)).as("it did follow the clock on").isTrue();
        }
    }

    /** As the hub's own issuer makes them, at another time. */
    private String tokenIssued(Instant at) throws Exception {
        var settings = Settings.of(hub.environment());
        var claims = new JWTClaimsSet.Builder()
                .issuer("http://localhost:" + settings.ports().http())
                .audience("noroshi")
                .issueTime(Date.from(at))
                .notBeforeTime(Date.from(at))
                .expirationTime(Date.from(at.plus(Duration.ofHours(12))));
        Identity.parse(ANALYST).claims().forEach(claims::claim);
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims.build());
        token.sign(new RSASSASigner(Secrets.in(settings.data()).signingKey()));
        return token.serialize();
    }

    private HttpResponse<String> asked(String token) throws Exception {
        URI timeline = HubClient.find(hub.environment()).url().resolve("/v1/timeline?limit=1");
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(timeline)
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
