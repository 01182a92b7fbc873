package noroshi.api.view.thread;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import noroshi.core.regime.Exclusion;
import noroshi.core.regime.Role;
import noroshi.core.sector.Status;
import noroshi.core.sharing.Disclosure;
import org.jspecify.annotations.Nullable;

/**
 * 理由の説明. Why a thread was, or was not, delivered to a recipient, and is or is not shown to it.
 *
 * @param recipient as it was asked for
 * @param why null where it was delivered; else that no rule names the recipient, for which {@code exclusions} say more
 * @param shown how much of it a named officer of the recipient may read now
 * @param shownWhy why that much
 * @param campaigns where it knows of it only beside one of its own, the campaigns that hold both; null else
 * @param decisions every decision on the thread's route, in order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Explanation(
        UUID threadId,
        String recipient,
        boolean delivered,
        @Nullable Why why,
        Disclosure.Extent shown,
        Disclosure.Why shownWhy,
        @Nullable List<UUID> campaigns,
        List<Decision> decisions) {

    public Explanation {
        campaigns = campaigns == null ? null : List.copyOf(campaigns);
        decisions = List.copyOf(decisions);
    }

    /** 非送達の理由. */
    public enum Why {
        /** No rule in force on the day of awareness sends a filing of these lines to the recipient. */
        NO_RULE_NAMES_IT
    }

    /**
     * 振分けの決定. One decision.
     *
     * @param position its place in the record
     * @param registerPosition the last change of the operator's entry or of the scope that it rests on; 0 if it rests on
     *     what this release ships; null for a viewer who may not know whose thread it is
     * @param sectors the affected sectors it was decided on
     * @param businesses the affected designated businesses
     * @param unclaimed what was named but is no line of this operator
     * @param role as what the recipient was added, or null if it was not, here
     * @param grounds the rules that added it
     * @param exclusions the rules that did not apply
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Decision(
            long position,
            OffsetDateTime decidedAt,
            @Nullable Long registerPosition,
            List<String> sectors,
            List<String> businesses,
            List<String> unclaimed,
            @Nullable UUID deliveryId,
            @Nullable Role role,
            List<Ground> grounds,
            List<Excluded> exclusions) {

        /** What it says of the delivery alone: neither by what else it is known, nor what did not apply. */
        Decision ofDelivery() {
            return new Decision(
                    position, decidedAt, null, List.of(), List.of(), List.of(), deliveryId, role, grounds, List.of());
        }
    }

    /** 根拠. */
    public record Ground(String regime, String rule, String article, LocalDate ruleSetDate, Status status) {}

    /** 非該当. */
    public record Excluded(
            String regime, String rule, String article, LocalDate ruleSetDate, Status status, Exclusion.Why why) {}
}
