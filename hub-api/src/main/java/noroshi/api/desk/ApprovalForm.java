package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 発信者の回答. */
@Schema(
        description = "発信者の回答. What an originator says of what would leave.",
        example = "{\"revision\": 1, \"approved\": true}")
record ApprovalForm(
        @Schema(
                description = "The revision that was read; no other is approved by it.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                minimum = "1",
                example = "1")
        int revision,

        @Schema(description = "Whether it may leave.", requiredMode = Schema.RequiredMode.REQUIRED)
        boolean approved,

        @Schema(
                description =
                        "The bulletin's label, where it is wider than the thread's: it is allowed expressly or not at all.")
        @Nullable Tlp tlp,

        @Schema(description = "Why it may not leave; required then.", example = "拠点の所在地が推測できる") @Nullable String reason) {

    /**
     * Reads the body.
     *
     * @throws Unacceptable with every fault
     */
    static ApprovalForm read(JsonNode body) {
        var items = JsonItems.of(body, ApprovalForm.class);
        Integer revision = items.number("revision", 1, Integer.MAX_VALUE);
        Boolean approved = items.flag("approved");
        String expected = "CLEAR, GREEN, AMBER";
        Tlp tlp = items.optionalValue("tlp", Tlp::valueOf, expected, expected);
        String reason = items.optionalReason();
        items.requireThat(
                !Boolean.FALSE.equals(approved) || reason != null,
                "reason",
                "承認しない場合は必須の項目",
                "a required item where it is not approved");
        items.requireNoFault();
        return new ApprovalForm(Read.of(revision), Read.of(approved), tlp, reason);
    }
}
