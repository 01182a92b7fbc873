package noroshi.gateway.intake;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import noroshi.core.Problem;
import noroshi.core.report.Kind;
import noroshi.core.report.ThreadId;
import noroshi.web.IdempotencyKey;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** 受付窓口. The HTTP door: operators file reports and what continues them. */
@RestController
@RequestMapping(
        path = "/v1/reports",
        produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE})
@Tag(name = "intake", description = "提出. Operators file reports, follow-ups, corrections and withdrawals.")
@SecurityRequirement(name = "bearer")
@ApiResponse(
        responseCode = "202",
        description = "受付. Durable on the broker; its state is told at statusUrl.",
        headers = @Header(name = "Location", description = "statusUrl", schema = @Schema(type = "string")),
        content = @Content(mediaType = "application/json", schema = @Schema(implementation = Receipt.class)))
@ApiResponse(
        responseCode = "409",
        description = "冪等キーの再使用. The key was used for another content.",
        content = @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
public final class IntakeDoor {

    private static final String KEY = IdempotencyKey.HEADER;
    private static final String KEY_DESCRIPTION =
            "冪等キー. 1 to 200 visible ASCII characters, of the operator's choice, one a filing: the same filing again under "
                    + "the same key changes nothing and gets the same answer.";

    private final Intake intake;

    public IntakeDoor(Intake intake) {
        this.intake = intake;
    }

    @PostMapping
    @Operation(
            operationId = "fileReport",
            summary = "報告を提出する",
            description =
                    "Files a first report and opens a thread. It is answered once the report can't be lost any more.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = FilingBody.Report.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "smallest",
                                                            summary = "The smallest filing that is accepted",
                                                            value = """
                                                                    {"form": "RANSOMWARE", "stage": "PRELIMINARY",
                                                                     "awarenessAt": "2026-11-05T05:40:00+09:00",
                                                                     "occurredAt": "2026-11-05T03:10:00+09:00",
                                                                     "title": "電子カルテの暗号化", "summary": "電子カルテが暗号化された",
                                                                     "serviceLines": ["HEALTHCARE"], "tlp": "AMBER"}"""))))
    ResponseEntity<Receipt> report(
            @Parameter(hidden = true) @AuthenticationPrincipal Jwt token,
            @Parameter(name = KEY, in = ParameterIn.HEADER, required = true, description = KEY_DESCRIPTION)
                    @RequestHeader(name = KEY, required = false)
                    @Nullable String key,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        return take(token, key, Kind.REPORT, null, request);
    }

    @PostMapping("/{threadId}/follow-ups")
    @Operation(
            operationId = "fileFollowUp",
            summary = "続報・詳報・最終報を提出する",
            description = "Continues a thread. Every item of a report may be stated; only the stage must be.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = FilingBody.FollowUp.class),
                                            examples = @ExampleObject(name = "detailed", value = """
                                                                    {"stage": "DETAILED", "summary": "侵入経路はVPN装置と判明した"}"""))))
    ResponseEntity<Receipt> followUp(
            @Parameter(hidden = true) @AuthenticationPrincipal Jwt token,
            @Parameter(name = KEY, in = ParameterIn.HEADER, required = true, description = KEY_DESCRIPTION)
                    @RequestHeader(name = KEY, required = false)
                    @Nullable String key,
            @Parameter(description = "事案番号") @PathVariable UUID threadId,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        return take(token, key, Kind.FOLLOW_UP, new ThreadId(threadId), request);
    }

    @PostMapping("/{threadId}/corrections")
    @Operation(
            operationId = "fileCorrection",
            summary = "補正を提出する",
            description = "Corrects items of a thread. An earlier time of awareness moves the deadlines.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = FilingBody.Correction.class))))
    ResponseEntity<Receipt> correction(
            @Parameter(hidden = true) @AuthenticationPrincipal Jwt token,
            @Parameter(name = KEY, in = ParameterIn.HEADER, required = true, description = KEY_DESCRIPTION)
                    @RequestHeader(name = KEY, required = false)
                    @Nullable String key,
            @Parameter(description = "事案番号") @PathVariable UUID threadId,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        return take(token, key, Kind.CORRECTION, new ThreadId(threadId), request);
    }

    @PostMapping("/{threadId}/withdrawal")
    @Operation(
            operationId = "fileWithdrawal",
            summary = "取下げを申し出る",
            description = "Asks to withdraw a thread. The record stays; every competent authority decides.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = FilingBody.Withdrawal.class))))
    ResponseEntity<Receipt> withdrawal(
            @Parameter(hidden = true) @AuthenticationPrincipal Jwt token,
            @Parameter(name = KEY, in = ParameterIn.HEADER, required = true, description = KEY_DESCRIPTION)
                    @RequestHeader(name = KEY, required = false)
                    @Nullable String key,
            @Parameter(description = "事案番号") @PathVariable UUID threadId,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        return take(token, key, Kind.WITHDRAWAL, new ThreadId(threadId), request);
    }

    private ResponseEntity<Receipt> take(
            Jwt token, @Nullable String key, Kind kind, @Nullable ThreadId thread, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Receipt receipt = intake.take(TokenOperator.of(token), key, kind, thread, JsonBody.of(request));
        return ResponseEntity.accepted()
                .location(URI.create(receipt.statusUrl()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(receipt);
    }
}
