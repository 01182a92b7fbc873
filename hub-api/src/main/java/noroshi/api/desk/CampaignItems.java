package noroshi.api.desk;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import noroshi.core.campaign.CampaignId;
import noroshi.core.campaign.Wording;
import noroshi.core.report.Remark;
import noroshi.core.report.ThreadId;
import org.jspecify.annotations.Nullable;

/** The items that the forms of campaigns have in common. */
final class CampaignItems {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TEXT = 20_000;
    private static final int MOST_THREADS = 500;
    private static final String ID = "9a4d2c71-5e08-8b3f-a6c2-4d1f70b98e35 の形";
    private static final String ID_EN = "a UUID";

    private CampaignItems() {}

    static Wording wording(JsonItems items) {
        String name = items.value(
                "name",
                text -> within(text, LONGEST_NAME),
                LONGEST_NAME + " 字以内",
                "at most " + LONGEST_NAME + " characters");
        return new Wording(name == null ? "" : name, text(items, "description"));
    }

    static @Nullable Remark reason(JsonItems items) {
        String reason = text(items, "reason");
        return reason == null ? null : new Remark(reason);
    }

    private static @Nullable String text(JsonItems items, String name) {
        return items.optionalValue(
                name,
                text -> within(text, LONGEST_TEXT),
                LONGEST_TEXT + " 字以内",
                "at most " + LONGEST_TEXT + " characters");
    }

    static @Nullable ThreadId thread(JsonItems items) {
        return items.value("threadId", text -> new ThreadId(uuid(text)), ID, ID_EN);
    }

    static @Nullable CampaignId campaign(JsonItems items) {
        return items.value("campaignId", text -> new CampaignId(uuid(text)), ID, ID_EN);
    }

    /** Each once, in the order in which they came. */
    static @Nullable List<ThreadId> threads(JsonItems items) {
        List<ThreadId> threads = items.values("threadIds", text -> new ThreadId(uuid(text)), ID, ID_EN);
        if (threads != null && threads.size() > MOST_THREADS) {
            items.tooMany("threadIds", threads.size(), MOST_THREADS);
        }
        return threads == null ? null : new ArrayList<>(new LinkedHashSet<>(threads));
    }

    private static String within(String text, int longest) {
        if (text.codePointCount(0, text.length()) > longest) {
            throw new IllegalArgumentException("text: %d (expected: %d at most)".formatted(text.length(), longest));
        }
        return text;
    }

    /** In full: {@link UUID#fromString} takes shortened groups too. */
    private static UUID uuid(String text) {
        var id = UUID.fromString(text);
        if (!id.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("id: %s (expected: %s)".formatted(text, id));
        }
        return id;
    }
}
