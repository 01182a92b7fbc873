package noroshi.core.register;

import java.time.LocalDate;
import noroshi.core.sector.BusinessCode;
import org.jspecify.annotations.Nullable;

/**
 * 特定社会基盤事業者の指定. That an operator is designated for a business in a period (経済安全保障推進法
 * art. 50(1); Asia/Tokyo).
 *
 * @param subBusiness the sub-business, or null where the business has none
 * @param from the day of designation
 * @param to the last day before revocation, or null
 */
public record Designation(
        BusinessCode business,
        @Nullable BusinessCode subBusiness,
        LocalDate from,
        @Nullable LocalDate to) {

    public boolean isInForceOn(LocalDate day) {
        return !day.isBefore(from) && (to == null || !day.isAfter(to));
    }

    /** The narrowest business named: the sub-business where there is one. */
    public BusinessCode narrowest() {
        return subBusiness == null ? business : subBusiness;
    }
}
