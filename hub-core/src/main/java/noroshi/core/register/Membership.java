package noroshi.core.register;

import java.time.LocalDate;
import noroshi.core.sector.SectorCode;
import org.jspecify.annotations.Nullable;

/**
 * 重要インフラ事業者等としての所属. That an operator belongs to a sector in a period (Asia/Tokyo).
 *
 * @param subSector the sub-sector, or null where the sector has none or it is not known
 * @param from the first day, or null for the sector's own first day
 * @param to the last day, or null while it has no end
 */
public record Membership(
        SectorCode sector,
        @Nullable SectorCode subSector,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {

    /** The narrowest sector named: the sub-sector where there is one. */
    public SectorCode narrowest() {
        return subSector == null ? sector : subSector;
    }

    public boolean isInForceOn(LocalDate day) {
        return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }
}
