package noroshi.core.asset;

import java.time.LocalDate;
import noroshi.core.sector.BusinessCode;

/**
 * 届出の基礎. What the rules need of an asset; stored in clear.
 *
 * @param business the business it serves, which decides on the competent ministers
 * @param introducedOn 導入日 (Asia/Tokyo)
 */
public record AssetFacts(BusinessCode business, LocalDate introducedOn) {}
