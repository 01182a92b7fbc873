package noroshi.gateway.intake;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import noroshi.core.Fault;
import noroshi.core.Reason;
import noroshi.web.NotFound;
import noroshi.web.UnreadableParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** 提出状況の窓口. Tells an operator what became of what it filed, by either door. */
@RestController
@RequestMapping(
        path = "/v1/submissions",
        produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE})
@Tag(name = "intake", description = "提出. Operators file reports, follow-ups, corrections and withdrawals.")
@SecurityRequirement(name = "bearer")
public final class SubmissionDesk {

    private static final int MOST = 500;
    private static final String DEFAULT_LIMIT = "50";
    private static final String AT_LEAST =
            "A ledger position: waits up to 2 seconds until what is answered holds what was recorded there.";

    private final Submissions submissions;

    public SubmissionDesk(Submissions submissions) {
        this.submissions = submissions;
    }

    @GetMapping("/{reportId}")
    @Operation(
            operationId = "getSubmission",
            summary = "提出状況を確認する",
            description = "The state of one submission: RECEIVED, RECORDED, or REFUSED with its reasons.")
    @ApiResponse(
            responseCode = "200",
            description = "提出状況",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Submissions.Submission.class)))
    ResponseEntity<Submissions.Submission> one(
            @Parameter(hidden = true) @AuthenticationPrincipal Jwt token,
            @Parameter(description = "報告番号") @PathVariable UUID reportId,
            @Parameter(description = AT_LEAST) @RequestParam(required = false) @Nullable Long atLeast) {
        await(atLeast);
        return submissions
                .find(TokenOperator.of(token), reportId)
                .map(found -> ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(found))
                .orElseThrow(() -> new NotFound("submission"));
    }

    @GetMapping
    @Operation(
            operationId = "listSubmissions",
            summary = "提出状況の一覧",
            description = "The operator's submissions, newest first.")
    @ApiResponse(
            responseCode = "200",
            description = "提出状況のページ",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = Submissions.Page.class)))
    ResponseEntity<Submissions.Page> list(
            @Parameter(hidden = true) @AuthenticationPrincipal Jwt token,
            @Parameter(description = "Only these.") @RequestParam(required = false) Submissions.@Nullable State state,
            @Parameter(description = "nextCursor of the page before.") @RequestParam(required = false) @Nullable String cursor,
            @Parameter(description = "1 to 500.") @RequestParam(defaultValue = DEFAULT_LIMIT) int limit,
            @Parameter(description = AT_LEAST) @RequestParam(required = false) @Nullable Long atLeast) {
        if (limit < 1 || limit > MOST) {
            throw new UnreadableParameters(List.of(Fault.of(
                    Reason.PARAMETER_INVALID, "limit", limit, "1 から %d".formatted(MOST), "1 to %d".formatted(MOST))));
        }
        await(atLeast);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(submissions.list(TokenOperator.of(token), state, cursor, limit));
    }

    private void await(@Nullable Long position) {
        if (position != null) {
            submissions.await(position);
        }
    }
}
