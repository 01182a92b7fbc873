package noroshi.api.desk.request;

import io.swagger.v3.oas.annotations.media.Schema;
import noroshi.api.desk.JsonItems;
import noroshi.api.desk.Read;
import noroshi.core.report.Remark;
import noroshi.core.report.Tlp;
import tools.jackson.databind.JsonNode;

/** 回答. */
@Schema(description = "回答. An answer to a request, whole or in part.", example = RequestAnswerForm.EXAMPLE)
record RequestAnswerForm(
        @Schema(
                description = "20,000 characters at most.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "所管 12 社のうち 5 社が利用")
        String text,

        @Schema(description = "共有範囲. Of this answer.", requiredMode = Schema.RequiredMode.REQUIRED, example = "AMBER")
        Tlp tlp,

        @Schema(
                description = "最終回答. Whether nothing is owed any more; more may be added while the request is open.",
                requiredMode = Schema.RequiredMode.REQUIRED)
        boolean complete) {

    static final String EXAMPLE = "{\"text\": \"所管 12 社のうち 5 社が利用\", \"tlp\": \"AMBER\", \"complete\": true}";

    /** What was stated. */
    record Stated(Remark text, Tlp tlp, boolean complete) {}

    /**
     * Reads the body.
     *
     * @throws noroshi.api.desk.Unacceptable with every fault
     */
    static Stated read(JsonNode body) {
        var items = JsonItems.of(body, RequestAnswerForm.class);
        Remark text = RequestItems.remark(items, "text");
        Tlp tlp = items.choice("tlp", Tlp.class);
        Boolean complete = items.flag("complete");
        items.requireNoFault();
        return new Stated(Read.of(text), Read.of(tlp), Read.of(complete));
    }
}
