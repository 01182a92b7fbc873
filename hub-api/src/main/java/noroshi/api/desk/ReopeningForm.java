package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import tools.jackson.databind.JsonNode;

/** 再開. */
@Schema(description = "再開. Why a closed thread is taken up again.", example = "{\"reason\": \"同じ手口による再侵入が判明したため\"}")
record ReopeningForm(
        @Schema(
                description = "What has come to be known, for all who work on the thread to read.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "同じ手口による再侵入が判明したため")
        String reason) {

    /**
     * Reads the body.
     *
     * @throws Unacceptable with every fault
     */
    static ReopeningForm read(JsonNode body) {
        var items = JsonItems.of(body, ReopeningForm.class);
        String reason = items.reason();
        items.requireNoFault();
        return new ReopeningForm(Read.of(reason));
    }
}
