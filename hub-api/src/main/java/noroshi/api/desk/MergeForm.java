package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import noroshi.core.campaign.CampaignId;
import noroshi.core.report.Remark;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 統合・統合の取消し. */
@Schema(
        description = "統合・統合の取消し. Which other campaign is, or no longer is, part of this one.",
        example = "{\"campaignId\": \"2f6b1d08-93c4-8e57-a1d0-6c7f0e3b5a92\", \"reason\": \"指令サーバーが同一\"}")
record MergeForm(
        @Schema(
                description = "攻撃キャンペーン番号. The other campaign's id.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "2f6b1d08-93c4-8e57-a1d0-6c7f0e3b5a92")
        UUID campaignId,

        @Schema(description = "On what the judgement rests.", example = "指令サーバーが同一") @Nullable String reason) {

    /** What was read. */
    record Stated(CampaignId campaign, @Nullable Remark reason) {}

    /**
     * Reads the body.
     *
     * @throws Unacceptable with every fault
     */
    static Stated read(JsonNode body) {
        var items = JsonItems.of(body, MergeForm.class);
        CampaignId campaign = CampaignItems.campaign(items);
        Remark reason = CampaignItems.reason(items);
        items.requireNoFault();
        return new Stated(Read.of(campaign), reason);
    }
}
