package noroshi.gateway.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * 送信の結果. What became of one try. Of the answer nothing is kept but its status: the hub reads nobody's pages for
 * others.
 *
 * @param status the answer's, or null where there was none
 * @param retryAfter how long the endpoint asked to be left alone, or null
 */
record Outcome(
        Result result, @Nullable Integer status, @Nullable Duration retryAfter, Duration took) {

    /** 結果の種類. */
    enum Result {
        /** 配信済. Answered by a status of 200 to 299. */
        DELIVERED,
        /** 廃止. Answered by 410: nothing more is sent there. */
        GONE,
        /** Answered by another status; a redirection is not followed. */
        NOT_ACCEPTED,
        /** The name leads nowhere, or to an address that no webhook may lead to; which of both is not told. */
        NO_PUBLIC_ADDRESS,
        /** Nobody answers there. */
        NOT_CONNECTED,
        /** Its certificate or its encryption will not do. */
        NOT_TRUSTED,
        /** No answer in time. */
        TIMED_OUT,
        /** The connection broke off, or what came is no HTTP. */
        BROKEN_OFF,
        /** Not by the endpoint: the hub itself could not send it. */
        NOT_SENT
    }
}
