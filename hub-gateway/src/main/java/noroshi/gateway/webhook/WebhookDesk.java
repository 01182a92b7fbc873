package noroshi.gateway.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
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
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import noroshi.core.Fault;
import noroshi.core.Phrase;
import noroshi.core.Reason;
import noroshi.core.sharing.Viewer;
import noroshi.core.sharing.Viewer.Role;
import noroshi.gateway.intake.JsonBody;
import noroshi.gateway.webhook.Outbox.Counts;
import noroshi.gateway.webhook.Webhooks.Created;
import noroshi.web.NotFound;
import noroshi.web.Tokens;
import noroshi.web.UnreadableParameters;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * ウェブフックの窓口. An organisation says where it wants to be told of news, and sees what became of the telling. Another's
 * webhook is as if there were none.
 */
@RestController
@RequestMapping(
        path = "/v1/webhooks",
        produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_PROBLEM_JSON_VALUE})
@Tag(name = "webhooks", description = "ウェブフック. News pushed to an organisation's endpoints, signed (Standard Webhooks).")
@SecurityRequirement(name = "bearer")
final class WebhookDesk {

    private static final String WEBHOOK_ID = "ウェブフック番号. The webhook's id.";
    private static final String CURSOR = "nextCursor of the page before.";
    private static final String LIMIT = "1 to 500.";
    private static final String DEFAULT_LIMIT = "50";
    private static final int MOST = 500;
    private static final String EXAMPLE = """
            {"url": "https://soc.example.jp/noroshi", "kinds": ["delivery.made", "bulletin.issued"]}""";

    private final Webhooks webhooks;
    private final Outbox outbox;
    private final Courier courier;
    private final WishReader wishes;

    WebhookDesk(Webhooks webhooks, Outbox outbox, Courier courier, WishReader wishes) {
        this.webhooks = webhooks;
        this.outbox = outbox;
        this.courier = courier;
        this.wishes = wishes;
    }

    /** ウェブフックの一覧. */
    record WebhookList(List<WebhookSheet> items) {

        WebhookList {
            items = List.copyOf(items);
        }
    }

    /**
     * 新しい署名鍵.
     *
     * @param formerUntil until when the one before it signs too
     */
    record WebhookSecret(String secret, Instant formerUntil) {}

    /**
     * 試験の結果.
     *
     * @param status the answer's, where there was one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WebhookTest(Outcome.Result result, @Nullable Integer status, long millis) {}

    /** 再送の件数. */
    record WebhookReplay(int replayed) {}

