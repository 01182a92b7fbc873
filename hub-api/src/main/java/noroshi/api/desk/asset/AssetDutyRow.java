package noroshi.api.desk.asset;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import noroshi.api.view.Times;
import noroshi.core.deadline.Deadline;
import noroshi.core.regime.Rule;
import noroshi.core.regime.cyberresponse.AssetDuties;
import noroshi.core.regime.cyberresponse.AssetDuty;
import noroshi.core.register.Designation;
import noroshi.core.register.OperatorEntry;
import noroshi.core.sector.Status;
import org.jspecify.annotations.Nullable;

/** 現に使用する資産の届出期限. Until when a designated operator notifies what it uses on the day of its designation. */
@Schema(
        description = "現に使用する資産の届出期限. Until when a designated operator notifies all that it uses on the day of its"
                + " designation. The hub can't know what was not notified: it counts, and says no more.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record AssetDutyRow(
        @Schema(example = "chubu-power") String operator,
        @Schema(example = "中央電力") String name,
        @Schema(example = "KI_ELECTRICITY") String business,
        @Schema(example = "2024-05-17") LocalDate designatedOn,
        @Schema(example = "ASSET_EXISTING") String rule,
        @Schema(example = "サイバー対処能力強化法 附則") String article,
        @Schema(example = "2026-10-01") LocalDate ruleSetDate,
        @Schema(example = "ASSUMED") Status ruleStatus,
        @Schema(example = "2027-03-31") @Nullable LocalDate dueDate,

        @Schema(example = "2027-04-01T00:00:00+09:00") @Nullable OffsetDateTime dueBefore,

        @Schema(description = "How many assets were notified for the business so far.", example = "0")
        long notified,

        @Schema(example = "OPEN") State state) {

    /** 届出の状況. */
    enum State {
        /** 期限前. */
        OPEN,
        /** 届出あり. At least one asset was notified; whether that is all, only the operator knows. */
        NOTIFIED,
        /** 届出なし. The last day has passed, and none was notified. */
        NONE_BY_THEN
    }

    static AssetDutyRow of(OperatorEntry entry, Designation designation, long notified, Instant now) {
        AssetDuty duty = AssetDuties.ofDesignation(designation.from());
        Rule rule = duty.rule();
        Deadline deadline = duty.deadline();
        return new AssetDutyRow(
                entry.slug().value(),
                entry.name(),
                designation.narrowest().value(),
                designation.from(),
                rule.id(),
                rule.article(),
                rule.ruleSetDate(),
                rule.status(),
                deadline == null ? null : deadline.dueDate(),
                deadline == null ? null : Times.inTokyo(deadline.dueBefore()),
                notified,
                state(deadline, notified, now));
    }

    private static State state(@Nullable Deadline deadline, long notified, Instant now) {
        if (notified > 0) {
            return State.NOTIFIED;
        }
        return deadline == null || deadline.isKeptAt(now) ? State.OPEN : State.NONE_BY_THEN;
    }
}
