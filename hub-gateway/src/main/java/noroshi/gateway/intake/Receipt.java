package noroshi.gateway.intake;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * 受付票. The broker has the filing for good; whether it was recorded is told at {@code statusUrl}. It is no proof that
 * anything was filed with an authority: that is the authority's receipt alone.
 */
@Schema(description = "受付票. The filing is durable. It discharges no duty: only the addressee's recorded receipt does.")
record Receipt(
        @Schema(description = "報告番号") UUID reportId,
        @Schema(description = "事案番号") UUID threadId,

        @Schema(description = "受付番号, to read out", example = "NR-4C7QX-0M2WE")
        String receiptNumber,

        @Schema(description = "受付日時, the hub's time") Instant receivedAt,

        @Schema(
                description = "where its state is told",
                example = "/v1/submissions/0c6c7a5e-7d1c-8a52-9b1e-0f4b8f2f6a10")
        String statusUrl) {

    static Receipt of(FiledKeys.Filed filed) {
        return new Receipt(
                filed.report().value(),
                filed.thread().value(),
                filed.report().receiptNumber(),
                filed.receivedAt(),
                "/v1/submissions/" + filed.report());
    }
}
