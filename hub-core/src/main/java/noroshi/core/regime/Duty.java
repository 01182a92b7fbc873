package noroshi.core.regime;

import noroshi.core.deadline.Deadline;
import noroshi.core.jurisdiction.AuthorityCode;

/**
 * 義務. A duty to file a report of a stage, or a notification, with an addressee.
 *
 * @param soft whether the deadline is a target only, since the law names no number (「速やかに」); such a
 *     duty is never missed, at most exceeded
 */
public record Duty(DutyType type, AuthorityCode addressee, Rule rule, Basis basis, boolean soft, Deadline deadline) {}
