package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.stream.Collectors;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 共有範囲の変更. */
@Schema(
        description = "共有範囲の変更. The label that the thread is to have, and why.",
        example = "{\"tlp\": \"RED\", \"reason\": \"捜査に支障があるため\"}")
record TlpForm(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "RED")
        Tlp tlp,

        @Schema(description = "The label as it stands. Its originator names it to widen it; else it is not needed.")
        @Nullable Tlp from,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "捜査に支障があるため")
        String reason) {

    private static final String LABELS =
            Arrays.stream(Tlp.values()).map(Tlp::name).collect(Collectors.joining(", "));

    /**
     * Reads the body.
     *
     * @throws Unacceptable with every fault
     */
    static TlpForm read(JsonNode body) {
        var items = JsonItems.of(body, TlpForm.class);
        Tlp tlp = items.choice("tlp", Tlp.class);
        Tlp from = items.optionalValue("from", Tlp::valueOf, LABELS, LABELS);
        String reason = items.reason();
        items.requireNoFault();
        return new TlpForm(Read.of(tlp), from, Read.of(reason));
    }
}
