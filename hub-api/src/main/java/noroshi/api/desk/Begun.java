package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;

/** 開始. A campaign that has begun, and how far the record has come by it. */
@Schema(description = "開始. The campaign's id, and the place in the record up to which the change lies.")
record Begun(
        @Schema(example = "2f6b1d08-93c4-8e57-a1d0-6c7f0e3b5a92")
        UUID campaignId,

        @Schema(example = "4711", minimum = "0") long position) {}
