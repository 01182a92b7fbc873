package noroshi.api.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 受領した報告. */
@Schema(
        description = "受領した報告. Up to which report a delivery was received.",
        example = "{\"reportId\": \"5d3c0b7e-2f41-8a6c-b1d8-7c9e02f4a613\"}")
record ReceiptForm(
        @Schema(
                description = "The report, by the id under which it was delivered; it and those before it are received."
                        + " Left out: all that were filed so far.",
                example = "5d3c0b7e-2f41-8a6c-b1d8-7c9e02f4a613")
        @Nullable UUID reportId) {

    /**
     * Reads the body; none says no more than an empty one.
     *
     * @throws Unacceptable with every fault
     */
    static ReceiptForm read(@Nullable JsonNode body) {
        if (body == null || body.isMissingNode()) {
            return new ReceiptForm(null);
        }
        var items = JsonItems.of(body, ReceiptForm.class);
        UUID report = items.optionalValue("reportId", UUID::fromString, "報告番号 (UUID)", "a report's id (UUID)");
        items.requireNoFault();
        return new ReceiptForm(report);
    }
}
