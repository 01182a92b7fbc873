package noroshi.core.asset;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 届出書. All that an operator says of one asset.
 *
 * @param lastDay the last day of its use, or null while it is used
 */
public record AssetStatement(AssetFacts facts, @Nullable LocalDate lastDay, AssetParticulars particulars) {}
