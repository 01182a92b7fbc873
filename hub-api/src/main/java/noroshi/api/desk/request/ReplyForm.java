package noroshi.api.desk.request;

import io.swagger.v3.oas.annotations.media.Schema;
import noroshi.api.desk.JsonItems;
import noroshi.api.desk.Read;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.Remark;
import tools.jackson.databind.JsonNode;

/** 質問への回答. */
@Schema(description = "質問への回答. What is replied to all that an addressee has asked.")
record ReplyForm(
        @Schema(description = "Who has asked.", requiredMode = Schema.RequiredMode.REQUIRED, example = "MLIT")
        String ministry,

        @Schema(
                description = "20,000 characters at most.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "2025年4月以後")
        String text) {

    /** What was stated. */
    record Stated(AuthorityCode ministry, Remark text) {}

    /**
     * Reads the body.
     *
     * @throws noroshi.api.desk.Unacceptable with every fault
     */
    static Stated read(JsonNode body) {
        var items = JsonItems.of(body, ReplyForm.class);
        AuthorityCode ministry = RequestItems.authority(items, "ministry");
        Remark text = RequestItems.remark(items, "text");
        items.requireNoFault();
        return new Stated(Read.of(ministry), Read.of(text));
    }
}
