package noroshi.core.request;

import java.time.Instant;
import noroshi.core.report.Remark;
import org.jspecify.annotations.Nullable;

/**
 * 質問. What an addressee asks back, and what the national office replies; the time runs on meanwhile.
 *
 * @param text null once it is erased
 * @param reply null until there is one, and once it is erased
 * @param repliedAt null until there is a reply
 */
public record RequestQuestion(
        @Nullable Remark text,
        Instant at,
        @Nullable Remark reply,
        @Nullable Instant repliedAt) {

    /** Whether it waits for its reply. */
    public boolean isOpen() {
        return repliedAt == null;
    }
}
