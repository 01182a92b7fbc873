package noroshi.gateway.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import noroshi.gateway.webhook.Outbox.Counts;
import org.jspecify.annotations.Nullable;

/**
 * ウェブフックの状態. As its owner sees it.
 *
 * @param secret 署名鍵. Shown when it is made, and never again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WebhookSheet(
        UUID webhookId,
        String url,
        List<String> kinds,
        boolean exercise,
        @Nullable String description,
        Webhook.State state,
        long waiting,
        long parked,
        Instant createdAt,
        Instant changedAt,
        @Nullable String secret) {

    WebhookSheet {
        kinds = List.copyOf(kinds);
    }

    static WebhookSheet of(Webhook webhook, Counts counts, @Nullable Secret secret) {
        return new WebhookSheet(
                webhook.id(),
                webhook.wish().url().toString(),
                webhook.wish().kinds().stream().map(NewsKind::code).toList(),
                webhook.wish().exercise(),
                webhook.wish().description(),
                webhook.state(),
                counts.waiting(),
                counts.parked(),
                webhook.createdAt(),
                webhook.changedAt(),
                secret == null ? null : secret.text());
    }

    /** 登録内容. What is said of a webhook: its place, and what it is told of. */
    @Schema(name = "WebhookWish", requiredProperties = "url")
    record Said(
            @Schema(description = "宛先. An https URL at port 443 or 8443.", example = "https://soc.example.jp/noroshi")
            String url,

            @Schema(
                    description = "通知の種類. All that can concern the role, where none are named.",
                    example = "[\"delivery.made\"]")
            @Nullable List<String> kinds,

            @Schema(description = "訓練. Drills alone, in place of what is real.", defaultValue = "false") @Nullable Boolean exercise,

            @Schema(description = "覚え書き.", example = "SOC") @Nullable String description,

            @Schema(
                    description = "送信するか. What comes meanwhile is kept, and parked after 90 days.",
                    defaultValue = "true")
            @Nullable Boolean enabled) {

        Said {
            kinds = kinds == null ? null : List.copyOf(kinds);
        }
    }
}
