package noroshi.core.sector;

import noroshi.core.jurisdiction.AuthorityCode;

/**
 * 機関. An authority as it stands in a period; the code is the office's, so a change of name is a further row.
 *
 * @param source the source of this row
 */
public record Authority(AuthorityCode code, String ja, String en, Period inForce, Status status, String source) {}
