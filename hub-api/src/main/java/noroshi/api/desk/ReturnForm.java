package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import tools.jackson.databind.JsonNode;

/** 差戻し. */
@Schema(description = "差戻し. Why a report is returned to its operator.", example = "{\"reason\": \"感染経路を追記してください\"}")
record ReturnForm(
        @Schema(
                description = "What is missing or wrong, for the operator to read.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "感染経路を追記してください")
        String reason) {

    /**
     * Reads the body.
     *
     * @throws Unacceptable with every fault
     */
    static ReturnForm read(JsonNode body) {
        var items = JsonItems.of(body, ReturnForm.class);
        String reason = items.reason();
        items.requireNoFault();
        return new ReturnForm(Read.of(reason));
    }
}
