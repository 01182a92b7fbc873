package noroshi.core.bulletin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 写し. What is known of the copy of one recipient.
 *
 * @param receivedAt 受領. When it recorded its receipt, or null
 * @param relayedAt 伝達. When it relayed the bulletin last, or null
 * @param returnedAt 廃棄の確認. When it recorded that it holds no copy any more, or null
 */
public record Copy(
        @Nullable Instant receivedAt,
        @Nullable Instant relayedAt,
        @Nullable Instant returnedAt) {

    /** Of whom nothing was heard. */
    public static final Copy UNHEARD = new Copy(null, null, null);

    Copy received(Instant at) {
        return new Copy(at, relayedAt, returnedAt);
    }

    Copy relayed(Instant at) {
        return new Copy(receivedAt, at, returnedAt);
    }

    Copy returned(Instant at) {
        return new Copy(receivedAt, relayedAt, at);
    }
}
