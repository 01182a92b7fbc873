package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import noroshi.core.report.Severity;
import tools.jackson.databind.JsonNode;

/** 深刻度の評価. */
@Schema(
        description = "深刻度の評価 (深刻度評価基準). 0 なし to 4 危機 from each viewpoint; the overall level is the highest of them.",
        example = "{\"continuity\": 3, \"safety\": 1, \"confidence\": 2, \"reason\": \"専門家会合の事後評価による\"}")
record SeverityForm(
        @Schema(
                description = "サービスの持続性",
                minimum = "0",
                maximum = "4",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "3")
        int continuity,

        @Schema(
                description = "安全性",
                minimum = "0",
                maximum = "4",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "1")
        int safety,

        @Schema(
                description = "信頼低下等",
                minimum = "0",
                maximum = "4",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "2")
        int confidence,

        @Schema(
                description = "On what it rests.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "専門家会合の事後評価による")
        String reason) {

    /**
     * Reads the body.
     *
     * @throws Unacceptable with every fault
     */
    static SeverityForm read(JsonNode body) {
        var items = JsonItems.of(body, SeverityForm.class);
        Integer continuity = items.number("continuity", 0, Severity.HIGHEST);
        Integer safety = items.number("safety", 0, Severity.HIGHEST);
        Integer confidence = items.number("confidence", 0, Severity.HIGHEST);
        String reason = items.reason();
        items.requireNoFault();
        return new SeverityForm(Read.of(continuity), Read.of(safety), Read.of(confidence), Read.of(reason));
    }

    Severity severity() {
        return new Severity(continuity, safety, confidence);
    }
}
