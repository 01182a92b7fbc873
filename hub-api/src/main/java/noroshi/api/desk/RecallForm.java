package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import tools.jackson.databind.JsonNode;

/** 回収. */
@Schema(description = "回収. Why a bulletin is taken back.", example = "{\"reason\": \"記載した番地に誤りがあった\"}")
record RecallForm(
        @Schema(
                description = "Every reader of the bulletin reads it.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "記載した番地に誤りがあった")
        String reason) {

    /**
     * Reads the body.
     *
     * @throws Unacceptable with every fault
     */
    static RecallForm read(JsonNode body) {
        var items = JsonItems.of(body, RecallForm.class);
        String reason = items.reason();
        items.requireNoFault();
        return new RecallForm(Read.of(reason));
    }
}
