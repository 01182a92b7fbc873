package noroshi.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import noroshi.gateway.webhook.Receiver.Told;
import org.junit.jupiter.api.Test;

class SecretTest {

    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String BODY = "{\"test\": 2432232314}";

    /** The vector that the specification's own libraries are tested by. */
    @Test
    void aMessageIsSignedAsTheSpecificationSignsIt() {
        var secret = Secret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(secret.sign(ID, Instant.ofEpochSecond(1_614_265_330), BODY.getBytes(UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void theSpecificationsOwnLibraryVerifiesItAndNothingElse() {
        var secret = Secret.random(new SecureRandom());
        Instant now = Instant.now();
        var headers = Map.of(
                "webhook-id",
                ID,
                "webhook-timestamp",
                Long.toString(now.getEpochSecond()),
                "webhook-signature",
                secret.sign(ID, now, BODY.getBytes(UTF_8)));

        assertThatCode(() -> new Told(headers, BODY).verify(secret.text())).doesNotThrowAnyException();
        assertThatThrownBy(() -> new Told(headers, BODY + " ").verify(secret.text()))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> new Told(headers, BODY)
                        .verify(Secret.random(new SecureRandom()).text()))
                .isInstanceOf(WebhookVerificationException.class);
        var later = new HashMap<>(headers);
        later.put("webhook-timestamp", Long.toString(now.getEpochSecond() + 1));
        assertThatThrownBy(() -> new Told(later, BODY).verify(secret.text()))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void aSecretIsNeverToldByChance() {
        var secret = Secret.random(new SecureRandom());

        assertThat(secret).hasToString("whsec_…");
        assertThat(Secret.parse(secret.text())).isEqualTo(secret);
        assertThat(secret.bytes()).hasSize(32);
    }
}
