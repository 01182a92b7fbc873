package noroshi.api.view.mode;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.List;
import noroshi.core.mode.Mode;
import org.jspecify.annotations.Nullable;

/** 態勢. The mode, and how it came to be so. */
@Schema(description = "態勢. The mode, and how it came to be so.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModeItem(
        @Schema(description = "Of the whole nation.") Mode mode,

        @Schema(description = "Since when, where it is LARGE_SCALE.") @Nullable OffsetDateTime since,

        @Schema(description = "The sectors whose mode is LARGE_SCALE apart from the nation's.")
        List<SectorMode> sectors,

        @Schema(description = "What was switched, the latest first.")
        List<Switch> history) {

    /** 分野の態勢. */
    @Schema(description = "分野の態勢. A sector whose mode is LARGE_SCALE.")
    public record SectorMode(@Schema(example = "PORT") String sector, OffsetDateTime since) {}

    /** 切替え. */
    @Schema(description = "切替え. What the national office switched, and why.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Switch(
            @Schema(example = "4711") long position,
            Mode mode,
            @Schema(description = "None: the whole nation.") List<String> sectors,

            @Schema(example = "複数分野にわたる攻撃のため") String reason,

            @Schema(description = "Which officer did it; told to the national office and auditors.") @Nullable String by,

            OffsetDateTime occurredAt,
            OffsetDateTime recordedAt) {}
}
