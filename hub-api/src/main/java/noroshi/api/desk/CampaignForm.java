package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import noroshi.core.campaign.Statement;
import noroshi.core.campaign.Wording;
import noroshi.core.report.ThreadId;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 攻撃キャンペーンの宣言・提案. */
@Schema(description = "攻撃キャンペーンの宣言・提案. What is said of a campaign when it begins.", example = CampaignForm.EXAMPLE)
record CampaignForm(
        @Schema(
                description = "名称. 200 characters at most.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "2026年11月の金融・空港へのDDoS")
        String name,

        @Schema(description = "概要. 20,000 characters at most.", example = "同じ送信元群による波状の攻撃") @Nullable String description,

        @Schema(
                description = "共有範囲. Of name and description alone; each thread keeps its own.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "AMBER")
        Tlp tlp,

        @Schema(description = "訓練. Whether it is of drills; it then holds drills alone, and otherwise none.") @Nullable Boolean exercise,

        @Schema(
                description = "事案番号. The threads that it holds from the first, 500 at most.",
                example = "[\"9a4d2c71-5e08-8b3f-a6c2-4d1f70b98e35\"]")
        @Nullable List<UUID> threadIds) {

    static final String EXAMPLE = """
            {"name": "2026年11月の金融・空港へのDDoS", "description": "同じ送信元群による波状の攻撃", "tlp": "AMBER",\
             "threadIds": ["9a4d2c71-5e08-8b3f-a6c2-4d1f70b98e35"]}""";

    /**
     * Reads the body.
     *
     * @throws Unacceptable with every fault
     */
    static Statement read(JsonNode body) {
        var items = JsonItems.of(body, CampaignForm.class);
        Wording wording = CampaignItems.wording(items);
        Tlp tlp = items.choice("tlp", Tlp.class);
        boolean exercise = items.optionalFlag("exercise");
        List<ThreadId> threads = body.hasNonNull("threadIds") ? CampaignItems.threads(items) : List.of();
        items.requireNoFault();
        return new Statement(wording, Read.of(tlp), exercise, Read.of(threads));
    }
}
