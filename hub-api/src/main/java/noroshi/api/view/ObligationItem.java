package noroshi.api.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import noroshi.core.obligation.Obligation;
import noroshi.core.regime.Basis;
import noroshi.core.regime.Duty;
import noroshi.core.regime.DutyType;
import noroshi.core.regime.Rule;
import noroshi.core.sector.Status;
import noroshi.core.sharing.Disclosure;
import noroshi.core.thread.Dossier;
import org.jspecify.annotations.Nullable;

/**
 * 報告義務の項目.
 *
 * @param threadId null where it is owed for no incident
 * @param operator null where the viewer may not know it
 * @param business for which business an asset is to be notified, or null
 * @param asset 資産番号. The asset that is to be notified; null where all that an operator uses is, or a report
 * @param type the stage of the report that is owed, or that it is a notification
 * @param state how it stands by the domain's clock
 * @param dueDate the last legal day (Asia/Tokyo), or null where the rule knows no days
 * @param dueBefore the first instant that is too late
 * @param approachesAt from when on the deadline is said to approach: the hub's convention, no law's
 * @param approaching whether it does so now, and nothing that can meet it was filed
 * @param filedAt when a report that can meet it came in
 * @param metAt when its addressee recorded the receipt of one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ObligationItem(
        UUID obligationId,
        @Nullable UUID threadId,
        @Nullable String operator,
        @Nullable String business,
        @Nullable String asset,
        String regime,
        DutyType type,
        String addressee,
        String rule,
        String article,
        LocalDate ruleSetDate,
        Status ruleStatus,
        Obligation.Standing state,
        Basis basis,
        boolean soft,
        @Nullable LocalDate dueDate,
        OffsetDateTime dueBefore,
        OffsetDateTime approachesAt,
        boolean approaching,
        @Nullable OffsetDateTime filedAt,
        @Nullable OffsetDateTime metAt) {

    /** An obligation of a thread as it stands at {@code now}. */
    public static ObligationItem of(Dossier dossier, Obligation obligation, Disclosure disclosure, Instant now) {
        return of(
                dossier.thread().value(),
                disclosure.extent().showsContent() ? dossier.operator().value() : null,
                null,
                null,
                obligation,
                now);
    }

    /** The same where only the obligation is at hand. */
    public static ObligationItem of(
            @Nullable UUID thread,
            @Nullable String operator,
            @Nullable String business,
            @Nullable String asset,
            Obligation obligation,
            Instant now) {
        Duty duty = obligation.duty();
        Rule rule = duty.rule();
        return new ObligationItem(
                obligation.id().value(),
                thread,
                operator,
                business,
                asset,
                rule.regime().value(),
                duty.type(),
                duty.addressee().value(),
                rule.id(),
                rule.article(),
                rule.ruleSetDate(),
                rule.status(),
                obligation.standing(now),
                duty.basis(),
                duty.soft(),
                duty.deadline().dueDate(),
                Times.inTokyo(duty.deadline().dueBefore()),
                Times.inTokyo(obligation.approachesAt()),
                obligation.isApproaching(now),
                Times.inTokyoOrNull(obligation.filedAt()),
                Times.inTokyoOrNull(obligation.metAt()));
    }
}
