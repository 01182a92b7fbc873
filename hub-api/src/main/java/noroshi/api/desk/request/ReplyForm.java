package noroshi.api.desk.request;

import io.swagger.v3.oas.annotations.media.Schema;
import noroshi.api.desk.JsonItems;
import noroshi.api.desk.Read;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.Remark;
import tools.jackson.databind.JsonNode;

/** 質問への回答. */
@Schema(
        description = "質問への回答. What is replied to what an addressee has asked.",
        example = "{\"ministry\": \"MLIT\", \"question\": 1, \"text\": \"2025年4月以後\"}")
record ReplyForm(
        @Schema(description = "Who has asked.", requiredMode = Schema.RequiredMode.REQUIRED, example = "MLIT")
        String ministry,

        @Schema(
                description =
                        "The number of the last question that was read, as the request tells it; it and those before it that"
                                + " are open are answered, and no later one.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "1",
                minimum = "1")
        int question,

        @Schema(
                description = "20,000 characters at most.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "2025年4月以後")
        String text) {

    /** What was stated. */
    record Stated(AuthorityCode ministry, int question, Remark text) {}

    /**
     * Reads the body.
     *
     * @throws noroshi.api.desk.Unacceptable with every fault
     */
    static Stated read(JsonNode body) {
        var items = JsonItems.of(body, ReplyForm.class);
        AuthorityCode ministry = RequestItems.authority(items, "ministry");
        Integer question = items.number("question", 1, Integer.MAX_VALUE);
        Remark text = RequestItems.remark(items, "text");
        items.requireNoFault();
        return new Stated(Read.of(ministry), Read.of(question), Read.of(text));
    }
}
