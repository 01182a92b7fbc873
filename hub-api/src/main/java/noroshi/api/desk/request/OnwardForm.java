package noroshi.api.desk.request;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import noroshi.api.desk.JsonItems;
import noroshi.api.desk.Read;
import noroshi.core.register.OperatorSlug;
import tools.jackson.databind.JsonNode;

/** 事業者への伝達. */
@Schema(
        description = "事業者への伝達. To which operators a request is passed on.",
        example = "{\"operators\": [\"isewan-terminal\"]}")
record OnwardForm(
        @Schema(
                description = "Operators of the ministry's own sectors and businesses; 500 at most.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "[\"isewan-terminal\"]")
        List<String> operators) {

    private static final int MOST = 500;

    /**
     * Reads the body.
     *
     * @throws noroshi.api.desk.Unacceptable with every fault
     */
    static List<OperatorSlug> read(JsonNode body) {
        var items = JsonItems.of(body, OnwardForm.class);
        List<OperatorSlug> operators = items.values("operators", OperatorSlug::new, "事業者のコード", "an operator's slug");
        if (operators != null && operators.size() > MOST) {
            items.tooMany("operators", operators.size(), MOST);
        }
        items.requireNoFault();
        return Read.of(operators);
    }
}