    /** Changes, the latest first; {@code nextCursor} is null on the last page. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WebhookChanges(
            List<Webhooks.Change> items, @Nullable String nextCursor) {

        WebhookChanges {
            items = List.copyOf(items);
        }
    }

    @PostMapping
    @Operation(
            operationId = "createWebhook",
            summary = "ウェブフックを登録する",
            description =
                    "Tells an endpoint of what is recorded from now on. The answer shows the secret that signs, once."
                            + " 10 at most for an organisation; one for each endpoint, and one for its drills.",
            requestBody =
                    @RequestBody(
                            required = true,
                            description = "登録内容.",
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = WebhookSheet.Said.class),
                                            examples = @ExampleObject(name = "ministry", value = EXAMPLE))))
    @ApiResponse(
            responseCode = "201",
            description = "ウェブフック, with its secret",
            headers = @Header(name = "Location", description = "the webhook", schema = @Schema(type = "string")),
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = WebhookSheet.class)))
    ResponseEntity<WebhookSheet> create(
            @Parameter(hidden = true) @AuthenticationPrincipal Jwt token,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Viewer viewer = Tokens.viewer(token);
        Created created = webhooks.create(viewer, wishes.read(JsonBody.of(request), viewer.role()));
        return ResponseEntity.created(
                        URI.create("/v1/webhooks/" + created.webhook().id()))
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(WebhookSheet.of(created.webhook(), Counts.NONE, created.secret()));
    }

    @GetMapping
    @Operation(
            operationId = "listWebhooks",
            summary = "ウェブフックの一覧",
            description = "The organisation's webhooks, and how many messages of each wait or are parked.")
    @ApiResponse(
            responseCode = "200",
            description = "ウェブフックの一覧",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = WebhookList.class)))
    ResponseEntity<WebhookList> list(@Parameter(hidden = true) @AuthenticationPrincipal Jwt token) {
        Owner owner = Owner.of(Tokens.viewer(token));
        var counts = outbox.counts(owner);
        return json(new WebhookList(webhooks.list(owner).stream()
                .map(webhook -> WebhookSheet.of(webhook, counts.getOrDefault(webhook.id(), Counts.NONE), null))
                .toList()));
    }

    @GetMapping("/{webhookId}")
    @Operation(
            operationId = "getWebhook",
            summary = "ウェブフックを見る",
            description = "The webhook, and how many of its messages wait or are parked.")
    @ApiResponse(
            responseCode = "200",
            description = "ウェブフック",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = WebhookSheet.class)))
    ResponseEntity<WebhookSheet> one(
            @Parameter(hidden = true) @AuthenticationPrincipal Jwt token,
            @Parameter(description = WEBHOOK_ID) @PathVariable UUID webhookId) {
        return json(sheet(found(Owner.of(Tokens.viewer(token)), webhookId)));
    }

    @PutMapping("/{webhookId}")
    @Operation(
            operationId = "changeWebhook",
            summary = "ウェブフックを変更する",
            description =
                    "Another place, other news, enabled or not. While it is disabled, what comes is kept. One that was"
                            + " disabled since it answered 410 is enabled by this.",
            requestBody =
                    @RequestBody(
                            required = true,
                            description = "登録内容. As a whole.",
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = WebhookSheet.Said.class),
                                            examples = @ExampleObject(name = "ministry", value = EXAMPLE))))
    @ApiResponse(
            responseCode = "200",
            description = "ウェブフック",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = WebhookSheet.class)))
    ResponseEntity<WebhookSheet> change(
            @Parameter(hidden = true) @AuthenticationPrincipal Jwt token,
            @Parameter(description = WEBHOOK_ID) @PathVariable UUID webhookId,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Viewer viewer = Tokens.viewer(token);
        found(Owner.of(viewer), webhookId);
        return json(sheet(webhooks.change(viewer, webhookId, wishes.read(JsonBody.of(request), viewer.role()))
                .orElseThrow(WebhookDesk::none)));
    }

    @DeleteMapping("/{webhookId}")
    @Operation(
            operationId = "deleteWebhook",
            summary = "ウェブフックを削除する",
            description = "Deletes the webhook with its secret, its messages and what became of them.")
    @ApiResponse(responseCode = "204", description = "削除済")
    ResponseEntity<Void> delete(
            @Parameter(hidden = true) @AuthenticationPrincipal Jwt token,
            @Parameter(description = WEBHOOK_ID) @PathVariable UUID webhookId) {
        if (!webhooks.delete(Tokens.viewer(token), webhookId)) {
            throw none();
        }
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{webhookId}/secret")
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "署名鍵を更新する",
            description =
                    "Makes a new secret and shows it, once. The one before it signs too for 24 hours: each message"
                            + " bears both signatures.")
    @ApiResponse(
            responseCode = "200",
            description = "新しい署名鍵",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = WebhookSecret.class)))
    ResponseEntity<WebhookSecret> rotate(
            @Parameter(hidden = true) @AuthenticationPrincipal Jwt token,
            @Parameter(description = WEBHOOK_ID) @PathVariable UUID webhookId) {
        Webhooks.Rotated rotated =
                webhooks.rotate(Tokens.viewer(token), webhookId).orElseThrow(WebhookDesk::none);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(new WebhookSecret(rotated.secret().text(), rotated.formerUntil()));
    }

    @PostMapping("/{webhookId}/test")
    @Operation(
            operationId = "testWebhook",
            summary = "試験通知を送る",
            description =
                    "Sends a message of type `webhook.test` now, once, also where the webhook is disabled, and answers"
                            + " what came of it. Every ten seconds at most.")
    @ApiResponse(
            responseCode = "200",
            description = "試験の結果",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = WebhookTest.class)))
    ResponseEntity<WebhookTest> test(
            @Parameter(hidden = true) @AuthenticationPrincipal Jwt token,
            @Parameter(description = WEBHOOK_ID) @PathVariable UUID webhookId) {
        Outcome outcome =
                courier.test(webhooks.test(Tokens.viewer(token), webhookId).orElseThrow(WebhookDesk::none));
        return json(new WebhookTest(
                outcome.result(), outcome.status(), outcome.took().toMillis()));
    }

    @GetMapping("/{webhookId}/attempts")
    @Operation(
            operationId = "listWebhookAttempts",
            summary = "通知の状態の一覧",
            description = "The webhook's messages of the last 90 days, the newest first, each with its tries.")
    @ApiResponse(
            responseCode = "200",
            description = "通知のページ",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Outbox.Page.class)))
    ResponseEntity<Outbox.Page> attempts(
            @Parameter(hidden = true) @AuthenticationPrincipal Jwt token,
            @Parameter(description = WEBHOOK_ID) @PathVariable UUID webhookId,
            @Parameter(description = "Only these.") @RequestParam(required = false) Outbox.@Nullable State state,
            @Parameter(description = CURSOR) @RequestParam(required = false) @Nullable String cursor,
            @Parameter(description = LIMIT) @RequestParam(defaultValue = DEFAULT_LIMIT) int limit) {
        Webhook webhook = found(Owner.of(Tokens.viewer(token)), webhookId);
        return json(outbox.list(webhook, state, place(cursor), within(limit)));
    }

    @PostMapping("/{webhookId}/replay")
    @Operation(
            operationId = "replayWebhook",
            summary = "通知を再送する",
            description = "Sends all parked messages again, or one message whatever became of it, under the same ids.")
    @ApiResponse(
            responseCode = "200",
            description = "再送の件数",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = WebhookReplay.class)))
    ResponseEntity<WebhookReplay> replay(
            @Parameter(hidden = true) @AuthenticationPrincipal Jwt token,
            @Parameter(description = WEBHOOK_ID) @PathVariable UUID webhookId,
            @Parameter(description = "通知番号. That message alone.") @RequestParam(required = false) @Nullable UUID messageId) {
        int replayed = outbox.replay(Tokens.viewer(token), webhookId, messageId).orElseThrow(WebhookDesk::none);
        if (messageId != null && replayed == 0) {
            throw new NotFound("message");
        }
        return json(new WebhookReplay(replayed));
    }

    @GetMapping("/changes")
    @Operation(
            operationId = "listWebhookChanges",
            summary = "ウェブフックの変更の一覧",
            description = "Who did what with the organisation's webhooks, also with those that are deleted; the latest"
                    + " first. An auditor sees everyone's, of each endpoint its origin alone.")
    @ApiResponse(
            responseCode = "200",
            description = "変更のページ",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = WebhookChanges.class)))
    ResponseEntity<WebhookChanges> changes(
            @Parameter(hidden = true) @AuthenticationPrincipal Jwt token,
            @Parameter(description = CURSOR) @RequestParam(required = false) @Nullable String cursor,
            @Parameter(description = LIMIT) @RequestParam(defaultValue = DEFAULT_LIMIT) int limit) {
        Viewer viewer = Tokens.viewer(token);
        List<Webhooks.Change> changes = webhooks.changes(
                viewer.role() == Role.AUDITOR ? null : Owner.of(viewer), place(cursor), within(limit) + 1);
        boolean isMore = changes.size() > limit;
        List<Webhooks.Change> shown = isMore ? changes.subList(0, limit) : changes;
        if (viewer.role() == Role.AUDITOR) {
            shown = shown.stream().map(Webhooks.Change::withoutSecrets).toList();
        }
        return json(
                new WebhookChanges(shown, isMore ? Long.toString(shown.getLast().changeId()) : null));
    }

    private Webhook found(Owner owner, UUID id) {
        return webhooks.find(owner, id).orElseThrow(WebhookDesk::none);
    }

    private static NotFound none() {
        return new NotFound("webhook");
    }

    private WebhookSheet sheet(Webhook webhook) {
        return WebhookSheet.of(webhook, outbox.counts(webhook.owner()).getOrDefault(webhook.id(), Counts.NONE), null);
    }

    private static <T> ResponseEntity<T> json(T body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }

    private static int within(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new UnreadableParameters(List.of(Fault.of(
                    Reason.PARAMETER_INVALID, "limit", limit, "1 から %d".formatted(MOST), "1 to %d".formatted(MOST))));
        }
        return limit;
    }

    private static @Nullable Long place(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            return Long.valueOf(cursor);
        } catch (NumberFormatException e) {
            throw new UnreadableParameters(List.of(Fault.of(
                    Reason.PARAMETER_INVALID,
                    "cursor",
                    new Phrase("別の値", "another value"),
                    "直前のページの nextCursor",
                    "the nextCursor of the page before")));
        }
    }
}
