package noroshi.api.view.situation;

import java.util.Map;

/**
 * 状況. Counts of threads that are neither withdrawn nor drills. A thread of two sectors counts for both; what was not
 * stated counts as {@code UNKNOWN}.
 *
 * @param threads all of them
 * @param bySector by the code of the sector; {@code UNROUTED} where no rule found one
 * @param bySeverity by 深刻度 as the operators estimate it, {@code 0} to {@code 4}
 * @param byOfficialSeverity by 深刻度 as the national office assessed it after the event, {@code 0} to {@code 4} or
 *     {@code NOT_ASSESSED}; of threads of which the viewer reads what concerns other authorities
 * @param byRegion by prefecture, JIS X 0401: of the damage, or of the operator's seat (所在地) where no report says it
 * @param openObligations the obligations not yet met nor waived
 */
public record Situation(
        long threads,
        Map<String, Long> bySector,
        Map<String, Long> bySeverity,
        Map<String, Long> byOfficialSeverity,
        Map<String, Long> byRegion,
        Map<String, Long> byRegime,
        long openObligations) {}
