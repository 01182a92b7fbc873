package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import noroshi.core.report.Remark;
import noroshi.core.report.ThreadId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 名寄せ. */
@Schema(
        description = "名寄せ. Which thread a campaign is to hold.",
        example = "{\"threadId\": \"9a4d2c71-5e08-8b3f-a6c2-4d1f70b98e35\", \"reason\": \"同じ送信元 203.0.113.7\"}")
record LinkForm(
        @Schema(
                description = "事案番号. The thread's id.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "9a4d2c71-5e08-8b3f-a6c2-4d1f70b98e35")
        UUID threadId,

        @Schema(description = "On what the judgement rests.", example = "同じ送信元 203.0.113.7") @Nullable String reason) {

    /** What was read. */
    record Stated(ThreadId thread, @Nullable Remark reason) {}

    /**
     * Reads the body.
     *
     * @throws Unacceptable with every fault
     */
    static Stated read(JsonNode body) {
        var items = JsonItems.of(body, LinkForm.class);
        ThreadId thread = CampaignItems.thread(items);
        Remark reason = CampaignItems.reason(items);
        items.requireNoFault();
        return new Stated(Read.of(thread), reason);
    }
}
