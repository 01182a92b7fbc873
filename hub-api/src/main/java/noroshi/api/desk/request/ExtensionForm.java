package noroshi.api.desk.request;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.OffsetDateTime;
import noroshi.api.desk.JsonItems;
import noroshi.api.desk.Read;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.report.Remark;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 期限の延長. */
@Schema(description = "期限の延長. Until when an answer is awaited from now on.", example = ExtensionForm.EXAMPLE)
record ExtensionForm(
        @Schema(
                description = "The first instant that is too late; later than before.",
                requiredMode = Schema.RequiredMode.REQUIRED,
                example = "2026-11-12T09:00:00+09:00")
        OffsetDateTime dueBefore,

        @Schema(description = "For whom alone; left out: for all who owe an answer.", example = "MLIT") @Nullable String ministry,

        @Schema(example = "対象の事業者が多いため") @Nullable String reason) {

    static final String EXAMPLE = """
            {"dueBefore": "2026-11-12T09:00:00+09:00", "ministry": "MLIT", "reason": "対象の事業者が多いため"}""";

    /** What was stated. */
    record Stated(
            Instant dueBefore,
            @Nullable AuthorityCode ministry,
            @Nullable Remark reason) {}

    /**
     * Reads the body.
     *
     * @throws noroshi.api.desk.Unacceptable with every fault
     */
    static Stated read(JsonNode body) {
        var items = JsonItems.of(body, ExtensionForm.class);
        Instant dueBefore = RequestItems.instant(items, "dueBefore");
        AuthorityCode ministry = items.optionalValue("ministry", AuthorityCode::new, "機関コード", "an authority's code");
        Remark reason = RequestItems.optionalRemark(items, "reason");
        items.requireNoFault();
        return new Stated(Read.of(dueBefore), ministry, reason);
    }
}
