package noroshi.gateway.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * ウェブフック. One endpoint of one organisation.
 *
 * @param afterPosition what was recorded up to there is no news
 * @param changedAt when its owner, or the hub, changed it last
 */
record Webhook(UUID id, Owner owner, Wish wish, State state, long afterPosition, Instant createdAt, Instant changedAt) {

    /**
     * 登録内容. What its owner says.
     *
     * @param kinds of what it is told
     * @param exercise whether it is told of drills, in place of what is real
     * @param isEnabled whether anything is sent; what comes meanwhile is kept
     */
    record Wish(
            URI url,
            List<NewsKind> kinds,
            boolean exercise,
            @Nullable String description,
            boolean isEnabled) {

        Wish {
            kinds = List.copyOf(kinds);
        }
    }

    /** Whether its owner wants to be told of it there. */
    boolean wants(News news) {
        return news.exercise() == wish.exercise() && wish.kinds().contains(news.kind());
    }

    /** 状態. */
    enum State {
        /** 有効. */
        ENABLED,
        /** 停止, by its owner. */
        DISABLED,
        /** 廃止. It answered 410; its owner may enable it again. */
        GONE
    }
}
