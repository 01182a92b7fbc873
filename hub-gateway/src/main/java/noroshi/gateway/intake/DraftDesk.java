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
import java.util.List;
import java.util.UUID;
import noroshi.core.Fault;
import noroshi.core.Phrase;
import noroshi.core.Problem;
import noroshi.core.Reason;
import noroshi.core.Refused;
import noroshi.core.register.OperatorSlug;
import noroshi.core.report.Kind;
import noroshi.core.report.ThreadId;
import noroshi.web.HttpProblem;
import noroshi.web.NotFound;
import noroshi.web.UnreadableParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * 下書きの窓口. Several people of one operator work on a filing before it is one. Nothing of it is in the record, nobody else
 * sees it, and no clock runs by it.
 */
@RestController
@RequestMapping(
        path = "/v1/drafts",
        produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE})
@Tag(name = "drafts", description = "下書き. Filings that an operator has not filed yet, seen by nobody else.")
@SecurityRequirement(name = "bearer")
public final class DraftDesk {

    private static final String DRAFT_ID = "下書き番号";
    private static final String UNFINISHED = """
            {"form": "RANSOMWARE", "stage": "PRELIMINARY", "title": "電子カルテの暗号化"}""";

    private final Drafts drafts;
    private final FiledKeys keys;
    private final Intake intake;

    public DraftDesk(Drafts drafts, FiledKeys keys, Intake intake) {
        this.drafts = drafts;
        this.keys = keys;
        this.intake = intake;
    }

    /** 下書きの一覧. */
    record Listed(List<DraftSheet> items) {

        Listed {
            items = List.copyOf(items);
        }
    }

