package noroshi.core.sector;

import java.util.List;
import noroshi.core.jurisdiction.AuthorityCode;
import org.jspecify.annotations.Nullable;

/**
 * 特定社会基盤事業. A business or sub-business of 経済安全保障推進法 art. 50(1), as it stands in a period.
 *
 * @param parent the business a sub-business belongs to, or null
 * @param ministers the competent ministers, the lead first
 * @param sectors the sectors or sub-sectors of the Action Plan that it overlaps with
 * @param source the source of this row
 */
public record Business(
        BusinessCode code,
        @Nullable BusinessCode parent,
        String ja,
        String en,
        List<AuthorityCode> ministers,
        List<SectorCode> sectors,
        Period inForce,
        Status status,
        String source) {

    public Business {
        ministers = List.copyOf(ministers);
        sectors = List.copyOf(sectors);
    }

    /** The same in another period. */
    Business during(Period period) {
        return new Business(code, parent, ja, en, ministers, sectors, period, status, source);
    }
}
