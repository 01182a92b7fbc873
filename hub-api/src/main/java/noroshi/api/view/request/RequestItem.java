package noroshi.api.view.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import noroshi.core.report.Tlp;
import noroshi.core.request.Part.Standing;
import noroshi.core.request.Request.Ended;
import noroshi.core.request.Request.Made;
import noroshi.core.request.Request.Open;
import org.jspecify.annotations.Nullable;

/** 要請, as far as the viewer may read it. */
@Schema(description = "要請, as far as the caller may read it.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestItem(
        UUID requestId,
        State state,

        @Schema(example = "VPN 装置の利用状況") @Nullable String title,
        @Nullable String text,
        Tlp tlp,
        boolean exercise,

        @Schema(description = "Whether a ministry may pass it on to operators of its sectors.")
        boolean onward,

        OffsetDateTime madeAt,

        @Schema(
                description =
                        "対象の事案. Those that the caller may know of. As what follows, told of a single request, not in"
                                + " a list.")
        @Nullable List<UUID> threadIds,

        @Schema(description = "対象の攻撃キャンペーン.") @Nullable List<UUID> campaignIds,

        @Schema(description = "対象の情報提供.") @Nullable List<UUID> bulletinIds,

        @Schema(description = "宛先ごとの対応. All to the national office, its own to an addressee.")
        List<PartItem> ministries,

        @Nullable OffsetDateTime endedAt,

        @Schema(description = "Why it is closed or cancelled; read by those who were asked.") @Nullable String endReason) {

    /** 要請の状態. */
    public enum State {
        /** 対応中. */
        OPEN,
        /** 終結. */
        CLOSED,
        /** 取消し. */
        CANCELLED;

        static State of(Made request) {
            return switch (request) {
                case Open _ -> OPEN;
                case Ended ended -> ended.cancelled() ? CANCELLED : CLOSED;
            };
        }
    }

    /** 宛先ごとの対応. */
    @Schema(description = "宛先ごとの対応. What a request is to one addressee.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PartItem(
            @Schema(example = "MLIT") String ministry,

            @Schema(description = "How it stands by the clock; not told to operators.") @Nullable Standing standing,

            @Schema(description = "The first instant that is too late.")
            OffsetDateTime dueBefore,

            @Nullable OffsetDateTime acknowledgedAt,
            @Nullable List<AnswerItem> answers,
            @Nullable List<QuestionItem> questions,
            @Nullable List<ExtensionItem> extensions,
            @Nullable String declineReason,

            @Schema(description = "To whom it was passed on.") @Nullable List<String> operators) {}

    /** 回答. */
    @Schema(description = "回答. An answer, whole or in part.")
    public record AnswerItem(String text, Tlp tlp, boolean complete, OffsetDateTime at) {}

    /** 質問. */
    @Schema(description = "質問. What an addressee asked back, and the reply once there is one.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record QuestionItem(
            @Schema(description = "By which a reply names it.", example = "1")
            int number,

            String text,
            OffsetDateTime at,
            @Nullable String reply,
            @Nullable OffsetDateTime repliedAt) {}

    /** 期限の延長. */
    @Schema(description = "期限の延長.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ExtensionItem(
            OffsetDateTime dueBefore, @Nullable String reason, OffsetDateTime at) {}
}
