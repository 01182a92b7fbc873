package noroshi.api.form;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import noroshi.core.sector.Status;
import noroshi.form.Form;
import org.jspecify.annotations.Nullable;

/**
 * 様式の一覧. The forms in force on a day.
 *
 * @param on the day, in Asia/Tokyo
 */
public record FormList(
        @Schema(description = "The day, in Asia/Tokyo.", example = "2026-10-01")
        LocalDate on,

        List<FormHead> items) {

    /** 様式の見出し. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FormHead(
            @Schema(example = "RANSOMWARE") String code,
            @Schema(example = "様式2 ランサムウェア事案共通様式") String ja,
            @Schema(example = "Form 2, ransomware") String en,

            @Schema(description = "The first day, in Asia/Tokyo, on which it may be filed.", example = "2025-10-01")
            LocalDate from,

            @Schema(example = "2027-03-31") @Nullable LocalDate to,
            @Schema(example = "申合せ 2025-05-28") String source,
            @Schema(example = "CONFIRMED") Status status) {

        /** The head of a form. */
        public static FormHead of(Form form) {
            return new FormHead(
                    form.code().value(),
                    form.label().ja(),
                    form.label().en(),
                    form.inForce().from(),
                    form.inForce().to(),
                    form.source(),
                    form.status());
        }
    }
}
