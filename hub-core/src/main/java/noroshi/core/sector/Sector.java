package noroshi.core.sector;

import noroshi.core.jurisdiction.AuthorityCode;
import org.jspecify.annotations.Nullable;

/**
 * 重要インフラ分野. A sector or sub-sector of the Action Plan, as it stands in a period; a change of
 * ministry is a further row.
 *
 * @param parent the sector a sub-sector belongs to, or null
 * @param ministry 重要インフラ所管省庁
 * @param source the source of this row
 */
public record Sector(
        SectorCode code,
        @Nullable SectorCode parent,
        String ja,
        String en,
        AuthorityCode ministry,
        Period inForce,
        Status status,
        String source) {

    /** The same in another period. */
    Sector during(Period period) {
        return new Sector(code, parent, ja, en, ministry, period, status, source);
    }
}
