package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import noroshi.core.campaign.Wording;
import noroshi.core.report.Remark;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 分割. */
@Schema(
        description = "分割. Which threads leave a campaign, and what is said of the one that they are.",
        example = SplitForm.EXAMPLE)
record SplitForm(
        @Schema(
                description = "名称. Of the new campaign; 200 characters at most.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "空港への便乗攻撃")
        String name,

        @Schema(description = "概要. 20,000 characters at most.", example = "送信元が別の群") @Nullable String description,

        @Schema(
                description = "共有範囲. Of name and description alone.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "AMBER")
        Tlp tlp,

        @Schema(
                description = "事案番号. The threads that leave, 1 to 500.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "[\"9a4d2c71-5e08-8b3f-a6c2-4d1f70b98e35\"]")
        List<UUID> threadIds,

        @Schema(description = "On what the judgement rests.", example = "手口が異なるため") @Nullable String reason) {

    static final String EXAMPLE = """
            {"name": "空港への便乗攻撃", "tlp": "AMBER", "threadIds": ["9a4d2c71-5e08-8b3f-a6c2-4d1f70b98e35"],\
             "reason": "手口が異なるため"}""";

    /** What was read; whether it is a drill follows from the campaign that is split. */
    record Stated(
            Wording wording,
            Tlp tlp,
            List<ThreadId> threads,
            @Nullable Remark reason) {

        Stated {
            threads = List.copyOf(threads);
        }
    }

    /**
     * Reads the body.
     *
     * @throws Unacceptable with every fault
     */
    static Stated read(JsonNode body) {
        var items = JsonItems.of(body, SplitForm.class);
        Wording wording = CampaignItems.wording(items);
        Tlp tlp = items.choice("tlp", Tlp.class);
        List<ThreadId> threads = CampaignItems.threads(items);
        Remark reason = CampaignItems.reason(items);
        items.requireAny(threads == null || !threads.isEmpty(), "threadIds を1つ以上", "at least one of threadIds");
        items.requireNoFault();
        return new Stated(wording, Read.of(tlp), Read.of(threads), reason);
    }
}
