package noroshi.api.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.Map;
import noroshi.api.form.FormList.FormHead;
import noroshi.api.view.thread.ThreadSheet;
import org.jspecify.annotations.Nullable;

/**
 * 報告の出力. A thread's report to take away, as far as the caller may see it.
 *
 * @param filing null where the caller may not read it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReportExport(
        @Schema(description = "What this is not: no receipt by any addressee, and no filing.")
        String notice,

        OffsetDateTime exportedAt,
        @Nullable FormHead form,

        @Schema(
                description = "The report as it stands after all that was filed, in the shape in which it is filed.",
                example = "{\"form\": \"RANSOMWARE\", \"stage\": \"DETAILED\"}")
        @Nullable Map<String, Object> filing,

        ThreadSheet thread) {}
