package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 取下げの可否. */
@Schema(
        description = "取下げの可否. An authority's decision on a requested withdrawal.",
        example = "{\"decision\": \"REJECT\", \"reason\": \"調査が続いているため\"}")
record WithdrawalForm(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "ACCEPT")
        Decision decision,

        @Schema(description = "Why; a rejection needs it.", example = "調査が続いているため") @Nullable String reason) {

    /** 可否. */
    enum Decision {
        ACCEPT,
        REJECT
    }

    /**
     * Reads the body.
     *
     * @throws Unacceptable with every fault
     */
    static WithdrawalForm read(JsonNode body) {
        var items = JsonItems.of(body, WithdrawalForm.class);
        Decision decision = items.choice("decision", Decision.class);
        String reason = decision == Decision.REJECT ? items.reason() : items.optionalReason();
        items.requireNoFault();
        return new WithdrawalForm(Read.of(decision), reason);
    }
}
