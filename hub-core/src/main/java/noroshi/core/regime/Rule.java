package noroshi.core.regime;

import java.time.LocalDate;
import noroshi.core.sector.Status;

/**
 * 根拠. Why something was decided: the rule of this house, the article it rests on, and the first day of
 * the rule set that was in force.
 *
 * @param id the rule's id in the routing table, such as {@code R3}
 * @param article the article or paragraph, in the law's own words
 * @param ruleSetDate the first day of the rule set applied
 * @param status how sure the rule is; ASSUMED is shown as such
 */
public record Rule(RegimeCode regime, String id, String article, LocalDate ruleSetDate, Status status) {}
