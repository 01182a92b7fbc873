package noroshi.api.desk.request;

import io.swagger.v3.oas.annotations.media.Schema;
import noroshi.api.desk.JsonItems;
import noroshi.api.desk.Read;
import noroshi.core.report.Remark;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 理由. */
@Schema(
        description = "理由. Why a request is declined, closed or cancelled.",
        example = "{\"reason\": \"所管する事業者に利用がないため\"}")
record RequestReasonForm(
        @Schema(
                description = "Why; only to close a request needs none. Every addressee reads why it ends.",
                example = "所管する事業者に利用がないため")
        @Nullable String reason) {

    /**
     * Reads the body; none is an empty one.
     *
     * @throws noroshi.api.desk.Unacceptable with every fault
     */
    static @Nullable Remark read(@Nullable JsonNode body) {
        if (body == null) {
            return null;
        }
        var items = JsonItems.of(body, RequestReasonForm.class);
        Remark reason = RequestItems.optionalRemark(items, "reason");
        items.requireNoFault();
        return reason;
    }

    /** The same where there must be one. */
    static Remark required(JsonNode body) {
        var items = JsonItems.of(body, RequestReasonForm.class);
        Remark reason = RequestItems.remark(items, "reason");
        items.requireNoFault();
        return Read.of(reason);
    }
}
