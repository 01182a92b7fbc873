package noroshi.gateway.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import noroshi.core.Problem;
import noroshi.core.report.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** 下書き票. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Draft", description = "下書き. A filing not filed yet, seen by its operator alone.")
record DraftSheet(
        @Schema(description = "下書き番号") UUID draftId,
        Kind kind,

        @Schema(description = "続ける事案の番号") @Nullable UUID threadId,

        @Schema(description = "件名, as far as it was written") @Nullable String title,

        @Schema(description = "Counts its changes; also the ETag.", example = "3")
        int version,

        Instant changedAt,

        @Schema(description = "It is deleted then, unless it is changed before: 14 days after the last change.")
        Instant keptUntil,

        @Schema(description = "In the shape that is filed; left out in the list.", implementation = Object.class)
        @Nullable JsonNode body,

        @Schema(description = "What filing it as it is would be refused for; left out in the list.") @Nullable List<Problem.Item> missing) {

    /** 書きかけの提出, for the API's document alone. */
    @Schema(
            name = "UnfinishedFiling",
            description =
                    "書きかけの提出. Any items of what is filed (ReportFiling and what continues it), or none; nothing is"
                            + " refused before it is filed.")
    record Unfinished(
            @Schema(example = "RANSOMWARE") String form,
            @Schema(example = "PRELIMINARY") String stage,
            String title,
            String summary) {}

    static DraftSheet of(Draft draft, List<Problem.Item> missing) {
        return of(draft, draft.body(), missing);
    }

    /** Without what it says. */
    static DraftSheet line(Draft draft) {
        return of(draft, null, null);
    }

    private static DraftSheet of(Draft draft, @Nullable JsonNode body, @Nullable List<Problem.Item> missing) {
        String title = draft.body().path("title").asString("");
        return new DraftSheet(
                draft.id(),
                draft.kind(),
                draft.thread() == null ? null : draft.thread().value(),
                title.isBlank() ? null : title,
                draft.version(),
                draft.changedAt(),
                draft.keptUntil(),
                body,
                missing);
    }
}
