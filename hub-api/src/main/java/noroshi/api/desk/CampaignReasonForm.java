package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import noroshi.core.report.Remark;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 理由. */
@Schema(
        description = "理由. Why a campaign is closed, or a proposal declined.",
        example = "{\"reason\": \"送信元に共通点がないため\"}")
record CampaignReasonForm(
        @Schema(description = "Why; to decline a proposal needs it.", example = "送信元に共通点がないため") @Nullable String reason) {

    /**
     * Reads the body; none is an empty one.
     *
     * @throws Unacceptable with every fault
     */
    static @Nullable Remark read(@Nullable JsonNode body) {
        if (body == null) {
            return null;
        }
        var items = JsonItems.of(body, CampaignReasonForm.class);
        Remark reason = CampaignItems.reason(items);
        items.requireNoFault();
        return reason;
    }

    /** The same where there must be one. */
    static Remark required(JsonNode body) {
        var items = JsonItems.of(body, CampaignReasonForm.class);
        items.text("reason");
        Remark reason = CampaignItems.reason(items);
        items.requireNoFault();
        return Read.of(reason);
    }
}
