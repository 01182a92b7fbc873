package noroshi.core.asset;

import org.jspecify.annotations.Nullable;

/**
 * 届出事項. Which product an operator runs: a list of targets in the wrong hands, so it is sealed like a report's content.
 *
 * @param product 製品名
 * @param maker 製造者名等
 * @param version the version or model, or null
 * @param purpose what it serves, or null
 * @param quantity how many of them, or null
 */
public record AssetParticulars(
        AssetNumber number,
        String product,
        String maker,
        @Nullable String version,
        @Nullable String purpose,
        @Nullable Integer quantity) {}
