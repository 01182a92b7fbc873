package noroshi.api.desk.request;

import io.swagger.v3.oas.annotations.media.Schema;
import noroshi.api.desk.JsonItems;
import noroshi.api.desk.Read;
import noroshi.core.report.Remark;
import tools.jackson.databind.JsonNode;

/** 質問. */
@Schema(description = "質問. What an addressee asks back.", example = "{\"text\": \"対象とする期間はいつからか\"}")
record QuestionForm(
        @Schema(
                description = "20,000 characters at most.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "対象とする期間はいつからか")
        String text) {

    /**
     * Reads the body.
     *
     * @throws noroshi.api.desk.Unacceptable with every fault
     */
    static Remark read(JsonNode body) {
        var items = JsonItems.of(body, QuestionForm.class);
        Remark text = RequestItems.remark(items, "text");
        items.requireNoFault();
        return Read.of(text);
    }
}
