package noroshi.api.view.bulletin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import noroshi.core.bulletin.Bulletin.Drafted;
import noroshi.core.bulletin.Bulletin.Issued;
import noroshi.core.bulletin.Bulletin.Recalled;
import noroshi.core.bulletin.Bulletin.Written;
import noroshi.core.bulletin.Relay;
import noroshi.core.report.Tlp;
import org.jspecify.annotations.Nullable;

/** 情報提供, as far as the viewer may see it. */
@Schema(description = "情報提供, as far as the caller may see it. Of what is recalled its words are left out.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BulletinItem(
        UUID bulletinId,
        State state,

        @Schema(description = "The revision; an approval is of one.", example = "1")
        int revision,

        @Schema(description = "The sectors it is for.") List<String> sectors,
        Tlp tlp,
        boolean exercise,
        Relay relay,

        @Schema(example = "ランサムウェアによる業務停止") @Nullable String title,
        @Nullable String text,

        @Schema(description = "対策.") @Nullable String countermeasures,

        @Schema(
                description =
                        "Indicators of the attack; of those that were imported, the ones whose labels let the caller read them.")
        @Nullable List<IndicatorItem> indicators,

        @Schema(description = "Whose indicators were imported.", example = "JPCERT/CC") @Nullable String source,

        OffsetDateTime draftedAt,
        @Nullable OffsetDateTime issuedAt,

        @Schema(description = "When it was issued, relayed or recalled last.") @Nullable OffsetDateTime changedAt,

        @Nullable OffsetDateTime recalledAt,

        @Schema(description = "Why it is recalled.") @Nullable String recallReason,

        @Schema(description = "出典. The threads it draws on: all to the national office, its own to an originator.")
        @Nullable List<DrawnItem> threads,

        @Schema(description = "発信者の回答. All to the national office, its own to an originator.") @Nullable List<ApprovalItem> approvals,

        @Schema(
                description = "写し. Who holds a copy: the caller's own, and of those whom the caller relays to; to the"
                        + " national office, of all who may have read it. Told of a single bulletin, not in a list.")
        @Nullable List<CopyItem> copies,

        @Schema(
                description =
                        "Since when it may be passed on no further, for what it draws on was narrowed, withdrawn or is no"
                                + " longer agreed to: it should be recalled. Told to the national office alone.")
        @Nullable OffsetDateTime lapsedAt,

        @Schema(description = "Why, thread by thread. Told of a single bulletin, not in a list.") @Nullable List<LapseItem> lapses,

        @Schema(description = "The place of its last change in the record.", example = "4711")
        long position) {

    /** 情報提供の状態. */
    public enum State {
        /** 案. */
        DRAFTED,
        /** 発出済. */
        ISSUED,
        /** 回収済. */
        RECALLED;

        static State of(Written bulletin) {
            return switch (bulletin) {
                case Drafted _ -> DRAFTED;
                case Issued _ -> ISSUED;
                case Recalled _ -> RECALLED;
            };
        }
    }

    /** インディケータ. */
    @Schema(description = "インディケータ. A trace of the attack.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record IndicatorItem(
            @Schema(example = "domain-name") String type,
            @Schema(example = "c2.example.net") String value,

            @Schema(description = "The label that it came with; the bulletin's own where there is none.") @Nullable Tlp tlp) {}

    /** 出典. */
    @Schema(description = "出典. A thread that a bulletin draws on.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DrawnItem(
            UUID threadId,

            @Schema(
                    description = "Whose it is; not where its label keeps that from the caller by now.",
                    example = "isewan-terminal")
            @Nullable String operator) {}

    /** 発信者の回答. */
    @Schema(description = "発信者の回答. What an originator says of the present revision.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ApprovalItem(
            @Schema(description = "Left out as in the threads.", example = "isewan-terminal") @Nullable String operator,

            Answer state,

            @Schema(description = "The wider label it expressly allows.") @Nullable Tlp tlp,

            @Nullable String reason,
            @Nullable OffsetDateTime at) {

        /** 回答. */
        enum Answer {
            /** 未回答. */
            PENDING,
            /** 承認. */
            APPROVED,
            /** 不承認. */
            DECLINED
        }
    }

    /** 共有の根拠の消滅. */
    @Schema(description = "共有の根拠の消滅. A thread that the bulletin drew on, and why it may do so no more.")
    public record LapseItem(
            UUID threadId,
            @Schema(example = "NOT_SHAREABLE") String code,
            String ja,
            String en) {}

    /** 写し. */
    @Schema(description = "写し. What is known of the copy of one recipient.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CopyItem(
            @Schema(
                    description =
                            "Whose it is, as an identity, or a role alone: all others of it, who may have read it."
                                    + " Left out of an originator as in the threads.",
                    example = "ceptoar:PORT")
            @Nullable String recipient,

            Holding state,
            @Nullable OffsetDateTime receivedAt,
            @Nullable OffsetDateTime relayedAt,

            @Schema(description = "When it recorded, after a recall, that it holds no copy any more.") @Nullable OffsetDateTime returnedAt) {

        /** 保有の状況. */
        enum Holding {
            /** 未達. The relay has not come so far. */
            NOT_REACHED,
            /** 未受領. It may hold a copy and has not said so. */
            SENT,
            /** 受領済. It holds a copy. */
            RECEIVED,
            /** 廃棄済. It was recalled and holds none any more. */
            RETURNED
        }
    }
}