    @PostMapping
    @Operation(
            operationId = "beginDraft",
            summary = "下書きを始める",
            description = "Keeps a filing that is not filed yet and may lack anything; the answer says what is still"
                    + " missing. It is deleted when it is filed, or 14 days after its last change. 20 at most.",
            requestBody =
                    @RequestBody(
                            required = true,
                            description = "書きかけの提出. In the shape of what is filed.",
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = DraftSheet.Unfinished.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "unfinished",
                                                            summary = "書きかけの速報",
                                                            value = UNFINISHED))))
    @ApiResponse(
            responseCode = "201",
            description = "下書き",
            headers = {
                @Header(name = "Location", description = "the draft", schema = @Schema(type = "string")),
                @Header(name = "ETag", description = "its version", schema = @Schema(type = "string"))
            },
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = DraftSheet.class)))
    ResponseEntity<DraftSheet> begin(
            @Parameter(hidden = true) @AuthenticationPrincipal Jwt token,
            @Parameter(description = "提出の種類. What it is a draft of.") @RequestParam(defaultValue = "REPORT") Kind kind,
            @Parameter(description = "続ける事案の番号. For whatever continues a thread.")
                    @RequestParam(required = false)
                    @Nullable UUID threadId,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        if (kind.continues() != (threadId != null)) {
            throw new UnreadableParameters(List.of(Fault.of(
                    Reason.PARAMETER_INVALID,
                    "threadId",
                    threadId == null ? "null" : threadId,
                    kind.continues() ? "続ける事案の番号" : "なし",
                    kind.continues() ? "the thread that it continues" : "none")));
        }
        Draft draft = drafts.begin(
                TokenOperator.of(token), kind, threadId == null ? null : new ThreadId(threadId), object(request));
        return shown(ResponseEntity.created(URI.create("/v1/drafts/" + draft.id())), draft, request);
    }

    @GetMapping
    @Operation(
            operationId = "listDrafts",
            summary = "下書きの一覧",
            description = "The operator's drafts, the one changed last first.")
    @ApiResponse(
            responseCode = "200",
            description = "下書きの一覧",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Listed.class)))
    ResponseEntity<Listed> list(@Parameter(hidden = true) @AuthenticationPrincipal Jwt token) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Listed(drafts.list(TokenOperator.of(token)).stream()
                        .map(DraftSheet::line)
                        .toList()));
    }

    @GetMapping("/{draftId}")
    @Operation(
            operationId = "getDraft",
            summary = "下書きを見る",
            description = "The draft as it stands, and what filing it would be refused for.")
    @ApiResponse(
            responseCode = "200",
            description = "下書き",
            headers = @Header(name = "ETag", description = "its version", schema = @Schema(type = "string")),
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = DraftSheet.class)))
    ResponseEntity<DraftSheet> one(
            @Parameter(hidden = true) @AuthenticationPrincipal Jwt token,
            @Parameter(description = DRAFT_ID) @PathVariable UUID draftId,
            @Parameter(hidden = true) HttpServletRequest request) {
        return shown(ResponseEntity.ok(), found(TokenOperator.of(token), draftId), request);
    }

    @PutMapping("/{draftId}")
    @Operation(
            operationId = "changeDraft",
            summary = "下書きを変更する",
            description = "Puts another body in the draft's place, if nobody has changed it since it was read.",
            requestBody =
                    @RequestBody(
                            required = true,
                            description = "書きかけの提出. In the shape of what is filed.",
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = DraftSheet.Unfinished.class),
                                            examples = @ExampleObject(name = "unfinished", value = UNFINISHED))))
    @ApiResponse(
            responseCode = "200",
            description = "下書き",
            headers = @Header(name = "ETag", description = "its version", schema = @Schema(type = "string")),
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = DraftSheet.class)))
    @ApiResponse(
            responseCode = "412",
            description = "他の変更あり. Somebody has changed it since.",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "428",
            description = "If-Match なし. Which version is changed must be said.",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    ResponseEntity<DraftSheet> change(
            @Parameter(hidden = true) @AuthenticationPrincipal Jwt token,
            @Parameter(description = DRAFT_ID) @PathVariable UUID draftId,
            @Parameter(
                            name = HttpHeaders.IF_MATCH,
                            in = ParameterIn.HEADER,
                            required = true,
                            description = "The ETag of the version that was read.",
                            example = "\"3\"")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Draft draft = found(TokenOperator.of(token), draftId);
        if (ifMatch == null) {
            throw new Refused(
                    Reason.IF_MATCH_MISSING,
                    HttpHeaders.IF_MATCH,
                    "null",
                    "変更する版の ETag",
                    "the ETag of the version to change");
        }
        requireVersion(draft, ifMatch);
        if (keys.find(draft.operator(), draft.key()).isPresent()) {
            throw new Refused(
                    Reason.DRAFT_FILED,
                    "draftId",
                    draft.id(),
                    "提出の繰返し、または新しい下書き",
                    "its filing once more, or a new draft");
        }
        Draft changed = drafts.change(draft, object(request)).orElseThrow(() -> changedSince(draft, ifMatch));
        return shown(ResponseEntity.ok(), changed, request);
    }

    @DeleteMapping("/{draftId}")
    @Operation(operationId = "deleteDraft", summary = "下書きを削除する", description = "Deletes the draft; nothing is filed.")
    @ApiResponse(responseCode = "204", description = "削除済")
    ResponseEntity<Void> delete(
            @Parameter(hidden = true) @AuthenticationPrincipal Jwt token,
            @Parameter(description = DRAFT_ID) @PathVariable UUID draftId) {
        Draft draft = found(TokenOperator.of(token), draftId);
        if (!drafts.remove(draft)) {
            throw changedSince(draft, "-");
        }
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{draftId}/filing")
    @Operation(
            operationId = "fileDraft",
            summary = "下書きを提出する",
            description =
                    "Files the draft as it stands, once: repeated, it is given the same answer. The draft is deleted"
                            + " then. What is missing is answered as for any filing, and the draft stays.")
    @ApiResponse(
            responseCode = "202",
            description = "受付. Durable on the broker; its state is told at statusUrl.",
            headers = @Header(name = "Location", description = "statusUrl", schema = @Schema(type = "string")),
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Receipt.class)))
    @ApiResponse(
            responseCode = "412",
            description = "他の変更あり. Somebody has changed it since.",
            content =
                    @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    ResponseEntity<Receipt> file(
            @Parameter(hidden = true) @AuthenticationPrincipal Jwt token,
            @Parameter(description = DRAFT_ID) @PathVariable UUID draftId,
            @Parameter(
                            name = HttpHeaders.IF_MATCH,
                            in = ParameterIn.HEADER,
                            description = "The ETag of the version that was read, so that nothing else is filed.",
                            example = "\"3\"")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        OperatorSlug operator = TokenOperator.of(token);
        Receipt receipt = drafts.find(operator, draftId)
                .map(draft -> filed(draft, ifMatch))
                .or(() -> keys.find(operator, Draft.key(draftId)).map(Receipt::of))
                .orElseThrow(() -> new NotFound("draft"));
        return ResponseEntity.accepted()
                .location(URI.create(receipt.statusUrl()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(receipt);
    }

    private Receipt filed(Draft draft, @Nullable String ifMatch) {
        if (ifMatch != null) {
            requireVersion(draft, ifMatch);
        }
        Receipt receipt = intake.take(draft.operator(), draft.key(), draft.kind(), draft.thread(), draft.body());
        // changed in the meantime it stays: nobody's words are lost, and its key is used up
        drafts.remove(draft);
        return receipt;
    }

    private Draft found(OperatorSlug operator, UUID id) {
        return drafts.find(operator, id).orElseThrow(() -> new NotFound("draft"));
    }

    private ResponseEntity<DraftSheet> shown(
            ResponseEntity.BodyBuilder answer, Draft draft, HttpServletRequest request) {
        return answer.eTag(Integer.toString(draft.version()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(DraftSheet.of(draft, HttpProblem.items(missing(draft), request)));
    }

    private List<Fault> missing(Draft draft) {
        return intake.faults(draft.operator(), draft.key(), draft.kind(), draft.thread(), draft.body());
    }

    private static void requireVersion(Draft draft, String ifMatch) {
        if (!ifMatch.strip().equals("\"%d\"".formatted(draft.version()))) {
            throw changedSince(draft, ifMatch);
        }
    }

    private static Refused changedSince(Draft draft, String ifMatch) {
        return new Refused(
                Reason.DRAFT_CHANGED,
                HttpHeaders.IF_MATCH,
                new Phrase("版 " + quoted(ifMatch), "version " + quoted(ifMatch)),
                "今の版 \"%d\" か、それより新しい版".formatted(draft.version()),
                "the version that stands, \"%d\" or a later one".formatted(draft.version()));
    }

    private static String quoted(String came) {
        return came.length() <= 20 ? came : came.substring(0, 20) + "…";
    }

    private static ObjectNode object(HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        JsonNode body = JsonBody.of(request);
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidFiling(
                List.of(Fault.of(Reason.INVALID, "", Items.shape(body), "JSONオブジェクト", "a JSON object")));
    }
}
