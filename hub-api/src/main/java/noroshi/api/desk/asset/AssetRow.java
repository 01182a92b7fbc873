package noroshi.api.desk.asset;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import noroshi.api.view.Times;
import noroshi.core.asset.Asset;
import noroshi.core.asset.AssetParticulars;
import noroshi.core.deadline.Deadline;
import noroshi.core.jurisdiction.AuthorityCode;
import noroshi.core.obligation.Obligation.Standing;
import noroshi.core.regime.Rule;
import noroshi.core.regime.cyberresponse.AssetDuty;
import noroshi.core.sector.Status;
import org.jspecify.annotations.Nullable;

/** 届出済の特定重要電子計算機. */
@Schema(description = "届出済の特定重要電子計算機, as it was last notified.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AssetRow(
        @Schema(example = "chubu-power") String operator,

        @Schema(description = "資産番号. The operator's own number.", example = "DCS-01") @Nullable String number,

        @Schema(example = "KI_ELECTRICITY") String business,
        @Schema(example = "2026-11-02") LocalDate introducedOn,
        @Schema(example = "2030-03-31") @Nullable LocalDate lastDay,
        @Schema(example = "DCS-9000") @Nullable String product,
        @Schema(example = "中部計装") @Nullable String maker,
        @Schema(example = "3.2") @Nullable String version,
        @Schema(example = "給電指令") @Nullable String purpose,
        @Schema(example = "2") @Nullable Integer quantity,

        @Schema(description = "Whether its product is excluded from notification.")
        boolean notificationExempt,

        @Schema(description = "Whether an incident on it is to be reported: always, exempt from notification or not.")
        boolean reportable,

        OffsetDateTime notifiedAt,
        @Nullable OffsetDateTime changedAt,

        @Schema(description = "The duty to notify its introduction, one to each competent minister.")
        List<NotificationDuty> obligations,

        @Schema(description = "The place of its last change in the record.", example = "4711")
        long position) {

    /** 届出義務. The duty to notify an introduction towards one minister. */
    @Schema(description = "届出義務. Met once its addressee has recorded the receipt, and not before.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NotificationDuty(
            @Schema(example = "CYBER_RESPONSE_ACT") String regime,
            @Schema(example = "ASSET_NOTIFICATION") String type,
            @Schema(example = "METI") String addressee,
            @Schema(example = "ASSET") String rule,

            @Schema(example = "サイバー対処能力強化法 4条1項 (導入から4月以内の届出)")
            String article,

            @Schema(example = "2026-10-01") LocalDate ruleSetDate,
            @Schema(example = "ASSUMED") Status ruleStatus,
            @Schema(example = "OPEN") Standing state,
            @Schema(example = "2027-03-02") @Nullable LocalDate dueDate,

            @Schema(example = "2027-03-03T00:00:00+09:00") @Nullable OffsetDateTime dueBefore,

            @Schema(description = "受領. When the addressee recorded its receipt last.") @Nullable OffsetDateTime receivedAt) {

        static final String TYPE = "ASSET_NOTIFICATION";

        /** What was notified in time is not missed while its addressee has yet to record the receipt. */
        static NotificationDuty of(AssetDuty duty, AuthorityCode minister, Instant done, @Nullable Instant received) {
            Rule rule = duty.rule();
            Deadline deadline = duty.deadline();
            return new NotificationDuty(
                    rule.regime().value(),
                    TYPE,
                    minister.value(),
                    rule.id(),
                    rule.article(),
                    rule.ruleSetDate(),
                    rule.status(),
                    standing(deadline, done, received),
                    deadline == null ? null : deadline.dueDate(),
                    deadline == null ? null : Times.inTokyo(deadline.dueBefore()),
                    Times.inTokyoOrNull(received));
        }

        private static Standing standing(@Nullable Deadline deadline, Instant done, @Nullable Instant received) {
            if (deadline == null) {
                return Standing.WAIVED;
            }
            if (received != null) {
                return Standing.MET;
            }
            return deadline.isKeptAt(done) ? Standing.OPEN : Standing.MISSED;
        }
    }

    static AssetRow of(Asset asset, List<AuthorityCode> ministers, long position) {
        AssetParticulars told = asset.particulars();
        return new AssetRow(
                asset.operator().value(),
                told == null ? null : told.number().value(),
                asset.facts().business().value(),
                asset.facts().introducedOn(),
                asset.lastDay(),
                told == null ? null : told.product(),
                told == null ? null : told.maker(),
                told == null ? null : told.version(),
                told == null ? null : told.purpose(),
                told == null ? null : told.quantity(),
                asset.duty().isExempt(),
                true,
                Times.inTokyo(asset.notifiedAt()),
                Times.inTokyoOrNull(asset.changedAt()),
                ministers.stream()
                        .map(minister -> NotificationDuty.of(
                                asset.duty(),
                                minister,
                                asset.notifiedAt(),
                                asset.receipts().get(minister)))
                        .toList(),
                position);
    }
}
