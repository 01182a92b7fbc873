package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.LinkedHashSet;
import java.util.List;
import noroshi.core.mode.Mode;
import noroshi.core.sector.SectorCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 態勢の切替え. */
@Schema(description = "態勢の切替え. Which mode is to be in force where, and why.", example = ModeForm.EXAMPLE)
record ModeForm(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "LARGE_SCALE")
        Mode mode,

        @Schema(description = "The sectors it is for; left out: the whole nation.", example = "[\"PORT\"]") @Nullable List<String> sectors,

        @Schema(
                description = "Why, 2,000 characters at most. Everybody who is signed in reads it.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "複数分野にわたる攻撃のため")
        String reason) {

    static final String EXAMPLE = "{\"mode\": \"LARGE_SCALE\", \"reason\": \"複数分野にわたる攻撃のため\"}";

    /** What was stated. */
    record Stated(Mode mode, List<SectorCode> sectors, String reason) {}

    /**
     * Reads the body.
     *
     * @throws Unacceptable with every fault
     */
    static Stated read(JsonNode body) {
        var items = JsonItems.of(body, ModeForm.class);
        Mode mode = items.choice("mode", Mode.class);
        List<SectorCode> sectors = body.hasNonNull("sectors")
                ? items.values("sectors", SectorCode::new, "分野のコード", "the code of a sector")
                : List.of();
        String reason = items.reason();
        // none would mean the whole nation
        if (body.hasNonNull("sectors") && sectors != null) {
            items.requireThat(!sectors.isEmpty(), "sectors", "1つ以上の分野、又は項目なし", "one sector or more, or no such item");
        }
        items.requireNoFault();
        return new Stated(Read.of(mode), List.copyOf(new LinkedHashSet<>(Read.of(sectors))), Read.of(reason));
    }
}
